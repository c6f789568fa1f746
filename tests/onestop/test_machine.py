"""The kiosks that need no code: a back end's own one, and those of an old key file."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api_client.contract.algorithms import Algorithm
from onestop.kiosks import Kiosk
from onestop.machine import OwnKiosk, take_in
from onestop.store import Place, kiosks, statements
from onestop.store.kiosks import Key, KioskName

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
OWN = Kiosk("TRY", "310000", "default", "310000000000")
NAME = KioskName.of(OWN)
LISTED = """
# our hall
K1 310115 first-key
K1 310115 new-key  # until the old one ends
K3 310115 third-key hmac-sm3
K4 310115
K1 310104 other-key
"""


@pytest.fixture
def made(place: Place) -> Place:
    place.migrate()
    return place


@pytest.fixture
def own(tmp_path: Path) -> OwnKiosk:
    file = tmp_path / "own.key"
    file.write_text("own-key\n")
    return OwnKiosk(OWN, file)


def keys(place: Place, name: KioskName) -> list[Key]:
    with place.changing() as tables:
        return kiosks.keys_of(tables, name)


def test_a_back_ends_own_kiosk_has_the_key_of_its_file(made: Place, own: OwnKiosk) -> None:
    for _ in range(2):
        take_in(made, own, "default", NOW)
    assert keys(made, NAME) == [Key("own-key")]


def test_another_key_in_the_file_takes_the_place_of_the_first(made: Place, own: OwnKiosk) -> None:
    take_in(made, own, "default", NOW)
    own.key_file.write_text("another-key")
    take_in(made, own, "default", NOW)
    assert keys(made, NAME) == [Key("another-key")]


def test_another_hall_in_the_settings_is_its_hall_from_then_on(made: Place, own: OwnKiosk) -> None:
    take_in(made, own, "default", NOW)
    take_in(made, replace(own, kiosk=replace(OWN, hall="north")), "north", NOW)
    with made.changing() as tables:
        assert kiosks.admissible(tables, "310000")["TRY"].kiosk.hall == "north"


def test_one_that_was_revoked_stays_so(made: Place, own: OwnKiosk) -> None:
    take_in(made, own, "default", NOW)
    with made.changing() as tables:
        kiosks.revoke(tables, NAME, NOW)
    take_in(made, own, "default", NOW)
    with made.changing() as tables:
        assert kiosks.admissible(tables, "310000")["TRY"].keys == ()


def test_where_nothing_is_new_nothing_is_changed(made: Place, own: OwnKiosk) -> None:
    take_in(made, own, "default", NOW)
    with made.changing() as tables:
        before = kiosks.changes(tables)
    take_in(made, own, "default", NOW)
    with made.changing() as tables:
        assert kiosks.changes(tables) == before


def test_an_old_key_file_is_taken_into_the_store_and_put_aside(made: Place) -> None:
    file = made.folder / "kiosks.key"
    file.write_text(LISTED)
    take_in(made, None, "north", NOW)
    assert keys(made, KioskName("310115", "K1")) == [Key("first-key"), Key("new-key")]
    assert keys(made, KioskName("310115", "K3")) == [Key("third-key", Algorithm.HMAC_SM3)]
    assert keys(made, KioskName("310104", "K1")) == [Key("other-key")]
    with made.changing() as tables:
        found = kiosks.admissible(tables, "310115")
    assert {each.kiosk.hall for each in found.values()} == {"north"}
    assert not file.exists()
    assert file.with_name("kiosks.key.imported").read_text() == LISTED


def test_what_the_store_knows_of_a_kiosk_counts_more_than_an_old_file(made: Place) -> None:
    with made.changing() as tables:
        kiosks.add(tables, Kiosk("K1", "310115"), NOW)
        kiosks.add_key(tables, KioskName("310115", "K1"), Key("newest-key"), NOW)
    (made.folder / "kiosks.key").write_text(LISTED)
    take_in(made, None, "", NOW)
    assert keys(made, KioskName("310115", "K1")) == [Key("newest-key")]


def test_bookings_of_before_are_those_of_the_hall_that_was_served(made: Place) -> None:
    with made.changing() as tables:
        key = ("310115", "K1", "R-1")
        message = (b"", b"{}", "n", b"{}", "received", "cu-venue", "")
        tables.execute(statements.ADD_MATTER, (*key, *message))
        booked = ("", "cu-venue", "2026-01-16T0900", "booked", b"{}")
        tables.execute(statements.PUT_BOOKING, (*key, *booked))
    (made.folder / "kiosks.key").write_text(LISTED)
    take_in(made, None, "north", NOW)
    with made.changing() as tables:
        assert tables.execute("SELECT hall FROM booking").fetchall() == [("north",)]
