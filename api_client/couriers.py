"""All who carry and ask for one kiosk: two couriers an endpoint, and one who asks.

Light messages and attachments go by couriers of their own, so that a large photo on a slow line
holds up nobody. Each thread has a line of its own.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event, Thread

from api_client import news
from api_client.adapter import Ability, Adapter
from api_client.contract import Bilingual
from api_client.courier import Courier
from api_client.enquirer import CaseAsked, Enquirer, SlotsAsked
from api_client.outbox import Lane, Outbox
from api_client.routes import ONESTOP, Routes
from api_client.watch import Watch

staff = logging.getLogger("staff")

SECONDS_TO_END = 10.0


@dataclass(frozen=True, slots=True)
class Office:
    """One endpoint: its name for residents, and how a line to it is opened.

    `is_public`: it publishes what it is sent.
    """

    name: Bilingual
    line: Callable[[], Adapter]
    is_public: bool = False


class Couriers:
    """What the visit may ask of them. Nothing here waits for an authority."""

    def __init__(
        self,
        outbox: Outbox,
        offices: Mapping[str, Office],
        routes: Routes,
        tell: Callable[[news.News], None],
        watch: Watch,
    ) -> None:
        """`tell` is called on their threads and must hand the news on without waiting."""
        self._offices = offices
        self._routes = routes
        self._lines: list[Adapter] = []
        for destination, waiting in outbox.shelf.waiting_for().items():
            if destination not in offices:
                staff.error(
                    "%d messages wait for the endpoint %s, which is not set up any more: put it"
                    " back in the settings. All is kept here",
                    waiting,
                    destination,
                )
        self._couriers = [
            Courier(
                outbox, adapter, self._telling(adapter, tell, watch), Lane(name, is_heavy=is_heavy)
            )
            for name in offices
            for is_heavy in (False, True)
            if not is_heavy or Ability.ATTACH not in routes.cannot.get(name, ())
            for adapter in (self._line(name),)
        ]
        lines = {name: self._line(name) for name in offices}
        self._enquirer = Enquirer(outbox, lines, routes, tell)
        self._watch = watch
        self._stop = Event()
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Off they go, each on a thread of its own."""
        for number, courier in enumerate(self._couriers, start=1):
            self._begin(f"courier-{number}", courier.run, self._stop)
        self._begin("enquirer", self._enquirer.run)
        self._begin("watch", self._watch.run, self._stop)

    def nudge(self) -> None:
        """Something was handed in: look now."""
        for courier in self._couriers:
            courier.nudge()

    def enquire(self, reference: str, phone_tail: str | None = None) -> None:
        """Where does it stand? CaseFound, CaseUnknown or NoAnswer will be told."""
        self._enquirer.ask(CaseAsked(reference, phone_tail))

    def ask_slots(self, reference: str, service_code: str) -> None:
        """Which times can be booked for it? SlotsFound or NoSlots will be told."""
        self._enquirer.ask(SlotsAsked(reference, service_code))

    def can(self, ability: Ability, service_code: str) -> bool:
        """Whether an endpoint of that service can do it; no page offers what none can."""
        return bool(self._routes.that_can(ability, self._routes.of_service(service_code)))

    def offices_of(self, service_code: str) -> tuple[Office, ...]:
        """Where that service goes, besides or in place of the one-stop endpoint."""
        names = self._routes.of_service(service_code)
        return tuple(self._offices[name] for name in names if name != ONESTOP)

    def name_of(self, destination: str) -> Bilingual:
        """The office's name for residents; one that is set up no more has only its own word."""
        office = self._offices.get(destination)
        return office.name if office else Bilingual(zh=destination, en=destination)

    def close(self) -> None:
        """End after what is under way, within some seconds."""
        self._stop.set()
        self.nudge()
        self._enquirer.end()
        for thread in self._threads:
            thread.join(SECONDS_TO_END)
        for line in self._lines:
            line.close()

    def _telling(
        self, adapter: Adapter, tell: Callable[[news.News], None], watch: Watch
    ) -> Callable[[news.News], None]:
        # Only one that takes the same again tells the time by its own clock in every answer.
        tells_time = Ability.TAKE_AGAIN not in adapter.cannot

        def told(each: news.News) -> None:
            if tells_time and isinstance(each, news.Delivered):
                watch.authority_said(each.case.received_at)
            tell(each)
            if isinstance(each, news.NotTakenBack):
                # It has come further than is known here.
                self.enquire(each.reference)

        return told

    def _line(self, name: str) -> Adapter:
        line = self._offices[name].line()
        self._lines.append(line)
        return line

    def _begin(self, name: str, work: Callable[..., None], *words: Event) -> None:
        thread = Thread(target=work, args=words, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)
