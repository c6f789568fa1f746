"""Lets in whoever has a kiosk's key, before anything that was sent is looked at."""

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from api_client.contract.problems import ProblemType
from onestop.kiosks import Kiosk, Kiosks
from onestop.problems import Problem

IS_OPEN = "is_open"


class Admission(ASGIMiddleware):
    """Sets the call's user to the kiosk that makes it; routes marked `is_open` need none."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = IS_OPEN

    def __init__(self, kiosks: Kiosks) -> None:
        self._kiosks = kiosks

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        scope["user"] = self._admitted(Headers.from_scope(scope))
        await next_app(scope, receive, send)

    def _admitted(self, headers: Headers) -> Kiosk:
        scheme, _, key = headers.get("authorization", "").partition(" ")
        kiosk = self._kiosks.find(key.strip()) if scheme.lower() == "bearer" else None
        if kiosk is None:
            raise Problem(ProblemType.NOT_ADMITTED, {"WWW-Authenticate": "Bearer"})
        # A copied disk image makes two kiosks of one key: their references would meet.
        if headers.get("kiosk-id", kiosk.id) != kiosk.id:
            raise Problem(ProblemType.OTHER_KIOSK)
        return kiosk
