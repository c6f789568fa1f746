"""What can be said on the command line: one frozen value for each command, and nothing is done yet.

Light on purpose: `kiosk --help` answers at once, because no toolkit, voice or network is imported.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from kiosk.cli_catalogue import SPOKEN as CATALOGUE_SPOKEN
from kiosk.cli_catalogue import CatalogueCommand
from kiosk.cli_demo import SPOKEN as DEMO_SPOKEN
from kiosk.cli_demo import Demo
from kiosk.cli_kiosks import SPOKEN as KIOSKS_SPOKEN
from kiosk.cli_kiosks import KiosksCommand
from kiosk.cli_onestop import SPOKEN as ONESTOP_SPOKEN
from kiosk.cli_onestop import OneStopCommand
from kiosk.cli_spoken import ExitCode, Spoken
from kiosk.cli_staff import SPOKEN as STAFF_SPOKEN
from kiosk.cli_staff import StaffCommand
from kiosk.settings import FRONT_ENDS, NAME, FrontEnd

__all__ = ["Arguments", "Command", "ExitCode", "parse"]


@dataclass(frozen=True, slots=True)
class Run:
    """Start the kiosk; None: the front end that the settings name."""

    front_end: FrontEnd | None


@dataclass(frozen=True, slots=True)
class AskCase:
    """How far an application is."""

    reference: str


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Print what is in force and where each value came from."""


@dataclass(frozen=True, slots=True)
class Examine:
    """Say what works on this machine and what does not."""


Command = (
    Run
    | Demo
    | AskCase
    | CatalogueCommand
    | OneStopCommand
    | ShowSettings
    | Examine
    | KiosksCommand
    | StaffCommand
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command, and the settings file that was named."""

    command: Command
    config: Path | None


def _run_options(parser: argparse.ArgumentParser) -> None:
    wish = "instead of what the settings say; auto is the best that works"
    parser.add_argument("--front-end", choices=FRONT_ENDS, help=wish)


def _case_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", metavar="REFERENCE", help="the number on the slip")


_SPOKEN: Final[tuple[Spoken[Command], ...]] = (
    Spoken(
        "run",
        "start the kiosk",
        "kiosk run --front-end terminal",
        lambda said: Run(said.front_end),
        _run_options,
    ),
    DEMO_SPOKEN,
    Spoken(
        "case",
        "how far an application is",
        "kiosk case 7KDT-PE9G-ERAH",
        lambda said: AskCase(said.reference),
        _case_options,
    ),
    *CATALOGUE_SPOKEN,
    Spoken(
        "settings",
        "what is in force, and where it is from",
        "kiosk settings --config hall.toml",
        lambda _: ShowSettings(),
    ),
    Spoken(
        "doctor",
        "what works on this machine, and what does not",
        "kiosk doctor",
        lambda _: Examine(),
    ),
    *KIOSKS_SPOKEN,
    *ONESTOP_SPOKEN,
    *STAFF_SPOKEN,
)
_FAMILIES: Final = {
    "catalogue": "the services",
    "onestop": "the reference back end",
    "onestop kiosk": "the kiosks of the back end",
    "onestop publish": "publishing its catalogue",
    "outbox": "what was handed in and waits to be sent",
    "vault": "the key that seals what is kept",
}
_EXIT_CODES: Final = "exit codes: 0 done, 1 failed (a sentence says why), 2 wrong use"


def parse(words: Sequence[str]) -> Arguments:
    """What was said. Ends the program with code 2 and a sentence where it makes no sense."""
    said = _parser().parse_args(words)
    return Arguments(command=said.make(said), config=getattr(said, "config", None))


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {each.does}:\n    {each.example}" for each in _SPOKEN)
    parser = argparse.ArgumentParser(
        prog="kiosk",
        usage="kiosk [--config FILE] COMMAND …",
        description="A large-font touch kiosk of doorstep services, with a terminal fallback.",
        epilog=f"commands, each with an example:\n{listed}\n\n{_EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_config(parser)
    parser.add_argument("--version", action="version", version=f"kiosk {version(NAME)}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", help=argparse.SUPPRESS)
    families = {"": commands}
    for name, what in _FAMILIES.items():
        above, _, last = name.rpartition(" ")
        branch = families[above].add_parser(last, help=what, description=f"{what.capitalize()}.")
        families[name] = branch.add_subparsers(required=True, metavar="PART")
    for each in _SPOKEN:
        family, _, part = each.words.rpartition(" ")
        leaf = families[family].add_parser(
            part,
            help=each.does,
            description=f"{each.does.capitalize()}.",
            epilog=f"example: {each.example} ({_EXIT_CODES})",
            allow_abbrev=False,
        )
        leaf.set_defaults(make=each.make)
        _add_config(leaf)
        each.add_options(leaf)
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    # It may stand before or after the command; what is not said must not undo what was.
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the settings file to use",
    )
