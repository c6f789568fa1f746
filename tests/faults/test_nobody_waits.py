"""While every call hangs, every key is answered: nothing at the kiosk waits for the line.

That it takes less than a tenth of a second is measured in `benchmarks/hanging.py`.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from accessibility.preferences import Preferences
from api_client.contract import Bilingual
from api_client.couriers import Couriers, Office
from api_client.news import News
from api_client.onestop import OneStopClient
from api_client.outbox import Ballast, Outbox, Retention
from api_client.routes import ONESTOP, Routes
from api_client.transport import Transport
from api_client.vault import KeyFile, Vault
from api_client.watch import Watch
from benchmarks.hanging import MEALS
from kiosk import reference as references
from kiosk.catalogue import load
from kiosk.commands.back_end import BackEnd
from kiosk.events import CalledForHelp, Door, Entered, Event, Opened, WentHome, WentOn
from kiosk.hall_time import local_now
from kiosk.visit import Visit
from locales import words_for
from onestop.faults import FaultyLine
from screens.pages import page_for
from screens.walk import says

HANGING = ("stall", "stall-accept", "drip")


@contextmanager
def hall(folder: Path, line: FaultyLine, key: str, told: list[News]) -> Iterator[Visit]:
    """A visit with real couriers on their own threads, on that line."""
    office = Office(
        Bilingual(zh="街道", en="the street"),
        lambda: OneStopClient(line.address, "TRY", key, Transport()),
    )
    routes = Routes(cannot={ONESTOP: OneStopClient.cannot})
    vault = Vault.of(KeyFile(folder / "outbox.key"))
    ballast = Ballast(folder, size=4096, room=0)
    with Outbox.open(folder, vault, routes, ballast=ballast) as outbox:
        watch = Watch(outbox, alarm_after=timedelta(days=1), retention=Retention())
        couriers = Couriers(outbox, {ONESTOP: office}, routes, told.append, watch)
        couriers.start()
        try:
            yield Visit(
                catalogue=load(),
                outbox=outbox.for_thread(),
                couriers=couriers,
                mint=lambda: references.mint("TRY", random.SystemRandom()),
                now=local_now,
                defaults=Preferences(language="en"),
            )
        finally:
            line.switch("none")
            couriers.close()


@pytest.mark.parametrize("fault", HANGING)
def test_a_whole_visit_goes_on_while_every_call_hangs(
    tmp_path: Path, back_end: BackEnd, fault: str
) -> None:
    told: list[News] = []
    with (
        FaultyLine(to=back_end.endpoint, fault=fault) as line,
        hall(tmp_path, line, back_end.key, told) as visit,
    ):

        def does(*events: Event) -> None:
            for event in events:
                visit.handle(event)
                page_for(visit, words_for("en"))

        does(*MEALS)
        assert says(page_for(visit, words_for("en")), "It is kept here")
        assert line.wait_until_struck(1)
        # The call hangs now, and will for as long as its deadline.
        reference = visit.place.standing.reference  # type: ignore[union-attr] # the receipt
        does(WentHome(), Opened(Door.MY_APPLICATION), Entered(reference), WentOn())
        does(CalledForHelp(), WentOn(), WentHome(), *MEALS)
        assert says(page_for(visit, words_for("en")), "It is kept here")
        assert told == []
