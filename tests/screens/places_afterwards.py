"""Every way in which a page about something handed in can look."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

from msgspec.structs import replace as changed

from api_client.adapter import Ability
from api_client.contract import (
    AppointmentStatus,
    Bilingual,
    BookedTime,
    Case,
    CaseStatus,
    Slot,
    Step,
    Waiting,
)
from api_client.errors import Reason
from api_client.outbox import Delivery
from kiosk.answers import Problem, Slip
from kiosk.journey import Journey
from kiosk.places import (
    Asking,
    AwaitingTime,
    CannotTake,
    ChoosingTime,
    EnteringPhone,
    FollowingUp,
    GivingRating,
    HandedIn,
    Place,
    Printing,
    ReadingGuide,
    Reviewing,
    SeeingCase,
    TakingBack,
    Welcome,
)
from kiosk.standing import Errand, Office, Standing
from tests.kiosk.visitor import NOW, slots_of

REFERENCE = "TRY6-TP9G-FKR6"
LONG_NAME = Bilingual(
    zh="南京东路街道社区事务受理服务中心",
    en="Nanjing East Road Sub-district Community Affairs Service Center",
)
PLACE = Bilingual(
    zh="贵州路10号一楼3号窗口", en="Counter 3, ground floor, 10 Guizhou Road, near the entrance"
)
SLOTS = slots_of(9, 10, 11, 14, 15, 16, 17, 18, days=9).slots
SLOTS_WITH_PLACE = tuple(changed(each, place=PLACE) for each in SLOTS)
STEPS = (
    Step(name=Bilingual(zh="收件", en="Received"), started_at=NOW, ended_at=NOW),
    Step(
        name=Bilingual(zh="上门评估", en="Visit at home"),
        started_at=NOW,
        ended_at=NOW + timedelta(days=3),
        opinion="3",
    ),
    Step(name=Bilingual(zh="复核", en="Second look"), started_at=NOW + timedelta(days=4)),
)
KEPT = Standing(
    REFERENCE, "el-meals", NOW, (Office(Delivery.KEPT, name=LONG_NAME),), can=frozenset(Ability)
)
DELIVERIES = tuple(Delivery)
REFUSALS = (Reason.TOO_LATE, Reason.WRONG_PHONE, Reason.OTHER)


def case_at(status: CaseStatus) -> Case:
    return Case(
        reference=REFERENCE,
        case_number="31000020261122000001",
        status=status,
        service_code="el-meals",
        received_at=NOW,
        promised_by=NOW,
    )


def sent(case: Case | None = None) -> Standing:
    return replace(KEPT, offices=(Office(Delivery.SENT, case, LONG_NAME),))


def with_time(slot: Slot, status: AppointmentStatus = AppointmentStatus.BOOKED) -> Case:
    time = BookedTime(
        slot=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, place=PLACE, status=status
    )
    return changed(case_at(CaseStatus.ACCEPTED), appointment=time)


def standings() -> Iterator[Standing]:
    """How an application may stand, with one office and with several."""
    for delivery in DELIVERIES:
        yield replace(KEPT, offices=(Office(delivery, name=LONG_NAME),))
    yield replace(KEPT, offices=(Office(Delivery.KEPT, name=LONG_NAME, may_be_there=True),))
    for status in CaseStatus:
        yield sent(case_at(status))
    yield from detailed()
    yield from with_errands()
    yield several(case_at(CaseStatus.ACCEPTED))


def detailed() -> Iterator[Standing]:
    received, needed = case_at(CaseStatus.RECEIVED), case_at(CaseStatus.CORRECTION_NEEDED)
    for ahead, minutes in ((0, None), (1, 1), (12, 45), (30, 300)):
        yield sent(changed(received, waiting=Waiting(ahead=ahead, minutes=minutes)))
    yield sent(changed(needed, needed="1, 2", steps=STEPS))
    for time in AppointmentStatus:
        yield sent(with_time(SLOTS[0], time))
    yield sent(changed(with_time(SLOTS[0]), steps=STEPS))


def with_errands() -> Iterator[Standing]:
    there = sent(case_at(CaseStatus.RECEIVED))
    for delivery in DELIVERIES:
        yield replace(there, withdrawal=Errand(delivery))
        yield replace(there, appointment=Errand(delivery))
    for reason in REFUSALS:
        yield replace(there, withdrawal=Errand(Delivery.REFUSED, reason))


def several(case: Case) -> Standing:
    offices = [Office(each, name=LONG_NAME) for each in DELIVERIES[:3]]
    told = Office(Delivery.SENT, changed(case, steps=STEPS), LONG_NAME)
    nameless = Office(Delivery.SENT, with_time(SLOTS[0]))
    return replace(KEPT, offices=(*offices, told, nameless))


def afterwards() -> Iterator[Place]:
    receipt = HandedIn(KEPT)
    yield HandedIn(replace(KEPT, service="edu-special"))
    for printing in Printing:
        yield replace(receipt, printing=printing)
    for standing in standings():
        yield HandedIn(standing, Printing.DONE)
        yield SeeingCase(standing, Asking.ANSWERED)
    for asking in Asking:
        yield SeeingCase(Standing(REFERENCE), asking)
        yield SeeingCase(KEPT, asking)
    yield SeeingCase(replace(sent(case_at(CaseStatus.RECEIVED)), taken_at=None), Asking.ANSWERED)
    yield FollowingUp()
    yield FollowingUp("轮椅", Problem(Slip.NOT_A_REFERENCE))
    yield from proving(receipt)
    yield from taking_back(receipt)
    yield from booking()
    yield GivingRating(receipt)
    yield GivingRating(receipt, 3)
    yield GivingRating(receipt, 3, is_given=True)
    yield GivingRating(receipt, 3, problem=Problem(Slip.CANNOT_KEEP))


def proving(receipt: HandedIn) -> Iterator[Place]:
    for behind in (FollowingUp(REFERENCE), receipt):
        yield EnteringPhone(REFERENCE, behind)
        for slip in (Slip.NOT_FOUR_DIGITS, Slip.UNKNOWN_WITH_DIGITS):
            yield EnteringPhone(REFERENCE, behind, "8000", Problem(slip))


def taking_back(receipt: HandedIn) -> Iterator[Place]:
    there = HandedIn(sent(case_at(CaseStatus.RECEIVED)))
    yield TakingBack(receipt)
    yield TakingBack(there, problem=Problem(Slip.CANNOT_KEEP))
    yield TakingBack(HandedIn(sent(with_time(SLOTS[0]))))
    yield TakingBack(HandedIn(sent(case_at(CaseStatus.WITHDRAWN))), asked_at=NOW)
    gone = replace(KEPT, offices=(Office(Delivery.TAKEN_BACK),))
    yield TakingBack(HandedIn(gone), asked_at=NOW)
    for delivery, is_late in product(DELIVERIES, (False, True)):
        asked = replace(there.standing, withdrawal=Errand(delivery))
        yield TakingBack(HandedIn(asked), asked_at=NOW, is_late=is_late)
    of_many = several(case_at(CaseStatus.ACCEPTED))
    for standing, reason in product((there.standing, of_many), REFUSALS):
        asked = replace(standing, withdrawal=Errand(Delivery.REFUSED, reason))
        yield TakingBack(HandedIn(asked), asked_at=NOW)
    in_part = replace(of_many, withdrawal=Errand(Delivery.SENT))
    yield TakingBack(HandedIn(in_part), asked_at=NOW)


def booking() -> Iterator[Place]:
    there = HandedIn(sent(case_at(CaseStatus.RECEIVED)))
    for asking in (Asking.UNDER_WAY, Asking.NO_ANSWER, Asking.ANSWERED):
        yield ChoosingTime(there, (), asking)
    days = ChoosingTime(there, SLOTS_WITH_PLACE, Asking.ANSWERED)
    day = SLOTS[0].starts_at.date()
    for sheet in (0, 1):
        yield replace(days, sheet=sheet)
        yield replace(days, day=day, sheet=sheet)
    bare = tuple(changed(each, place=None) for each in SLOTS)
    yield ChoosingTime(there, bare, Asking.ANSWERED, day)
    for behind in (there, HandedIn(KEPT), HandedIn(sent(with_time(SLOTS[3])))):
        slot = SLOTS_WITH_PLACE[0]
        yield ChoosingTime(behind, (slot,), Asking.ANSWERED, day, slot)
        problem = Problem(Slip.CANNOT_KEEP)
        yield ChoosingTime(behind, (slot,), Asking.ANSWERED, day, slot, problem=problem)
        yield from awaited(behind, slot)
    yield AwaitingTime(HandedIn(sent(with_time(SLOTS[0]))), SLOTS[0], NOW)


def awaited(behind: HandedIn, slot: Slot) -> Iterator[Place]:
    for delivery, is_late in product((Delivery.KEPT, Delivery.UNCERTAIN), (False, True)):
        asked = replace(behind.standing, appointment=Errand(delivery))
        yield AwaitingTime(HandedIn(asked), slot, NOW, is_late)
    for reason in (Reason.SLOT_TAKEN, Reason.OTHER):
        asked = replace(behind.standing, appointment=Errand(Delivery.REFUSED, reason))
        yield AwaitingTime(HandedIn(asked), slot, NOW)


def cannot_take(journey: Journey) -> Iterator[Place]:
    """At the beginning of a form, and at its end."""
    guide = ReadingGuide(journey.service, Welcome())
    yield CannotTake(guide)
    yield CannotTake(Reviewing(journey, guide, 9, has_agreed=True))
