"""Asks authorities what somebody at the kiosk wants to know, in a thread of its own.

It has lines of its own, so that whoever asks never waits behind what is being sent. Every question
gets an answer: what the authority says, or that it cannot be reached.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import SimpleQueue

from api_client import news
from api_client.adapter import Ability, Adapter
from api_client.contract import Case
from api_client.errors import OneStopError, Reason, Refused, Unreachable
from api_client.outbox import Delivery, Leg, Outbox, OutboxUnusable, Tracking
from api_client.routes import ONESTOP, Routes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CaseAsked:
    """Where does it stand? `phone_tail` as proof, for what another kiosk handed in."""

    reference: str
    phone_tail: str | None = None


@dataclass(frozen=True, slots=True)
class SlotsAsked:
    """Which times can be booked for it?"""

    reference: str
    service_code: str


Question = CaseAsked | SlotsAsked


class Enquirer:
    """Asks by the adapters it is given. `ask` may be called from any thread.

    `tell` is called on the enquirer's thread and must hand the news on without waiting.
    """

    def __init__(
        self,
        outbox: Outbox,
        adapters: Mapping[str, Adapter],
        routes: Routes,
        tell: Callable[[news.News], None],
    ) -> None:
        self._outbox = outbox
        self._adapters = adapters
        self._routes = routes
        self._tell = tell
        self._questions: SimpleQueue[Question | None] = SimpleQueue()

    def ask(self, question: Question) -> None:
        self._questions.put(question)

    def end(self) -> None:
        """Ask nothing more once the question under way is answered."""
        self._questions.put(None)

    def run(self) -> None:
        """Answer until told to end, for a thread of its own."""
        with self._outbox.for_thread(is_durable=False) as outbox:
            while (question := self._questions.get()) is not None:
                self.answer(question, outbox)

    def answer(self, question: Question, outbox: Outbox) -> None:
        """Answer one question, whatever happens."""
        try:
            match question:
                case CaseAsked():
                    told = self._case(question, outbox)
                case SlotsAsked():
                    told = self._slots(question)
        except (OneStopError, OutboxUnusable) as error:
            log.warning("no answer about %s: %s", question.reference, error)
            told = _no_answer(question)
        except Exception:
            log.exception("the enquirer stumbled and goes on")
            told = _no_answer(question)
        self._tell(told)

    def _case(self, question: CaseAsked, outbox: Outbox) -> news.News:
        tracking = outbox.find(question.reference)
        is_silent = False
        found: Case | None = None
        for leg in _legs(tracking):
            try:
                case = self._case_at(leg, question)
            except OneStopError as error:
                log.warning("no answer about %s: %s", question.reference, error)
                if isinstance(error, Refused) and error.reason is Reason.TOO_MANY_TRIES:
                    return news.CaseUnknown(question.reference, is_too_often=True)
                is_silent = True
                continue
            if case is not None:
                outbox.rounds.note_case(case, leg.destination)
                found = found or case
        if found is not None:
            after = outbox.find(question.reference)
            # What was noted meanwhile may be newer than the answer.
            return news.CaseFound(question.reference, (after and after.case) or found)
        if is_silent or (tracking is not None and tracking.state is not Delivery.SENT):
            # The authority cannot know yet what still lies here: that is no "unknown".
            return news.NoAnswer(question.reference)
        return news.CaseUnknown(question.reference)

    def _case_at(self, leg: Leg, question: CaseAsked) -> Case | None:
        adapter = self._adapters.get(leg.destination)
        if adapter is None or Ability.FOLLOW_UP in adapter.cannot:
            raise Unreachable(f"{leg.destination} cannot be asked")
        number = leg.case.case_number if leg.case else ""
        return adapter.case(question.reference, case_number=number, phone_tail=question.phone_tail)

    def _slots(self, question: SlotsAsked) -> news.News:
        offices = self._routes.that_can(
            Ability.BOOK, self._routes.of_service(question.service_code)
        )
        if not offices:
            return news.NoSlots(question.reference)
        slots = self._adapters[offices[0]].slots(question.service_code)
        return news.SlotsFound(question.reference, slots)


def _legs(tracking: Tracking | None) -> tuple[Leg, ...]:
    """Whom to ask: those who may have it; for what is unknown here, the one-stop endpoint."""
    if tracking is not None:
        return tuple(leg for leg in tracking.legs if leg.state is not Delivery.TAKEN_BACK)
    return (Leg(0, ONESTOP, Delivery.SENT, 0, ""),)


def _no_answer(question: Question) -> news.News:
    match question:
        case CaseAsked(reference):
            return news.NoAnswer(reference)
        case SlotsAsked(reference):
            return news.NoSlots(reference)
