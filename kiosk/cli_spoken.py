"""How one command is said: its words, what it does, an example, its options."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

Command_co = TypeVar("Command_co", covariant=True)


class ExitCode(IntEnum):
    """What the shell is told. argparse itself uses 2."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2


def without_options(_: argparse.ArgumentParser) -> None:
    """The command has none of its own."""


@dataclass(frozen=True, slots=True)
class Spoken(Generic[Command_co]):
    """One command and an example of it that can be copied; `make` turns what was said into it."""

    words: str
    does: str
    example: str
    make: Callable[[argparse.Namespace], Command_co]
    add_options: Callable[[argparse.ArgumentParser], None] = without_options
