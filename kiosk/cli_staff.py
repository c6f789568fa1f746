"""What staff and operators can say about what is kept here: the outbox, its key, its papers."""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.cli_publish import SPOKEN as PUBLISH_SPOKEN
from kiosk.cli_publish import PublishCommand
from kiosk.cli_spoken import Spoken

DECISIONS: Final = ("accepted", "correction-needed", "concluded", "declined")
DETAILS: Final = (
    ("--needed", "TEXT", "with correction-needed: what to bring or send"),
    ("--promised-by", "2026-12-31", "the day by which it is promised"),
    ("--opinion", "TEXT", "what the resident is told beside it"),
    ("--kiosk", "ID", "where several have handed in under the reference"),
)


@dataclass(frozen=True, slots=True)
class ListOutbox:
    """What waits to be sent."""


@dataclass(frozen=True, slots=True)
class ShowReference:
    """Everything about one reference, the answers too if they are asked for."""

    reference: str
    with_answers: bool


@dataclass(frozen=True, slots=True)
class Retry:
    """Let it go on. `case_number`: a person has found it there; `is_not_there`: has not."""

    reference: str
    destination: str
    is_not_there: bool
    case_number: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep it back."""

    reference: str
    destination: str


@dataclass(frozen=True, slots=True)
class Export:
    """Take what waits to another machine, encrypted; "": all of it."""

    out: Path
    recipients: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Attach:
    """Papers that join a matter."""

    reference: str
    files: tuple[Path, ...]
    document: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class RotateKey:
    """Seal everything with a new key."""


@dataclass(frozen=True, slots=True)
class Decide:
    """The office of the kiosk's own back end moves a case on; `details` as they were said."""

    reference: str
    status: str
    details: tuple[str, ...]
    folder: Path | None


StaffCommand = (
    ListOutbox
    | ShowReference
    | Retry
    | Hold
    | Export
    | Attach
    | RotateKey
    | Decide
    | PublishCommand
)


def _reference(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", metavar="REFERENCE", help="the number on the slip")


def _one_destination(parser: argparse.ArgumentParser) -> None:
    _reference(parser)
    parser.add_argument(
        "--to", metavar="ENDPOINT", default="", help="only on its way there (default: everywhere)"
    )


def _show(parser: argparse.ArgumentParser) -> None:
    _reference(parser)
    parser.add_argument(
        "--answers", action="store_true", help="with what was answered; the log notes it"
    )


def _retry(parser: argparse.ArgumentParser) -> None:
    _one_destination(parser)
    found = parser.add_mutually_exclusive_group()
    found.add_argument(
        "--not-there", action="store_true", help="it was looked up and has not arrived: send again"
    )
    found.add_argument(
        "--arrived", metavar="CASE-NUMBER", default="", help="it was looked up and is there"
    )


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="FILE", help="must not be there yet")
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="AGE-KEY",
        help="for the holder of this age key; without it a passphrase is asked for",
    )
    parser.add_argument("--reference", default="", help="one reference only")


def _attach(parser: argparse.ArgumentParser) -> None:
    _reference(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JPEG, PNG or PDF")
    parser.add_argument(
        "--document", default="", type=_id, metavar="ID", help="which paper of the guide it is"
    )
    parser.add_argument(
        "--correction", action="store_true", help="the office asked for it afterwards"
    )


def _id(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z_-]{0,64}", text):
        raise argparse.ArgumentTypeError(f"{text} is no id: letters, digits, - and _ only")
    return text


def _decide(parser: argparse.ArgumentParser) -> None:
    _reference(parser)
    parser.add_argument("status", choices=DECISIONS, help="what the case becomes")
    for option, metavar, does in DETAILS:
        parser.add_argument(option, metavar=metavar, default="", help=does)
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where its data lies")


def _decided(said: argparse.Namespace) -> Decide:
    details = (
        f"{option}={value}"
        for option, _, _ in DETAILS
        if (value := getattr(said, option.removeprefix("--").replace("-", "_")))
    )
    return Decide(said.reference, said.status, tuple(details), said.folder)


SPOKEN: Final[tuple[Spoken[StaffCommand], ...]] = (
    Spoken(
        "outbox list",
        "what waits to be sent, and why",
        "kiosk outbox list",
        lambda _: ListOutbox(),
    ),
    Spoken(
        "outbox show",
        "everything about one reference",
        "kiosk outbox show 7KDT-PE9G-ERAH",
        lambda said: ShowReference(said.reference, said.answers),
        _show,
    ),
    Spoken(
        "outbox retry",
        "let it go on, once a person has looked",
        "kiosk outbox retry 7KDT-PE9G-ERAH --not-there",
        lambda said: Retry(said.reference, said.to, said.not_there, said.arrived),
        _retry,
    ),
    Spoken(
        "outbox hold",
        "keep it back until it is retried",
        "kiosk outbox hold 7KDT-PE9G-ERAH",
        lambda said: Hold(said.reference, said.to),
        _one_destination,
    ),
    Spoken(
        "outbox export",
        "take what waits to another machine, encrypted",
        "kiosk outbox export waiting.age",
        lambda said: Export(said.out, tuple(said.recipient), said.reference),
        _export,
    ),
    Spoken(
        "attach",
        "scanned papers join their application",
        "kiosk attach 7KDT-PE9G-ERAH card.jpg report.pdf",
        lambda said: Attach(said.reference, tuple(said.files), said.document, said.correction),
        _attach,
    ),
    Spoken(
        "onestop decide",
        "move a case of the kiosk's own back end on",
        "kiosk onestop decide 7KDT-PE9G-ERAH accepted --promised-by 2026-12-31",
        _decided,
        _decide,
    ),
    *PUBLISH_SPOKEN,
    Spoken(
        "vault rotate",
        "seal what is kept with a new key",
        "kiosk vault rotate",
        lambda _: RotateKey(),
    ),
)
