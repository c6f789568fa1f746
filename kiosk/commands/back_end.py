"""Which one-stop back end this kiosk hands in to: the settings' endpoint, or one of its own.

Its own runs as a process on loopback and is started again whenever it dies. The kiosk never waits
for it: what is handed in meanwhile stays in the outbox.
"""

import logging
import secrets
import socket
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

LOOPBACK = "127.0.0.1"
DISTRICT = "310000"
"""Shanghai (GB/T 2260): whose cases the kiosk's own back end numbers."""
KEY_FILE = "kiosks.key"
KEY_WORDS = 3
ADDRESS_FILE = "endpoint"
LOOKS_EVERY = 0.2
PAUSE_BEFORE_RESTART = 1.0
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
        yield BackEnd(settings.onestop.endpoint, _enrolled_key(settings.onestop.key_file))
        return
    own = _own_folder(settings)
    running = _running(own, settings.kiosk_id)
    if running is not None:
        yield running
        return
    with _started(settings, own, after) as started:
        yield started


def _enrolled_key(file: Path | None) -> str:
    try:
        key = file.read_text("ascii").strip() if file else ""
    except UnicodeDecodeError:
        key = ""
    if not key or len(key.split()) > 1:
        raise NoKey(f"{file} holds no key: it must be one word, as it was given at enrolment")
    return key


def _own_folder(settings: Settings) -> Path:
    folder = settings.data_folder / "onestop"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _running(folder: Path, kiosk_id: str) -> BackEnd | None:
    """The own back end that another process of this machine runs already."""
    try:
        endpoint = (folder / ADDRESS_FILE).read_text("ascii").strip()
        known = BackEnd(endpoint, own_key(folder, kiosk_id))
    except (OSError, UnicodeDecodeError):
        return None
    if not endpoint.startswith(f"http://{LOOPBACK}:"):
        # A power cut may leave the file empty, or half written.
        return None
    # Only now: these bring the HTTP library, which a first start need not wait for.
    from api_client.onestop import OneStopClient  # noqa: PLC0415
    from api_client.transport import Transport  # noqa: PLC0415

    try:
        client = OneStopClient(known.endpoint, kiosk_id, known.key, Transport())
    except ValueError:
        return None
    try:
        return known if client.is_up() else None
    finally:
        client.close()


@contextmanager
def _started(settings: Settings, folder: Path, after: Flag | None) -> Iterator[BackEnd]:
    port = _port(settings.onestop.port)
    own = BackEnd(f"http://{LOOPBACK}:{port}", own_key(folder, settings.kiosk_id))
    setup = Running(
        folder=folder,
        key_file=folder / KEY_FILE,
        catalogue_file=published(folder, settings.hall),
        log_file=folder / "onestop.log",
        port=port,
        hall=settings.hall,
    )
    (folder / ADDRESS_FILE).write_text(own.endpoint, "ascii")
    stop = Flag()
    work = (setup, stop, after)
    keeper = Thread(target=_keep_running, args=work, name="back-end", daemon=True)
    keeper.start()
    try:
        yield own
    finally:
        stop.set()
        keeper.join(MOST_SECONDS_TO_END)


def _keep_running(setup: Running, stop: Flag, after: Flag | None) -> None:
    """Start it, and start it again whenever it ends, until the kiosk ends."""
    if after is not None:
        after.wait(MOST_SECONDS_TO_SHOW)
    while not stop.is_set():
        try:
            with BackEndProcess(setup) as process:
                while process.is_alive and not stop.wait(LOOKS_EVERY):
                    pass
        except CannotStart as trouble:
            log.error("the embedded back end does not start: %s", trouble)  # noqa: TRY400 -- all
        if not stop.wait(PAUSE_BEFORE_RESTART):
            log.warning("the embedded back end ended and is started again")


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


def _port(wished: int) -> int:
    """The wished port if it is free, or any free one for 0."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, wished))
        except OSError as error:
            raise PortTaken(
                f"port {wished} is taken by another program: set [onestop] port to a free one,"
                " or to 0 for any"
            ) from error
        port: int = trial.getsockname()[1]
        return port
