"""Speaks the one-stop contract to an authority: hand in, ask for a case, fetch the catalogue.

*Delivered* means an answer 200 or 201 with a case number for our reference, nothing else. What any
other answer means:

- 3xx, or a page in place of JSON: Unreachable, since a portal or proxy answered
- 401, 403: NotAdmitted
- 404, 405 without the contract's own problem: Unreachable, since the endpoint is a wrong one
- 409 in progress, 429, 5xx: Unreachable, with the wait that was asked for
- other 4xx with problem details: Refused
- anything else: Unintelligible
"""

from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import TypeVar, assert_never
from urllib.parse import quote, urlsplit

import msgspec

from api_client.contract import (
    Case,
    CataloguePackage,
    Consultation,
    HelpCall,
    Message,
    ProblemDetails,
    Rating,
    Submission,
)
from api_client.contract.problems import ProblemType
from api_client.errors import (
    NotAdmitted,
    OneStopError,
    Refused,
    Unintelligible,
    Unreachable,
)
from api_client.transport import Reply, Transport

# A person is standing there waiting for the answer.
SECONDS_FOR_A_PERSON = 8.0
SECONDS_FOR_A_SIGN_OF_LIFE = 4.0
NOT_NOW = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.CONFLICT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
NOT_HERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})
Answered = TypeVar("Answered", Case, Rating, HelpCall)


@dataclass(frozen=True, slots=True)
class Publication:
    """A catalogue as it was published: read, as its bytes, and the tag to ask for newer ones by."""

    package: CataloguePackage
    body: bytes
    etag: str


class OneStopClient:
    """One kiosk's line to one authority."""

    def __init__(self, endpoint: str, kiosk_id: str, key: str, transport: Transport) -> None:
        """Raises ValueError for a key no header can carry, and for plain HTTP to another machine.

        Answers must not cross a network in the clear.
        """
        if not (key.isascii() and key.isprintable() and key.strip() == key != ""):
            raise ValueError("the key must be printable ASCII without blanks around it")
        if not _is_safe(endpoint):
            raise ValueError("the endpoint must begin with https:// (or be this machine itself)")
        self._endpoint = endpoint.rstrip("/")
        self._headers = {"Authorization": f"Bearer {key}", "Kiosk-Id": kiosk_id}
        self._transport = transport

    def send(self, message: Message) -> Case | None:
        """Hand it over. Returns the case; None for a rating or a help call, which have none.

        Raises a OneStopError unless the authority has it.
        """
        match message:
            case Submission():
                return self._put("submissions", message, Case)
            case Consultation():
                return self._put("consultations", message, Case)
            case Rating():
                self._put("ratings", message, Rating)
                return None
            case HelpCall():
                self._put("help-calls", message, HelpCall)
                return None
            case _:
                assert_never(message)

    def case(self, reference: str, phone_tail: str | None = None) -> Case | None:
        """Where a case stands; None when the authority says that it knows no such reference.

        `phone_tail`, the last four digits, is needed for what another kiosk handed in.
        """
        query = "" if phone_tail is None else f"?phone_tail={quote(phone_tail, safe='')}"
        path = f"/v1/cases/{quote(reference, safe='')}{query}"
        reply = self._exchange("GET", path, within=SECONDS_FOR_A_PERSON)
        if reply.status == HTTPStatus.NOT_FOUND and _is_unknown_case(reply):
            return None
        return _read(reply, Case, reference)

    def catalogue(self, etag: str | None = None) -> Publication | None:
        """The published catalogue; None when it is still the one of that etag."""
        extra = {} if etag is None else {"If-None-Match": etag}
        reply = self._exchange("GET", "/v1/catalogue", extra=extra)
        if reply.status == HTTPStatus.NOT_MODIFIED and etag is not None:
            return None
        _raise_unless_taken(reply)
        package = reply.read_as(CataloguePackage)
        return Publication(package, reply.body, reply.headers.get("etag", ""))

    def is_up(self) -> bool:
        """Whether the authority says that it can take anything now."""
        try:
            reply = self._exchange("GET", "/readyz", within=SECONDS_FOR_A_SIGN_OF_LIFE)
        except OneStopError:
            return False
        return reply.status == HTTPStatus.OK and reply.is_json

    def close(self) -> None:
        self._transport.close()

    def _put(self, collection: str, message: Message, answered: type[Answered]) -> Answered:
        path = f"/v1/{collection}/{quote(message.reference, safe='')}"
        reply = self._exchange(
            "PUT", path, msgspec.json.encode(message), extra={"Content-Type": "application/json"}
        )
        return _read(reply, answered, message.reference)

    def _exchange(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        extra: dict[str, str] | None = None,
        within: float | None = None,
    ) -> Reply:
        headers = self._headers | (extra or {})
        return self._transport.exchange(method, self._endpoint + path, headers, body, within=within)


def _read(reply: Reply, answered: type[Answered], reference: str) -> Answered:
    _raise_unless_taken(reply)
    answer = reply.read_as(answered)
    if answer.reference != reference:
        raise Unintelligible("the answer is about another reference")
    if isinstance(answer, Case) and not answer.case_number.strip():
        raise Unintelligible("the answer has no case number")
    return answer


def _raise_unless_taken(reply: Reply) -> None:
    status = reply.status
    if status in {HTTPStatus.OK, HTTPStatus.CREATED}:
        return
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise NotAdmitted(f"the authority does not admit this kiosk ({status})")
    if status in NOT_NOW:
        raise Unreachable(f"not now ({status})", reply.retry_after)
    match status // 100:
        case 3:
            raise Unreachable(f"something sent us elsewhere ({status}); not followed")
        case 4 if status in NOT_HERE and not _is_unknown_case(reply):
            # A mistyped endpoint must not put every parcel before a person.
            raise Unreachable(f"the endpoint has no such address ({status})")
        case 4 if not reply.is_json:
            raise Unreachable(f"a page came in place of the authority's answer ({status})")
        case 4:
            raise Refused(f"refused ({status} {_problem_type(reply)})")
        case 5:
            raise Unreachable(f"the authority has trouble ({status})", reply.retry_after)
        case _:
            raise Unintelligible(f"the contract knows no answer {status}")


def _is_unknown_case(reply: Reply) -> bool:
    return _problem_type(reply) == ProblemType.UNKNOWN_CASE


def _problem_type(reply: Reply) -> str:
    """The problem's stable type; only that, since a detail might hold what a resident wrote."""
    try:
        return reply.read_as(ProblemDetails).type
    except OneStopError:
        return "without problem details"


def _is_safe(endpoint: str) -> bool:
    parts = urlsplit(endpoint)
    if parts.scheme == "https":
        return bool(parts.hostname)
    if parts.scheme != "http" or parts.hostname is None:
        return False
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"
