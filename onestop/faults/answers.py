"""What comes back in place of the back end's own answer."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from typing import Final

import msgspec

from api_client.contract import Case, CaseStatus, ProblemDetails
from api_client.contract.problems import ProblemType
from onestop.faults.table import FaultName
from onestop.faults.wire import Answer, Head, Request, path_of

ELSEWHERE: Final = "/elsewhere"
"""Where a redirect points. Whoever follows it gets an answer that looks like a case."""
SIGN_IN: Final = (
    '<!doctype html><html lang="zh"><meta charset="utf-8"><title>Wi-Fi 登录</title>'
    '<form action="/login"><label>手机号 Mobile <input name="phone"></label>'
    "<button>登录 Sign in</button></form></html>"
)
OTHER_SHAPE: Final = '{"code":200,"msg":"操作成功","data":null}'.encode()
ENDLESS: Final = b'{"reference":"'
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
HTML: Final = "text/html; charset=utf-8"


def in_place_of(  # noqa: PLR0911 -- one match, a line or two a fault
    fault: FaultName, request: Request, now: datetime, wait: int, number: int
) -> bytes:
    """The answer of a fault that passes nothing on, or whose answer hides that it did.

    `number` is how many calls were struck with this one: a busy back end says in turn in seconds
    and as a date when to come back (RFC 9110 10.2.3).
    """
    match fault:
        case FaultName.PORTAL:
            return _said(HTTPStatus.OK, now, SIGN_IN.encode(), HTML)
        case FaultName.REDIRECT:
            host = request.head.fields.get("host", "")
            place = f"//{host}{ELSEWHERE}{request.path}"
            return _said(HTTPStatus.FOUND, now, b"", HTML, f"Location: {place}")
        case FaultName.STORM_500:
            return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, now, ProblemType.OWN_FAULT)
        case FaultName.STORM_503:
            return _page(HTTPStatus.SERVICE_UNAVAILABLE, now)
        case FaultName.BUSY_429:
            back = _date(now + timedelta(seconds=wait)) if number % 2 == 0 else str(wait)
            again = f"Retry-After: {back}"
            return _problem(HTTPStatus.TOO_MANY_REQUESTS, now, "about:blank", again)
        case FaultName.NOT_ADMITTED_401:
            return _problem(HTTPStatus.UNAUTHORIZED, now, ProblemType.NOT_ADMITTED)
        case FaultName.FORBIDDEN_403:
            return _page(HTTPStatus.FORBIDDEN, now)
        case _:
            raise ValueError(f"{fault} has no answer of its own")


def damaged(fault: FaultName, answer: Answer) -> bytes:
    """The back end's answer as this fault leaves it."""
    head, half = answer.head, answer.body[: len(answer.body) // 2]
    match fault:
        case FaultName.TRUNCATE_LENGTH:
            return head.framed(len(answer.body)) + half
        case FaultName.TRUNCATE_BARE:
            return head.framed(None) + half
        case FaultName.CORRUPT_JSON:
            # A sound beginning, then a quote that nothing closes.
            body = half + b'"\\'
            return head.framed(len(body)) + body
        case FaultName.WRONG_JSON:
            return head.framed(len(OTHER_SHAPE)) + OTHER_SHAPE
        case FaultName.HUGE:
            return head.framed(None) + ENDLESS
        case _:
            raise ValueError(f"{fault} damages no answer")


def is_elsewhere(head: Head) -> bool:
    """Whether this call follows a redirect of ours."""
    return path_of(head).startswith(f"{ELSEWHERE}/")


def false_case(request: Request, now: datetime) -> bytes:
    """What waits at the end of a redirect: a case that nobody has."""
    case = Case(
        reference=request.path.rpartition("/")[2],
        case_number="elsewhere",
        status=CaseStatus.RECEIVED,
        service_code="",
        received_at=now,
    )
    return _said(HTTPStatus.OK, now, msgspec.json.encode(case), JSON)


def _page(status: HTTPStatus, now: datetime) -> bytes:
    """As gateways say it."""
    title = f"{status.value} {status.phrase}"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return _said(status, now, page.encode(), HTML)


def _problem(status: HTTPStatus, now: datetime, kind: str, *more: str) -> bytes:
    body = msgspec.json.encode(ProblemDetails(type=kind, title=status.phrase, status=status))
    return _said(status, now, body, PROBLEM, *more)


def _said(status: HTTPStatus, now: datetime, body: bytes, kind: str, *more: str) -> bytes:
    rows = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        f"Date: {_date(now)}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *more,
    )
    return "\r\n".join(rows).encode() + b"\r\n\r\n" + body


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
