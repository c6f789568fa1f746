"""A thermal printer as seen from its socket: reads ESC/POS, answers questions, keeps the paper."""

import os
import pty
import select
import socket
import struct
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PIL import Image

PLAIN_COMMANDS = {b"\x1b@": 2, b"\x1bd": 3, b"\x1dV": 3}


@dataclass
class ThermalPrinter:
    """What it does is set before it is used; `slips` holds what was cut off."""

    has_paper: bool = True
    is_low: bool = False
    is_cover_open: bool = False
    has_error: bool = False
    is_mute: bool = False
    answers_nonsense: bool = False
    knows_when_done: bool = True
    takes_data: bool = True
    runs_out: bool = False
    slips: list[Image.Image] = field(default_factory=list)
    _heard: bytearray = field(default_factory=bytearray)
    _strips: list[Image.Image] = field(default_factory=list)

    def feed(self, data: bytes) -> bytes:
        """Take in some bytes; returns what the printer answers."""
        self._heard += data
        answer = b""
        while (length := self._command_length()) is not None:
            command = bytes(self._heard[:length])
            del self._heard[:length]
            answer += self._obeyed(command)
        return answer

    def _command_length(self) -> int | None:
        start = bytes(self._heard[:2])
        length: int | None = PLAIN_COMMANDS.get(start, 3)
        if start == b"\x1dv":
            if len(self._heard) < 8:
                return None
            width, height = struct.unpack("<HH", self._heard[4:8])
            length = 8 + width * height
        return length if start and length and len(self._heard) >= length else None

    def _obeyed(self, command: bytes) -> bytes:
        match command[:2]:
            case b"\x1b@" | b"\x1bd":
                return b""
            case b"\x1dv":
                width, height = struct.unpack("<HH", command[4:8])
                dots = bytes(~byte & 0xFF for byte in command[8:])
                self._strips.append(Image.frombytes("1", (width * 8, height), dots))
                self.has_paper = self.has_paper and not self.runs_out
                return b""
            case b"\x1dV":
                self._cut()
                return b""
            case b"\x10\x04" | b"\x1dr":
                return self._answer(command)
        raise AssertionError(f"not ESC/POS: {command[:8]!r}")

    def _cut(self) -> None:
        slip = Image.new("1", (self._strips[0].width, sum(s.height for s in self._strips)), 1)
        top = 0
        for strip in self._strips:
            slip.paste(strip, (0, top))
            top += strip.height
        self._strips.clear()
        if self.has_paper:
            self.slips.append(slip)

    def _answer(self, question: bytes) -> bytes:
        if self.is_mute:
            return b""
        if self.answers_nonsense:
            return b"\x00\xff"
        match question:
            case b"\x10\x04\x04":
                low, out = self.is_low * 0x0C, (not self.has_paper) * 0x60
                return bytes([0x12 | low | out])
            case b"\x10\x04\x02":
                return bytes([0x12 | self.is_cover_open * 0x04 | self.has_error * 0x40])
            case b"\x1dr\x01" if self.knows_when_done and self.has_paper:
                return b"\x00"
        return b""


@contextmanager
def on_network(printer: ThermalPrinter) -> Iterator[int]:
    """The port it listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        leave = threading.Event()
        serving = threading.Thread(target=_serve, args=(server, printer, leave))
        serving.start()
        try:
            yield server.getsockname()[1]
        finally:
            leave.set()
            with socket.create_connection(server.getsockname()):
                serving.join()


def _serve(server: socket.socket, printer: ThermalPrinter, leave: threading.Event) -> None:
    while True:
        connection, _ = server.accept()
        with connection:
            if leave.is_set():
                return
            if not printer.takes_data:
                leave.wait()
                continue
            try:
                while data := connection.recv(4096):
                    connection.sendall(printer.feed(data))
            except ConnectionError:
                continue


@contextmanager
def on_file(printer: ThermalPrinter) -> Iterator[str]:
    """The path of its device."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    leave = threading.Event()
    serving = threading.Thread(target=_serve_device, args=(ours, printer, leave))
    serving.start()
    try:
        yield os.ttyname(theirs)
    finally:
        leave.set()
        serving.join()
        os.close(ours)
        os.close(theirs)


def _serve_device(device: int, printer: ThermalPrinter, leave: threading.Event) -> None:
    if not printer.takes_data:
        leave.wait()
        return
    while True:
        ready, _, _ = select.select([device], [], [], 0.05)
        if ready:
            os.write(device, printer.feed(os.read(device, 4096)))
        elif leave.is_set():
            return
