"""`python -m onestop.audit`: is the audit trail whole, and who looked at or changed something."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from onestop.hall_time import SHANGHAI
from onestop.store import Place, StoreUnusable, statements_audit
from onestop.store.audit import Entry, entries
from onestop.store.audit_check import Head, Verdict, verify

DONE = 0
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 1 also for a trail that is not whole, with a line for each fault."""
    asked = _parser().parse_args(arguments)
    place = Place(asked.folder, asked.database)
    try:
        if asked.part == "show":
            return _show(place, asked.reference)
        return _verify(place, dict(asked.head))
    except StoreUnusable as error:
        sys.stderr.write(f"onestop: {error}\n")
        return FAILED


def _verify(place: Place, kept: dict[str, Head]) -> int:
    with place.looking() as tables:
        verdicts = verify(tables, kept)
    for verdict in verdicts:
        _tell(verdict)
    return FAILED if any(verdict.wrong for verdict in verdicts) else DONE


def _tell(verdict: Verdict) -> None:
    for sentence in verdict.wrong:
        sys.stderr.write(f"onestop: {verdict.district}: {sentence}\n")
    state = "not whole" if verdict.wrong else "whole"
    number = verdict.head.number
    sys.stdout.write(
        f"{verdict.district}: {number} entries, {state}; head {verdict.district}:{verdict.head}\n"
    )


def _show(place: Place, reference: str) -> int:
    with place.looking() as tables:
        districts = [name for (name,) in tables.execute(statements_audit.DISTRICTS).fetchall()]
        found = [(name, each) for name in districts for each in entries(tables, name, reference)]
    if not found:
        sys.stderr.write(f"onestop: nothing was noted about {reference}\n")
        return FAILED
    for district, entry in found:
        sys.stdout.write(_line(district, entry) + "\n")
    return DONE


def _line(district: str, entry: Entry) -> str:
    at = datetime.fromisoformat(entry.noted_at).astimezone(SHANGHAI)
    told = (
        at.strftime("%Y-%m-%d %H:%M:%S"),
        f"{district}#{entry.number}",
        f"{entry.who} {entry.name}".strip(),
        entry.did,
        entry.about,
        entry.kiosk,
        entry.detail,
    )
    return "  ".join(part for part in told if part)


def _head(text: str) -> tuple[str, Head]:
    match text.split(":"):
        case [district, number, digest] if number.isdecimal():
            return district, Head(int(number), digest)
        case _:
            raise argparse.ArgumentTypeError(f"{text} is no head as verify prints it")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onestop.audit", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where cases are stored")
    parser.add_argument("--database", default="", metavar="URL", help="if they lie in PostgreSQL")
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("verify", help="is the trail whole")
    check.add_argument(
        "--head",
        type=_head,
        action="append",
        default=[],
        metavar="DISTRICT:NUMBER:DIGEST",
        help="what verify printed before and was kept elsewhere: it must still be in the trail",
    )
    show = parts.add_parser("show", help="who looked at it or changed it")
    show.add_argument("reference", help="of a case or a call for help; or a name")
    return parser


if __name__ == "__main__":
    sys.exit(main())
