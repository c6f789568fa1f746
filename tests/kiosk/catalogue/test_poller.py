"""Asking for newer editions: what was good goes on serving, whatever comes, and staff are told."""

import logging
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Final

import pytest
from msgspec.structs import replace

from api_client.adapter import Publication
from api_client.contract import Published, PublishedDelta, Rollout, ServiceState, Span
from api_client.contract.verifying import TrustedKey
from api_client.errors import OneStopError, Unintelligible, Unreachable
from kiosk.catalogue import Catalogue
from kiosk.catalogue.poller import AFTER_NO_ANSWER, ASKS_EVERY, FIRST_WITHIN, Poller
from kiosk.catalogue.refusals import Refusals
from kiosk.catalogue.serving import Serving, Site
from kiosk.hall_time import SHANGHAI
from tests.kiosk.catalogue.signing import (
    SHIPPED,
    STRANGER,
    TODAY,
    TRUSTED,
    published,
    standing,
    with_standings,
)

NOON: Final = datetime.combine(TODAY, datetime.min.time(), SHANGHAI) + timedelta(hours=12)
Reply = Published | PublishedDelta | OneStopError | None


class Line:
    """Answers from a script, and remembers what it was asked. Each answer has a tag of its own."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[tuple[int, str]] = []
        self.editions: dict[int, Published] = {}
        self.fetched: list[int] = []
        self.is_open = True

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        self.asked.append((since, etag))
        reply = self.replies.pop(0)
        if isinstance(reply, OneStopError):
            raise reply
        return None if reply is None else Publication(reply, f'"{len(self.asked)}"')

    def edition(self, number: int) -> Published | None:
        self.fetched.append(number)
        return self.editions.get(number)

    def close(self) -> None:
        self.is_open = False


class Desk:
    """A kiosk that polls on a stopped clock."""

    def __init__(self, folder: Path, site: Site, people: tuple[TrustedKey, ...] = TRUSTED) -> None:
        self.folder = folder
        self.people = people
        self.serving = Serving(site, SHIPPED, folder, lambda: self.people, lambda _: None)
        self.refusals = Refusals(folder)
        self.line = Line()
        self.told: list[Catalogue] = []
        self.now = NOON
        self.seconds = 0.0
        self.poller = self.begun()

    def begun(self) -> Poller:
        return Poller(
            self.serving,
            self.refusals,
            lambda: self.line,
            self.told.append,
            now=lambda: self.now,
            shown=self.serving.on(self.now.date()),
            clock=lambda: self.seconds,
            chance=random.Random(1),  # noqa: S311 -- spreads calls, keeps no secret
        )

    def asks(self, *replies: Reply) -> None:
        """Ask as often as that, and get these answers."""
        for reply in replies:
            asked = len(self.line.asked)
            self.line.replies.append(reply)
            while len(self.line.asked) == asked:
                self.pass_by(30)
        assert not self.line.replies

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.now += timedelta(seconds=seconds)
        self.poller.step()

    @property
    def versions(self) -> list[str]:
        """Of the catalogues that the visit was told of."""
        return [each.version for each in self.told]

    @property
    def version(self) -> str:
        return self.serving.on(self.now.date()).version


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "catalogue", Site("TRY", "default", "310104013"))


@pytest.fixture
def staff(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """What staff have been told."""
    with caplog.at_level(logging.DEBUG):
        yield lambda: [each.getMessage() for each in caplog.records if each.name == "staff"]


def tampered(number: int) -> Published:
    good = published(number)
    return replace(good, package=good.package.replace("12345", "66666"))


def test_a_new_edition_is_told_to_the_visit_once(desk: Desk) -> None:
    desk.asks(published(7), None, None)
    assert desk.versions == ["v7"]


def test_it_asks_for_what_is_otherwise_and_by_the_tag_of_before(desk: Desk) -> None:
    desk.asks(published(7), None, None)
    assert desk.line.asked == [(0, ""), (7, '"1"'), (7, '"1"')]


def test_the_calls_of_kiosks_that_began_together_are_spread(tmp_path: Path) -> None:
    dues = set()
    for seed in range(20):
        desk = Desk(tmp_path / str(seed), Site("TRY", "default", ""))
        desk.poller._chance.seed(seed)  # noqa: SLF001 -- another kiosk
        desk.asks(published(7), None)
        first = desk.seconds
        desk.asks(None)
        dues.add(desk.seconds - first)
        assert ASKS_EVERY[0] <= desk.seconds - first <= ASKS_EVERY[1] + 30
    assert len(dues) > 2


def test_the_first_call_comes_soon_but_not_at_once(desk: Desk) -> None:
    desk.poller.step()
    assert desk.line.asked == []
    desk.line.replies.append(None)
    desk.pass_by(FIRST_WITHIN[1])
    assert len(desk.line.asked) == 1


def test_b9_a_tampered_edition_leaves_the_last_good_one_and_says_so(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    desk.asks(published(7), tampered(8))
    assert desk.version == "v7"
    assert desk.versions == ["v7"]
    [told] = staff()
    assert "was not taken: the package is not the one that was signed" in told
    assert "(version v7)" in told
    standing = desk.refusals.standing()
    assert standing is not None
    assert standing.why == "the package is not the one that was signed"


def test_b9_an_older_edition_leaves_the_last_good_one_and_says_so(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    desk.asks(published(7), published(6))
    assert desk.version == "v7"
    [told] = staff()
    assert "it is edition 6, older than edition 7" in told


def test_b9_strangers_publish_nothing(desk: Desk, staff: Callable[[], list[str]]) -> None:
    desk.asks(published(7, keys=(STRANGER, STRANGER)))
    assert desk.version == SHIPPED.version
    assert len(staff()) == 1


def test_staff_are_told_once_an_hour(desk: Desk, staff: Callable[[], list[str]]) -> None:
    desk.asks(published(7))
    began = desk.now
    while desk.now - began < timedelta(hours=2, minutes=30):
        desk.asks(tampered(8))
    assert len(staff()) == 3


def test_a_good_edition_ends_the_trouble(desk: Desk) -> None:
    desk.asks(tampered(8), published(8))
    assert desk.refusals.standing() is None
    assert desk.versions == ["v8"]


def test_a_spoilt_answer_is_not_remembered_by_its_tag(desk: Desk) -> None:
    """Whoever spoilt it on the way may have left the tag of the good one."""
    desk.asks(published(7), tampered(8), published(8))
    assert desk.line.asked[-1] == (7, "")


def test_a_line_that_is_dead_is_tried_again_sooner_and_troubles_nobody(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    desk.asks(published(7), Unreachable("no line"))
    before = desk.seconds
    desk.asks(Unintelligible("no edition"))
    assert desk.seconds - before <= AFTER_NO_ANSWER[1] + 30
    assert desk.version == "v7"
    assert staff() == []
    assert desk.refusals.standing() is None


def test_a_delta_is_made_whole(desk: Desk) -> None:
    new = published(8)
    at = new.package.index('"v8"')
    pieces = (Span(start=0, end=at), '"v8"', Span(start=at + 4, end=len(new.package)))
    delta = PublishedDelta(edition=new.edition, signatures=new.signatures, since=7, delta=pieces)
    desk.asks(published(7), delta)
    assert desk.versions == ["v7", "v8"]


def test_a_delta_that_does_not_fit_is_followed_by_the_whole(desk: Desk) -> None:
    new = published(8)
    delta = PublishedDelta(edition=new.edition, signatures=new.signatures, since=7, delta=("x",))
    desk.asks(published(7))
    desk.line.replies.append(new)
    desk.line.replies.insert(0, delta)
    desk.pass_by(ASKS_EVERY[1])
    assert desk.line.asked[-2:] == [(7, '"1"'), (0, "")]
    assert desk.versions == ["v7", "v8"]


def test_an_edition_that_is_rolled_out_elsewhere_first_waits(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    elsewhere = Rollout(lot=8, percent=0, areas=("310115",))
    here = Rollout(lot=8, percent=0, areas=("310115", "310104"))
    desk.asks(published(7), published(8, rollout=elsewhere), None)
    assert desk.versions == ["v7"]
    desk.asks(published(9, rollout=here))
    assert desk.versions == ["v7", "v9"]
    assert staff() == []


def test_midnight_puts_an_edition_in_force_and_ends_a_service(desk: Desk) -> None:
    tomorrow = TODAY + timedelta(days=1)
    ends = with_standings(
        "el-meals", standing(ServiceState.LIVE), standing(ServiceState.WITHDRAWN, tomorrow)
    )
    desk.asks(published(7, ends), None)
    assert [each.is_offered(each.service("el-meals")) for each in desk.told] == [True]
    desk.line.replies = [None] * 1000
    desk.now = datetime.combine(tomorrow, datetime.min.time(), SHANGHAI) - timedelta(seconds=1)
    desk.poller.step()
    assert len(desk.told) == 1
    desk.pass_by(1)
    assert [each.is_offered(each.service("el-meals")) for each in desk.told] == [True, False]


def test_a_new_kiosk_fetches_what_counts_until_the_newest_ones_day(desk: Desk) -> None:
    tomorrow = TODAY + timedelta(days=1)
    desk.line.editions = {
        7: published(7, effective_from=tomorrow),
        6: published(6),
        5: published(5),
    }
    desk.asks(published(8, effective_from=tomorrow), None)
    assert desk.line.fetched == [7, 6]
    assert desk.version == "v6"
    desk.now += timedelta(days=1)
    assert desk.version == "v8"


def test_where_there_is_none_before_the_shipped_one_serves_until_then(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    desk.asks(published(8, effective_from=TODAY + timedelta(days=1)))
    assert desk.line.fetched == [7]
    assert desk.version == SHIPPED.version
    assert staff() == []


def test_what_is_given_for_an_older_one_is_checked_too(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    desk.line.editions = {7: tampered(7)}
    desk.asks(published(8, effective_from=TODAY + timedelta(days=1)))
    assert desk.version == SHIPPED.version
    assert len(staff()) == 1


def test_what_is_installed_at_the_console_is_noticed(desk: Desk) -> None:
    desk.pass_by(1)
    desk.serving.editions.take(published(7), TODAY, lambda _: True)
    desk.pass_by(1)
    assert desk.versions == ["v7"]
    assert desk.line.asked == []


def test_without_trusted_people_nobody_is_asked(desk: Desk) -> None:
    desk.people = ()
    for _ in range(30):
        desk.pass_by(60)
    assert desk.line.asked == []


def test_a_disk_that_refuses_is_told(
    desk: Desk, tmp_path: Path, staff: Callable[[], list[str]]
) -> None:
    (tmp_path / "catalogue").write_text("no folder")
    desk.asks(published(7))
    [told] = staff()
    assert "it cannot be kept: File exists" in told


def test_a_fault_of_ours_does_not_end_it(desk: Desk) -> None:
    desk.line.replies = []
    desk.pass_by(FIRST_WITHIN[1])
    assert len(desk.line.asked) == 1, "the script is at its end: an IndexError"
    desk.asks(published(7))
    assert desk.versions == ["v7"]


def test_damage_to_what_is_kept_is_told_at_the_start_and_mended(
    desk: Desk, staff: Callable[[], list[str]]
) -> None:
    desk.asks(published(7))
    (desk.folder / "00000007.json").write_bytes(b"")
    desk.poller = desk.begun()
    stop = Event()
    stop.set()
    desk.poller.run(stop)
    [told] = staff()
    assert told.startswith("edition 7, as it is kept here, cannot be used")
    desk.line.asked.clear()
    desk.asks(published(7))
    assert desk.line.asked[0] == (0, "")
    assert desk.version == "v7"


def test_it_ends_when_it_is_told_to_and_hangs_up(desk: Desk) -> None:
    stop = Event()
    desk.line.replies = [published(7)]
    desk.seconds = FIRST_WITHIN[1]
    told = Event()
    desk.poller = Poller(
        desk.serving,
        desk.refusals,
        lambda: desk.line,
        lambda _: told.set(),
        now=lambda: NOON,
        shown=desk.serving.on(TODAY),
        clock=lambda: desk.seconds,
        chance=random.Random(1),  # noqa: S311 -- as above
    )
    desk.seconds *= 2
    thread = Thread(target=desk.poller.run, args=(stop,))
    thread.start()
    assert told.wait(30)
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
    assert not desk.line.is_open


def test_told_to_it_asks_at_once(desk: Desk) -> None:
    desk.asks(None)
    asked = len(desk.line.asked)
    desk.pass_by(1)
    assert len(desk.line.asked) == asked
    desk.line.replies.append(None)
    desk.poller.nudge()
    desk.pass_by(1)
    assert len(desk.line.asked) == asked + 1
