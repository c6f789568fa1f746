"""Bar 9 against the real back end: whatever happens on the line or at the press, a good one serves.

The poller, its client and the back end are the real ones; two people publish at the back end's own
press, and the kiosk trusts these two.
"""

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from api_client.adapter import Publication
from api_client.contract import CataloguePackage, ChangeKind, Published, PublishedDelta
from api_client.contract.verifying import TrustedKey
from api_client.onestop import OneStopClient
from api_client.transport import Transport
from kiosk.catalogue import Catalogue, load
from kiosk.catalogue.poller import ASKS_EVERY, Line, Poller
from kiosk.catalogue.refusals import Refusals
from kiosk.catalogue.serving import Serving, Site
from kiosk.commands.back_end import published
from kiosk.hall_time import local_now
from onestop.faults import FAULTS, FaultName, FaultyLine
from onestop.process import BackEndProcess, Running
from onestop.publishing.acts import Wish, propose, release
from onestop.publishing.people import Person, make_key, person
from onestop.publishing.press import Press
from tests.faults.line import DEADLINE, KIOSK_ID, PACE

SHIPPED = load().package()


def version(name: str, *, without: str = "") -> CataloguePackage:
    """The shipped package under that name, perhaps without one service."""
    fields = tuple(
        replace(field, services=tuple(each for each in field.services if each.id != without))
        for field in SHIPPED.fields
    )
    return replace(SHIPPED, version=name, fields=fields)


@dataclass(slots=True)
class Office:
    """A running back end, and the two people who publish at its press."""

    running: Running
    press: Press
    one: Person
    other: Person
    trusted: tuple[TrustedKey, ...]

    def publishes(self, package: CataloguePackage, *, in_days: int = 0) -> int:
        now = datetime.now(UTC)
        wish = Wish(local_now().date() + timedelta(days=in_days))
        draft = propose(self.press, package, self.one, wish, now)
        return release(self.press, draft.id, self.other)[0].number


