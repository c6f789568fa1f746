"""Where a back end's data lies, as it is said on the command line, or in the environment.

A database's URL holds its password, and a command line can be read by everybody on the machine.
"""

import argparse
import os
from pathlib import Path

from onestop.process import VARIABLE
from onestop.store import Place


def add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, required=True, help="where cases and papers lie")
    parser.add_argument(
        "--database",
        default=os.environ.get(VARIABLE, ""),
        metavar="URL",
        help="postgresql://… for cases in a database that several back ends share; with a"
        f" password rather in the variable {VARIABLE}",
    )


def place_of(asked: argparse.Namespace) -> Place:
    """Raises StoreUnusable for a URL of anything else."""
    return Place(asked.folder, asked.database)
