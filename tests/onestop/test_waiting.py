"""How many cases are before one, and how long that takes where that is known."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Case, CaseStatus, Submission, Waiting
from onestop.kiosks import Kiosk
from onestop.store import Decision, Key, Place, Store, statements

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller, Decide

KIOSK = Kiosk("K1", "310115")
ELSEWHERE = Kiosk("K9", "310104")
NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Named = Callable[..., Submission]


@pytest.fixture
def named(submission: Submission) -> Named:
    def named(reference: str, service_code: str = "meals") -> Submission:
        return msgspec.structs.replace(submission, reference=reference, service_code=service_code)

    return named


async def accept(store: Store, reference: str, moment: datetime) -> None:
    await store.decide(Key.of(KIOSK, reference), Decision(CaseStatus.ACCEPTED), moment)


async def test_those_before_it_of_the_same_service_and_district_are_counted(
    store: Store, named: Named
) -> None:
    await store.take(KIOSK, named("FIRST"), NOW)
    await store.take(KIOSK, named("OTHER-SERVICE", "repairs"), NOW)
    await store.take(ELSEWHERE, named("OTHER-DISTRICT"), NOW)
    await store.take(Kiosk("K2", "310115"), named("SECOND"), NOW)
    case = (await store.take(KIOSK, named("OWN"), NOW)).value
    await store.take(KIOSK, named("AFTER"), NOW)
    assert await store.waiting(KIOSK.district, case, NOW) == Waiting(ahead=2)
    await accept(store, "FIRST", NOW)
    assert await store.waiting(KIOSK.district, case, NOW) == Waiting(ahead=1)


@pytest.mark.parametrize(
    ("accepted", "minutes"),
    [
        ((), None),
        ((1, 2), None),
        ((1, 2, 119), 80),
        ((1, 2, 121), None),
        ((1, 1, 1, 1, 1, 1, 1), 35),
    ],
    ids=["none", "too few", "three in two hours", "one of them too long ago", "seven at once"],
)
async def test_the_minutes_are_told_by_the_pace_of_the_last_two_hours(
    store: Store, named: Named, accepted: tuple[int, ...], minutes: int | None
) -> None:
    for number, ago in enumerate(accepted):
        await store.take(KIOSK, named(f"DONE-{number}"), NOW - 130 * MINUTE)
        await accept(store, f"DONE-{number}", NOW - ago * MINUTE)
    await store.take(KIOSK, named("FIRST"), NOW)
    case = (await store.take(KIOSK, named("OWN"), NOW)).value
    assert await store.waiting(KIOSK.district, case, NOW) == Waiting(ahead=1, minutes=minutes)


async def test_nobody_waits_once_the_authority_has_acted(store: Store, named: Named) -> None:
    await store.take(KIOSK, named("OWN"), NOW)
    await accept(store, "OWN", NOW)
    case = await store.case(KIOSK, "OWN")
    assert case is not None
    assert await store.waiting(KIOSK.district, case, NOW) is None


def test_a_case_tells_how_many_are_before_it(
    kiosk: "Caller", other_kiosk: "Caller", named: Named, decide: "Decide"
) -> None:
    for reference in ("QUEUE-1", "QUEUE-2", "QUEUE-3"):
        kiosk.put("submissions", named(reference, "queued"))

    def ahead(caller: "Caller") -> int | None:
        path = "/v1/cases/QUEUE-3?phone_tail=5678"
        waiting = caller.call("GET", path).read_as(Case).waiting
        return None if waiting is None else waiting.ahead

    assert [ahead(kiosk), ahead(other_kiosk)] == [2, 2]
    decide("QUEUE-1", CaseStatus.DECLINED)
    assert ahead(kiosk) == 1
    decide("QUEUE-3", CaseStatus.ACCEPTED)
    assert ahead(kiosk) is None


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (statements.COUNT_BEFORE, "matter_waiting"),
        (statements.COUNT_ACCEPTED_SINCE, "matter_accepted"),
    ],
)
def test_counting_looks_only_at_those_it_counts(tmp_path: Path, query: str, index: str) -> None:
    Place(tmp_path).migrate()
    with closing(sqlite3.connect(tmp_path / "onestop.db")) as file:
        ((*_, plan),) = file.execute(f"EXPLAIN QUERY PLAN {query}", ("d", "s", "c"))
    assert re.search(rf"USING (COVERING )?INDEX {index} \(district=\? AND service_code=\?", plan)
