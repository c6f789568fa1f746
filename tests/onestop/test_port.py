"""The port the back end answers on."""

import asyncio
import socket

import pytest

from onestop.port import address, claimed


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_answers_are_sent_at_once(host: str) -> None:
    sends_at_once: list[bool] = []

    def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = writer.get_extra_info("socket")
        sends_at_once.append(bool(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    listening = claimed(host, 0)
    port = listening.getsockname()[1]
    async with await asyncio.start_server(answer, sock=listening):
        reader, writer = await asyncio.open_connection(host, port)
        assert await reader.read() == b""
        writer.close()
    assert sends_at_once == [True]


@pytest.mark.parametrize(
    ("host", "begins"), [("127.0.0.1", "http://127."), ("::1", "http://[::1]:")]
)
def test_an_address_can_be_called(host: str, begins: str) -> None:
    with claimed(host, 0) as listening:
        assert address(listening).startswith(begins)
