"""Lets in whoever signs as a known kiosk, before anything that was sent is looked at.

1. The signature is checked over what is asked for; a wrong one ends the call unread.
2. A kiosk whose clock is far off is told so: it can put its clock right and ask again.
3. The first call that is signed with a new key ends the one before.
4. The body is compared with the digest that was signed as it is read, so it is read once.
"""

import time
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from typing import cast

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.types.asgi_types import HTTPReceiveMessage, HTTPScope, WebSocketReceiveMessage

from api_client.contract.calls import COVERED, LABEL, MOST_SKEW_SECONDS, Call
from api_client.contract.checking import Checker, NotSigned, Signed
from api_client.contract.problems import ProblemType
from onestop.admitted import Kiosks
from onestop.kiosks import Kiosk
from onestop.problems import Problem

IS_OPEN = "is_open"
WANTED = " ".join(f'"{each}"' for each in COVERED)
# RFC 9110 15.5.2 asks for the first, RFC 9421 5.1 says what it means.
HOW_TO_SIGN = {
    "WWW-Authenticate": "Signature",
    "Accept-Signature": f"{LABEL}=({WANTED});created;keyid;alg",
}


class Admission(ASGIMiddleware):
    """Sets the call's user to the kiosk that makes it; routes marked `is_open` need none."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = IS_OPEN

    def __init__(self, kiosks: Kiosks, clock: Callable[[], float] = time.time) -> None:
        self._kiosks = kiosks
        self._checker = Checker(kiosks.secrets)
        self._checker_of_newest = Checker(kiosks.newest)
        self._clock = clock

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        await self._kiosks.renew()
        call = _call(cast("HTTPScope", scope))
        signed = self._checked(call)
        scope["user"] = self._admitted(signed)
        if self._kiosks.is_replacing(signed.key_id) and self._is_by_newest(call):
            await self._kiosks.newest_is_used(signed.key_id)
        await next_app(scope, _compared(receive, signed.body_digest), send)

    def _checked(self, call: Call) -> Signed:
        try:
            return self._checker.check(call)
        except NotSigned as error:
            raise Problem(ProblemType.NOT_ADMITTED, HOW_TO_SIGN) from error

    def _is_by_newest(self, call: Call) -> bool:
        try:
            self._checker_of_newest.check(call)
        except NotSigned:
            return False
        return True

    def _admitted(self, signed: Signed) -> Kiosk:
        kiosk = self._kiosks.find(signed.key_id)
        if kiosk is None:
            raise Problem(ProblemType.NOT_ADMITTED, HOW_TO_SIGN)
        if abs(self._clock() - signed.created) > MOST_SKEW_SECONDS:
            raise Problem(ProblemType.CLOCK_SKEW, HOW_TO_SIGN)
        return kiosk


def _call(scope: HTTPScope) -> Call:
    """The call as it came: a proxy before us must hand on the path and the Host unchanged."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        value = value.strip(" \t")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
    url = f"{scope['scheme']}://{headers.get('host', '')}{path}?{query}"
    return Call(scope["method"], url, headers)


def _compared(receive: Receive, expected: bytes) -> Receive:
    """Hands the body on as it comes. Raises Problem when the whole is not what was signed."""
    digest = sha256()

    async def compared() -> HTTPReceiveMessage | WebSocketReceiveMessage:
        message = await receive()
        if message["type"] == "http.request":
            digest.update(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if is_whole and not compare_digest(digest.digest(), expected):
                raise Problem(ProblemType.WRONG_DIGEST)
        return message

    return compared
