"""What whoever operates a back end can say about it."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.cli_spoken import Spoken

PORT: Final = 8080
HIGHEST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class At:
    """Where its data lies, as it was said; None and "": as the settings say."""

    folder: Path | None = None
    database: str = ""


@dataclass(frozen=True, slots=True)
class ServeOneStop:
    """Start the reference one-stop service."""

    port: int
    at: At


@dataclass(frozen=True, slots=True)
class MigrateOneStop:
    """Set its database up, or bring it up to this version."""

    at: At


OneStopCommand = ServeOneStop | MigrateOneStop


def _at_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="where its data lies (default: the kiosk's)"
    )
    parser.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="postgresql://… (default: [onestop] database). Others on this machine may see it"
        " here: a password belongs into the settings",
    )


def _at(said: argparse.Namespace) -> At:
    return At(said.folder, said.database)


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, default=PORT, help="0: any free one (default: %(default)s)"
    )
    _at_options(parser)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port: a number from 0 to {HIGHEST_PORT}")
    return int(text)


SPOKEN: Final[tuple[Spoken[OneStopCommand], ...]] = (
    Spoken(
        "onestop serve",
        "start the reference back end",
        "kiosk onestop serve --port 8080 --folder data",
        lambda said: ServeOneStop(said.port, _at(said)),
        _serve_options,
    ),
    Spoken(
        "onestop migrate",
        "set the back end's database up, or bring it up to this version",
        "kiosk onestop migrate --database postgresql:///onestop",
        lambda said: MigrateOneStop(_at(said)),
        _at_options,
    ),
)
