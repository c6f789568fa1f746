"""After a long outage: 10,000 messages wait. Is handing in still quick, and how fast do they go?

Run with `python -m benchmarks.drain [MESSAGES]`. A courier carries them to the embedded back end,
beside a bare loop of `requests` that sends as many of the same messages and keeps nothing. They
take turns, a part at a time, so that the machine meets both in the same mood; `put` into the full
outbox takes turns with `put` into an empty one.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

import msgspec
import psutil
import requests

from api_client.contract import Submission
from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.signing import Signer
from api_client.courier import Courier
from api_client.onestop import OneStopClient
from api_client.outbox import Lane, Outbox
from api_client.transport import Transport
from api_client.vault import KeyFile, Vault
from benchmarks.hand_in import ON_DISK, application, now, timed
from kiosk import reference as references
from kiosk.commands.back_end import DISTRICT, published
from kiosk.commands.key_file import enrolled_key, own_key_file
from onestop.process import BackEndProcess, Running

KIOSK: Final = "TRY"
MESSAGES: Final = 10_000
PUTS: Final = 200
PARTS: Final = 5
BARE_A_PART: Final = 200
"""Enough to tell the rate of the bare loop."""


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    folder_on_disk = ON_DISK if ON_DISK.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="drain-", dir=folder_on_disk) as name:
        folder = Path(name)
        with _outbox(folder / "full") as full, _outbox(folder / "empty") as empty:
            draw = random.Random(1)  # noqa: S311 -- the same references each time
            for _ in range(many):
                full.put(_next(draw), now())
            _tell_puts(full, empty, draw, many)
            with _back_end(folder) as (address, key):
                _tell_drain(full, address, key, draw)
    return 0


def _tell_puts(full: Outbox, empty: Outbox, draw: random.Random, many: int) -> None:
    into_full, into_empty = [], []
    for _ in range(PUTS):
        into_full.append(timed(partial(full.put, _next(draw), now())))
        into_empty.append(timed(partial(empty.put, _next(draw), now())))
    waiting, alone = statistics.median(into_full), statistics.median(into_empty)
    print(f"drain: put with {many} waiting: p50 {waiting:.2f} ms; with none: p50 {alone:.2f} ms")
    print(f"drain: ratio: {waiting / alone:.2f}")


def _tell_drain(full: Outbox, address: str, key: str, draw: random.Random) -> None:
    """The courier's parts and the bare loop's take turns."""
    process, client = psutil.Process(), OneStopClient(address, KIOSK, key, Transport())
    waiting = full.rounds.undelivered()
    drain = _Drain(full, client, share=-(-waiting // PARTS))
    held, rates, bare = [_megabytes(process)], [], []
    while full.rounds.undelivered():
        rates.append(drain.part())
        held.append(_megabytes(process))
        bare.append(_bare_rate(address, key, draw))
    client.close()
    ours, theirs = statistics.median(rates), statistics.median(bare)
    print(f"drain: courier: {ours:.0f}/s (parts: {', '.join(f'{rate:.0f}' for rate in rates)})")
    print(f"drain: bare loop of requests: {theirs:.0f}/s")
    print(f"drain: ratio: {ours / theirs:.2f}")
    print(f"drain: memory, MB, after each part: {', '.join(f'{each:.0f}' for each in held)}")


class _Drain:
    """A courier that stops after every share."""

    def __init__(self, outbox: Outbox, client: OneStopClient, share: int) -> None:
        self._share = share
        self._count = 0
        self._stop = Event()
        self._courier = Courier(outbox, client, self._tell, Lane("onestop"))

    def part(self) -> float:
        """Messages a second."""
        self._count = 0
        self._stop.clear()
        begun = time.perf_counter()
        self._courier.run(self._stop)
        return self._count / (time.perf_counter() - begun)

    def _tell(self, _: object) -> None:
        self._count += 1
        if self._count >= self._share:
            self._stop.set()


def _bare_rate(address: str, key: str, draw: random.Random) -> float:
    """Messages a second by a loop that signs and sends, and keeps nothing."""
    signer = Signer(KIOSK, key, Algorithm.HMAC_SHA256)
    with requests.Session() as session:
        begun = time.perf_counter()
        for _ in range(BARE_A_PART):
            message = _next(draw)
            url = f"{address}/v1/submissions/{message.reference}"
            body = msgspec.json.encode(message)
            call = Call("PUT", url, {"Content-Type": "application/json"})
            signed = signer.signed(call, body, int(time.time()))
            session.put(url, data=body, headers=signed, timeout=10).raise_for_status()
        return BARE_A_PART / (time.perf_counter() - begun)


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1e6


def _next(draw: random.Random) -> Submission:
    return application(references.mint(KIOSK, draw))


@contextmanager
def _outbox(folder: Path) -> Iterator[Outbox]:
    with Outbox.open(folder, Vault.of(KeyFile(folder / "outbox.key"))) as outbox:
        yield outbox


@contextmanager
def _back_end(folder: Path) -> Iterator[tuple[str, str]]:
    own = folder / "onestop"
    own.mkdir()
    key_file = own_key_file(own)
    running = Running(
        own,
        published(own, "default"),
        folder / "log.txt",
        own_kiosk=f"{DISTRICT}/{KIOSK}",
        own_key=key_file,
    )
    with BackEndProcess(running) as process:
        yield process.address, enrolled_key(key_file)


if __name__ == "__main__":
    sys.exit(main())
