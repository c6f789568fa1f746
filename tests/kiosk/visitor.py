"""A visit with the real catalogue and outbox, and a courier that nobody has sent off yet."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from accessibility.preferences import Preferences
from api_client.courier import Courier
from api_client.news import News
from api_client.onestop import OneStopClient
from api_client.outbox import Outbox
from api_client.transport import Transport
from api_client.vault import KeyFile, Vault
from kiosk import reference as references
from kiosk.answers import AGREED
from kiosk.catalogue import load
from kiosk.events import Chose, Entered, Event, OpenedService, OpenedTile, StartedForm, WentOn
from kiosk.places import HandedIn, ReadingGuide
from kiosk.visit import Visit

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))
NOWHERE = "http://127.0.0.1:9"


@dataclass(slots=True)
class Visitor:
    """The visit, and what became of it."""

    visit: Visit
    outbox: Outbox
    printed: list[HandedIn | ReadingGuide] = field(default_factory=list)
    told: list[News] = field(default_factory=list)

    def does(self, *events: Event) -> None:
        for event in events:
            self.visit.handle(event)

    def opens_meals(self) -> None:
        self.does(OpenedTile("meals"), OpenedService("el-meals"), StartedForm())

    def fills_in_meals(self) -> None:
        """Up to the first page of the review."""
        self.opens_meals()
        for text in ("王秀英", "13800138000", "19480321"):
            self.does(Entered(text), WentOn())
        for choice in ("weekday", "lunch", "soft"):
            self.does(Chose(choice), WentOn())
        self.does(WentOn())

    def agrees(self) -> None:
        """From the first page of the review to the key *Hand in*, not yet used."""
        self.does(WentOn(), WentOn(), Chose(AGREED))


@contextmanager
def visitor_in(
    folder: Path, *, has_printer: bool = False, most_bytes: int = 1_000_000
) -> Iterator[Visitor]:
    """A visitor at the first page of a kiosk whose back end cannot be reached."""
    draw = random.Random(1)  # noqa: S311 -- tests want the same references each time
    told: list[News] = []
    printed: list[HandedIn | ReadingGuide] = []
    vault = Vault.of(KeyFile(folder / "outbox.key"))
    with Outbox.open(folder, vault, most_bytes=most_bytes) as outbox:
        client = OneStopClient(NOWHERE, "TRY", "key", Transport())
        visit = Visit(
            catalogue=load(),
            outbox=outbox,
            courier=Courier(outbox, client, told.append),
            mint=lambda: references.mint("TRY", draw),
            now=lambda: NOW,
            defaults=Preferences(),
            print_slip=printed.append if has_printer else None,
        )
        yield Visitor(visit, outbox, printed, told)
        client.close()
