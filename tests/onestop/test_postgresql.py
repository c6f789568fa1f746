"""A store that several back ends share: nothing is doubled between them, nor lost with a line."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg
import pytest

from api_client.contract import Appointment, Case, CaseStatus, Slot, Submission
from onestop.kiosks import Kiosk
from onestop.store import Accepted, Decision, Key, MoveImpossible, Place, SlotTaken, StoreUnusable
from onestop.store.postgresql import PostgresDatabase
from onestop.store.store import Store
from onestop.store.tables import RunAgain, Tables
from tests.onestop.places import NewPlace, in_postgresql
from tests.servers.postgres import Cluster

KIOSK = Kiosk("K1", "310115")
NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
SLOT = Slot(id="2026-01-16T0900", starts_at=NOW, ends_at=NOW, is_free=True)
END_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
ADD = "INSERT INTO last_case_number (district, day, number) VALUES (?, ?, ?)"
COUNT = "SELECT count(*) FROM last_case_number"


@pytest.fixture(scope="module")
def new_database(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> NewPlace:
    return in_postgresql(postgres, tmp_path_factory.mktemp("template"))


@pytest.fixture
def shared(new_database: NewPlace, tmp_path: Path) -> Place:
    return new_database(tmp_path)


@pytest.fixture
def database(shared: Place) -> Iterator[PostgresDatabase]:
    with closing(PostgresDatabase(shared.database)) as database:
        yield database


@pytest.fixture
def two(shared: Place) -> Iterator[tuple[Store, Store]]:
    with closing(shared.open()) as first, closing(shared.open()) as second:
        yield first, second


def numbered(submission: Submission, number: int) -> Submission:
    return msgspec.structs.replace(submission, reference=f"R-{number}")


def count(tables: Tables) -> int:
    row = tables.execute(COUNT).fetchone()
    return 0 if row is None else int(row[0])


async def test_one_reference_at_two_back_ends_is_one_case(
    two: tuple[Store, Store], submission: Submission
) -> None:
    taken = await asyncio.gather(
        *(
            store.take(KIOSK, numbered(submission, number), NOW)
            for number in range(40)
            for store in two
        )
    )
    assert sum(accepted.is_new for accepted in taken) == 40
    assert {accepted.value.case_number for accepted in taken} == {
        f"310115-20260115-{number:06d}" for number in range(1, 41)
    }


async def test_one_slot_at_two_back_ends_is_one_booking(
    two: tuple[Store, Store], submission: Submission
) -> None:
    for number in range(20):
        await two[0].take(KIOSK, numbered(submission, number), NOW)

    def wanted(number: int) -> Appointment:
        return Appointment(
            reference=f"R-{number}",
            service_code=submission.service_code,
            slot=SLOT.id,
            asked_at=NOW,
        )

    came = await asyncio.gather(
        *(two[number % 2].book(KIOSK, wanted(number), SLOT) for number in range(20)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Accepted) for each in came) == 1
    assert sum(isinstance(each, SlotTaken) for each in came) == 19


async def test_of_two_decisions_at_once_one_stands(
    two: tuple[Store, Store], submission: Submission
) -> None:
    await two[0].take(KIOSK, submission, NOW)
    key = Key.of(KIOSK, submission.reference)
    came = await asyncio.gather(
        *(store.decide(key, Decision(CaseStatus.ACCEPTED), NOW) for store in two * 5),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Case) for each in came) == 1
    assert sum(isinstance(each, MoveImpossible) for each in came) == 9
    case = await two[1].case(KIOSK, submission.reference)
    assert case is not None
    assert len(case.steps) == 2


async def test_a_line_that_broke_while_nobody_used_it_is_made_anew(
    database: PostgresDatabase, shared: Place
) -> None:
    assert await database.write(count) == 0
    assert await database.read(count) == 0
    with shared.changing() as tables:
        tables.execute(END_ALL)
    assert await database.read(count) == 0
    await database.write(lambda tables: tables.execute(ADD, ("310115", "day", 1)).rowcount)
    assert await database.read(count) == 1


async def test_a_line_that_breaks_within_the_work_is_done_again_on_another(
    database: PostgresDatabase, shared: Place
) -> None:
    times = []

    def work(tables: Tables) -> int:
        rows = tables.execute(ADD, ("310115", "day", 1)).rowcount
        times.append(rows)
        if len(times) == 1:
            with shared.changing() as other:
                other.execute(END_ALL)
        return rows + count(tables)

    assert await database.write(work) == 2
    assert times == [1, 1]
    assert await database.read(count) == 1


async def test_while_the_database_is_away_nothing_is_acknowledged(tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster", is_durable=False) as cluster:
        place = Place(tmp_path / "store", cluster.database("onestop"))
        place.migrate()
        with closing(PostgresDatabase(place.database)) as database:
            cluster.stop("immediate")
            for asked in (database.write(count), database.read(count)):
                with pytest.raises(StoreUnusable, match="the database does not answer"):
                    await asked
            with pytest.raises(StoreUnusable, match="the database does not answer"):
                place.open()
            cluster.start()
            assert await database.write(count) == 0
            assert await database.read(count) == 0


async def test_what_is_refused_after_it_wrote_is_undone_alone(database: PostgresDatabase) -> None:
    def refused(tables: Tables) -> None:
        tables.execute(ADD, ("310115", "refused", 1))
        raise MoveImpossible("changed my mind")

    def broken(tables: Tables) -> None:
        tables.execute(ADD, ("310115", None, 1))

    def good(number: int) -> Callable[[Tables], int]:
        return lambda tables: tables.execute(ADD, ("310115", f"day {number}", 1)).rowcount

    outcomes = await asyncio.gather(
        *(database.write(good(number)) for number in range(10)),
        database.write(refused),
        database.write(broken),
        return_exceptions=True,
    )
    assert outcomes[:10] == [1] * 10
    assert isinstance(outcomes[10], MoveImpossible)
    assert isinstance(outcomes[11], StoreUnusable)
    assert await database.read(count) == 10


async def test_who_was_slower_begins_again(database: PostgresDatabase) -> None:
    times: list[int] = []

    def work(tables: Tables) -> int:
        times.append(tables.execute(ADD, ("310115", "day", 1)).rowcount)
        if len(times) < 3:
            raise RunAgain
        return count(tables)

    assert await database.write(work) == 1
    assert await database.read(count) == 1


async def test_whoever_is_always_slower_is_told_to_come_again(database: PostgresDatabase) -> None:
    def work(tables: Tables) -> None:
        tables.execute(ADD, ("310115", "day", 1))
        raise RunAgain

    with pytest.raises(StoreUnusable, match="too many want the same"):
        await database.write(work)
    assert await database.read(count) == 0


def test_a_database_that_is_not_set_up_says_what_to_do(postgres: Cluster, tmp_path: Path) -> None:
    place = Place(tmp_path, postgres.database("not_set_up"))
    with pytest.raises(StoreUnusable, match="run `kiosk onestop migrate`"):
        place.open()
    assert place.migrate() == 0
    assert place.migrate() > 0
    place.open().close()


def test_a_newer_schema_is_left_alone(shared: Place) -> None:
    with psycopg.connect(shared.database) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    for use in (shared.open, shared.migrate):
        with pytest.raises(StoreUnusable, match="of version 99, this back end of"):
            use()


def test_only_postgresql_and_files_can_be_stores(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="mysql is no database that cases can lie in"):
        Place(tmp_path, "mysql://somewhere")
