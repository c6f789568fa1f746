"""What can be said about the catalogue: look into it, and what is published of it."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.cli_spoken import Spoken


@dataclass(frozen=True, slots=True)
class CheckCatalogue:
    """Whether the shipped catalogue is whole."""


@dataclass(frozen=True, slots=True)
class SearchCatalogue:
    """Find services as the search page does."""

    text: str
    is_json: bool


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Which edition serves, and whether another one was refused."""


@dataclass(frozen=True, slots=True)
class InstallEdition:
    """Take an edition from a file."""

    file: Path


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What editions after that number changed; 0: all that are known."""

    since: int


CatalogueCommand = CheckCatalogue | SearchCatalogue | ShowStatus | InstallEdition | ListChanges


def _search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT", help="words in Chinese or English")
    parser.add_argument("--json", action="store_true", help="for programs")


def _install_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="an edition, as the press keeps it in editions/"
    )


def _changes_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since", type=_number, default=0, metavar="NUMBER", help="only of editions after this one"
    )


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no number of an edition")
    return int(text)


SPOKEN: Final[tuple[Spoken[CatalogueCommand], ...]] = (
    Spoken(
        "catalogue check",
        "is the shipped catalogue whole",
        "kiosk catalogue check",
        lambda _: CheckCatalogue(),
    ),
    Spoken(
        "catalogue search",
        "find services",
        "kiosk catalogue search 助餐 --json",
        lambda said: SearchCatalogue(" ".join(said.text), said.json),
        _search_options,
    ),
    Spoken(
        "catalogue status",
        "which edition serves, and was one refused",
        "kiosk catalogue status",
        lambda _: ShowStatus(),
    ),
    Spoken(
        "catalogue install",
        "take an edition from a file, with the same checks",
        "kiosk catalogue install /media/usb/current.json",
        lambda said: InstallEdition(said.file),
        _install_options,
    ),
    Spoken(
        "catalogue changes",
        "what is new, changed or withdrawn",
        "kiosk catalogue changes --since 6",
        lambda said: ListChanges(said.since),
        _changes_options,
    ),
)
