"""What can be said to the press: the catalogue is proposed by one person, released by another."""

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.cli_spoken import Spoken

MOST_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class MakeKey:
    """A person's key pair; None: a file of that name in the folder where one stands."""

    name: str
    file: Path | None
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class Propose:
    """A catalogue's folder, or a package as a file. None: today, everybody, the same district."""

    source: Path
    key: Path
    effective: date | None
    percent: int | None
    areas: tuple[str, ...]
    district: str | None
    press: Path | None


@dataclass(frozen=True, slots=True)
class Release:
    """The second person signs."""

    draft: str
    key: Path
    press: Path | None


@dataclass(frozen=True, slots=True)
class ListEditions:
    """What is published, and what waits for a second person."""

    press: Path | None


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What became new, changed or withdrawn after that edition."""

    since: int
    press: Path | None


@dataclass(frozen=True, slots=True)
class RollBack:
    """The package of an old edition comes back as a new one."""

    number: int
    key: Path
    effective: date | None
    press: Path | None


@dataclass(frozen=True, slots=True)
class Widen:
    """The newest edition goes out to more kiosks; None: as many besides the areas as before."""

    number: int
    percent: int | None
    areas: tuple[str, ...]
    key: Path
    press: Path | None


PublishCommand = MakeKey | Propose | Release | ListEditions | ListChanges | RollBack | Widen


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day like 2026-12-31") from None


def _percent(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_PERCENT:
        raise argparse.ArgumentTypeError(f"{text} is no share: a number from 0 to {MOST_PERCENT}")
    return int(text)


def _code(text: str) -> str:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is no area code (行政区划代码): digits only")
    return text


def _press(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--press",
        type=Path,
        metavar="FOLDER",
        help="where editions lie (default: that of this kiosk's own back end)",
    )


def _signed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", type=Path, required=True, dest="key", metavar="KEYFILE", help="who signs"
    )
    _press(parser)


def _effective(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--effective", type=_day, metavar="2026-12-31", help="from which day (default: today)"
    )


def _rollout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--percent", type=_percent, help="only to so many of the kiosks, by lot")
    parser.add_argument(
        "--area",
        action="append",
        default=[],
        type=_code,
        metavar="CODE",
        help="to all kiosks of this district, street or committee",
    )


def _make_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="whose key it is, in one word")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: NAME.key")
    parser.add_argument("--passphrase", action="store_true", help="ask for one, and encrypt")


def _propose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="FOLDER-OR-PACKAGE", help="the catalogue")
    _signed(parser)
    _effective(parser)
    _rollout(parser)
    parser.add_argument(
        "--district", type=_code, metavar="CODE", help="for its kiosks (default: as before)"
    )


def _release(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("draft", metavar="DRAFT", help="as it was proposed, such as 6-1f0c9a")
    _signed(parser)


def _list_changes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=int, default=0, metavar="NUMBER", help="after this edition")
    _press(parser)


def _roll_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="the edition to go back to")
    _signed(parser)
    _effective(parser)


def _widen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="the newest edition")
    _signed(parser)
    _rollout(parser)


SPOKEN: Final[tuple[Spoken[PublishCommand], ...]] = (
    Spoken(
        "onestop publish key",
        "make a person's key pair; prints the line that makes them trusted",
        "kiosk onestop publish key wang --passphrase",
        lambda said: MakeKey(said.name, said.out, said.passphrase),
        _make_key,
    ),
    Spoken(
        "onestop publish propose",
        "proofread a catalogue and propose it as the next edition",
        "kiosk onestop publish propose catalogue --as wang.key --percent 5",
        lambda said: Propose(
            said.source,
            said.key,
            said.effective,
            said.percent,
            tuple(said.area),
            said.district,
            said.press,
        ),
        _propose,
    ),
    Spoken(
        "onestop publish release",
        "publish what another person has proposed",
        "kiosk onestop publish release 6-1f0c9a --as li.key",
        lambda said: Release(said.draft, said.key, said.press),
        _release,
    ),
    Spoken(
        "onestop publish list",
        "the editions, and what waits for a second person",
        "kiosk onestop publish list",
        lambda said: ListEditions(said.press),
        _press,
    ),
    Spoken(
        "onestop publish changes",
        "what became new, changed or withdrawn",
        "kiosk onestop publish changes --since 5",
        lambda said: ListChanges(said.since, said.press),
        _list_changes,
    ),
    Spoken(
        "onestop publish rollback",
        "propose the package of an old edition as a new one",
        "kiosk onestop publish rollback 5 --as wang.key",
        lambda said: RollBack(said.number, said.key, said.effective, said.press),
        _roll_back,
    ),
    Spoken(
        "onestop publish widen",
        "propose the newest edition for more kiosks",
        "kiosk onestop publish widen 6 --percent 50 --as wang.key",
        lambda said: Widen(said.number, said.percent, tuple(said.area), said.key, said.press),
        _widen,
    ),
)
