"""Once a minute a kiosk tells how it is, and hears what it is to do."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import (
    Enrolment,
    EnrolmentRequest,
    Heartbeat,
    HeartbeatAnswer,
    Instruction,
    InstructionKind,
    KioskHealth,
    PaperState,
    Versions,
)
from api_client.transport import Reply
from onestop.fleet import main
from onestop.kiosks import Kiosk
from onestop.process import Running
from onestop.store import Place, Store
from onestop.store.fleet import seen
from tests.onestop.enrolled import enrol

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
KIOSK = Kiosk("XH2", "310104", "default", "310104013001")
BEAT = Heartbeat(
    sent_at=NOW,
    health=KioskHealth.WELL,
    versions=Versions(program="0.1.0", catalogue="2026-01-01"),
    uptime_seconds=60,
    undelivered=3,
    oldest_undelivered=NOW,
    paper=PaperState.PRINTED,
)
ProblemOf = Callable[[Reply], str]
Rows = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def operator(running: Running, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the operator's command says."""

    def said(*words: str) -> str:
        code = main([f"--folder={running.folder}", f"--database={running.database}", *words])
        told = capsys.readouterr()
        assert code == 0, told.err
        return told.out

    return said


def beat(caller: "Caller", heartbeat: Heartbeat = BEAT, kiosk: str | None = None) -> Reply:
    own = caller.kiosk if kiosk is None else kiosk
    body = msgspec.json.encode(heartbeat)
    return caller.call("POST", f"/v1/kiosks/{own}/heartbeat", body)


def answer(caller: "Caller", heartbeat: Heartbeat = BEAT) -> HeartbeatAnswer:
    return beat(caller, heartbeat).read_as(HeartbeatAnswer)


def test_it_is_answered_with_the_back_ends_time(kiosk: "Caller") -> None:
    before = datetime.now(UTC)
    told = answer(kiosk)
    assert before <= told.now <= datetime.now(UTC)


def test_only_the_last_one_is_kept(kiosk: "Caller", stored: Rows) -> None:
    for waiting in (5, 0):
        beat(kiosk, msgspec.structs.replace(BEAT, undelivered=waiting))
    ((said,),) = stored("SELECT heartbeat_json FROM heartbeat WHERE kiosk = 'K1'")
    assert isinstance(said, bytes)
    assert msgspec.json.decode(said, type=Heartbeat).undelivered == 0


def test_a_kiosk_speaks_only_for_itself(
    kiosk: "Caller", other_kiosk: "Caller", problem: ProblemOf
) -> None:
    reply = beat(other_kiosk, kiosk="K1")
    assert (reply.status, problem(reply)) == (403, "other-kiosk")
    assert beat(kiosk).status == 200


@pytest.mark.parametrize(
    "change",
    [
        {"undelivered": -1},
        {"uptime_seconds": -1},
        {"sent_at": NOW.replace(tzinfo=None)},
        {"oldest_undelivered": NOW.replace(tzinfo=None)},
        {"report": "x" * 20_001},
        {"versions": Versions(program="x" * 65)},
    ],
)
def test_what_no_kiosk_would_say_is_malformed(
    kiosk: "Caller", problem: ProblemOf, change: dict[str, object]
) -> None:
    assert problem(beat(kiosk, msgspec.structs.replace(BEAT, **change))) == "malformed"


def test_it_is_told_until_it_says_that_it_has_done_it(
    kiosk: "Caller", operator: Callable[..., str]
) -> None:
    operator("tell", "K1", "send-report")
    operator("tell", "K1", "fetch-catalogue")
    told = [answer(kiosk).instructions for _ in range(2)]
    assert told[0] == told[1]
    assert [each.kind for each in told[0]] == [
        InstructionKind.SEND_REPORT,
        InstructionKind.FETCH_CATALOGUE,
    ]
    done = msgspec.structs.replace(BEAT, carried_out=told[0], report="all is well here")
    assert answer(kiosk, done).instructions == ()
    answer(kiosk)
    assert "all is well here" in operator("report", "K1")


def test_what_it_was_told_once_more_since_is_still_to_be_done(
    kiosk: "Caller", operator: Callable[..., str]
) -> None:
    operator("tell", "K1", "send-report")
    first = answer(kiosk).instructions
    operator("tell", "K1", "send-report")
    done = msgspec.structs.replace(BEAT, carried_out=first)
    (left,) = answer(kiosk, done).instructions
    assert left.told_at > first[0].told_at
    assert answer(kiosk, msgspec.structs.replace(BEAT, carried_out=(left,))).instructions == ()


def test_to_enrol_again_it_is_given_a_code(
    other_kiosk: "Caller", operator: Callable[..., str]
) -> None:
    operator("tell", "K2", "enrol-again")
    (told,) = answer(other_kiosk).instructions
    request = EnrolmentRequest(code=told.code, versions=BEAT.versions)
    reply = other_kiosk.unsigned("POST", "/v1/enrolments", msgspec.json.encode(request))
    assert reply.read_as(Enrolment).kiosk == "K2"
    done = Instruction(kind=told.kind, told_at=told.told_at)
    carried_out = msgspec.structs.replace(BEAT, carried_out=(done,))
    assert answer(other_kiosk, carried_out).instructions == ()


async def test_the_fleet_is_seen_as_it_was_told(place: Place, store: Store) -> None:
    enrol(place, KIOSK, "a-key")
    await store.fleet.beat(KIOSK, BEAT, NOW)
    with place.changing() as tables:
        (found,) = seen(tables)
    assert found == (await store.fleet.seen())[0]
    assert (found.kiosk, found.heard_at, found.heartbeat) == (KIOSK, NOW, BEAT)
    assert (found.keys, found.revoked_at, found.code_ends_at) == (1, None, None)
