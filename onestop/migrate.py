"""`python -m onestop.migrate`: sets a store up, or brings it up to this version."""

import argparse
import sys
from collections.abc import Sequence

from onestop.store import VERSION, Place, StoreUnusable
from onestop.where import add_place, place_of

DONE = 0
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; one clear line on standard error when it cannot be done."""
    asked = _parser().parse_args(arguments)
    try:
        place = place_of(asked)
        before = place.migrate()
    except StoreUnusable as error:
        sys.stderr.write(f"onestop: {error}\n")
        return FAILED
    sys.stdout.write(f"{_what_was_done(place, before)}\n")
    return DONE


def _what_was_done(place: Place, before: int) -> str:
    where = "the database" if place.is_shared else f"the store in {place.folder}"
    if not before:
        return f"{where} was empty and is of version {VERSION} now"
    if before == VERSION:
        return f"{where} is of version {VERSION} already: there was nothing to do"
    return f"{where} was of version {before} and is of version {VERSION} now"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onestop.migrate", description=__doc__)
    add_place(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
