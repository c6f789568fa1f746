"""A kiosk's whole hand-off on a bad line: a real outbox, couriers, client and back end.

`ACTS` names what goes over the line: a later test needs only a fault, an act and a station.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api_client.contract import (
    Answer,
    Appointment,
    Attachment,
    Case,
    Message,
    Submission,
)
from api_client.courier import Courier
from api_client.news import News
from api_client.onestop import OneStopClient
from api_client.outbox import Ballast, Delivery, Lane, Outbox
from api_client.routes import ONESTOP, Routes
from api_client.transport import Transport
from api_client.trust import Trust
from api_client.vault import KeyFile, Vault
from kiosk import reference as references
from kiosk.commands.back_end import BackEnd
from onestop.faults import Call, FaultyLine, Pace

KIOSK_ID = "TRY"
SERVICE = "el-meals"
PHONE = "13800138000"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(2000)
DEADLINE = 0.6
"""So short that no test waits long for a line that says nothing."""
PACE = Pace(drip=1.0, pick_up=0.1, late=0.1, retry_after=2)
LANES = (Lane(ONESTOP), Lane(ONESTOP, is_heavy=True))
AN_HOUR = 3600.0
HANDED_IN_AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


class Clock:
    """The real time at first; it passes only when told to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class Station:
    """One kiosk at one end of a bad line. `truth` asks the back end by a line of its own."""

    line: FaultyLine
    outbox: Outbox
    client: OneStopClient
    truth: OneStopClient
    clock: Clock = field(default_factory=Clock)
    told: list[News] = field(default_factory=list)

    def put(self, *messages: Message) -> None:
        for message in messages:
            self.outbox.put(message, self.clock())

    def carry(self) -> int:
        """One round of each courier. Returns how many messages were delivered."""
        chance = random.Random(1)  # noqa: S311 -- spreads pauses, keeps no secret
        return sum(
            Courier(
                self.outbox, self.client, self.told.append, lane, clock=self.clock, chance=chance
            ).run_once()
            for lane in LANES
        )

    def carry_when_well(self) -> int:
        """The line is put right, and every pause is over."""
        self.line.switch("none")
        delivered = 0
        for _ in LANES:
            self.clock.pass_by(AN_HOUR)
            delivered += self.carry()
        return delivered

    def state_of(self, reference: str) -> Delivery | None:
        tracking = self.outbox.find(reference)
        return None if tracking is None else tracking.state

    def case_of(self, reference: str) -> Case | None:
        """What the back end itself says of it."""
        return self.truth.case(reference)

    def times_made(self, reference: str) -> int:
        """How many matters the back end made of what came over the line."""
        return self.line.made.count(Call("PUT", f"/v1/submissions/{reference}"))


@contextmanager
def station(folder: Path, back_end: BackEnd, fault: str) -> Iterator[Station]:
    """A kiosk on a line that does this; its outbox is begun in the folder."""
    with ExitStack() as stack:
        line = stack.enter_context(FaultyLine(to=back_end.endpoint, fault=fault, pace=PACE))
        kiosk = Transport(deadline=DEADLINE, trust=_trust(line, folder))
        direct = Transport()
        stack.callback(kiosk.close)
        stack.callback(direct.close)
        outbox = Outbox.open(
            folder,
            Vault.of(KeyFile(folder / "outbox.key")),
            Routes(cannot={ONESTOP: OneStopClient.cannot}),
            ballast=Ballast(folder, size=4096, room=0),
        )
        yield Station(
            line,
            stack.enter_context(outbox),
            OneStopClient(line.address, KIOSK_ID, back_end.key, kiosk),
            OneStopClient(back_end.endpoint, KIOSK_ID, back_end.key, direct),
        )


def _trust(line: FaultyLine, folder: Path) -> Trust:
    """In whoever vouches for a secure line, so that only the name can be wrong."""
    if not line.is_secure:
        return Trust()
    file = folder / "authority.pem"
    file.write_bytes(line.authority)
    return Trust(ca_file=file)


def new_reference() -> str:
    return references.mint(KIOSK_ID, random.SystemRandom())


def submission(reference: str) -> Submission:
    return Submission(
        reference=reference,
        service_code=SERVICE,
        catalogue_version="2026-01-01",
        language="zh_CN",
        handed_in_at=HANDED_IN_AT,
        answers=(Answer(field="name", value="沈阿婆"), Answer(field="phone", value=PHONE)),
    )


def attachment(reference: str, number: int = 1) -> Attachment:
    return Attachment(
        reference=reference,
        number=number,
        document="photo",
        media_type="image/png",
        content=PICTURE,
        added_at=HANDED_IN_AT,
    )


def appointment(reference: str, station: Station) -> Appointment:
    """The first time that is free now, by what the back end itself says."""
    slots = station.truth.slots(SERVICE).slots
    return Appointment(
        reference=reference,
        service_code=SERVICE,
        slot=next(slot.id for slot in slots if slot.is_free),
        asked_at=HANDED_IN_AT,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """Something that goes over the line, for the matter of that reference.

    `before` is done while the line is well. `ask` raises a OneStopError unless it was answered.
    """

    ask: Callable[[Station, str], object]
    before: Callable[[Station, str], object] = lambda *_: None


def _hand_in(station: Station, reference: str) -> object:
    return station.truth.send(submission(reference))


ACTS: dict[str, Act] = {
    "submit": Act(lambda at, reference: at.client.send(submission(reference))),
    "attach": Act(lambda at, reference: at.client.send(attachment(reference)), _hand_in),
    "follow up": Act(lambda at, reference: at.client.case(reference), _hand_in),
    "book": Act(lambda at, reference: at.client.send(appointment(reference, at)), _hand_in),
    "catalogue": Act(lambda at, _: at.client.catalogue()),
}
