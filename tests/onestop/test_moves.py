"""How a case moves on, and what its steps tell."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from api_client.contract import ENDED, Case, CaseStatus, Submission
from onestop.kiosks import Kiosk
from onestop.store import CaseUnknown, Decision, Key, MoveImpossible, Store
from onestop.store.moves import MOST_CHARACTERS, MOVES

KIOSK = Kiosk("K1", "310115")
NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WAYS: dict[CaseStatus, tuple[CaseStatus, ...]] = {
    CaseStatus.RECEIVED: (),
    CaseStatus.CORRECTION_NEEDED: (CaseStatus.CORRECTION_NEEDED,),
    CaseStatus.ACCEPTED: (CaseStatus.ACCEPTED,),
    CaseStatus.CONCLUDED: (CaseStatus.ACCEPTED, CaseStatus.CONCLUDED),
    CaseStatus.DECLINED: (CaseStatus.DECLINED,),
}
"""How a case comes to stand where it stands."""


@pytest.fixture
def key(submission: Submission) -> Key:
    return Key.of(KIOSK, submission.reference)


def decided(status: CaseStatus) -> Decision:
    return Decision(status, needed="照片" if status is CaseStatus.CORRECTION_NEEDED else "")


async def handed_in(store: Store, submission: Submission, *way: CaseStatus) -> Case:
    """A case that stands where that way leads, an hour a step."""
    case = (await store.take(KIOSK, submission, NOW)).value
    for number, status in enumerate(way, 1):
        key = Key.of(KIOSK, submission.reference)
        case = await store.decide(key, decided(status), NOW + number * HOUR)
    return case


@pytest.mark.parametrize(("begin", "to"), list(product(WAYS, CaseStatus)))
async def test_only_the_moves_of_the_table_can_be_made(
    store: Store, submission: Submission, key: Key, begin: CaseStatus, to: CaseStatus
) -> None:
    before = await handed_in(store, submission, *WAYS[begin])
    assert before.status is begin
    if to in MOVES.get(begin, ()):
        assert (await store.decide(key, decided(to), NOW + 9 * HOUR)).status is to
    else:
        with pytest.raises(MoveImpossible):
            await store.decide(key, decided(to), NOW + 9 * HOUR)
        assert await store.case(KIOSK, submission.reference) == before


async def test_what_cannot_be_is_said_in_a_sentence(
    store: Store, submission: Submission, key: Key
) -> None:
    await handed_in(store, submission, CaseStatus.ACCEPTED)
    said = "is accepted: it can become concluded, correction-needed, declined, but not received"
    with pytest.raises(MoveImpossible, match=said):
        await store.decide(key, decided(CaseStatus.RECEIVED), NOW)
    await store.decide(key, decided(CaseStatus.CONCLUDED), NOW)
    with pytest.raises(MoveImpossible, match="is concluded: nothing more can be decided"):
        await store.decide(key, decided(CaseStatus.DECLINED), NOW)


async def test_a_case_that_is_not_there_cannot_move(store: Store) -> None:
    with pytest.raises(CaseUnknown):
        await store.decide(Key("310115", "K1", "R"), decided(CaseStatus.ACCEPTED), NOW)


@pytest.mark.parametrize(
    "decision",
    [
        Decision(CaseStatus.CORRECTION_NEEDED),
        Decision(CaseStatus.CORRECTION_NEEDED, needed="  "),
        Decision(CaseStatus.ACCEPTED, needed="照片"),
        Decision(CaseStatus.CORRECTION_NEEDED, needed="照" * (MOST_CHARACTERS + 1)),
        Decision(CaseStatus.ACCEPTED, opinion="好" * (MOST_CHARACTERS + 1)),
    ],
    ids=["needs nothing", "needs blanks", "accepted and needs", "needs too much", "says too much"],
)
async def test_a_decision_without_sense_is_refused(
    store: Store, submission: Submission, key: Key, decision: Decision
) -> None:
    before = await handed_in(store, submission)
    with pytest.raises(MoveImpossible):
        await store.decide(key, decision, NOW)
    assert await store.case(KIOSK, submission.reference) == before


async def test_the_longest_text_is_kept_whole(
    store: Store, submission: Submission, key: Key
) -> None:
    await handed_in(store, submission)
    longest = "照" * MOST_CHARACTERS
    decision = Decision(CaseStatus.CORRECTION_NEEDED, needed=longest)
    assert (await store.decide(key, decision, NOW)).needed == longest


async def test_steps_tell_what_happened_and_when(
    store: Store, submission: Submission, key: Key
) -> None:
    await handed_in(store, submission)
    promise = NOW + timedelta(days=20)
    for number, decision in enumerate(
        (
            Decision(CaseStatus.CORRECTION_NEEDED, needed="体检报告"),
            Decision(CaseStatus.RECEIVED),
            Decision(CaseStatus.ACCEPTED, promised_by=promise, opinion="材料齐全"),
            Decision(CaseStatus.CONCLUDED, opinion="同意"),
        ),
        1,
    ):
        await store.decide(key, decision, NOW + number * HOUR)
    case = await store.case(KIOSK, submission.reference)
    assert case is not None
    told = [
        (step.name.zh, step.name.en, step.started_at, step.ended_at, step.opinion)
        for step in case.steps
    ]
    assert told == [
        ("收件", "Received", NOW, NOW + HOUR, ""),
        ("补正", "Papers asked for", NOW + HOUR, NOW + 2 * HOUR, "体检报告"),
        ("收到补正材料", "Papers received", NOW + 2 * HOUR, NOW + 3 * HOUR, ""),
        ("受理", "Accepted", NOW + 3 * HOUR, NOW + 4 * HOUR, "材料齐全"),
        ("办结", "Completed", NOW + 4 * HOUR, NOW + 4 * HOUR, "同意"),
    ]
    assert (case.accepted_at, case.promised_by, case.needed) == (NOW + 3 * HOUR, promise, "")


async def test_the_first_acceptance_and_the_promise_stay(
    store: Store, submission: Submission, key: Key
) -> None:
    await handed_in(store, submission)
    promise = NOW + timedelta(days=20)
    accepted = Decision(CaseStatus.ACCEPTED, promised_by=promise)
    await store.decide(key, accepted, NOW + HOUR)
    await store.decide(key, decided(CaseStatus.CORRECTION_NEEDED), NOW + 2 * HOUR)
    case = await store.decide(key, decided(CaseStatus.ACCEPTED), NOW + 3 * HOUR)
    assert (case.accepted_at, case.promised_by) == (NOW + HOUR, promise)


@pytest.mark.parametrize("begin", WAYS)
async def test_the_last_step_goes_on_unless_it_ends_the_case(
    store: Store, submission: Submission, begin: CaseStatus
) -> None:
    case = await handed_in(store, submission, *WAYS[begin])
    assert (case.steps[-1].ended_at is not None) is (begin in ENDED)
