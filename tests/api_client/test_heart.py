"""The heartbeat: it says how the kiosk is, does what it is told, and disturbs nobody."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread

import pytest

from api_client.contract import (
    Heartbeat,
    HeartbeatAnswer,
    Instruction,
    InstructionKind,
    KioskHealth,
    Versions,
)
from api_client.errors import NotAdmitted, OneStopError, Unreachable
from api_client.heart import EVERY, SOON, Act, Heart
from api_client.onestop import OneStopClient
from onestop.process import Running
from onestop.store import Place
from onestop.store.fleet import seen

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 1, 15, 1, 5, tzinfo=UTC)
BEAT = Heartbeat(
    sent_at=NOW,
    health=KioskHealth.WELL,
    versions=Versions(program="0.1.0"),
    uptime_seconds=1,
    undelivered=0,
)
REPORT = Instruction(kind=InstructionKind.SEND_REPORT, told_at=NOW)
ENROL = Instruction(kind=InstructionKind.ENROL_AGAIN, told_at=NOW, code="7KDT-PE9G-ERAH")


class Authority:
    """Tells what it is set to tell, and keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[Heartbeat] = []
        self.pending: tuple[Instruction, ...] = ()
        self.trouble: OneStopError | None = None

    def hear(self, beat: Heartbeat) -> HeartbeatAnswer:
        if self.trouble is not None:
            raise self.trouble
        self.heard.append(beat)
        done = {(each.kind, each.told_at) for each in beat.carried_out}
        self.pending = tuple(e for e in self.pending if (e.kind, e.told_at) not in done)
        return HeartbeatAnswer(now=NOW, instructions=self.pending)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def heart(authority: Authority) -> Callable[..., Heart]:
    def heart(**acts: Act) -> Heart:
        known = {InstructionKind(name.replace("_", "-")): act for name, act in acts.items()}
        return Heart(authority.hear, lambda: BEAT, known, random.Random(1))  # noqa: S311 - pauses

    return heart


MakeHeart = Callable[..., Heart]


def test_all_is_well_a_minute_passes_more_or_less(heart: MakeHeart) -> None:
    own = heart()
    pauses = {own.beat() for _ in range(20)}
    assert len(pauses) > 1
    assert all(0.9 * EVERY <= pause <= 1.1 * EVERY for pause in pauses)


def test_what_it_is_told_is_done_once_and_said(heart: MakeHeart, authority: Authority) -> None:
    authority.pending = (REPORT,)
    asked: list[Instruction] = []

    def report(told: Instruction) -> str:
        asked.append(told)
        return "all is well here"

    own = heart(send_report=report)
    assert own.beat() == SOON
    assert own.beat() > SOON
    own.beat()
    assert asked == [REPORT]
    assert [beat.carried_out for beat in authority.heard] == [(), (REPORT,), ()]
    assert [beat.report for beat in authority.heard] == [None, "all is well here", None]


def test_a_report_that_was_not_heard_is_said_again(heart: MakeHeart, authority: Authority) -> None:
    authority.pending = (REPORT,)
    own = heart(send_report=lambda _: "all is well here")
    own.beat()
    authority.trouble = Unreachable("no line")
    own.beat()
    authority.trouble = None
    own.beat()
    assert (authority.heard[-1].report, authority.heard[-1].carried_out) == (
        "all is well here",
        (REPORT,),
    )


def test_the_same_told_once_more_is_done_once_more(heart: MakeHeart, authority: Authority) -> None:
    asked: list[datetime] = []
    own = heart(send_report=lambda told: asked.append(told.told_at))
    for moment in (NOW, LATER):
        authority.pending = (Instruction(kind=REPORT.kind, told_at=moment),)
        own.beat()
        own.beat()
    assert asked == [NOW, LATER]


def test_a_code_goes_out_no_second_time(heart: MakeHeart, authority: Authority) -> None:
    authority.pending = (ENROL,)
    codes: list[str] = []
    own = heart(enrol_again=lambda told: codes.append(told.code))
    own.beat()
    own.beat()
    assert codes == [ENROL.code]
    assert [each.code for each in authority.heard[1].carried_out] == [""]


def test_what_it_could_not_do_is_not_said_to_be_done(
    heart: MakeHeart, authority: Authority
) -> None:
    authority.pending = (ENROL, REPORT)

    def stumble(_: Instruction) -> None:
        raise OSError("the disk is full")

    own = heart(enrol_again=stumble)
    assert own.beat() > SOON
    own.beat()
    assert authority.heard[-1].carried_out == ()
    assert authority.pending == (ENROL, REPORT)


def test_on_a_bad_line_it_waits_ever_longer(heart: MakeHeart, authority: Authority) -> None:
    authority.trouble = Unreachable("no line")
    own = heart()
    pauses = [own.beat() for _ in range(40)]
    assert min(pauses) > EVERY
    assert max(pauses[:3]) < EVERY + 20
    assert max(pauses) > EVERY + 100
    authority.trouble = Unreachable("later", retry_after=500)
    assert own.beat() >= EVERY + 500
    authority.trouble = NotAdmitted("revoked")
    assert max(own.beat() for _ in range(20)) > EVERY + 400
    authority.trouble = None
    assert own.beat() < 1.2 * EVERY


def test_our_own_fault_does_not_end_it(authority: Authority) -> None:
    beats = [BEAT, None]

    def state() -> Heartbeat:
        beat = beats.pop()
        if beat is None:
            raise RuntimeError("a mistake of ours")
        return beat

    own = Heart(authority.hear, state, {})
    assert own.beat() > EVERY
    assert own.beat() < 1.2 * EVERY


def test_it_ends_soon_after_it_is_told_to(heart: MakeHeart) -> None:
    stop = Event()
    thread = Thread(target=heart().run, args=(stop,), daemon=True)
    thread.start()
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


def test_the_real_back_end_hears_it_again_and_again(
    client: OneStopClient, running: Running
) -> None:
    own = Heart(client.heartbeat, lambda: BEAT, {})
    for _ in range(3):
        assert own.beat() < 1.2 * EVERY
    with Place(running.folder).changing() as tables:
        found = next(each for each in seen(tables) if each.kiosk.id == "K1")
    assert found.heartbeat == BEAT
