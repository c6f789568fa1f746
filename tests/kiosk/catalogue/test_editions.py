"""What is kept of what is published: only what two trusted people signed, and never an older one.

Bar 9: a tampered or older package leaves the last good one in place, and says so.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from api_client.contract import Edition, Published, PublishedDelta, Span
from api_client.contract.verifying import TrustedKey
from kiosk.catalogue import Catalogue
from kiosk.catalogue.editions import DeltaMissed, EditionRefused, published_in
from kiosk.catalogue.serving import Serving, Site
from kiosk.routing import WrongRoutes
from tests.kiosk.catalogue.signing import (
    LI,
    SHIPPED,
    STRANGER,
    TODAY,
    TRUSTED,
    WANG,
    published,
    trusted,
)

SITE = Site("TRY", "default", "310104013")
TOMORROW = TODAY + timedelta(days=1)
Make = Callable[..., Serving]


def anything(_: Catalogue) -> None:
    """These settings hand in whatever there is."""


@pytest.fixture
def kiosk(tmp_path: Path) -> Make:
    def make(
        site: Site = SITE,
        people: tuple[TrustedKey, ...] = TRUSTED,
        check: Callable[[Catalogue], None] = anything,
    ) -> Serving:
        return Serving(site, SHIPPED, tmp_path / "catalogue", lambda: people, check)

    return make


@pytest.fixture
def serving(kiosk: Make) -> Serving:
    return kiosk()


def take(serving: Serving, what: Published, today: date = TODAY) -> Edition | None:
    return serving.editions.take(what, today, lambda _: True)


def refused(serving: Serving, what: Published) -> str:
    """Why it is not taken; what was kept is kept."""
    before = [each.edition for each in serving.editions.kept()]
    with pytest.raises(EditionRefused) as caught:
        take(serving, what)
    assert [each.edition for each in serving.editions.kept()] == before
    return str(caught.value)


def version(serving: Serving, day: date = TODAY) -> str:
    return serving.on(day).version


def file_of(serving: Serving, number: int, tmp_path: Path) -> Path:
    assert list(serving.editions.kept())
    return tmp_path / "catalogue" / f"{number:08}.json"


def test_until_something_is_published_the_shipped_catalogue_serves(serving: Serving) -> None:
    assert version(serving) == SHIPPED.version
    assert serving.on(TODAY).issue.edition is None
    assert serving.editions.newest() == 0


def test_an_edition_that_two_people_signed_serves_from_then_on(
    serving: Serving, kiosk: Make
) -> None:
    taken = take(serving, published(7))
    assert taken is not None
    assert taken.number == 7
    assert version(serving) == "v7"
    assert serving.on(TODAY).issue.edition == taken
    assert version(kiosk()) == "v7", "after a start too"


def test_the_same_once_more_changes_nothing(serving: Serving) -> None:
    take(serving, published(7))
    assert take(serving, published(7)) is None
    assert version(serving) == "v7"


def test_a_package_that_was_tampered_with_is_refused(serving: Serving) -> None:
    good = published(8)
    bad = replace(good, package=good.package.replace("12345", "66666"))
    take(serving, published(7))
    assert "package is not the one that was signed" in refused(serving, bad)
    assert version(serving) == "v7"


def test_an_edition_that_was_tampered_with_is_refused(serving: Serving) -> None:
    good = published(8)
    bad = replace(good, edition=good.edition.replace('"number":8', '"number":9'))
    take(serving, published(7))
    assert "none of the trusted people signed it" in refused(serving, bad)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ((STRANGER,), "none of the trusted people"),
        ((WANG,), "1 of the trusted people"),
        ((WANG, WANG), "1 of the trusted people"),
        ((WANG, STRANGER), "1 of the trusted people"),
        ((), "none of the trusted people"),
    ],
)
def test_two_trusted_people_must_have_signed(serving: Serving, keys: Any, why: str) -> None:  # noqa: ANN401 -- private keys
    assert why in refused(serving, published(7, keys=keys))
    assert version(serving) == SHIPPED.version


def test_an_older_edition_is_refused(serving: Serving) -> None:
    take(serving, published(7))
    assert refused(serving, published(6)) == "it is edition 6, older than edition 7, which is here"
    assert version(serving) == "v7"


def test_two_editions_of_one_number_are_not_mixed_up(serving: Serving) -> None:
    take(serving, published(7))
    other = published(7, effective_from=date(2026, 1, 1))
    assert refused(serving, other) == "it is another edition 7 than the one that is here"


def test_a_roll_back_is_a_newer_edition_with_the_old_package(serving: Serving) -> None:
    for number in (7, 8):
        take(serving, published(number))
    rolled_back = published(9, replace(SHIPPED, version="v7"))
    assert take(serving, rolled_back) is not None
    assert serving.editions.newest() == 9


def test_an_edition_waits_for_its_day(serving: Serving) -> None:
    take(serving, published(7))
    take(serving, published(8, effective_from=TOMORROW))
    assert version(serving) == "v7"
    assert version(serving, TOMORROW) == "v8"


def test_an_older_one_is_taken_only_where_none_is_in_force_yet(serving: Serving) -> None:
    take(serving, published(8, effective_from=TOMORROW))
    for same_or_newer in (8, 9):
        with pytest.raises(EditionRefused, match="is not older than 8"):
            serving.editions.take_before(published(same_or_newer), TODAY)
    with pytest.raises(EditionRefused, match="none of the trusted people"):
        serving.editions.take_before(published(7, keys=(STRANGER,)), TODAY)
    serving.editions.take_before(published(7), TODAY)
    assert version(serving) == "v7"
    with pytest.raises(EditionRefused, match="is not older than 7"):
        serving.editions.take_before(published(6), TODAY)


def test_one_that_is_rolled_out_elsewhere_first_is_not_taken_yet(serving: Serving) -> None:
    take(serving, published(7))
    assert serving.editions.take(published(8), TODAY, lambda _: False) is None
    assert serving.editions.newest() == 7


def test_a_kiosk_without_any_takes_one_that_is_rolled_out_elsewhere(serving: Serving) -> None:
    assert serving.editions.take(published(8), TODAY, lambda _: False) is not None


def test_an_edition_for_another_district_is_refused(serving: Serving) -> None:
    why = refused(serving, published(7, district="310115"))
    assert why == "it is for the district 310115, and this kiosk is in 310104013"
    assert take(serving, published(7, district="310104")) is not None


def test_an_edition_without_this_hall_is_refused(kiosk: Make) -> None:
    serving = kiosk(Site("TRY", "lingang", ""))
    halls = tuple(each for each in SHIPPED.halls if each.id != "lingang")
    assert "hall lingang" in refused(serving, published(7, replace(SHIPPED, halls=halls)))
    assert version(serving) == SHIPPED.version


def test_an_edition_that_leads_into_nothing_is_refused(serving: Serving) -> None:
    package = replace(SHIPPED, tiles=SHIPPED.tiles[:2])
    assert "does not exist" in refused(serving, published(7, package))


def test_an_edition_that_offers_nothing_is_refused(serving: Serving) -> None:
    halls = tuple(replace(each, tiles=()) for each in SHIPPED.halls)
    why = refused(serving, published(7, replace(SHIPPED, halls=halls)))
    assert why == "it offers nothing in hall default"


def test_an_edition_that_the_settings_cannot_hand_in_is_refused(kiosk: Make) -> None:
    def check(catalogue: Catalogue) -> None:
        if catalogue.version == "v7":
            raise WrongRoutes("[routes] el-meals: its form asks for money.")

    why = refused(kiosk(check=check), published(7))
    assert why == "[routes] el-meals: its form asks for money"


def test_a_kept_edition_is_checked_again_at_every_start(
    serving: Serving, kiosk: Make, tmp_path: Path
) -> None:
    take(serving, published(7))
    take(serving, published(8))
    file = file_of(serving, 8, tmp_path)
    file.write_bytes(file.read_bytes().replace(b"12345", b"66666"))
    again = kiosk()
    assert version(again) == "v7"
    [told] = again.editions.passed_over()
    assert told.startswith("edition 8, as it is kept here, cannot be used: the package is not")
    assert take(again, published(8)) is not None, "and is taken once more when it comes"
    assert again.editions.passed_over() == []


def test_damage_to_one_that_serves_no_more_troubles_nobody(
    serving: Serving, tmp_path: Path
) -> None:
    take(serving, published(7))
    take(serving, published(8))
    file_of(serving, 7, tmp_path).write_bytes(b"")
    assert serving.editions.passed_over() == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"form":"whole"}'])
def test_a_damaged_file_is_passed_over(
    serving: Serving, kiosk: Make, tmp_path: Path, content: bytes
) -> None:
    take(serving, published(7))
    file_of(serving, 7, tmp_path).write_bytes(content)
    assert version(kiosk()) == SHIPPED.version
    assert len(kiosk().editions.passed_over()) == 1


def test_an_old_edition_under_a_new_name_is_passed_over(
    serving: Serving, kiosk: Make, tmp_path: Path
) -> None:
    take(serving, published(7))
    file_of(serving, 7, tmp_path).rename(tmp_path / "catalogue" / "00000009.json")
    assert version(kiosk()) == SHIPPED.version


def test_who_is_trusted_no_more_serves_no_more(serving: Serving, kiosk: Make) -> None:
    take(serving, published(7))
    people = (trusted("li", LI), trusted("zhou", STRANGER))
    assert version(kiosk(people=people)) == SHIPPED.version
    assert take(kiosk(people=people), published(6, keys=(LI, STRANGER))) is not None


def test_the_one_before_is_kept_and_what_is_older_goes(serving: Serving, tmp_path: Path) -> None:
    for number in (3, 4, 5):
        take(serving, published(number))
    take(serving, published(6, effective_from=TOMORROW))
    assert [each.edition.number for each in serving.editions.kept()] == [6, 5, 4]
    names = sorted(each.name for each in (tmp_path / "catalogue").iterdir())
    assert names == ["00000004.json", "00000005.json", "00000006.json"]


def test_what_a_killed_program_left_half_written_goes(serving: Serving, tmp_path: Path) -> None:
    take(serving, published(7))
    left = tmp_path / "catalogue" / "00000008.4711.part"
    left.write_bytes(b"{")
    take(serving, published(8))
    assert not left.exists()


def test_a_folder_that_cannot_be_written_leaves_what_serves(
    serving: Serving, tmp_path: Path
) -> None:
    (tmp_path / "catalogue").write_text("no folder")
    with pytest.raises(OSError, match="exists"):
        take(serving, published(7))
    assert version(serving) == SHIPPED.version


def test_whatever_changes_what_is_kept_changes_the_stamp(serving: Serving, kiosk: Make) -> None:
    assert serving.editions.stamp == 0
    take(serving, published(7))
    seven = serving.editions.stamp
    assert seven
    take(kiosk(), published(8))
    assert serving.editions.stamp != seven


def delta_of(new: Published, since: int, *pieces: Span | str) -> PublishedDelta:
    return PublishedDelta(edition=new.edition, signatures=new.signatures, since=since, delta=pieces)


def test_a_delta_makes_the_whole_of_what_is_kept(serving: Serving) -> None:
    take(serving, published(7))
    new = published(8)
    at = new.package.index('"v8"')
    delta = delta_of(
        new, 7, Span(start=0, end=at), '"v8"', Span(start=at + 4, end=len(new.package))
    )
    assert serving.editions.completed(delta) == new


def test_a_delta_to_what_is_not_kept_is_missed(serving: Serving) -> None:
    take(serving, published(7))
    with pytest.raises(DeltaMissed, match="edition 6 is not kept here"):
        serving.editions.completed(delta_of(published(8), 6))


def test_a_delta_that_makes_another_package_is_missed(serving: Serving) -> None:
    take(serving, published(7))
    with pytest.raises(DeltaMissed, match="made for another package"):
        serving.editions.completed(delta_of(published(8), 7, Span(start=0, end=9)))


def test_a_delta_that_strangers_signed_is_refused(serving: Serving) -> None:
    take(serving, published(7))
    with pytest.raises(EditionRefused, match="none of the trusted people"):
        serving.editions.completed(delta_of(published(8, keys=(STRANGER,)), 7))


def test_a_file_from_elsewhere_is_read_or_told(tmp_path: Path) -> None:
    file = tmp_path / "edition.json"
    with pytest.raises(EditionRefused, match="cannot be read: No such file"):
        published_in(file)
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(EditionRefused, match="damaged, or holds no edition"):
        published_in(file)
    file.write_bytes(msgspec.json.encode(published(7)))
    assert published_in(file) == published(7)
