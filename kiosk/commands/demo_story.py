"""The story of one visit on a bad line: what the resident sees, and what is true meanwhile."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event as Flag
from typing import assert_never

from accessibility.preferences import Language
from api_client.news import CaseFound, CaseUnknown, NoAnswer
from api_client.outbox import Delivery, Outbox, Tracking
from kiosk.commands.demo_visit import Watched
from kiosk.events import Event
from kiosk.hall_time import local_now
from kiosk.settings_hand_off import ONESTOP
from onestop.faults import Call, Fault, FaultyLine
from screens.journeys import CASE_NUMBERS, Walk, online_service
from screens.journeys_afterwards import follow_up
from screens.page import Page
from screens.plain.text import key_lines, lines_of
from screens.walk import Type, TypeReference, WaitFor, follow

A_MOMENT = 3.0
TRIED_WITHIN = 20.0
"""Also on a machine that is busy with other things."""
SOON = 6.0
"""A line that is well again is tried by then, unless the kiosk waits for staff."""
AFTER_STAFF = 40.0
BETWEEN_LOOKS = 0.05


class Ears:
    """Hears when a question was answered, so that nobody waits longer than for that."""

    def __init__(self) -> None:
        self._answered = Flag()

    def hear(self, event: Event) -> None:
        if isinstance(event, CaseFound | CaseUnknown | NoAnswer):
            self._answered.set()

    def forget(self) -> None:
        self._answered.clear()

    def wait(self) -> bool:
        """Whether there is an answer within a moment."""
        return self._answered.wait(A_MOMENT)


@dataclass(slots=True)
class Story:
    """The visit, step by step, as it is told at the console."""

    line: FaultyLine
    fault: Fault
    resident: Watched
    language: Language
    outbox: Outbox
    ears: Ears
    reference: str = ""

    def hand_in(self) -> None:
        # What another visit found out about its line is not held against this one.
        self.outbox.endpoints.wake(ONESTOP)
        self.reference = follow(online_service(self.language), self.resident)
        took = f"{self.resident.took:.2f}"
        self._show_page(f"The resident hands in. {took} s later the page says:")
        _until(lambda: self._has_been_tried, TRIED_WITHIN)
        if self._is_delivered:
            self._wait_for_every_copy()
        self._show_truth()

    def follow_up(self) -> None:
        self.ears.forget()
        follow(_asking(self.language, self.reference), self.resident)
        took = f"{self.resident.took:.2f}"
        self._show_page(f"The resident asks how far it has come. {took} s later the page says:")
        before = self.resident.page
        if not self.ears.wait():
            print("\n  Nothing more has come meanwhile, and nobody waits for it.", flush=True)
        # A key that changes nothing lets every front end take in its news.
        self.resident.press(self.resident.page.bars.again)
        if self.resident.page != before:
            self._show_page("A moment later it says:")

    def put_right(self) -> None:
        print("\n  The line is put right.", flush=True)
        self.line.switch("none")
        if _until(lambda: self._is_delivered, SOON):
            return
        print(
            "  By itself the kiosk would wait longer before it tries again."
            f" Staff let it go on: kiosk outbox retry {self.reference}"
        )
        self.outbox.shelf.retry(self.reference, local_now())
        self.outbox.endpoints.wake(ONESTOP)
        # Whoever calls a person has something sent, and with it goes all that is due.
        self.resident.press(self.resident.page.bars.person)
        _until(lambda: self._is_delivered, AFTER_STAFF)

    def arrive(self) -> bool:
        """Whether it has arrived, once, and the resident sees its case number."""
        follow(_asking(self.language, self.reference), self.resident)
        self.resident.wait_for(CASE_NUMBERS[self.language])
        self._show_page("The resident asks again. The page says:")
        self._wait_for_every_copy()
        self._show_truth()
        case = self._tracking.case
        number = case.case_number if case else "none"
        print(f"case number: {number}  reference: {self.reference}", flush=True)
        return self._is_delivered and self._times(self.line.made) == 1

    def _wait_for_every_copy(self) -> None:
        """What the line doubles comes a little after what was answered."""
        self.line.wait_until(lambda _: self._times(self.line.seen) >= self.fault.times, SOON)

    @property
    def _tracking(self) -> Tracking:
        found = self.outbox.find(self.reference)
        if found is None:
            raise LookupError(f"{self.reference} is not in the outbox")
        return found

    @property
    def _is_delivered(self) -> bool:
        return self._tracking.state is Delivery.SENT

    @property
    def _has_been_tried(self) -> bool:
        tracking = self._tracking
        return tracking.state is not Delivery.KEPT or any(leg.tries for leg in tracking.legs)

    def _times(self, calls: Iterable[Call]) -> int:
        """How many of them handed this one in."""
        return sum(call.method == "PUT" and call.path.endswith(self.reference) for call in calls)

    def _show_page(self, heading: str) -> None:
        print(f"\n  {heading}")
        for row in _words_of(self.resident.page, self.language):
            print(f"    | {row}")

    def _show_truth(self) -> None:
        passed, made = self._times(self.line.seen), self._times(self.line.made)
        print(f"\n  Here: {_state(self._tracking)}")
        print(f"  At the back end: cases {made}, calls that reached it {passed}", flush=True)


def _asking(language: Language, reference: str) -> Walk:
    """From where the resident is to the page of the case, without waiting for an answer."""
    after = follow_up(language)[len(online_service(language)) :]
    asked = (step for step in after if not isinstance(step, WaitFor))
    return tuple(Type(reference) if isinstance(step, TypeReference) else step for step in asked)


def _words_of(page: Page, language: Language) -> list[str]:
    """What the page says, without its keys."""
    lines = lines_of(page, language)
    return lines[: len(lines) - len(key_lines(page))]


def _state(known: Tracking) -> str:
    why = next((leg.last_problem for leg in known.legs if leg.last_problem), "")
    last = f"; last try: {why}" if why else ""
    match known.state:
        case Delivery.SENT:
            return "delivered; the answers are erased"
        case Delivery.KEPT:
            return f"kept, sealed{last}"
        case Delivery.HELD:
            return "kept; staff hold it back"
        case Delivery.UNCERTAIN:
            return f"kept; it may have arrived, and a person must look{last}"
        case Delivery.REFUSED:
            return f"kept; refused, and a person must look{last}"
        case Delivery.TAKEN_BACK:
            return "taken back"
        case _:
            assert_never(known.state)


def _until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether it came to be so in that time."""
    ends = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends:
            return False
        time.sleep(BETWEEN_LOOKS)
    return True
