"""What a worker serves: the newest good edition, noticed by itself, and never half of one."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from api_client.contract import (
    CataloguePackage,
    Edition,
    Layer,
    LayerLevel,
    Published,
    PublishedDelta,
)
from onestop.catalogue import BadCatalogue
from onestop.publishing.acts import Wish
from onestop.publishing.press import Press
from onestop.publishing.shelf import MOST_KEPT, Served, Shelf
from tests.api_client.contract.samples import package, service
from tests.onestop.publishing.conftest import TODAY
from tests.onestop.sample_catalogue import ALWAYS, hall

if TYPE_CHECKING:
    from tests.onestop.publishing.conftest import Office

Versions = tuple[CataloguePackage, ...]


class Clock:
    """The back end's, standing still."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(office: "Office", versions: Versions, clock: Clock) -> Shelf:
    office.publish(versions[0])
    return Shelf(office.press, "", clock)


def number(served: Served | None) -> int:
    assert served is not None
    content = msgspec.json.decode(served.body, type=Published | PublishedDelta)
    return msgspec.json.decode(content.edition, type=Edition).number


def test_a_new_edition_is_noticed_by_every_worker_at_once(
    office: "Office", shelf: Shelf, versions: Versions, clock: Clock
) -> None:
    other = Shelf(office.press, "", clock)
    before = shelf.current()
    assert (before.body, number(before)) == (office.press.path_of(1).read_bytes(), 1)
    office.publish(versions[1])
    for each in (shelf, other):
        assert (number(each.current()), number(each.since(1))) == (2, 2)
        assert each.current().etag != before.etag
        assert each.current() is each.current()


def test_a_delta_is_served_where_there_is_one_and_else_the_whole(
    office: "Office", shelf: Shelf, versions: Versions
) -> None:
    office.publish(versions[1])
    for since in (1, 2):
        assert len(shelf.since(since).body) < len(shelf.current().body)
    for since in (0, 3, -1, 10**6):
        assert shelf.since(since) == shelf.current()


def test_every_edition_can_still_be_fetched(
    office: "Office", shelf: Shelf, versions: Versions
) -> None:
    office.publish(versions[1], Wish(TODAY, percent=5))
    assert [number(shelf.edition(each)) for each in (1, 2)] == [1, 2]
    assert shelf.edition(3) is None
    assert shelf.edition(10**300) is None


def test_what_is_kept_in_memory_has_a_bound(office: "Office", shelf: Shelf) -> None:
    for each in range(MOST_KEPT + 5):
        office.press.path_of(100 + each).write_bytes(b"{}")
        assert shelf.edition(100 + each) is shelf.edition(100 + each)
    assert len(shelf._kept) == MOST_KEPT  # noqa: SLF001 - nothing else tells


def bad(press: Press, published: Published) -> None:
    (press.folder / "current.json").write_bytes(msgspec.json.encode(published))


def test_what_is_not_signed_as_it_is_is_not_served(
    office: "Office", shelf: Shelf, versions: Versions, caplog: pytest.LogCaptureFixture
) -> None:
    good = shelf.current()
    published = office.press.published(1)
    for tampered in (
        replace(published, package=msgspec.json.encode(versions[1]).decode()),
        replace(published, signatures=published.signatures[:1]),
        replace(published, edition=published.edition.replace("v1", "v2")),
    ):
        bad(office.press, tampered)
        assert shelf.current() == good
    (office.press.folder / "current.json").write_bytes(good.body[:1000])
    assert shelf.current() == good
    (office.press.folder / "current.json").unlink()
    assert shelf.current() == good
    assert caplog.text.count("the last good one is") == 5


def test_an_older_edition_does_not_take_the_place_of_a_newer_one(
    office: "Office", shelf: Shelf, versions: Versions
) -> None:
    office.publish(versions[1])
    assert number(shelf.current()) == 2
    (office.press.folder / "current.json").write_bytes(office.press.path_of(1).read_bytes())
    assert number(shelf.current()) == 2


def test_it_is_served_as_soon_as_its_signers_are_trusted(
    office: "Office", shelf: Shelf, versions: Versions
) -> None:
    people = office.press.trusted()
    office.publish(versions[1])
    office.press.trust(people[:1], "by mistake")
    assert number(shelf.current()) == 1
    office.press.trust(people, "put right")
    assert number(shelf.current()) == 2


def test_a_start_with_a_damaged_newest_edition_serves_the_last_good_one(
    office: "Office", shelf: Shelf, versions: Versions, clock: Clock
) -> None:
    assert number(shelf.current()) == 1
    office.publish(versions[1])
    for path in (office.press.folder / "current.json", office.press.path_of(2)):
        path.write_bytes(path.read_bytes()[:-100])
    assert number(Shelf(office.press, "", clock).current()) == 1


def test_a_start_with_nothing_good_says_why(
    office: "Office", clock: Clock, versions: Versions
) -> None:
    with pytest.raises(BadCatalogue, match="cannot be served"):
        Shelf(office.press, "", clock)
    office.publish(versions[0])
    office.press.trust([], "nobody")
    with pytest.raises(BadCatalogue, match="cannot be served"):
        Shelf(office.press, "", clock)


BOOKABLE = package(service("meal"), version="bookable")
CLOSED = replace(package(service("tea"), version="closed"), guides=())


def test_the_times_follow_the_edition_in_force_by_the_halls_day(
    office: "Office", clock: Clock
) -> None:
    office.publish(BOOKABLE)
    shelf = Shelf(office.press, "", clock)
    assert "meal" in shelf.timetables().of_hall("").services
    office.publish(CLOSED, Wish(date(2026, 12, 1)))
    # Another worker, that starts now, knows which one is still in force.
    late = Shelf(office.press, "", clock)
    for each in (shelf, late):
        assert number(each.current()) == 2
        assert "meal" in each.timetables().of_hall("").services
    clock.now = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    assert "meal" in shelf.timetables().of_hall("").services
    clock.now += timedelta(minutes=1)  # midnight in Shanghai
    for each in (shelf, late):
        assert each.timetables().of_hall("").services == frozenset()


def test_a_first_edition_that_is_not_in_force_yet_counts_all_the_same(
    office: "Office", clock: Clock
) -> None:
    office.publish(BOOKABLE, Wish(date(2027, 1, 1)))
    assert "meal" in Shelf(office.press, "", clock).timetables().of_hall("").services


def test_the_hours_are_those_that_the_halls_own_layer_says(office: "Office", clock: Clock) -> None:
    shut = Layer(level=LayerLevel.HALL, place="south", halls=(hall(name="south"),))
    office.publish(replace(BOOKABLE, layers=(shut,)))
    assert Shelf(office.press, "north", clock).timetables().of_hall("north").begins[1]
    assert not Shelf(office.press, "south", clock).timetables().of_hall("south").begins[1]


def test_an_edition_without_this_back_ends_hall_is_not_served(
    office: "Office", clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    office.publish(BOOKABLE)
    shelf = Shelf(office.press, "south", clock)
    office.publish(replace(CLOSED, halls=(hall(ALWAYS, name="north"),)))
    assert number(shelf.current()) == 1
    assert "the catalogue has no hall south" in caplog.text
