"""The two ends of the line: the kiosk that calls, and the back end that is called."""

import asyncio
import socket
import ssl
import struct
from contextlib import suppress
from typing import Self

from onestop.faults.record import Call, Record
from onestop.faults.wire import LONGEST_HEAD, Answer, Request, read_answer

CHUNK = 65_536
RESETS = struct.pack("ii", 1, 0)
"""Linger for no time at all: the kernel then breaks the line instead of closing it."""


class KioskEnd:
    """One open line to a kiosk."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self._writer = writer

    @classmethod
    async def on(cls, line: socket.socket, tls: ssl.SSLContext | None) -> Self:
        """Take an accepted line. Raises OSError where the two sides do not come to trust."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LONGEST_HEAD, loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        transport, _ = await loop.connect_accepted_socket(lambda: protocol, line, ssl=tls)
        return cls(reader, asyncio.StreamWriter(transport, protocol, reader, loop))

    async def say(self, text: bytes) -> None:
        self._writer.write(text)
        await self._writer.drain()

    async def drip(self, text: bytes, pause: float) -> None:
        """A byte at a time."""
        for place in range(len(text)):
            await self.say(text[place : place + 1])
            await asyncio.sleep(pause)

    async def say_without_end(self, text: bytes) -> None:
        """Again and again, until the kiosk hangs up."""
        while not self._writer.is_closing():
            await self.say(text)
            # A line that takes all it is given would leave no other one its turn.
            await asyncio.sleep(0)

    async def stop_speaking(self) -> None:
        """Say that nothing more will come, and wait until the kiosk hangs up."""
        if self._writer.can_write_eof():
            self._writer.write_eof()
            await self.until_gone()

    async def until_gone(self) -> None:
        """Whatever the kiosk still says is thrown away."""
        while await self.reader.read(CHUNK):
            pass

    async def hang_up(self) -> None:
        """Close it, once everything that was said has gone out."""
        self._writer.close()
        await self._writer.wait_closed()

    def cut(self) -> None:
        """Break it: the kiosk's next read or write fails."""
        line = self._writer.get_extra_info("socket")
        with suppress(OSError):  # the kiosk was quicker
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESETS)
        self.drop()

    def drop(self) -> None:
        """Let go of it at once."""
        self._writer.transport.abort()


class OfficeEnd:
    """The back end that calls are passed on to, each on a line of its own."""

    def __init__(self, host: str, port: int, record: Record) -> None:
        self._host = host
        self._port = port
        self._record = record
        self._late: set[asyncio.Task[None]] = set()

    async def take(self, request: Request) -> Answer:
        """Pass the call on whole. Raises OSError or EOFError where the back end is away."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            # Not drained: a back end may answer before it has read a body that is too large.
            writer.write(request.raw)
            answer = await read_answer(reader, request.method)
        finally:
            writer.transport.abort()
        self._record.note_passed(Call(request.method, request.path), answer.head.status)
        return answer

    def take_later(self, request: Request, pause: float) -> None:
        """Pass it on after a while; nobody hears the answer."""
        task = asyncio.create_task(self._take_after(request, pause))
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def end(self) -> None:
        """What was still to be passed on is not."""
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _take_after(self, request: Request, pause: float) -> None:
        await asyncio.sleep(pause)
        with suppress(OSError, EOFError):
            await self.take(request)
