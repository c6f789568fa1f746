"""Which one-stop back end this kiosk hands in to: the settings' endpoint, or one of its own.

Its own runs as a process on loopback and is started again whenever it dies. Several kiosk programs
on one data folder share one: whoever holds the lock keeps it running, and when that one ends the
next takes over, at the same address. The kiosk never waits for it: what is handed in meanwhile
stays in the outbox.
"""

import fcntl
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import msgspec

from kiosk.catalogue import load as load_catalogue
from kiosk.commands.key_file import enrolled_key, own_key_file
from kiosk.settings import Settings
from onestop.process import BackEndProcess, CannotStart, Running

log = logging.getLogger(__name__)
staff = logging.getLogger("staff")

LOOPBACK = "127.0.0.1"
DISTRICT = "310000"
"""Shanghai (GB/T 2260): whose cases the kiosk's own back end numbers, unless it has a district."""
ADDRESS_FILE = "endpoint"
LOOKS_EVERY = 0.2
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
HIGHEST_PORT = 65535
MOST_SECONDS_TO_SHOW = 20.0
MOST_SECONDS_TO_END = 10.0


@dataclass(frozen=True, slots=True)
class BackEnd:
    """Where to hand in, and the key that this kiosk was given."""

    endpoint: str
    key: str


class PortTaken(Exception):
    """The port that the settings name belongs to another program."""


@contextmanager
def back_end(settings: Settings, after: Flag | None = None) -> Iterator[BackEnd]:
    """The back end for as long as the kiosk runs. Raises PortTaken, or OSError for its folder.

    Its own one is started once `after` is set, so that it does not slow the first page.
    """
    if not settings.onestop.is_embedded:
        yield BackEnd(settings.onestop.endpoint, enrolled_key(settings.onestop.key_file))
        return
    with _kept_running(settings, own_folder(settings), after) as own:
        yield own


def own_kiosk(settings: Settings) -> str:
    """How its own back end knows this kiosk."""
    return f"{settings.district or DISTRICT}/{settings.kiosk_id}"


def own_folder(settings: Settings) -> Path:
    folder = settings.data_folder / "onestop"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _kept_running(settings: Settings, folder: Path, after: Flag | None) -> Iterator[BackEnd]:
    with _lock(folder) as lock:
        port = _port(folder, settings.onestop.port, is_alone=_is_ours(lock))
        key_file = own_key_file(folder)
        own = BackEnd(f"http://{LOOPBACK}:{port}", enrolled_key(key_file))
        setup = Running(
            folder=folder,
            own_kiosk=own_kiosk(settings),
            own_key=key_file,
            catalogue_file=published(folder, settings.hall),
            log_file=folder / "onestop.log",
            port=port,
            hall=settings.hall,
            database=settings.onestop.database,
        )
        stop = Flag()
        work = (setup, lock, stop, after)
        keeper = Thread(target=_keep_running, args=work, name="back-end", daemon=True)
        keeper.start()
        try:
            yield own
        finally:
            stop.set()
            keeper.join(MOST_SECONDS_TO_END)


def _keep_running(setup: Running, lock: int, stop: Flag, after: Flag | None) -> None:
    """Start it, and start it again whenever it ends, until the kiosk ends."""
    if after is not None:
        after.wait(MOST_SECONDS_TO_SHOW)
    pause = SHORTEST_PAUSE
    while not stop.is_set():
        if _is_ours(lock):
            began = time.monotonic()
            trouble = _run_once(setup, stop)
            pause = SHORTEST_PAUSE if time.monotonic() - began > LONGEST_PAUSE else pause * 2
            if trouble:
                staff.error("the embedded back end does not start: %s. All is kept here", trouble)
        else:
            pause = SHORTEST_PAUSE
        stop.wait(min(pause, LONGEST_PAUSE))


def _run_once(setup: Running, stop: Flag) -> str:
    """Returns why it did not start, or ""."""
    try:
        with BackEndProcess(setup) as process:
            while process.is_alive and not stop.wait(LOOKS_EVERY):
                pass
    except CannotStart as trouble:
        return str(trouble)
    if not stop.is_set():
        log.warning("the embedded back end ended and is started again")
    return ""


@contextmanager
def _lock(folder: Path) -> Iterator[int]:
    handle = os.open(folder / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _is_ours(lock: int) -> bool:
    """Whether this program is the one that keeps the back end running, from now on."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _port(folder: Path, wished: int, *, is_alone: bool) -> int:
    """The port of before, for whoever has been told it; another one if that is taken.

    Raises PortTaken where the settings wish for one that belongs to another program.
    """
    file = folder / ADDRESS_FILE
    before = _port_in(file)
    if not is_alone and before:
        return before
    for port in dict.fromkeys((wished or before, 0)):
        free = _free(port)
        if free:
            file.write_text(f"http://{LOOPBACK}:{free}", "ascii")
            return free
        if wished:
            raise PortTaken(
                f"port {wished} is taken by another program: set [onestop] port to a free one,"
                " or to 0 for any"
            )
    raise PortTaken("there is no free port on this machine")


def _port_in(file: Path) -> int:
    """A power cut may leave the file empty, or half written: then 0."""
    try:
        text = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return 0
    port = text.removeprefix(f"http://{LOOPBACK}:")
    return int(port) if port != text and port.isdecimal() and int(port) <= HIGHEST_PORT else 0


def _free(port: int) -> int:
    """That port if it is free, any free one for 0; else 0."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except OSError:
            return 0
        free: int = trial.getsockname()[1]
        return free


def published(folder: Path, hall: str) -> Path:
    """The catalogue as the back end publishes it, written into its folder."""
    file = folder / "catalogue.json"
    file.write_bytes(msgspec.json.encode(load_catalogue().for_hall(hall).package()))
    return file
