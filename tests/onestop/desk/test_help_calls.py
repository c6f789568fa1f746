"""Calls for help: who waits, who goes there, and what the kiosk is told."""

from datetime import timedelta

import pytest

from api_client.contract import HelpCall, HelpCallProgress, HelpCallState
from onestop.kiosks import Kiosk
from onestop.store import Key, MoveImpossible, Place, Store
from onestop.store.audit import entries
from onestop.store.troubles import HeldByOther, HelpCallUnknown
from tests.onestop.desk.people import ELSEWHERE, KIOSK, NOW, WANG, XU

SECOND = Kiosk("K2", "310115")
SEEN, ANSWERED, CLOSED = (
    HelpCallState.SEEN,
    HelpCallState.ANSWERED,
    HelpCallState.CLOSED,
)


async def called(store: Store, reference: str, kiosk: Kiosk = KIOSK, minutes: int = 0) -> Key:
    at = NOW + timedelta(minutes=minutes)
    call = HelpCall(reference=reference, page="question:phone", language="zh_CN", called_at=at)
    await store.call_help(kiosk, call, at)
    return Key.of(kiosk, reference)


async def told(store: Store, reference: str, kiosk: Kiosk = KIOSK) -> tuple[str, int | None]:
    progress = await store.help_call(kiosk, reference)
    assert isinstance(progress, HelpCallProgress)
    return progress.state.value, progress.place


async def test_the_kiosk_is_told_its_place_and_how_far_it_is(store: Store) -> None:
    first = await called(store, "H-1")
    await called(store, "H-2", SECOND, minutes=1)
    await called(store, "H-3", ELSEWHERE)
    assert await told(store, "H-1") == ("opened", 1)
    assert await told(store, "H-2", SECOND) == ("opened", 2)
    assert await told(store, "H-3", ELSEWHERE) == ("opened", 1)
    await store.desk.move_help_call(XU, first, SEEN, NOW)
    assert await told(store, "H-1") == ("seen", 1)
    await store.desk.move_help_call(XU, first, ANSWERED, NOW)
    assert await told(store, "H-1") == ("answered", None)
    assert await told(store, "H-2", SECOND) == ("opened", 1)
    await store.desk.move_help_call(XU, first, CLOSED, NOW)
    assert await told(store, "H-1") == ("closed", None)


async def test_the_desk_lists_those_that_wait_the_longest_first(store: Store) -> None:
    keys = [await called(store, f"H-{number}", minutes=number) for number in (1, 2, 3, 4)]
    await called(store, "H-9", ELSEWHERE)
    await store.desk.move_help_call(XU, keys[1], ANSWERED, NOW)
    await store.desk.move_help_call(XU, keys[2], CLOSED, NOW)
    waiting = await store.desk.help_calls(WANG, is_open=True)
    assert [(call.reference, call.place, call.handled_by) for call in waiting] == [
        ("H-1", 1, ""),
        ("H-2", None, "xu"),
        ("H-4", 2, ""),
    ]
    lately = await store.desk.help_calls(WANG, is_open=False)
    assert [call.reference for call in lately] == ["H-4", "H-3", "H-2", "H-1"]


async def test_two_do_not_run_to_the_same_kiosk(store: Store, place: Place) -> None:
    key = await called(store, "H-1")
    for _ in range(2):
        call = await store.desk.move_help_call(XU, key, ANSWERED, NOW)
        assert call.handled_by == "xu"
    with pytest.raises(HeldByOther, match="xu"):
        await store.desk.move_help_call(WANG, key, ANSWERED, NOW)
    await store.desk.move_help_call(WANG, key, CLOSED, NOW)
    with place.looking() as tables:
        noted = entries(tables, "310115", "H-1")
    assert [(each.name, each.did, each.detail) for each in noted] == [
        ("xu", "moved", "to answered"),
        ("wang", "moved", "to closed"),
    ]


async def test_a_call_does_not_go_back(store: Store) -> None:
    key = await called(store, "H-1")
    await store.desk.move_help_call(XU, key, CLOSED, NOW)
    with pytest.raises(MoveImpossible, match="is closed already"):
        await store.desk.move_help_call(XU, key, SEEN, NOW)


async def test_of_another_district_there_is_no_call(store: Store) -> None:
    theirs = await called(store, "H-1", ELSEWHERE)
    with pytest.raises(HelpCallUnknown):
        await store.desk.move_help_call(XU, theirs._replace(district="310115"), SEEN, NOW)
    assert await told(store, "H-1", ELSEWHERE) == ("opened", 1)
