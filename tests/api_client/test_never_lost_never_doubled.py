"""Whatever happens in whatever order: what has a receipt arrives, and arrives once."""

import random
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from api_client.adapter import Ability
from api_client.contract import Message
from api_client.courier import Courier
from api_client.outbox import Ballast, Delivery, Lane, Outbox, TakeBack
from api_client.routes import Routes
from api_client.vault import Vault
from tests.api_client.conftest import NOW, Clock, Make
from tests.api_client.model_authority import Key, ModelAuthority, Mood, key_of

TAKES_AGAIN = frozenset({Ability.FIND})
FINDS = frozenset({Ability.TAKE_AGAIN, Ability.RATE, Ability.ATTACH, Ability.WITHDRAW})
NEITHER = FINDS | {Ability.FIND}
VAULT = Vault(bytes(32))
MOODS = st.sampled_from(Mood)
LANES = (Lane("onestop"), Lane("onestop", is_heavy=True))
A_DAY = 86_400.0
TO_2038 = (datetime(2038, 1, 20, tzinfo=NOW.tzinfo) - NOW).total_seconds()


class HandOff(RuleBasedStateMachine):
    """An outbox, its couriers and an authority; the kiosk may be killed between any two steps."""

    cannot = TAKES_AGAIN

    @initialize()
    def begin(self) -> None:
        self.folders = tempfile.mkdtemp(prefix="hand-off-")
        self.clock = Clock(NOW)
        self.authority = ModelAuthority(self.cannot)
        self.routes = Routes(cannot={"onestop": self.cannot})
        self.promised: dict[Key, Message] = {}
        self.taken_back: set[str] = set()
        self.not_there: set[str] = set()
        self.count = 0
        self.runs = 0
        self._open(Path(self.folders) / "0")

    @rule()
    def hand_in(self) -> None:
        self.count += 1
        self._put(Make.submission(f"R-{self.count}"))

    @rule(data=st.data())
    @precondition(lambda self: self.count)
    def hand_in_what_follows(self, data: st.DataObject) -> None:
        reference = self._drawn(data)
        if reference in self.taken_back:
            return
        if Ability.RATE not in self.cannot and data.draw(st.booleans()):
            self._put(Make.rating(reference))
        elif Ability.ATTACH not in self.cannot:
            self._put(Make.attachment(reference, data.draw(st.integers(1, 3))))

    @rule(data=st.data())
    @precondition(lambda self: self.count)
    def take_back(self, data: st.DataObject) -> None:
        reference = self._drawn(data)
        if Ability.WITHDRAW in self.cannot:
            return
        if self.outbox.take_back(reference, self.clock()) is TakeBack.DONE:
            assert self.authority.arrived["submission", reference, 0] == 0
        self.taken_back.add(reference)

    @rule(mood=MOODS, lane=st.sampled_from(LANES))
    def carry(self, mood: Mood, lane: Lane) -> None:
        self.authority.mood = mood
        before = self.authority.calls
        self._courier(lane).run_once()
        if mood in {Mood.NO_LINE, Mood.ADMITS_NOBODY, Mood.WRONG_CERTIFICATE, Mood.BUSY}:
            assert self.authority.calls - before <= 1, "an authority that is away is not stormed"

    @rule(seconds=st.floats(0, 3600))
    def let_time_pass(self, seconds: float) -> None:
        self.clock.pass_by(seconds)

    @rule(jump=st.sampled_from([-A_DAY, A_DAY, -3600.0, TO_2038]))
    def set_the_clock(self, jump: float) -> None:
        if self.clock.now + timedelta(seconds=jump) < datetime(2100, 1, 1, tzinfo=NOW.tzinfo):
            self.clock.pass_by(jump)

    @rule()
    def kill(self) -> None:
        """What lies on the disk now is all that is left."""
        self.runs += 1
        after = Path(self.folders) / str(self.runs)
        shutil.copytree(self.folder, after)
        self.outbox.close()
        self._open(after)

    @rule()
    def stop_and_start(self) -> None:
        self.outbox.close()
        self._open(self.folder)

    @rule(data=st.data())
    @precondition(lambda self: self.count)
    def hold(self, data: st.DataObject) -> None:
        self.outbox.shelf.hold(self._drawn(data), self.clock())

    @rule()
    def a_person_looks(self) -> None:
        """Staff let everything go on; what may have arrived they look up at the authority."""
        for item in self.outbox.shelf.items():
            is_there = self.authority.arrived["submission", item.reference, 0] > 0
            if item.leg.state is Delivery.UNCERTAIN and is_there:
                continue
            self.outbox.shelf.retry(item.reference, self.clock(), is_not_there=not is_there)

    @invariant()
    def nothing_is_doubled(self) -> None:
        assert not [key for key, times in self.authority.arrived.items() if times > 1]

    @invariant()
    def nothing_is_lost(self) -> None:
        kept = {key_of(message) for message in self.outbox.shelf.messages()}
        for key in self.promised:
            is_there = self.authority.arrived[key] > 0
            assert is_there or key in kept or key[1] in self.taken_back, key

    def teardown(self) -> None:
        """All is well again, and everything goes out."""
        if not hasattr(self, "outbox"):
            return
        self.a_person_looks()
        self.authority.mood = Mood.WELL
        for _ in range(6):
            self.clock.pass_by(7200)
            for lane in LANES:
                self._courier(lane).run_once()
        self.nothing_is_doubled()
        left = [
            item for item in self.outbox.shelf.items() if item.leg.state is not Delivery.UNCERTAIN
        ]
        assert left == []
        for key in self.promised:
            assert self.authority.arrived[key] == 1 or key[1] in self.taken_back
        for reference in self.taken_back:
            tracking = self.outbox.find(reference)
            assert tracking is not None
            is_withdrawn = self.authority.arrived["withdrawal", reference, 0] == 1
            assert is_withdrawn or tracking.state is Delivery.TAKEN_BACK
        self.outbox.close()
        shutil.rmtree(self.folders)

    def _open(self, folder: Path) -> None:
        self.folder = folder
        ballast = Ballast(folder, size=4096, room=0)
        self.outbox = Outbox.open(folder, VAULT, self.routes, clock=self.clock, ballast=ballast)
        assert self.outbox.found.moved_aside is None

    def _courier(self, lane: Lane) -> Courier:
        chance = random.Random(self.count)  # noqa: S311 - spreads pauses, keeps no secret
        return Courier(
            self.outbox, self.authority, lambda _: None, lane, clock=self.clock, chance=chance
        )

    def _put(self, message: Message) -> None:
        self.outbox.put(message, self.clock())
        self.promised[key_of(message)] = message

    def _drawn(self, data: st.DataObject) -> str:
        return f"R-{data.draw(st.integers(1, self.count))}"


class HandOffToOneThatCanBeAsked(HandOff):
    """It makes a second one of what is sent again, but tells what it has."""

    cannot = FINDS


class HandOffToOneThatTellsNothing(HandOff):
    """It makes a second one of what is sent again, and cannot be asked: a person must look."""

    cannot = NEITHER


OFTEN = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize(
    "machine", [HandOff, HandOffToOneThatCanBeAsked, HandOffToOneThatTellsNothing]
)
def test_what_has_a_receipt_arrives_once(machine: type[HandOff]) -> None:
    case = machine.TestCase
    case.settings = OFTEN
    case().runTest()
