"""Says what works on this machine, what does not, and what to do about it.

Each probe tries the real thing and tells what it saw; it raises OSError or DoesNotWork where the
thing fails, and the finding then says so. Nothing of a resident is read or shown.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kiosk.front_end import ScreenProbe
from kiosk.settings import Settings
from kiosk.settings_printer import PrinterSettings

CONNECT_SECONDS: Final = 3.0
LEAST_FREE_MB: Final = 50
COMFORTABLE_MB: Final = 500
_MB: Final = 1024 * 1024
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class State(StrEnum):
    """How much an operator has to mind."""

    WORKS = "works"
    MIND = "mind"
    FAILS = "fails"


class DoesNotWork(Exception):
    """A trial failed; its words, without a full stop, say what was seen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One subject: its state, what was seen, and what to do (nothing if it works)."""

    subject: str
    state: State
    sentence: str
    advice: str = ""

    def lines(self, width: int) -> str:
        """As it is printed, the subject in a column of that width."""
        told = f"{self.subject:<{width}}  {self.state.value:<5}  {self.sentence}"
        return f"{told}\n{'':<{width}}         → {self.advice}" if self.advice else told


@dataclass(frozen=True, slots=True)
class Probe:
    """A subject, a trial that returns what works or raises DoesNotWork, and advice if it fails.

    `is_needed`: without it the kiosk serves nobody; otherwise its failure is only to be minded.
    """

    subject: str
    trial: Callable[[], str]
    advice: str
    is_needed: bool = False


def examine(settings: Settings, probes: Sequence[Probe]) -> tuple[Finding, ...]:
    """What is found on this machine: first the given probes, then disk, network and printer."""
    findings = [_tried(probe) for probe in probes]
    findings.append(disk(settings.data_folder, settings.outbox.free_megabytes))
    findings.append(_network(settings))
    findings.append(_printer(settings.printer))
    return tuple(findings)


def unattended(settings: Settings) -> tuple[Finding, ...]:
    """What can be found out while residents are served: nothing is shown, said or printed."""
    free = settings.outbox.free_megabytes
    return disk(settings.data_folder, free), _network(settings)


def is_well(findings: Sequence[Finding]) -> bool:
    """Whether nothing fails that the kiosk needs."""
    return all(finding.state is not State.FAILS for finding in findings)


def report(findings: Sequence[Finding]) -> str:
    """The findings for the operator, one after another, and how they end."""
    width = max(len(finding.subject) for finding in findings)
    told = [finding.lines(width) for finding in findings]
    end = (
        "The kiosk can serve people." if is_well(findings) else "The kiosk cannot serve people yet."
    )
    return "\n".join([*told, "", end])


def disk(folder: Path, least_mb: int = LEAST_FREE_MB) -> Finding:
    """Whether what is handed in can be kept there: written, read back, and with room to go on."""
    advice = "Free some space, or name another data_folder under [kiosk] in the settings."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"kept")
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free // _MB
    except OSError as error:
        sentence = f"{folder} cannot be written: {error.strerror}."
        return Finding("disk", State.FAILS, sentence, advice)
    sentence = f"{folder} can be written; {free} MB are free."
    if free < max(least_mb, LEAST_FREE_MB):
        return Finding("disk", State.FAILS, sentence, advice)
    if free < COMFORTABLE_MB:
        return Finding("disk", State.MIND, sentence, advice)
    return Finding("disk", State.WORKS, sentence)


def fonts(files: Sequence[Path]) -> Callable[[], str]:
    """A trial that the shipped fonts are there and readable."""

    def trial() -> str:
        for file in files:
            with file.open("rb") as lines:
                if lines.read(4) not in (b"\x00\x01\x00\x00", b"OTTO", b"ttcf"):
                    raise DoesNotWork(f"{file.name} is no font")
        return f"all are there: {', '.join(file.name for file in files)}."

    return trial


def screen(probe_screen: Callable[[], ScreenProbe]) -> Callable[[], str]:
    """A trial that a window can be drawn, by whatever tries it in a process of its own."""

    def trial() -> str:
        probe = probe_screen()
        if not probe.can_draw:
            raise DoesNotWork(probe.detail)
        return f"a window can be drawn: {probe.detail}."

    return trial


def terminal(encoding: str) -> Callable[[], str]:
    """A trial that the terminal can be sent Chinese at all."""

    def trial() -> str:
        try:
            "上海".encode(encoding)
        except (UnicodeEncodeError, LookupError) as error:
            raise DoesNotWork(f"its encoding, {encoding}, has no Chinese") from error
        return f"it takes Chinese, as {encoding}."

    return trial


def _tried(probe: Probe) -> Finding:
    try:
        return Finding(probe.subject, State.WORKS, probe.trial())
    except (OSError, DoesNotWork) as error:
        state = State.FAILS if probe.is_needed else State.MIND
        return Finding(probe.subject, state, f"does not work: {error}.", probe.advice)


def _network(settings: Settings) -> Finding:
    if settings.onestop.is_embedded:
        sentence = "the kiosk hands in to its own one-stop service; no network is needed."
        return Finding("network", State.WORKS, sentence)
    endpoint = urlsplit(settings.onestop.endpoint)
    host = endpoint.hostname or ""
    return _tried(
        Probe(
            "network",
            lambda: _reached(host, endpoint.port or _DEFAULT_PORTS[endpoint.scheme]),
            "Applications are kept and handed in later. See to the network, or to endpoint under"
            " [onestop] in the settings.",
        )
    )


def _printer(printer: PrinterSettings) -> Finding:
    match printer.kind:
        case "none":
            sentence = "none is set up; slips are shown on the screen only."
            return Finding("printer", State.MIND, sentence, "Set kind under [printer].")
        case "network":
            advice = "Is it switched on, has it paper, is host under [printer] right?"
            trial = Probe("printer", lambda: _reached(printer.host, printer.port), advice)
        case "file":
            advice = "Is it plugged in and switched on? path under [printer] names its device file."
            trial = Probe("printer", lambda: _writable(printer.path), advice)
    return _tried(trial)


def _reached(host: str, port: int) -> str:
    with socket.create_connection((host, port), timeout=CONNECT_SECONDS):
        return f"{host} answers on port {port}."


def _writable(path: Path | None) -> str:
    if path is None or not path.exists():
        raise DoesNotWork(f"{path} does not exist")
    if path.is_dir() or not os.access(path, os.W_OK):
        raise DoesNotWork(f"{path} cannot be written")
    return f"slips are written to {path}."
