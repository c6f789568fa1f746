"""Every fault, and all that follows a matter: nothing is lost, nothing doubled, nobody misled."""

import re
from collections.abc import Callable

import pytest

from accessibility.preferences import LANGUAGES, Language, Preferences
from api_client.contract import AppointmentStatus, CaseStatus, Rating
from api_client.outbox import Delivery, TakeBack
from api_client.routes import Routes
from kiosk.catalogue import load
from kiosk.events import Door, Entered, Opened, WentOn
from kiosk.visit import Visit
from locales import words_for
from onestop.faults import FAULTS, Aim, Arrival, FaultName
from screens.pages import page_for
from screens.walk import phrases_of
from tests.faults.line import (
    HANDED_IN_AT,
    Station,
    appointment,
    attachment,
    new_reference,
    submission,
)
from tests.kiosk.couriers_double import CouriersDouble

Open = Callable[[str], Station]
CATALOGUE = load().for_hall("default")
CODES = re.compile(r"\b[1-5]\d\d\b|error|exception|timeout|http|接口|异常", re.IGNORECASE)
KEPT = {"zh_CN": "已保存在本机", "en": "It is kept here"}
SENT = {"zh_CN": "主管单位已收到", "en": "The office has received it"}


def handed_in(station: Station, name: FaultName) -> str:
    """A matter that the office has, delivered while the line was well."""
    reference = new_reference()
    station.line.switch("none")
    station.put(submission(reference))
    assert station.carry() == 1
    station.line.switch(name)
    return reference


def page_about(station: Station, reference: str, language: Language) -> str:
    """What a resident reads who asks about it at this kiosk."""
    visit = Visit(
        catalogue=CATALOGUE,
        outbox=station.outbox,
        couriers=CouriersDouble(Routes()),  # type: ignore[arg-type] # asks nobody
        mint=new_reference,
        now=station.clock,
        defaults=Preferences(language=language),
    )
    for event in (Opened(Door.MY_APPLICATION), Entered(reference), WentOn()):
        visit.handle(event)
    page = page_for(visit, words_for(language))
    assert page.id.startswith("case")
    return "\n".join(phrase.shown for phrase in phrases_of(page))


def is_certain(name: FaultName) -> bool:
    return FAULTS[name].arrival is Arrival.CERTAIN


@pytest.mark.parametrize("name", FaultName)
def test_papers_arrive_once_and_their_matter_stands(at: Open, name: FaultName) -> None:
    station = at(name)
    reference = handed_in(station, name)
    station.put(attachment(reference, 1), attachment(reference, 2))
    station.carry()
    assert station.state_of(reference) is Delivery.SENT
    station.carry_when_well()
    case = station.case_of(reference)
    assert case is not None
    assert (case.documents, station.outbox.rounds.undelivered()) == (2, 0)


@pytest.mark.parametrize("name", FaultName)
def test_a_time_is_booked_once(at: Open, name: FaultName) -> None:
    station = at(name)
    reference = handed_in(station, name)
    wanted = appointment(reference, station)
    station.put(wanted)
    station.carry()
    station.carry_when_well()
    case = station.case_of(reference)
    assert case is not None
    assert case.appointment is not None
    assert (case.appointment.slot, case.appointment.status) == (
        wanted.slot,
        AppointmentStatus.BOOKED,
    )
    tracking = station.outbox.find(reference)
    assert tracking is not None
    assert tracking.case is not None
    assert tracking.case.appointment == case.appointment
    assert [leg.state for leg in tracking.appointment] == [Delivery.SENT]


@pytest.mark.parametrize("name", FaultName)
def test_a_matter_is_taken_back_whatever_became_of_it(at: Open, name: FaultName) -> None:
    station, reference = at(name), new_reference()
    station.put(submission(reference))
    station.carry()
    how = station.outbox.take_back(reference, HANDED_IN_AT)
    if FAULTS[name].arrival is Arrival.CERTAINLY_NOT:
        assert how is TakeBack.DONE
        assert station.case_of(reference) is None
    station.carry_when_well()
    station.carry_when_well()
    case = station.case_of(reference)
    assert (case is None) is (how is TakeBack.DONE)
    assert case is None or case.status is CaseStatus.WITHDRAWN
    assert station.outbox.rounds.undelivered() == 0


@pytest.mark.parametrize("name", FaultName)
def test_a_rating_counts_once(at: Open, name: FaultName) -> None:
    station = at(name)
    reference = handed_in(station, name)
    station.put(Rating(reference=reference, score=5, rated_at=HANDED_IN_AT))
    station.carry()
    station.carry_when_well()
    assert station.outbox.rounds.undelivered() == 0
    tracking = station.outbox.find(reference)
    assert tracking is not None
    assert tracking.is_rated


@pytest.mark.parametrize("name", FaultName)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_resident_reads_what_is_true_and_no_codes(
    at: Open, name: FaultName, language: Language
) -> None:
    station, reference = at(name), new_reference()
    station.put(submission(reference))
    station.carry()
    told = page_about(station, reference, language)
    assert (SENT if is_certain(name) else KEPT)[language] in told
    plain = told.replace(reference, "").replace("12345", "")
    case = station.case_of(reference)
    assert not CODES.search(plain.replace(case.case_number, "") if case else plain)
    station.carry_when_well()
    assert SENT[language] in page_about(station, reference, language)


@pytest.mark.parametrize("name", [name for name in FaultName if not FAULTS[name].is_of_line])
def test_other_matters_go_on_when_one_alone_meets_the_fault(at: Open, name: FaultName) -> None:
    station = at("none")
    struck, *others = [new_reference() for _ in range(3)]
    station.line.switch(name, Aim(only=f"/v1/submissions/{struck}"))
    station.put(*(submission(reference) for reference in (struck, *others)))
    for _ in range(8):
        station.carry()
        station.clock.pass_by(150)
    assert [station.state_of(reference) for reference in others] == [Delivery.SENT] * 2
    station.carry_when_well()
    assert station.times_made(struck) == 1