class Meddler:
    """Sits on the line, and gives whatever comes another version."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        came = self._line.catalogue(since, etag)
        if came is None:
            return None
        text = msgspec.json.encode(came.content).replace(b"two", b"TWO")
        content = msgspec.json.decode(text, type=Published | PublishedDelta)
        return Publication(content, came.etag)

    def edition(self, number: int) -> Published | None:
        return self._line.edition(number)

    def close(self) -> None:
        self._line.close()


class Hall:
    """A kiosk whose poller asks when it is told to."""

    def __init__(self, folder: Path, people: tuple[TrustedKey, ...], line: Line) -> None:
        self.serving = Serving(
            Site(KIOSK_ID, "default", ""), SHIPPED, folder, lambda: people, lambda _: None
        )
        self.refusals = Refusals(folder)
        self.told: list[Catalogue] = []
        self.seconds = 0.0
        self.line = line
        self.poller = Poller(
            self.serving,
            self.refusals,
            lambda: self.line,
            self.told.append,
            now=lambda: local_now() + timedelta(seconds=self.seconds / 1000),
            shown=self.serving.on(local_now().date()),
            clock=lambda: self.seconds,
            chance=random.Random(1),  # noqa: S311 -- spreads calls, keeps no secret
        )

    def asks(self) -> str:
        """Ask now. The version that serves then."""
        self.seconds += ASKS_EVERY[1]
        self.poller.step()
        return self.serving.on(local_now().date()).version


def office_in(folder: Path) -> Office:
    """Where the two have published the shipped catalogue as edition 1."""
    store = folder / "onestop"
    store.mkdir()
    running = Running(
        folder=store,
        catalogue_file=published(store, "default"),
        log_file=store / "onestop.log",
    )
    press = Press(store / "press")
    press.trust([make_key(folder / f"{name}.key", name) for name in ("wang", "li")], "for a test")
    wang, li = (person(folder / f"{name}.key", press.trusted(), str) for name in ("wang", "li"))
    office = Office(running, press, wang, li, press.trusted())
    office.publishes(SHIPPED)
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """An office with two editions, and the address of its back end."""
    office = office_in(tmp_path_factory.mktemp("office"))
    office.publishes(version("two", without="el-bathing"))
    with BackEndProcess(office.running) as back_end:
        yield office, back_end.address


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Callable[..., Hall]]:
    """Opens a hall with the line to this address; quick to give up."""
    with ExitStack() as stack:

        def opened(office: Office, address: str) -> Hall:
            client = OneStopClient(address, KIOSK_ID, "no-key", Transport(deadline=DEADLINE))
            stack.callback(client.close)
            return Hall(tmp_path / "catalogue", office.trusted, client)

        yield opened


OpenHall = Callable[..., Hall]


def test_editions_come_from_the_press_to_the_hall(office: Office, hall: OpenHall) -> None:
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        assert here.asks() == SHIPPED.version
        assert [each.issue.edition is not None for each in here.told] == [True]
        office.publishes(version("two", without="el-bathing"))
        assert here.asks() == "two"
        assert here.asks() == "two"
        [first, second] = here.told
        assert [each.kind for each in second.changes] == [ChangeKind.WITHDRAWN]
        assert len(second.services) == len(first.services) - 1


def test_the_second_edition_comes_as_a_delta(office: Office, hall: OpenHall) -> None:
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        here.asks()
        office.publishes(version("two", without="el-bathing"))
        came = here.line.catalogue(here.serving.editions.newest())
        assert came is not None
        assert isinstance(came.content, PublishedDelta)
        assert len(msgspec.json.encode(came.content)) < 20_000
        assert here.asks() == "two"


def test_a_new_kiosk_serves_by_the_edition_before_until_the_newest_ones_day(
    office: Office, hall: OpenHall
) -> None:
    office.publishes(version("two"))
    office.publishes(version("three"), in_days=30)
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        assert here.asks() == "two"
        assert here.serving.on(local_now().date() + timedelta(days=30)).version == "three"
        assert here.line.edition(4) is None


def test_who_meddles_with_the_line_changes_nothing(
    office: Office, hall: OpenHall, caplog: pytest.LogCaptureFixture
) -> None:
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        honest = here.line
        assert here.asks() == SHIPPED.version
        office.publishes(version("two"))
        here.line = Meddler(honest)
        here.poller._line = here.line  # noqa: SLF001 -- somebody gets in between
        with caplog.at_level(logging.ERROR, "staff"):
            assert here.asks() == SHIPPED.version
        refusal = here.refusals.standing()
        assert refusal is not None
        assert "was not taken" in caplog.text
        assert hall(office, back_end.address).asks() == "two"
        assert here.refusals.standing() is None


def test_a_delta_that_was_spoilt_at_the_press_is_not_needed(office: Office, hall: OpenHall) -> None:
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        here.asks()
        office.publishes(version("two", without="el-bathing"))
        file = office.press.folder / "deltas" / "1.json"
        delta = msgspec.json.decode(file.read_bytes(), type=PublishedDelta)
        file.write_bytes(msgspec.json.encode(replace(delta, delta=("{}", *delta.delta))))
        assert here.asks() == "two"


def test_a_press_in_strange_hands_publishes_nothing_here(
    office: Office, hall: OpenHall, tmp_path: Path
) -> None:
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        here.asks()
        keys = [make_key(tmp_path / f"{name}.key", name) for name in ("eve", "mallory")]
        office.press.trust(keys, "now it is theirs")
        eve, mallory = (
            person(tmp_path / f"{each.name}.key", office.press.trusted(), str) for each in keys
        )
        draft = propose(
            office.press, version("theirs"), eve, Wish(local_now().date()), datetime.now(UTC)
        )
        release(office.press, draft.id, mallory)
        assert here.asks() == SHIPPED.version
        refusal = here.refusals.standing()
        assert refusal is not None
        assert "of the trusted people signed it" in refusal.why


def test_a_press_that_was_put_back_to_an_older_day_changes_nothing(
    office: Office, hall: OpenHall
) -> None:
    with BackEndProcess(office.running) as back_end:
        here = hall(office, back_end.address)
        office.publishes(version("two"))
        assert here.asks() == "two"
    for file in ("current.json", "editions/2.json", "deltas/2.json"):
        (office.press.folder / file).unlink()
    with BackEndProcess(office.running) as back_end:
        again = hall(office, back_end.address)
        assert again.asks() == "two"
        refusal = again.refusals.standing()
        assert refusal is not None
        assert refusal.why == "it is edition 1, older than edition 2, which is here"


@pytest.mark.parametrize("fault", [each for each in FAULTS if each != FaultName.WRONG_NAME])
def test_on_a_bad_line_the_last_good_one_serves_and_the_next_comes_when_it_is_well(
    two_editions: tuple[Office, str], hall: OpenHall, tmp_path: Path, fault: FaultName
) -> None:
    office, address = two_editions
    with FaultyLine(to=address, fault=fault, pace=PACE) as line:
        here = hall(office, line.address)
        here.serving.editions.take(office.press.published(1), local_now().date(), lambda _: True)
        assert here.asks() in {SHIPPED.version, "two"}
        assert here.refusals.standing() is None
        assert list((tmp_path / "catalogue").glob("*.part")) == []
        line.switch("none")
        assert here.asks() == "two"
