"""Which one-stop back end this kiosk hands in to: the settings' endpoint, or one of its own.

Its own runs as a process on loopback and is started again whenever it dies. Several kiosk programs
on one data folder share one: whoever holds the lock keeps it running, and when that one ends the
next takes over, at the same address. The kiosk never waits for it: what is handed in meanwhile
stays in the outbox.
"""

import fcntl
import logging
import os
import secrets
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
from kiosk.settings import Settings
from onestop.kiosks import Kiosk, Kiosks
from onestop.process import BackEndProcess, CannotStart, Running

log = logging.getLogger(__name__)
staff = logging.getLogger("staff")

LOOPBACK = "127.0.0.1"
DISTRICT = "310000"
"""Shanghai (GB/T 2260): whose cases the kiosk's own back end numbers."""
KEY_FILE = "kiosks.key"
KEY_WORDS = 3
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


class NoKey(Exception):
    """The file with the key given at enrolment holds none."""


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
    with _kept_running(settings, _own_folder(settings), after) as own:
        yield own


def enrolled_key(file: Path | None) -> str:
    """The key in that file. Raises NoKey."""
    try:
        if file and file.stat().st_mode & 0o077:
            raise NoKey(f"others can read {file}, the key given at enrolment: chmod 600 it")
        key = file.read_text("ascii").strip() if file else ""
    except UnicodeDecodeError:
        key = ""
    except OSError as error:
        raise NoKey(
            f"{file}, the key_file of an endpoint, cannot be read: {error.strerror}"
        ) from error
    if not key or len(key.split()) > 1:
        raise NoKey(f"{file} holds no key: it must be one word, as it was given at enrolment")
    return key


def _own_folder(settings: Settings) -> Path:
    folder = settings.data_folder / "onestop"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _kept_running(settings: Settings, folder: Path, after: Flag | None) -> Iterator[BackEnd]:
    with _lock(folder) as lock:
        port = _port(folder, settings.onestop.port, is_alone=_is_ours(lock))
        own = BackEnd(f"http://{LOOPBACK}:{port}", own_key(folder, settings.kiosk_id))
        setup = Running(
            folder=folder,
            key_file=folder / KEY_FILE,
            catalogue_file=published(folder, settings.hall),
            log_file=folder / "onestop.log",
            port=port,
            hall=settings.hall,
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


def own_key(folder: Path, kiosk_id: str) -> str:
    """The key that this kiosk and its own back end share; enrolled at the first start."""
    file = folder / KEY_FILE
    lines = file.read_text("utf-8", "replace").splitlines() if file.exists() else []
    for line in lines:
        match line.split():
            case [enrolled, _, key] if enrolled == kiosk_id:
                return key
    if any(len(line.split()) != KEY_WORDS for line in lines):
        # A power cut left it half written: without it nobody is admitted, so begin it anew.
        file.rename(file.with_suffix(".damaged"))
    key = secrets.token_urlsafe(32)
    Kiosks.enrol(file, Kiosk(kiosk_id, DISTRICT), key)
    return key
