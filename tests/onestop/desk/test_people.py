"""Who has signed in, for how long, and how slowly wrong passwords may be tried."""

import asyncio
from datetime import timedelta

import pytest

from api_client.contract.desk import Person
from onestop.store import Place, Store
from onestop.store.audit import About, Act, Actor, Did, Who, entries
from onestop.store.people import IDLE, LONGEST, Known, Wait, add, change_password, disable, find
from onestop.store.tables import Tables
from tests.onestop.desk.people import NOW, WANG, person

TOKEN = b"digest of a token"
SECOND = timedelta(seconds=1)


def act(who: Person, did: Did) -> Act:
    return Act(Actor(Who.OPERATOR, "root"), did, About("staff", who.name), NOW)


@pytest.fixture
def wang(place: Place) -> Person:
    place.migrate()
    with place.changing() as tables:
        assert add(tables, WANG, "kept as it is kept", act(WANG, Did.ADDED))
    return WANG


def test_a_name_is_given_once_a_district(wang: Person, place: Place) -> None:
    with place.changing() as tables:
        assert not add(tables, wang, "other", act(wang, Did.ADDED))
        elsewhere = person("wang", district="310104")
        assert add(tables, elsewhere, "theirs", act(elsewhere, Did.ADDED))
        known = find(tables, "310115", "wang")
        assert known == Known(wang, "kept as it is kept", is_disabled=False)


async def test_a_session_holds_while_it_is_used(wang: Person, store: Store) -> None:
    assert await store.people.sign_in(wang, TOKEN, NOW)
    at = NOW
    while at < NOW + LONGEST - IDLE:
        at += IDLE - SECOND
        assert await store.people.signed_in("310115", TOKEN, at) == wang
    assert await store.people.signed_in("310115", TOKEN, NOW + LONGEST) is None


async def test_a_session_that_nobody_uses_ends(wang: Person, store: Store) -> None:
    await store.people.sign_in(wang, TOKEN, NOW)
    assert await store.people.signed_in("310115", TOKEN, NOW + IDLE) is None


@pytest.mark.parametrize(("district", "token"), [("310115", b"another"), ("310104", TOKEN)])
async def test_a_token_is_good_for_its_own_session_alone(
    wang: Person, store: Store, district: str, token: bytes
) -> None:
    await store.people.sign_in(wang, TOKEN, NOW)
    assert await store.people.signed_in(district, token, NOW) is None


async def test_signed_out_is_out(wang: Person, store: Store, place: Place) -> None:
    await store.people.sign_in(wang, TOKEN, NOW)
    for _ in range(2):
        await store.people.sign_out(wang, TOKEN, NOW)
    assert await store.people.signed_in("310115", TOKEN, NOW) is None
    with place.looking() as tables:
        noted = [each.did for each in entries(tables, "310115", "wang")]
    assert noted == ["added", "signed-in", "signed-out"]


async def test_who_is_disabled_is_out_at_once(wang: Person, store: Store, place: Place) -> None:
    await store.people.sign_in(wang, TOKEN, NOW)
    with place.changing() as tables:
        disable(tables, wang, act(wang, Did.DISABLED), is_disabled=True)
    assert await store.people.signed_in("310115", TOKEN, NOW) is None
    assert await store.people.begin("310115", "wang", NOW) is None
    assert not await store.people.sign_in(wang, TOKEN, NOW)
    with place.changing() as tables:
        disable(tables, wang, act(wang, Did.ENABLED), is_disabled=False)
    assert await store.people.signed_in("310115", TOKEN, NOW) is None
    assert await store.people.sign_in(wang, TOKEN, NOW)


async def test_another_password_ends_what_the_old_one_began(
    wang: Person, store: Store, place: Place
) -> None:
    await store.people.sign_in(wang, TOKEN, NOW)
    await store.people.begin("310115", "wang", NOW)
    with place.changing() as tables:
        change_password(tables, wang, "new", act(wang, Did.CHANGED))
    assert await store.people.signed_in("310115", TOKEN, NOW) is None
    known = await store.people.begin("310115", "wang", NOW)
    assert isinstance(known, Known)
    assert known.password == "new"  # noqa: S105 - of the test


@pytest.mark.parametrize("name", ["wang", "nobody", "密码 typed as a name \x00"])
async def test_after_each_wrong_password_the_next_waits_twice_as_long(
    wang: Person, store: Store, name: str
) -> None:
    at, waits = NOW, []
    for _ in range(13):
        outcome = await store.people.begin("310115", name, at)
        assert isinstance(outcome, Known) is (name == wang.name)
        wait = await store.people.begin("310115", name, at)
        assert isinstance(wait, Wait)
        waits.append(wait.seconds)
        at += timedelta(seconds=wait.seconds)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


async def test_of_many_tries_at_once_one_is_made(wang: Person, place: Place, store: Store) -> None:
    stores = [store, *(place.open() for _ in range(2) if place.is_shared)]
    outcomes = await asyncio.gather(
        *(
            each.people.begin(wang.district, wang.name, NOW + timedelta(milliseconds=number))
            for number in range(20)
            for each in stores
        )
    )
    for each in stores[1:]:
        each.close()
    assert sum(isinstance(outcome, Known) for outcome in outcomes) == 1


async def test_a_right_password_ends_the_delay(wang: Person, store: Store) -> None:
    at = NOW
    for _ in range(5):
        await store.people.begin("310115", "wang", at)
        at += timedelta(minutes=20)
    await store.people.sign_in(wang, TOKEN, at)
    assert isinstance(await store.people.begin("310115", "wang", at), Known)
    wait = await store.people.begin("310115", "wang", at)
    assert wait == Wait(1.0)


async def test_after_a_day_wrong_passwords_are_forgotten(
    wang: Person, store: Store, place: Place
) -> None:
    for number in range(5):
        await store.people.begin("310115", f"nobody-{number}", NOW)
    await store.people.begin(wang.district, "later", NOW + timedelta(days=1, seconds=2))
    with place.looking() as tables:
        assert delays(tables) == 1


def delays(tables: Tables) -> int:
    (number,) = tables.execute("SELECT count(*) FROM sign_in_delay").fetchone() or (0,)
    return int(number)


async def test_a_wrong_password_of_somebody_who_is_known_is_noted(
    wang: Person, store: Store, place: Place
) -> None:
    await store.people.refuse(wang, NOW)
    with place.looking() as tables:
        noted = [(each.did, each.reference) for each in entries(tables, "310115", "wang")]
    assert noted == [("added", "wang"), ("was-refused", "wang")]
