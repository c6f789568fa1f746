"""Runs the back end as a process: claims its port, says when it is ready, ends in good order."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import uvicorn

from onestop.app import create_app, now
from onestop.line import Line
from onestop.machine import OwnKiosk, take_in
from onestop.port import address, claimed
from onestop.publishing.opening import opened
from onestop.store import Place

log = logging.getLogger(__name__)

SECONDS_TO_END = 5


class _Server(uvicorn.Server):
    """Says when calls are answered, which uvicorn itself tells only a log."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(  # noqa: PLR0913 - what an operator can say about a back end, each by its name
    *,
    host: str,
    port: int,
    place: Place,
    catalogue_file: Path,
    ready: Callable[[str], None],
    hall: str = "",
    own: OwnKiosk | None = None,
    shares_port: bool = False,
    trusted_proxies: Sequence[str] = (),
    ends_with: BinaryIO | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; answer what has begun, then return.

    1. The port is claimed first: PortTaken costs nothing yet. Port 0 takes any free one.
    2. The store and the press are opened. Raises StoreUnusable, BadCatalogue.
    3. The kiosk of this machine is taken in, if there is one. Raises BadKeyFile.
    4. `ready` is told the address as soon as calls are answered.

    `shares_port`: several back ends on one database may answer there, each as its own process.
    `trusted_proxies`: addresses or networks whose X-Forwarded-For tells who calls; nobody else's
    does.
    `own`: the kiosk that this back end was started by, which needs no code.
    `hall`: its hall; "" is the catalogue's first.
    `ends_with`: end also when this stream ends. A parent that gives its child a pipe there takes
    the child along even when it is killed.
    """
    with claimed(host, port, is_shared=shares_port) as listening:
        store = place.open()
        try:
            shelf = opened(place.folder, catalogue_file, hall, now)
            take_in(place, own, hall, now())
            config = uvicorn.Config(
                create_app(store, shelf),
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(trusted_proxies),
                forwarded_allow_ips=list(trusted_proxies),
                lifespan="on",
                http=Line,
                timeout_graceful_shutdown=SECONDS_TO_END,
            )
            server = _Server(config, lambda: ready(address(listening)))
            if ends_with is not None:
                _end_with(ends_with, server)
            _run(server, listening)
        finally:
            store.close()


def _run(server: _Server, listening: socket.socket) -> None:
    """Uvicorn raises the signal that ended it once more; ended in good order is no failure."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, _was_heeded)
    try:
        asyncio.run(server.serve(sockets=[listening]))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _was_heeded(number: int, _: object) -> None:
    log.info("ended by %s", signal.Signals(number).name)


def _end_with(stream: BinaryIO, server: _Server) -> None:
    def wait() -> None:
        while stream.read(4096):
            pass
        server.should_exit = True

    Thread(target=wait, name="ends-with-parent", daemon=True).start()
