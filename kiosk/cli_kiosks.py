"""What can be said about the kiosks of a back end, and to enrol this one."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.cli_spoken import Spoken

SIGNATURES: Final = ("hmac-sha256", "hmac-sm3")
WHAT: Final = ("fetch-catalogue", "send-report", "enrol-again")
Option = tuple[str, dict[str, Any]]
ID: Final[Option] = ("id", {"metavar": "ID", "help": "its three symbols, or DISTRICT/ID"})
SIGNATURE: Final[Option] = (
    "--signature",
    {"choices": SIGNATURES, "help": "how it signs (default: hmac-sha256)"},
)


@dataclass(frozen=True, slots=True)
class Enrol:
    """Become a kiosk of that back end by a one-time code; None: where the settings say."""

    endpoint: str
    code: str
    key_file: Path | None


@dataclass(frozen=True, slots=True)
class LookAfterKiosks:
    """What an operator does with a back end's kiosks: `words` as `onestop.fleet` takes them."""

    words: tuple[str, ...]
    folder: Path | None
    database: str


KiosksCommand = Enrol | LookAfterKiosks


def _enrol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("endpoint", metavar="ADDRESS", help="https://… of the back end")
    parser.add_argument("code", metavar="CODE", help="as it was given out for this kiosk")
    parser.add_argument(
        "--key-file", type=Path, metavar="FILE", help="where the key is to lie (default: key_file)"
    )


def _part(part: str, does: str, example: str, *options: Option) -> "Spoken[KiosksCommand]":
    def add(parser: argparse.ArgumentParser) -> None:
        for name, described in options:
            parser.add_argument(name, **described)
        parser.add_argument("--folder", type=Path, metavar="FOLDER", help="where its data lies")
        parser.add_argument("--database", default="", metavar="URL", help="if in PostgreSQL")

    return Spoken(
        f"onestop kiosk {part}",
        does,
        f"kiosk onestop kiosk {part}{example}",
        _made(part, [name for name, _ in options]),
        add,
    )


def _made(part: str, names: list[str]) -> Callable[[argparse.Namespace], LookAfterKiosks]:
    def made(said: argparse.Namespace) -> LookAfterKiosks:
        words = [part]
        for name in names:
            value = getattr(said, name.removeprefix("--").replace("-", "_"))
            if value is True:
                words.append(name)
            elif value:
                words.append(f"{name}={value}" if name.startswith("--") else value)
        return LookAfterKiosks(tuple(words), said.folder, said.database)

    return made


SPOKEN: Final[tuple[Spoken[KiosksCommand], ...]] = (
    Spoken(
        "enrol",
        "become a kiosk of a back end, by a one-time code",
        "kiosk enrol https://onestop.example.cn 7KDT-PE9G-ERAH",
        lambda said: Enrol(said.endpoint, said.code, said.key_file),
        _enrol,
    ),
    _part(
        "add",
        "a kiosk that may be enrolled; prints its one-time code",
        " XH2 --district 310104 --area 310104013001 --hall default",
        ID,
        ("--district", {"required": True, "metavar": "6 DIGITS", "help": "行政区划代码"}),
        ("--area", {"required": True, "metavar": "12 DIGITS", "help": "down to its committee"}),
        ("--hall", {"required": True, "metavar": "ID", "help": "its hall in the catalogue"}),
        ("--name", {"default": "", "metavar": "TEXT", "help": "as you call it"}),
        SIGNATURE,
    ),
    _part(
        "list",
        "all kiosks: when last heard, what waits, paper, versions; late ones first",
        " --json",
        ("--district", {"default": "", "metavar": "6 DIGITS", "help": "of one district"}),
        ("--json", {"action": "store_true", "help": "for programs"}),
    ),
    _part("code", "another code: the old key ends when the new one is used", " XH2", ID, SIGNATURE),
    _part("revoke", "admit it no more, at once", " XH2", ID),
    _part(
        "restore",
        "admit it again",
        " XH2",
        ID,
        ("--new-key", {"action": "store_true", "help": "by a new code, not by the key it had"}),
    ),
    _part(
        "tell",
        "have it do something with its next heartbeat",
        " XH2 send-report",
        ID,
        ("what", {"choices": WHAT, "metavar": "WHAT", "help": " | ".join(WHAT)}),
    ),
    _part("report", "the last report that it sent", " XH2", ID),
)
