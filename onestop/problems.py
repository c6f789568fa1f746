"""Every error as RFC 9457 problem details with a stable type, and nothing a resident wrote.

The framework's own messages may quote a body or a path, so they never leave this module.
"""

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from api_client.contract import ProblemDetails
from api_client.contract.problems import ProblemType
from onestop.store import (
    CaseUnknown,
    OtherContent,
    SlotTaken,
    SlotUnknown,
    StoreUnusable,
    TooLate,
)

AnyRequest = Request[Any, Any, Any]
log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
SECONDS_UNTIL_READY = "10"
KNOWN: dict[ProblemType, tuple[HTTPStatus, str]] = {
    ProblemType.MALFORMED: (
        HTTPStatus.BAD_REQUEST,
        "The call does not have the contract's shape",
    ),
    ProblemType.OTHER_REFERENCE: (
        HTTPStatus.BAD_REQUEST,
        "The address and the body name different references",
    ),
    ProblemType.WRONG_DIGEST: (
        HTTPStatus.BAD_REQUEST,
        "The body is not the one that its digest was made of",
    ),
    ProblemType.NOT_ADMITTED: (
        HTTPStatus.UNAUTHORIZED,
        "The call is not signed as a kiosk that is enrolled would sign it",
    ),
    ProblemType.CLOCK_SKEW: (
        HTTPStatus.UNAUTHORIZED,
        "The kiosk's clock is more than five minutes off",
    ),
    ProblemType.OTHER_KIOSK: (
        HTTPStatus.FORBIDDEN,
        "A kiosk may speak only for itself",
    ),
    ProblemType.NO_SUCH_ROUTE: (HTTPStatus.NOT_FOUND, "The contract has no such address"),
    ProblemType.UNKNOWN_CASE: (HTTPStatus.NOT_FOUND, "There is no such case"),
    ProblemType.UNKNOWN_SERVICE: (HTTPStatus.NOT_FOUND, "No time can be booked for this service"),
    ProblemType.UNKNOWN_SLOT: (HTTPStatus.NOT_FOUND, "There is no such time"),
    ProblemType.UNKNOWN_EDITION: (HTTPStatus.NOT_FOUND, "There is no such edition"),
    ProblemType.UNKNOWN_HELP_CALL: (HTTPStatus.NOT_FOUND, "There is no such call for help"),
    ProblemType.NO_SUCH_METHOD: (
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The contract has no such method at this address",
    ),
    ProblemType.IN_PROGRESS: (HTTPStatus.CONFLICT, "The same is being taken just now"),
    ProblemType.SLOT_TAKEN: (HTTPStatus.CONFLICT, "Somebody else has this time"),
    ProblemType.TOO_LATE: (HTTPStatus.CONFLICT, "The case has moved on too far for that"),
    ProblemType.TOO_LARGE: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large"),
    ProblemType.WRONG_MEDIA_TYPE: (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The content is no JPEG, PNG or PDF, or not the one it says",
    ),
    ProblemType.OTHER_CONTENT: (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Something else stands under this reference",
    ),
    ProblemType.WRONG_PHONE: (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "No phone number of the matter ends in these digits",
    ),
    ProblemType.WRONG_CODE: (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "No kiosk can be enrolled by this code: it is wrong, was used, or has ended",
    ),
    ProblemType.TOO_MANY_TRIES: (
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many wrong tries; this one was not looked at",
    ),
    ProblemType.NOT_READY: (HTTPStatus.SERVICE_UNAVAILABLE, "Nothing can be stored just now"),
    ProblemType.NOT_SIGNED_IN: (
        HTTPStatus.UNAUTHORIZED,
        "Nobody is signed in with this token, or no longer",
    ),
    ProblemType.WRONG_PASSWORD: (HTTPStatus.UNAUTHORIZED, "Name and password do not fit"),
    ProblemType.SIGN_IN_LATER: (
        HTTPStatus.TOO_MANY_REQUESTS,
        "A password was wrong: the next one may be tried after Retry-After",
    ),
    ProblemType.NOT_ALLOWED: (HTTPStatus.FORBIDDEN, "Whoever is signed in may not do that"),
    ProblemType.UNKNOWN_PAPER: (HTTPStatus.NOT_FOUND, "There is no such paper"),
    ProblemType.HELD_BY_OTHER: (HTTPStatus.CONFLICT, "Somebody else has taken it"),
    ProblemType.NOT_HELD: (HTTPStatus.CONFLICT, "The case must be taken first"),
    ProblemType.MOVE_IMPOSSIBLE: (HTTPStatus.CONFLICT, "That cannot become of it"),
    ProblemType.CHANGED_MEANWHILE: (
        HTTPStatus.PRECONDITION_FAILED,
        "Somebody has changed the case meanwhile",
    ),
    ProblemType.CHANGE_NOT_NAMED: (
        HTTPStatus.PRECONDITION_REQUIRED,
        "If-Match must name the case as it was seen",
    ),
    ProblemType.OWN_FAULT: (HTTPStatus.INTERNAL_SERVER_ERROR, "The back end made a mistake"),
}
OF_THE_FRAMEWORK = {
    HTTPStatus.NOT_FOUND: ProblemType.NO_SUCH_ROUTE,
    HTTPStatus.METHOD_NOT_ALLOWED: ProblemType.NO_SUCH_METHOD,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ProblemType.TOO_LARGE,
}
REFUSALS: dict[type[Exception], ProblemType] = {
    OtherContent: ProblemType.OTHER_CONTENT,
    CaseUnknown: ProblemType.UNKNOWN_CASE,
    SlotUnknown: ProblemType.UNKNOWN_SLOT,
    SlotTaken: ProblemType.SLOT_TAKEN,
    TooLate: ProblemType.TOO_LATE,
}


class Problem(Exception):
    """Ends a call with a problem the contract knows."""

    def __init__(self, kind: ProblemType, headers: dict[str, str] | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.headers = headers or {}


def answer(kind: ProblemType, headers: dict[str, str] | None = None) -> Response[bytes]:
    status, title = KNOWN[kind]
    details = ProblemDetails(type=kind, title=title, status=status)
    return Response(
        msgspec.json.encode(details),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def _of_ours(_: AnyRequest, error: Problem) -> Response[bytes]:
    return answer(error.kind, error.headers)


def _of_framework(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _of_a_bug(request, error)
    kind = OF_THE_FRAMEWORK.get(HTTPStatus(error.status_code), ProblemType.MALFORMED)
    return answer(kind, error.headers)


def _of_refusal(_: AnyRequest, error: Exception) -> Response[bytes]:
    return answer(REFUSALS[type(error)])


def _of_store(_: AnyRequest, error: StoreUnusable) -> Response[bytes]:
    log.error("%s", error)
    return answer(ProblemType.NOT_READY, {"Retry-After": SECONDS_UNTIL_READY})


def _of_reading(_: AnyRequest, __: Exception) -> Response[bytes]:
    """JSON that is nested without end, or in no UTF-8: nothing else here calls itself or decodes.

    The reader says neither in an error of its own.
    """
    return answer(ProblemType.MALFORMED)


def _of_a_bug(_: AnyRequest, error: Exception) -> Response[bytes]:
    log.error("a mistake of ours", exc_info=error)
    return answer(ProblemType.OWN_FAULT)


HANDLERS: ExceptionHandlersMap = {
    Problem: _of_ours,
    HTTPException: _of_framework,
    **dict.fromkeys(REFUSALS, _of_refusal),
    StoreUnusable: _of_store,
    **dict.fromkeys((RecursionError, UnicodeDecodeError), _of_reading),
    Exception: _of_a_bug,
}
