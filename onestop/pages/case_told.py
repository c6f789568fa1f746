"""What is shown of a case: where it stands, what comes next, and what the resident does for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from api_client.contract import (
    ENDED,
    AppointmentStatus,
    Bilingual,
    BookedTime,
    Case,
    CaseStatus,
    Consultation,
)
from onestop.pages import moments, words
from onestop.pages.language import Language, said
from onestop.pages.service_told import ServiceTold
from onestop.store import Found

AHEAD = {
    CaseStatus.RECEIVED: (CaseStatus.ACCEPTED, CaseStatus.CONCLUDED),
    CaseStatus.ACCEPTED: (CaseStatus.CONCLUDED,),
}


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step: `state` is done, now or later."""

    name: str
    when: str
    state: str
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class TimeTold:
    """A booked time; `problem` instead of the rest where it is given up or gone by."""

    day: str = ""
    hours: str = ""
    place: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CaseTold:
    """Everything in the resident's language, but for what the office wrote itself."""

    title: str
    status: str
    word: str
    plain: str
    next: tuple[str, ...]
    needed: str
    opinion: str
    promised: str
    facts: tuple[tuple[str, str], ...]
    time: TimeTold | None
    steps: tuple[StepTold, ...]
    service: ServiceTold
    is_ended: bool


def case_told(found: Found, service: ServiceTold, language: Language, now: datetime) -> CaseTold:
    case = found.case
    is_question = isinstance(found.matter, Consultation)
    return CaseTold(
        title=said(words.QUESTION if is_question else words.APPLICATION, language),
        status=case.status.value,
        word=said(words.STATUS_WORDS[case.status], language),
        plain=said(words.PLAIN[case.status], language),
        next=tuple(said(each, language) for each in _next(case)),
        needed=case.needed if case.status is CaseStatus.CORRECTION_NEEDED else "",
        opinion=_opinion(case),
        promised=_promised(case, language),
        facts=tuple(_facts(case, language)),
        time=_time(case, language, now),
        steps=(*_steps(case, language), *_ahead(case, language)),
        service=service,
        is_ended=case.status in ENDED,
    )


def _next(case: Case) -> list[Bilingual]:
    """In the order in which somebody would ask."""
    sentences = []
    if case.waiting is not None and case.status is CaseStatus.RECEIVED:
        sentences.append(words.ahead(case.waiting.ahead))
        if case.waiting.minutes is not None:
            sentences.append(words.minutes(case.waiting.minutes))
        sentences.append(words.NO_NEED_TO_WAIT)
    return [words.COMES_NEXT[case.status], *sentences]


def _opinion(case: Case) -> str:
    """What the office said last, unless that is what it asks for."""
    last = case.steps[-1].opinion if case.steps else ""
    return "" if last == case.needed else last


def _promised(case: Case, language: Language) -> str:
    if case.promised_by is None or case.status in ENDED:
        return ""
    return moments.day(case.promised_by, language)


def _facts(case: Case, language: Language) -> list[tuple[str, str]]:
    facts = [
        (words.HANDED_IN, moments.day(case.received_at, language)),
        (words.CASE_NUMBER, case.case_number),
    ]
    if case.documents:
        facts.append((words.DOCUMENTS, str(case.documents)))
    return [(said(name, language), value) for name, value in facts]


def _time(case: Case, language: Language, now: datetime) -> TimeTold | None:
    booked = case.appointment
    if booked is None or case.status is CaseStatus.WITHDRAWN:
        return None
    match booked.status:
        case AppointmentStatus.CANCELLED:
            return TimeTold(problem=said(words.TIME_CANCELLED, language))
        case AppointmentStatus.NO_SHOW:
            return TimeTold(problem=said(words.TIME_NOT_USED, language))
        case AppointmentStatus.FULFILLED:
            return None
        case AppointmentStatus.BOOKED:
            is_over = booked.ends_at <= now
            return None if is_over else _booked(booked, language)


def _booked(booked: BookedTime, language: Language) -> TimeTold:
    return TimeTold(
        day=moments.coming_day(booked.starts_at, language),
        hours=moments.hours(booked.starts_at, booked.ends_at),
        place=said(booked.place, language) if booked.place else "",
    )


def _steps(case: Case, language: Language) -> Iterator[StepTold]:
    """What was said last stands above them already."""
    for step in case.steps:
        is_done, is_last = step.ended_at is not None, step is case.steps[-1]
        day = moments.day(step.ended_at or step.started_at, language)
        when = day if is_done else said(words.SINCE, language).format(day=day)
        opinion = "" if is_last else step.opinion
        yield StepTold(said(step.name, language), when, "done" if is_done else "now", opinion)


def _ahead(case: Case, language: Language) -> list[StepTold]:
    """The steps that are usually still to come."""
    ahead = AHEAD.get(case.status, ())
    if case.status is CaseStatus.CORRECTION_NEEDED:
        ahead = AHEAD[CaseStatus.ACCEPTED if case.accepted_at else CaseStatus.RECEIVED]
    later = said(words.STILL_TO_COME, language)
    return [StepTold(said(words.TO_COME[each], language), later, "later") for each in ahead]
