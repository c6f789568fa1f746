"""One case at the desk: one holder, no lost update, a trail of everything."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import msgspec
import pytest

from api_client.contract import Attachment, Case, CaseStatus, Submission
from api_client.contract.desk import Person
from onestop.store import CaseUnknown, Decision, Key, MoveImpossible, OtherContent, Place, Store
from onestop.store.audit import entries
from onestop.store.audit_check import verify
from onestop.store.troubles import ChangedMeanwhile, HeldByOther, NotHeld, PaperUnknown
from tests.onestop.desk.people import (
    CHEN,
    ELSEWHERE,
    KIOSK,
    LI,
    NOW,
    WANG,
    as_question,
    doing,
    handed_in,
)

ACCEPTED = Decision(CaseStatus.ACCEPTED)
JPEG = b"\xff\xd8\xff\xe0 a picture"


def noted(place: Place, key: Key) -> list[tuple[str, str, str]]:
    with place.looking() as tables:
        assert not any(verdict.wrong for verdict in verify(tables))
        found = entries(tables, key.district, key.reference)
    return [(each.name, each.did, each.detail) for each in found]


async def test_a_look_shows_all_and_is_noted(
    store: Store, place: Place, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    paper = Attachment(
        reference=submission.reference,
        number=1,
        document="card",
        media_type="image/jpeg",
        content=JPEG,
        added_at=NOW,
    )
    await store.attach(KIOSK, paper)
    await store.desk.take(doing(WANG, key))
    await store.desk.write_note(doing(LI, key), "n-1", "女儿来过电话")
    case = await store.desk.look(doing(WANG, key))
    assert case.matter == submission
    assert (case.row.applicant, case.row.holder, case.taken_at) == ("沈阿婆", "wang", NOW)
    assert [(each.number, each.document) for each in case.papers] == [(1, "card")]
    assert [(each.author, each.text) for each in case.notes] == [("li", "女儿来过电话")]
    assert [(each.name, each.did) for each in case.history] == [("wang", "took"), ("li", "noted")]
    assert [step.name.zh for step in case.case.steps] == ["收件"]
    assert case.case.waiting is not None
    assert noted(place, key)[-1] == ("wang", "looked", "")


async def test_what_one_has_taken_no_other_can_take(
    store: Store, place: Place, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    people = [msgspec.structs.replace(WANG, name=f"staff-{number}") for number in range(20)]
    outcomes = await asyncio.gather(
        *(store.desk.take(doing(each, key)) for each in people), return_exceptions=True
    )
    (holder,) = {each.holder for each in outcomes if isinstance(each, HeldByOther)}
    taken = [each for each in outcomes if not isinstance(each, BaseException)]
    assert [row.holder for row in taken] == [holder]
    assert noted(place, key) == [(holder, "took", "")]


async def test_to_take_again_what_one_has_changes_nothing(
    store: Store, place: Place, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    assert await store.desk.take(doing(WANG, key)) == await store.desk.take(doing(WANG, key))
    assert noted(place, key) == [("wang", "took", "")]


async def test_given_back_it_can_be_taken_by_another(store: Store, submission: Submission) -> None:
    key = await handed_in(store, submission)
    await store.desk.take(doing(WANG, key))
    with pytest.raises(HeldByOther, match="wang"):
        await store.desk.give_back(doing(LI, key))
    for _ in range(2):
        assert (await store.desk.give_back(doing(WANG, key))).holder == ""
    assert (await store.desk.take(doing(LI, key))).holder == "li"


async def test_a_manager_gives_back_what_another_has(
    store: Store, place: Place, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    await store.desk.take(doing(WANG, key))
    assert (await store.desk.give_back(doing(CHEN, key))).holder == ""
    assert noted(place, key)[-1] == ("chen", "gave-back", "held by wang")


async def test_a_decision_moves_the_case_on(
    store: Store, place: Place, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    row = await store.desk.take(doing(WANG, key))
    decision = Decision(CaseStatus.CORRECTION_NEEDED, needed="体检报告")
    row = await store.desk.decide(doing(WANG, key, row.change), decision)
    assert (row.status, row.holder) == (CaseStatus.CORRECTION_NEEDED, "wang")
    case = await store.case(KIOSK, submission.reference)
    assert case is not None
    assert case.needed == "体检报告"
    assert noted(place, key)[-1] == ("wang", "moved", "to correction-needed")


@pytest.mark.parametrize(
    ("who", "off_by", "trouble"),
    [(LI, 0, HeldByOther), (WANG, -1, ChangedMeanwhile), (WANG, 1, ChangedMeanwhile)],
)
async def test_only_whoever_has_it_as_it_is_moves_it_on(
    store: Store, submission: Submission, who: Person, off_by: int, trouble: type[Exception]
) -> None:
    key = await handed_in(store, submission)
    row = await store.desk.take(doing(WANG, key))
    before = await store.case(KIOSK, submission.reference)
    with pytest.raises(trouble):
        await store.desk.decide(doing(who, key, row.change + off_by), ACCEPTED)
    assert await store.case(KIOSK, submission.reference) == before


async def test_what_nobody_has_taken_is_not_moved_on(store: Store, submission: Submission) -> None:
    key = await handed_in(store, submission)
    with pytest.raises(NotHeld):
        await store.desk.decide(doing(WANG, key), ACCEPTED)


Change = Callable[[Store, Key], Awaitable[object]]


@pytest.mark.parametrize(
    "change",
    [
        lambda store, key: store.withdraw(key, NOW),
        lambda store, key: store.decide(key, ACCEPTED, NOW),
        lambda store, key: store.desk.write_note(doing(LI, key), "n", "请先看体检报告"),
    ],
    ids=["withdrawn", "decided by the operator", "noted by a colleague"],
)
async def test_whatever_happens_meanwhile_must_be_looked_at_first(
    store: Store, submission: Submission, change: Change
) -> None:
    key = await handed_in(store, submission)
    row = await store.desk.take(doing(WANG, key))
    await change(store, key)
    with pytest.raises(ChangedMeanwhile):
        await store.desk.decide(doing(WANG, key, row.change), Decision(CaseStatus.DECLINED))


async def test_two_windows_of_one_person_lose_no_update(
    store: Store, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    row = await store.desk.take(doing(WANG, key))
    decisions = [ACCEPTED, Decision(CaseStatus.DECLINED)] * 5
    outcomes = await asyncio.gather(
        *(store.desk.decide(doing(WANG, key, row.change), each) for each in decisions),
        return_exceptions=True,
    )
    refused = [each for each in outcomes if isinstance(each, ChangedMeanwhile)]
    assert len(refused) == len(decisions) - 1


async def test_a_promise_that_lies_in_the_past_is_refused(
    store: Store, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    row = await store.desk.take(doing(WANG, key))
    late = Decision(CaseStatus.ACCEPTED, promised_by=NOW - timedelta(seconds=1))
    with pytest.raises(MoveImpossible, match="cannot lie in the past"):
        await store.desk.decide(doing(WANG, key, row.change), late)
    due = Decision(CaseStatus.ACCEPTED, promised_by=NOW)
    assert (await store.desk.decide(doing(WANG, key, row.change), due)).promised_by == NOW


@pytest.mark.parametrize("is_accepted", [False, True])
async def test_a_question_is_answered_and_ends(
    store: Store, place: Place, submission: Submission, *, is_accepted: bool
) -> None:
    key = await handed_in(store, as_question(submission))
    row = await store.desk.take(doing(WANG, key))
    if is_accepted:
        row = await store.desk.decide(doing(WANG, key, row.change), ACCEPTED)
    row = await store.desk.reply(doing(WANG, key, row.change), "周一到周五都可以来。")
    assert row.status is CaseStatus.CONCLUDED
    case = await store.case(KIOSK, submission.reference)
    assert case is not None
    assert case.steps[-1].opinion == "周一到周五都可以来。"
    assert noted(place, key)[-1] == ("wang", "answered", "")


async def test_an_application_is_not_answered(store: Store, submission: Submission) -> None:
    key = await handed_in(store, submission)
    row = await store.desk.take(doing(WANG, key))
    with pytest.raises(MoveImpossible, match="no question"):
        await store.desk.reply(doing(WANG, key, row.change), "好")


async def test_what_has_ended_is_not_taken(store: Store, submission: Submission) -> None:
    key = await handed_in(store, submission)
    await store.withdraw(key, NOW)
    with pytest.raises(MoveImpossible, match="has ended"):
        await store.desk.take(doing(WANG, key))


async def test_a_note_is_written_once(store: Store, place: Place, submission: Submission) -> None:
    key = await handed_in(store, submission)
    assert await store.desk.write_note(doing(WANG, key), "n-1", "已电话联系")
    later = NOW + timedelta(minutes=5)
    assert not await store.desk.write_note(doing(WANG, key, at=later), "n-1", "已电话联系")
    for who, text in ((WANG, "没有联系上"), (LI, "已电话联系")):
        with pytest.raises(OtherContent):
            await store.desk.write_note(doing(who, key), "n-1", text)
    assert await store.desk.write_note(doing(LI, key, at=later), "n-2", "没有联系上")
    case = await store.desk.look(doing(WANG, key))
    assert [each.text for each in case.notes] == ["已电话联系", "没有联系上"]
    assert [each[1] for each in noted(place, key)] == ["noted", "noted", "looked"]


async def test_a_paper_is_opened_and_that_is_noted(
    store: Store, place: Place, submission: Submission
) -> None:
    key = await handed_in(store, submission)
    for is_correction in (False, True):
        paper = Attachment(
            reference=submission.reference,
            number=1,
            document="card",
            media_type="image/jpeg",
            content=JPEG + bytes([is_correction]),
            added_at=NOW,
            is_correction=is_correction,
        )
        await store.attach(KIOSK, paper)
        known, content = await store.desk.paper(doing(LI, key), 1, is_correction=is_correction)
        assert (known.media_type, content) == ("image/jpeg", paper.content)
    with pytest.raises(PaperUnknown):
        await store.desk.paper(doing(LI, key), 2, is_correction=False)
    assert noted(place, key) == [
        ("li", "opened-paper", "handed in 1"),
        ("li", "opened-paper", "asked for 1"),
    ]


Does = Callable[[Store, Key], Awaitable[Case]]


@pytest.mark.parametrize(
    "does",
    [
        lambda store, key: store.desk.look(doing(WANG, key)),
        lambda store, key: store.desk.take(doing(WANG, key)),
        lambda store, key: store.desk.give_back(doing(WANG, key)),
        lambda store, key: store.desk.decide(doing(WANG, key), ACCEPTED),
        lambda store, key: store.desk.reply(doing(WANG, key), "好"),
        lambda store, key: store.desk.write_note(doing(WANG, key), "n", "好"),
    ],
)
async def test_of_another_district_there_is_no_case(
    store: Store, place: Place, submission: Submission, does: Does
) -> None:
    theirs = await handed_in(store, submission, kiosk=ELSEWHERE)
    with pytest.raises(CaseUnknown):
        await does(store, theirs._replace(district=WANG.district))
    assert noted(place, theirs) == []
