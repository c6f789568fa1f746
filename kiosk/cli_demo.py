"""What can be said about a visit that is shown by itself."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kiosk.cli_spoken import Spoken

FrontEnd = Literal["plain", "terminal", "touch"]
FRONT_ENDS: Final[tuple[FrontEnd, ...]] = ("plain", "terminal", "touch")
FOLDER: Final = Path("demo")


@dataclass(frozen=True, slots=True)
class Demo:
    """Walk through a visit without anybody there, and keep what it showed.

    `fault`: on a line that does that; None: on a good one. `front_end` None: all, or with a fault
    the plain lines.
    """

    out: Path
    fault: str | None = None
    front_end: FrontEnd | None = None


def _options(parser: argparse.ArgumentParser) -> None:
    kept = "where what it showed is kept (default: %(default)s)"
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=FOLDER, help=kept)
    bad = "on a line to the back end that does this; `list` tells what there is"
    parser.add_argument("--fault", metavar="NAME", help=bad)
    only = "only this one (default: all; with --fault plain)"
    parser.add_argument("--front-end", choices=FRONT_ENDS, help=only)


SPOKEN: Final = Spoken(
    "demo",
    "show a visit by itself",
    "kiosk demo --fault stall",
    lambda said: Demo(said.out, said.fault, said.front_end),
    _options,
)
