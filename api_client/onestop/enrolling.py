"""Enrolling: a one-time code brings the kiosk its key. Not signed, since there is no key yet."""

import msgspec

from api_client.contract import Enrolment, EnrolmentRequest, Versions
from api_client.contract.problems import ProblemType
from api_client.onestop.answers import problem_type, raise_unless_taken
from api_client.transport import Transport
from api_client.trust import is_safe


class CodeRefused(Exception):
    """The authority enrols nobody by this code now; the text says what to do."""


def enrol(transport: Transport, endpoint: str, code: str, versions: Versions) -> Enrolment:
    """The key, which is told once. Raises CodeRefused, a OneStopError, or ValueError.

    ValueError: the key would cross a network in the clear.
    """
    if not is_safe(endpoint):
        raise ValueError("the endpoint must begin with https:// (or be this machine itself)")
    body = msgspec.json.encode(EnrolmentRequest(code=code, versions=versions))
    url, headers = f"{endpoint.rstrip('/')}/v1/enrolments", {"Content-Type": "application/json"}
    reply = transport.exchange("POST", url, headers, body)
    match problem_type(reply):
        case ProblemType.WRONG_CODE:
            raise CodeRefused(
                "the code is wrong, was used, or is older than 24 hours: look at it once more, or"
                " ask for another"
            )
        case ProblemType.TOO_MANY_TRIES:
            minutes = max(round((reply.retry_after or 0.0) / 60), 1)
            raise CodeRefused(
                f"there were too many wrong codes like this one: wait {minutes} min, or ask for"
                " another"
            )
    raise_unless_taken(reply)
    return reply.read_as(Enrolment)
