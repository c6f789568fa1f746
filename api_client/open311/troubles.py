"""What it means when a GeoReport server does not do what it was asked, by what can be done then.

| answer | asked for something | handed something in |
|---|---|---|
| 307, 308 | Unreachable: something sent us elsewhere | the same: it did not arrive |
| other 3xx | Unreachable: something sent us elsewhere | Unreachable: it may have arrived |
| 401, or an error list that says 401 or 403 | NotAdmitted | NotAdmitted |
| 403 without such a list | NotAdmitted | Unreachable: it may have arrived |
| 429 | Unreachable, with the wait that was asked for | the same: it did not arrive |
| 404, 405, 408, 409, 503 without an error list | Unreachable | Unreachable: it may have arrived |
| other 4xx | Unreachable | Refused: a person must look |
| other 5xx | Unreachable | Unreachable: it may have arrived |
| anything else but 200 (and 201) | Unintelligible | Unintelligible: it may have arrived |

A web application often answers a POST that it took with a redirect, and a gate may answer in its
place after it was passed on; so nothing but the server's own no means that it did not arrive.

What a server says in words is never passed on: it may quote the resident.
"""

import re
from http import HTTPStatus

from api_client.errors import NotAdmitted, OneStopError, Refused, Unintelligible, Unreachable
from api_client.open311.reading import Plain, read, text_of
from api_client.transport import Reply

TAKEN = frozenset({HTTPStatus.OK, HTTPStatus.CREATED})
NOT_ADMITTED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
SAYS_NOT_ADMITTED = frozenset({"401", "403"})
NOT_NOW = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
ELSEWHERE = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
UNSURE = frozenset(
    {
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.CONFLICT,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
# Too short for a telephone or identity number, and for any word of a resident's.
_CODE = re.compile(r"[A-Z]{0,3}[0-9]{1,5}")
_MOST_CODES = 5


def raise_unless_answered(reply: Reply) -> None:
    """For what was asked: returns only if there is an answer to read."""
    status = reply.status
    if status == HTTPStatus.OK:
        return
    _raise_for_any(reply)
    match status // 100:
        case 4 | 5:
            raise Unreachable(f"not answered ({_told(reply)})", reply.retry_after)
        case _:
            raise Unintelligible(f"GeoReport knows no answer {status}")


def raise_unless_taken(reply: Reply) -> None:
    """For what was handed in: returns only if it was taken, or so it seems."""
    status = reply.status
    if status in TAKEN:
        return
    is_listed = bool(error_codes(reply))
    if (status // 100 == 3 and status not in ELSEWHERE) or (status in UNSURE and not is_listed):  # noqa: PLR2004 - 3xx
        why = f"answered in the server's place, perhaps ({status})"
        raise Unreachable(why, reply.retry_after, may_have_arrived=True)
    _raise_for_any(reply)
    match status // 100:
        case 4:
            raise Refused(f"refused ({_told(reply)})")
        case 5:
            raise Unreachable(
                f"the authority has trouble ({_told(reply)})",
                reply.retry_after,
                may_have_arrived=True,
            )
        case _:
            raise Unintelligible(f"GeoReport knows no answer {status}")


def error_codes(reply: Reply) -> tuple[str, ...]:
    """The codes of its error list; a code that could be more than that is told as "?"."""
    try:
        errors = _errors(read(reply))
    except OneStopError:
        return ()
    codes = (text_of(each.get("code")) for each in errors[:_MOST_CODES])
    return tuple(code if _CODE.fullmatch(code) else "?" for code in codes)


def _raise_for_any(reply: Reply) -> None:
    status = reply.status
    if status in NOT_NOW:
        raise Unreachable(f"not now ({status})", reply.retry_after)
    match status // 100:
        case 3:
            raise Unreachable(f"something sent us elsewhere ({status}); not followed")
        case 4 if status in NOT_ADMITTED or not SAYS_NOT_ADMITTED.isdisjoint(error_codes(reply)):
            raise NotAdmitted(f"the authority does not admit this kiosk ({_told(reply)})")


def _told(reply: Reply) -> str:
    return " ".join([str(reply.status), *error_codes(reply)])


def _errors(value: Plain) -> list[dict[str, Plain]]:
    """`[{code, description}]` as specified, one alone, in a wrapping, or `{code, detail}`."""
    if isinstance(value, dict):
        wrapped = value.get("errors", value.get("error"))
        if isinstance(wrapped, list | dict):
            return _errors(wrapped)
        return [value] if {"code", "description", "detail"} & value.keys() else []
    if not isinstance(value, list):
        return []
    return [error for each in value if isinstance(each, dict) for error in _errors(each)]
