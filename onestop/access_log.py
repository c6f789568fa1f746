"""One line a call for the operator: which kiosk, which route, how it went. Nothing personal.

The route is logged as the contract writes it, so neither a phone's last digits nor a wrongly
typed address can get into a log.
"""

import logging
import time

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from onestop.kiosks import Kiosk

log = logging.getLogger(__name__)


class AccessLog(ASGIMiddleware):
    """Writes the line when the answer begins."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        began = time.perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                user = scope.get("user")
                log.info(
                    "%s %s %s %d %.1f ms",
                    user.id if isinstance(user, Kiosk) else "-",
                    scope.get("method", "-"),
                    scope.get("path_template", "-"),
                    message["status"],
                    (time.perf_counter() - began) * 1000,
                )
            await send(message)

        await next_app(scope, receive, noted)
