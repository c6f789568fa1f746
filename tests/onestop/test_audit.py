"""The audit trail: written with what it tells, and broken visibly by whoever touches it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import onestop
from onestop.audit import main
from onestop.store import Key, MoveImpossible, Place, Store
from onestop.store.audit import About, Act, Actor, Did, Who, entries, latest, note
from onestop.store.audit_check import Head, Verdict, verify
from onestop.store.tables import Tables

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
KEY = Key("310115", "K1", "7KDT-PE9G-ERAH")
WANG = Actor(Who.STAFF, "wang")
Noted = Callable[..., None]
Touch = Callable[..., list[Verdict]]
COPY = (
    "INSERT INTO audit SELECT district, {}, noted_at, who, name, did, about, kiosk, reference,"
    " detail, digest FROM audit WHERE district = '310115' AND number = 5"
)


def act(did: Did = Did.LOOKED, detail: str = "", reference: str = KEY.reference) -> Act:
    return Act(WANG, did, About("case", reference, KEY.kiosk), NOW, detail)


@pytest.fixture
def trail(place: Place) -> Place:
    """Five entries of one district and one of another."""
    place.migrate()
    with place.changing() as tables:
        for number in range(1, 6):
            note(tables, "310115", act(detail=f"time {number}"))
        note(tables, "310104", act(reference="OTHER"))
    return place


def verdicts(place: Place, kept: dict[str, Head] | None = None) -> list[Verdict]:
    with place.looking() as tables:
        return verify(tables, kept)


@pytest.fixture
def touched(trail: Place) -> Touch:
    """What is found wrong with the first district's trail after such statements."""

    def touched(*statements: str) -> list[Verdict]:
        with trail.changing() as tables:
            for statement in statements:
                tables.execute(statement)
        wrong = [verdict for verdict in verdicts(trail) if verdict.wrong]
        assert [verdict.district for verdict in wrong] in ([], ["310115"])
        return wrong

    return touched


def test_a_trail_that_nobody_touched_is_whole(trail: Place) -> None:
    told = [(each.district, each.head.number, each.wrong) for each in verdicts(trail)]
    assert told == [("310104", 1, ()), ("310115", 5, ())]


@pytest.mark.parametrize(
    "column", ["noted_at", "who", "name", "did", "about", "kiosk", "reference", "detail"]
)
def test_a_change_of_any_word_is_found(touched: Touch, column: str) -> None:
    (verdict,) = touched(
        f"UPDATE audit SET {column} = 'x' WHERE district = '310115' AND number = 3"  # noqa: S608 - ours
    )
    assert verdict.wrong == ("entry 3 is not what was written after entry 2",)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            ["DELETE FROM audit WHERE district = '310115' AND number = 3"],
            "between entry 2 and entry 4 something is missing or added",
        ),
        (
            ["DELETE FROM audit WHERE district = '310115' AND number = 1"],
            "between entry 0 and entry 2 something is missing or added",
        ),
        (
            [
                "DELETE FROM audit WHERE district = '310115' AND number = 3",
                "UPDATE audit SET number = 3 WHERE district = '310115' AND number = 4",
                "UPDATE audit SET number = 4 WHERE district = '310115' AND number = 5",
                "UPDATE audit_head SET number = 4 WHERE district = '310115'",
            ],
            "entry 3 is not what was written after entry 2",
        ),
        (
            [
                "UPDATE audit SET number = 9 WHERE district = '310115' AND number = 3",
                "UPDATE audit SET number = 3 WHERE district = '310115' AND number = 4",
                "UPDATE audit SET number = 4 WHERE district = '310115' AND number = 9",
            ],
            "entry 3 is not what was written after entry 2",
        ),
        (
            [
                COPY.format(6),
                "UPDATE audit_head SET number = 6 WHERE district = '310115'",
            ],
            "entry 6 is not what was written after entry 5",
        ),
        (
            [COPY.format(0)],
            "between entry 0 and entry 0 something is missing or added",
        ),
        (
            ["DELETE FROM audit WHERE district = '310115' AND number >= 4"],
            "the chain ends with entry 3, but 5 were written",
        ),
        (
            ["DELETE FROM audit WHERE district = '310115'"],
            "the chain ends with entry 0, but 5 were written",
        ),
        (
            [
                "DELETE FROM audit WHERE district = '310115' AND number >= 4",
                "UPDATE audit_head SET number = 3 WHERE district = '310115'",
            ],
            "the head knows 3 entries, and not how entry 3 ends",
        ),
        (["DELETE FROM audit_head WHERE district = '310115'"], "the head is missing"),
    ],
    ids=[
        "one taken out",
        "the first taken out",
        "one taken out and the gap closed",
        "two changed places",
        "one put in at the end",
        "one put in before the first",
        "the tail cut off",
        "all of it cut off",
        "the tail cut off and the head's number too",
        "the head taken out",
    ],
)
def test_what_was_done_to_it_is_found(touched: Touch, statements: list[str], said: str) -> None:
    (verdict,) = touched(*statements)
    assert verdict.wrong[0] == said


