"""`kiosk case REFERENCE`: how far an application is, for staff at the console."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from api_client.adapter import Adapter
from api_client.contract import Case
from api_client.enquirer import CaseAsked, Enquirer
from api_client.news import CaseFound, News, NoAnswer
from api_client.outbox import Delivery, Leg, Outbox, Tracking
from api_client.routes import ONESTOP, Routes
from kiosk.cli import ExitCode
from kiosk.commands.back_end import back_end
from kiosk.commands.demo import apart
from kiosk.commands.editions import catalogue_of
from kiosk.commands.hand_off import offices, open_outbox
from kiosk.commands.outbox import NoReference, parsed
from kiosk.commands.trouble import told
from kiosk.settings import Settings

MOST_SECONDS_TO_START = 10.0
NOT_OURS = (
    "{reference} was not handed in at this kiosk. If another one took it, choose My application at"
    " the kiosk, and have the last four digits of the telephone number ready"
)


def ask_case(settings: Settings, typed: str) -> int:
    """Print what this kiosk and the authority know. 1 if nobody knows the reference."""
    try:
        reference = parsed(typed)
    except NoReference as error:
        print(f"kiosk: {error}.", file=sys.stderr)
        return ExitCode.WRONG_USE
    with told() as outcome:
        here = settings if _is_known(settings, reference) else _demonstrated(settings, reference)
        with open_outbox(here) as outbox:
            outcome.code = _asked(here, reference, outbox)
    return outcome.code


def _demonstrated(settings: Settings, reference: str) -> Settings:
    """A reference that only the demonstration knows is asked for there."""
    demo = apart(settings)
    return demo if _is_known(demo, reference) else settings


def _is_known(settings: Settings, reference: str) -> bool:
    if not settings.data_folder.exists():
        return False
    with open_outbox(settings) as outbox:
        return outbox.find(reference) is not None


def _asked(settings: Settings, reference: str, outbox: Outbox) -> int:
    known = outbox.find(reference)
    answers: list[News] = []
    with _lines(settings) as lines:
        if known is None or Delivery.SENT in {leg.state for leg in known.legs}:
            _wait_for(lines[ONESTOP])
            Enquirer(outbox, lines, Routes(), answers.append).answer(CaseAsked(reference), outbox)
    known = outbox.find(reference)
    found = next((news.case for news in answers if isinstance(news, CaseFound)), None)
    if known is None and found is None:
        is_silent = any(isinstance(news, NoAnswer) for news in answers)
        why = "the office could not be asked" if is_silent else NOT_OURS.format(reference=reference)
        print(f"kiosk: {why}.", file=sys.stderr)
        return ExitCode.FAILED
    print("\n".join(_sentences(known, found)))
    return ExitCode.DONE


@contextmanager
def _lines(settings: Settings) -> Iterator[dict[str, Adapter]]:
    """A line to every endpoint."""
    with back_end(settings) as hand_off:
        reached = offices(settings, hand_off, catalogue_of(settings))
        lines = {name: office.line() for name, office in reached.items()}
        try:
            yield lines
        finally:
            for line in lines.values():
                line.close()


def _wait_for(line: Adapter) -> None:
    """The kiosk's own back end may just be starting; whoever asks at the console can wait."""
    end = time.monotonic() + MOST_SECONDS_TO_START
    while not line.is_up() and time.monotonic() < end:
        time.sleep(0.1)


def _sentences(known: Tracking | None, found: Case | None) -> Iterator[str]:
    if known is None:
        yield from _case(found)
        return
    yield f"reference: {known.reference}"
    yield f"service: {known.service_code}"
    yield f"handed in: {known.taken_at:%Y-%m-%d %H:%M}"
    for leg in known.legs:
        yield f"to {leg.destination}: {_state(leg)}"
        yield from _case(leg.case)


def _case(case: Case | None) -> Iterator[str]:
    if case is not None:
        yield f"case number: {case.case_number}"
        yield f"status: {case.status.value}"


def _state(leg: Leg) -> str:
    why = f": {leg.last_problem}" if leg.last_problem else ""
    match leg.state:
        case Delivery.SENT:
            return "delivered; the answers are erased here"
        case Delivery.REFUSED:
            return f"refused, a person must look{why}"
        case Delivery.UNCERTAIN:
            return f"may have arrived, a person must look{why}"
        case Delivery.HELD:
            return "kept back by staff"
        case Delivery.TAKEN_BACK:
            return "taken back before it was sent"
        case Delivery.KEPT:
            return f"kept, not yet sent{why}"
