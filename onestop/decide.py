"""`python -m onestop.decide`: an operator moves a case on, while the back end runs or does not."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from api_client.contract import CaseStatus
from onestop.hall_time import SHANGHAI
from onestop.store import (
    CaseUnknown,
    Decision,
    MoveImpossible,
    StoreUnusable,
    decide_outside,
)
from onestop.where import add_place, place_of

DONE = 0
FAILED = 1
DECISIONS = (
    CaseStatus.ACCEPTED,
    CaseStatus.CORRECTION_NEEDED,
    CaseStatus.CONCLUDED,
    CaseStatus.DECLINED,
)
"""Papers that come and residents who withdraw move a case without an operator."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; one clear line on standard error when it cannot be done."""
    asked = _parser().parse_args(arguments)
    decision = Decision(
        CaseStatus(asked.status),
        needed=asked.needed,
        promised_by=asked.promised_by,
        opinion=asked.opinion,
    )
    try:
        case = decide_outside(
            place_of(asked),
            asked.reference,
            decision,
            datetime.now(UTC),
            asked.kiosk,
        )
    except (CaseUnknown, MoveImpossible, StoreUnusable) as error:
        sys.stderr.write(f"onestop: {error}\n")
        return FAILED
    sys.stdout.write(f"{case.reference} ({case.case_number}) is {case.status} now\n")
    return DONE


def _end_of(text: str) -> datetime:
    """A promise for a day holds until the day ends, by the halls' clocks."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day like 2026-12-31") from None
    return datetime.combine(day, time(23, 59, 59), SHANGHAI)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onestop.decide", description=__doc__)
    add_place(parser)
    parser.add_argument("reference", help="as it stands on the receipt")
    parser.add_argument("status", choices=DECISIONS, help="what the case becomes")
    parser.add_argument(
        "--needed", default="", help="with correction-needed: what to bring or send"
    )
    parser.add_argument("--promised-by", type=_end_of, metavar="2026-12-31", help="a day")
    parser.add_argument("--opinion", default="", help="what the resident is told beside it")
    parser.add_argument("--kiosk", help="where several have handed in under the reference")
    return parser


if __name__ == "__main__":
    sys.exit(main())
