"""A server that answers at once and keeps nothing: how fast the sender could be."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

ANSWER = b"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"


class _Answering(asyncio.Protocol):
    """Each request comes in one piece, since it is sent in one and fits into one."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        del data
        self._transport.write(ANSWER)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Answering, "127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


@contextmanager
def answering_at_once() -> Iterator[str]:
    """Its address."""
    command = [sys.executable, "-m", "benchmarks.load.ceiling"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        if server.stdin is None or server.stdout is None:
            raise OSError("no pipes")
        try:
            yield server.stdout.readline().decode().strip()
        finally:
            server.stdin.close()


if __name__ == "__main__":
    asyncio.run(_serve())
