"""The courier in its thread: woken by hand-in, alive through kills, ended when asked."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace as changed

from api_client.adapter import Ability
from api_client.contract import Bilingual
from api_client.courier import Courier
from api_client.couriers import Couriers, Office
from api_client.news import CaseFound, Delivered, News
from api_client.onestop import OneStopClient
from api_client.outbox import Lane, Outbox, Retention
from api_client.routes import ONESTOP, Routes
from api_client.transport import Transport
from api_client.vault import Vault
from api_client.watch import Watch
from onestop.kiosks import Kiosk
from onestop.process import BackEndProcess, Running
from onestop.store import Place
from tests.onestop.enrolled import enrol

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

LANE = Lane("onestop")
BOUND = 30
LONG_BEFORE_IT_LOOKS_BY_ITSELF = 15


@contextmanager
def working(courier: Courier) -> Iterator[None]:
    """The courier at work for the length of the block."""
    stop = Event()
    thread = Thread(target=courier.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        courier.nudge()
        thread.join(BOUND)
    assert not thread.is_alive()


def test_a_nudge_brings_delivery_and_an_enquiry_its_answer(
    outbox: Outbox, client_again: Callable[[], OneStopClient], make: "Make"
) -> None:
    told: Queue[News] = Queue()
    office = Office(Bilingual(zh="街道", en="the street office"), client_again)
    watch = Watch(outbox, alarm_after=timedelta(hours=1), retention=Retention())
    couriers = Couriers(outbox, {ONESTOP: office}, Routes(), told.put, watch)
    couriers.start()
    try:
        outbox.put(make.submission("CT-1"), make.now)
        couriers.nudge()
        delivered = told.get(timeout=BOUND)
        couriers.enquire("CT-1")
        found = told.get(timeout=BOUND)
    finally:
        couriers.close()
    assert isinstance(delivered, Delivered)
    assert isinstance(found, CaseFound)
    assert changed(found.case, waiting=None) == delivered.case
    assert couriers.can(Ability.RATE, "meal-delivery")


def test_a_rating_goes_out_as_soon_as_its_submission_has_arrived(
    outbox: Outbox, client: OneStopClient, make: "Make"
) -> None:
    outbox.put(make.submission("CT-R"), make.now)
    outbox.put(make.rating("CT-R"), make.now)
    with working(Courier(outbox, client, lambda _: None, LANE)):
        end = monotonic() + LONG_BEFORE_IT_LOOKS_BY_ITSELF
        while outbox.rounds.undelivered():
            assert monotonic() < end
            sleep(0.02)


def test_a_killed_back_end_gets_everything_later_and_once(
    running: Running, outbox: Outbox, tmp_path: Path, transport: Transport, make: "Make"
) -> None:
    own = replace(running, folder=tmp_path / "store", log_file=tmp_path / "log.txt")
    enrol(Place(own.folder), Kiosk("K1", "310115"), "the-kiosks-own-key")
    references = [f"CT-{number}" for number in range(40)]
    for reference in references:
        outbox.put(make.submission(reference), make.now)
    told: Queue[News] = Queue()
    first = BackEndProcess(own)
    port = urlsplit(first.address).port
    assert port is not None
    client = OneStopClient(first.address, "K1", "the-kiosks-own-key", transport)
    courier = Courier(outbox, client, told.put, LANE)
    with working(courier):
        news = [told.get(timeout=BOUND) for _ in range(5)]
        first.kill()
        with BackEndProcess(replace(own, port=port)):
            courier.nudge()
            news += [told.get(timeout=BOUND) for _ in range(35)]
    assert all(isinstance(each, Delivered) for each in news)
    assert sorted(each.reference for each in news) == sorted(references)
    assert (told.empty(), outbox.rounds.undelivered()) == (True, 0)
    file = sqlite3.connect(own.folder / "onestop.db")
    (cases,) = file.execute("SELECT count(*) FROM matter").fetchone()
    file.close()
    assert cases == 40


def test_a_stumble_does_not_end_the_courier(
    outbox: Outbox, client: OneStopClient, make: "Make", caplog: pytest.LogCaptureFixture
) -> None:
    told: Queue[News] = Queue()
    stumbled = Event()

    def tell(news: News) -> None:
        if news.reference == "CT-100":
            stumbled.set()
            raise RuntimeError("whoever listens made a mistake")
        told.put(news)

    courier = Courier(outbox, client, tell, LANE)
    with caplog.at_level(logging.ERROR), working(courier):
        outbox.put(make.submission("CT-100"), make.now)
        outbox.put(make.submission("CT-101"), make.now)
        courier.nudge()
        assert stumbled.wait(BOUND)
        courier.nudge()
        news = told.get(timeout=BOUND)
    assert news.reference == "CT-101"
    assert "stumbled and goes on" in caplog.text
    assert make.private not in caplog.text


def test_the_log_carries_references_and_never_answers(
    outbox: Outbox, client: OneStopClient, make: "Make", caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        outbox.put(make.submission("CT-102"), make.now)
        Courier(outbox, client, lambda _: None, LANE).run_once()
    assert "CT-102 is delivered" in caplog.text
    assert make.private not in caplog.text


def test_it_ends_when_asked_with_nobody_there(
    outbox: Outbox, transport: Transport, make: "Make"
) -> None:
    outbox.put(make.submission("CT-103"), make.now)
    client = OneStopClient("http://127.0.0.1:1", "K1", "key", transport)
    with working(Courier(outbox, client, lambda _: None, LANE)):
        pass
    assert outbox.rounds.undelivered() == 1


def test_messages_for_an_endpoint_that_is_gone_are_told_to_staff(
    folder_of_two: Outbox,
    client_again: Callable[[], OneStopClient],
    make: "Make",
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder_of_two.put(make.submission("CT-2"), make.now)
    office = Office(Bilingual(zh="街道", en="the street office"), client_again)
    watch = Watch(folder_of_two, alarm_after=timedelta(hours=1), retention=Retention())
    with caplog.at_level(logging.ERROR, "staff"):
        Couriers(folder_of_two, {ONESTOP: office}, Routes(), lambda _: None, watch).close()
    assert "1 messages wait for the endpoint street, which is not set up any more" in caplog.text


def test_a_second_program_on_the_same_outbox_carries_only_when_the_first_has_ended(
    folder: Path, vault: Vault
) -> None:
    with Outbox.open(folder, vault) as first:
        assert first.is_carrier()
        with Outbox.open(folder, vault) as second:
            assert not second.is_carrier()
            first.close()
            assert second.is_carrier()
