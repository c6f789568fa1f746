"""What the desk lists and finds: its own district's cases, page after page, by an index."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import msgspec
import pytest

from api_client.contract import Answer, CaseStatus, Submission
from api_client.contract.desk import DeskList
from onestop.store import Decision, Key, Place, Store
from onestop.store import statements_desk as statements
from onestop.store.audit import entries
from onestop.store.search import forget_case
from onestop.store.statements_desk import Filter
from tests.onestop.desk.people import (
    ELSEWHERE,
    KIOSK,
    LI,
    NOW,
    WANG,
    as_question,
    doing,
    handed_in,
)


def references(page: DeskList) -> list[str]:
    return [row.reference for row in page.cases]


async def five(store: Store, submission: Submission) -> list[Key]:
    """Accepted, asked for papers, declined, held by Wang, a question; and one elsewhere."""
    keys = [await handed_in(store, submission, f"R-{number}") for number in range(1, 5)]
    other = msgspec.structs.replace(as_question(submission), service_code="pension")
    keys.append(await handed_in(store, other, "R-5"))
    await handed_in(store, submission, "R-1", ELSEWHERE)
    await store.decide(keys[0], Decision(CaseStatus.ACCEPTED), NOW)
    await store.decide(keys[1], Decision(CaseStatus.CORRECTION_NEEDED, needed="照片"), NOW)
    await store.decide(keys[2], Decision(CaseStatus.DECLINED), NOW)
    await store.desk.take(doing(WANG, keys[3]))
    return keys


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Filter(), "54321"),
        (Filter(is_newest_first=False), "12345"),
        (Filter(is_open=True), "5421"),
        (Filter(is_open=True, is_newest_first=False), "1245"),
        (Filter(statuses=[CaseStatus.DECLINED]), "3"),
        (Filter(statuses=[CaseStatus.RECEIVED]), "54"),
        (Filter(statuses=[CaseStatus.RECEIVED, CaseStatus.DECLINED]), "543"),
        (Filter(statuses=[CaseStatus.DECLINED], is_open=True), ""),
        (Filter(service="pension"), "5"),
        (Filter(service="meal-delivery", is_open=True), "421"),
        (Filter(holder="wang"), "4"),
        (Filter(holder="li"), ""),
        (Filter(holder=""), "5321"),
        (Filter(holder="", is_open=True, service="meal-delivery"), "21"),
    ],
)
async def test_a_list_is_filtered_and_in_order(
    store: Store, submission: Submission, wanted: Filter, told: str
) -> None:
    await five(store, submission)
    assert references(await store.desk.listed(WANG, wanted)) == [f"R-{each}" for each in told]


@pytest.mark.parametrize("is_newest_first", [True, False])
async def test_pages_follow_each_other_without_a_gap(
    store: Store, submission: Submission, *, is_newest_first: bool
) -> None:
    for number in range(1, 8):
        await handed_in(store, submission, f"R-{number}")
    seen, after = [], ""
    for page_number in count(1):
        wanted = Filter(is_newest_first=is_newest_first, after=after, most=3)
        page = await store.desk.listed(WANG, wanted)
        seen += references(page)
        after = page.next
        if not after:
            break
        # One that comes meanwhile shifts nothing.
        await handed_in(store, submission, f"LATER-{page_number}")
    expected = [f"R-{number}" for number in range(1, 8)]
    if is_newest_first:
        assert seen == expected[::-1]
    else:
        assert seen[:7] == expected


async def test_a_list_tells_what_a_desk_needs_and_no_name(
    store: Store, submission: Submission
) -> None:
    await five(store, submission)
    rows = {row.reference: row for row in (await store.desk.listed(LI, Filter())).cases}
    assert {row.applicant for row in rows.values()} == {None}
    assert (rows["R-4"].holder, rows["R-4"].change) == ("wang", 1)
    assert (rows["R-5"].is_question, rows["R-1"].is_question) == (True, False)
    assert (rows["R-1"].status, rows["R-1"].change) == (CaseStatus.ACCEPTED, 1)
    assert rows["R-1"].case_number == "310115-20260115-000001"


async def test_whose_names_are_listed_is_noted(
    store: Store, place: Place, submission: Submission
) -> None:
    await five(store, submission)
    wanted = Filter(statuses=[CaseStatus.RECEIVED])
    page = await store.desk.listed_with_names(LI, wanted, NOW)
    assert {row.applicant for row in page.cases} == {"沈阿婆"}
    with place.looking() as tables:
        for reference, seen in (("R-5", ["listed"]), ("R-4", ["took", "listed"]), ("R-1", [])):
            noted = entries(tables, "310115", reference)
            assert [each.did for each in noted] == seen


async def test_by_reference_every_kiosk_of_the_district_is_found(
    store: Store, submission: Submission
) -> None:
    await five(store, submission)
    found = await store.desk.of_reference(WANG, "R-1")
    assert [(row.kiosk, row.applicant) for row in found.cases] == [("K1", None)]
    assert references(await store.desk.of_reference(WANG, "NOT-THERE")) == []


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (("p13812345678",), "54321"),
        (("t5678",), "54321"),
        (("c000003", "i000003"), "3"),
        (("c011234", "i011234"), "54321"),
        (("p13800000000",), ""),
    ],
)
async def test_what_is_known_finds_the_cases_of_the_own_district(
    store: Store, place: Place, submission: Submission, terms: tuple[str, ...], told: str
) -> None:
    await five(store, submission)
    found = await store.desk.with_terms(LI, terms, NOW, "by phone")
    assert references(found) == [f"R-{each}" for each in told]
    with place.looking() as tables:
        for number in "12345":
            dids = [each.did for each in entries(tables, "310115", f"R-{number}")]
            assert ("searched" in dids) is (number in told)
        assert entries(tables, "310104", "R-1") == []


async def test_a_name_finds_by_its_beginning(store: Store, submission: Submission) -> None:
    for number, name in enumerate(("沈阿婆", "沈阿公", "沈", "王沈阿"), 1):
        answers = (Answer(field="name", value=name),)
        await handed_in(store, msgspec.structs.replace(submission, answers=answers), f"R-{number}")
    found = await store.desk.beginning_with(WANG, "n沈阿", NOW, "by name")
    assert references(found) == ["R-2", "R-1"]
    assert [row.applicant for row in found.cases] == ["沈阿公", "沈阿婆"]


async def test_what_was_erased_cannot_be_found(
    store: Store, place: Place, submission: Submission
) -> None:
    keys = await five(store, submission)
    with place.changing() as tables:
        forget_case(
            tables,
            keys[1],
            msgspec.structs.replace(submission, reference="R-2"),
            "310115-20260115-000002",
        )
    found = await store.desk.with_terms(LI, ("p13812345678",), NOW, "by phone")
    assert references(found) == ["R-5", "R-4", "R-3", "R-1"]


async def test_the_same_again_is_found_once(store: Store, submission: Submission) -> None:
    for _ in range(2):
        await store.take(KIOSK, submission, NOW)
    found = await store.desk.with_terms(WANG, ("t5678",), NOW, "by phone")
    assert references(found) == [submission.reference]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (statements.list_rows(Filter()), "matter_by_number (district=?)"),
        (
            statements.list_rows(Filter(after="x")),
            "matter_by_number (district=? AND case_number<?)",
        ),
        (statements.list_rows(Filter(is_open=True)), "matter_open (district=?)"),
        (
            statements.list_rows(Filter(is_open=True, is_newest_first=False, after="x")),
            "matter_open (district=? AND case_number>?)",
        ),
        (
            statements.list_rows(Filter(statuses=[CaseStatus.DECLINED])),
            "matter_ended (district=? AND status=?)",
        ),
        (
            statements.list_rows(Filter(service="s")),
            "matter_of_service (district=? AND service_code=?)",
        ),
        (statements.list_rows(Filter(holder="w")), "matter_held (district=? AND holder=?)"),
        (statements.find_by_terms(2), "PRIMARY KEY (district=? AND term=?)"),
        (
            statements.FIND_BY_BEGINNING,
            "PRIMARY KEY (district=? AND term>? AND term<?)",
        ),
    ],
)
def test_nothing_is_searched_from_end_to_end(tmp_path: Path, query: str, index: str) -> None:
    Place(tmp_path).migrate()
    with closing(sqlite3.connect(tmp_path / "onestop.db")) as file:
        plan = file.execute(f"EXPLAIN QUERY PLAN {query}", ["x"] * query.count("?")).fetchall()
    steps = [step for *_, step in plan]
    assert any(index in step for step in steps), steps
    assert not any("SCAN m" in step for step in steps), steps
    if "IN (\n" not in query:
        assert not any("TEMP B-TREE" in step for step in steps), steps