def test_a_chain_that_was_written_anew_is_found_by_a_head_that_was_kept(trail: Place) -> None:
    kept = {verdict.district: verdict.head for verdict in verdicts(trail)}
    with trail.changing() as tables:
        note(tables, "310115", act(Did.TOOK))
    assert not any(verdict.wrong for verdict in verdicts(trail, kept))
    with trail.changing() as tables:
        tables.execute("DELETE FROM audit WHERE district = '310115'")
        tables.execute("DELETE FROM audit_head WHERE district = '310115'")
        for number in range(1, 6):
            note(tables, "310115", act(detail=f"other {number}"))
    assert not any(verdict.wrong for verdict in verdicts(trail))
    (_, verdict) = verdicts(trail, kept)
    assert verdict.wrong == (f"no entry is the one that was kept as {kept['310115']}",)


def test_a_district_whose_trail_is_gone_is_found_by_a_head_that_was_kept(trail: Place) -> None:
    kept = {verdict.district: verdict.head for verdict in verdicts(trail)}
    with trail.changing() as tables:
        tables.execute("DELETE FROM audit WHERE district = '310104'")
        tables.execute("DELETE FROM audit_head WHERE district = '310104'")
    (verdict, _) = verdicts(trail, kept)
    assert verdict.wrong[0] == f"no entry is the one that was kept as {kept['310104']}"


def test_a_long_trail_is_read_in_pages(place: Place) -> None:
    place.migrate()
    with place.changing() as tables:
        for _ in range(2500):
            note(tables, "310115", act())
    (verdict,) = verdicts(place)
    assert (verdict.head.number, verdict.wrong) == (2500, ())


async def test_many_at_once_make_one_chain_for_each_district(place: Place) -> None:
    place.migrate()
    stores = [place.open() for _ in range(3 if place.is_shared else 1)]
    try:
        await asyncio.gather(
            *(
                each.write(noting(district))
                for _ in range(40)
                for each in (store._database for store in stores)  # noqa: SLF001 - as a part of it
                for district in ("310115", "310104")
            )
        )
    finally:
        for store in stores:
            store.close()
    told = [(each.head.number, each.wrong) for each in verdicts(place)]
    assert told == [(40 * len(stores), ())] * 2


def noting(district: str) -> Callable[[Tables], None]:
    return lambda tables: note(tables, district, act())


async def test_what_was_refused_was_not_done(store: Store, place: Place) -> None:
    def refused(tables: Tables) -> None:
        note(tables, "310115", act())
        raise MoveImpossible("no")

    database = store._database  # noqa: SLF001 - as a part of it
    outcomes = await asyncio.gather(
        database.write(noting("310115")),
        database.write(refused),
        database.write(noting("310115")),
        return_exceptions=True,
    )
    assert [type(outcome).__name__ for outcome in outcomes] == [
        "NoneType",
        "MoveImpossible",
        "NoneType",
    ]
    assert [(each.head.number, each.wrong) for each in verdicts(place)] == [(2, ())]


async def test_a_look_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"a look has written|readonly"):
        await store._database.read(noting("310115"))  # noqa: SLF001 - as a part of it


@pytest.mark.parametrize("detail", ["沈阿婆", "a\nb", "x" * 201])
def test_no_free_text_is_taken(trail: Place, detail: str) -> None:
    with (
        pytest.raises(ValueError, match="no free text"),
        trail.changing() as tables,
    ):
        note(tables, "310115", act(detail=detail))


def test_it_is_read_by_reference_and_from_its_end(trail: Place) -> None:
    with trail.looking() as tables:
        about = entries(tables, "310115", KEY.reference)
        assert [entry.detail for entry in about] == [f"time {number}" for number in range(1, 6)]
        assert entries(tables, "310104", KEY.reference) == []
        newest = latest(tables, "310115", None, 2)
        assert [entry.number for entry in newest] == [5, 4]
        older = latest(tables, "310115", newest[-1].number, 9)
        assert [entry.number for entry in older] == [3, 2, 1]


def test_nothing_in_the_back_end_changes_or_deletes_an_entry() -> None:
    folder = Path(onestop.__file__).parent
    for file in (*folder.rglob("*.py"), *folder.rglob("*.sql")):
        words = " ".join(file.read_text("utf-8").lower().split())
        for change in ("update audit ", "delete from audit", "drop table audit", "update audit_e"):
            assert change not in words, file


def test_the_operator_is_told_whether_it_is_whole(
    trail: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    where = [f"--folder={trail.folder}", f"--database={trail.database}"]
    assert main([*where, "verify"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" ")[0] for line in lines] == [
        "310104: 1 entries, whole; head",
        "310115: 5 entries, whole; head",
    ]
    head = lines[1].rpartition(" ")[2]
    assert main([*where, "verify", "--head", head]) == 0
    with trail.changing() as tables:
        tables.execute("UPDATE audit SET name = 'li' WHERE district = '310115' AND number = 2")
    assert main([*where, "verify"]) == 1
    told = capsys.readouterr()
    assert told.err == "onestop: 310115: entry 2 is not what was written after entry 1\n"
    assert "310115: 5 entries, not whole" in told.out


def test_the_operator_is_told_who_looked(trail: Place, capsys: pytest.CaptureFixture[str]) -> None:
    where = [f"--folder={trail.folder}", f"--database={trail.database}"]
    assert main([*where, "show", KEY.reference]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-01-15 09:00:00  310115#1  staff wang  looked  case  K1  time 1"
    assert len(lines) == 5
    assert main([*where, "show", "NOT-THERE"]) == 1
    assert "nothing was noted about NOT-THERE" in capsys.readouterr().err
