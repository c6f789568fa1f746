"""Carried by the courier, from a real outbox: each matter is there once, or a person is asked."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from api_client.contract import Submission
from api_client.courier import Courier
from api_client.news import Delivered, MayHaveArrived, News
from api_client.open311 import Open311Client
from api_client.outbox import Delivery, Lane, Outbox
from tests.api_client.open311.bends import Bends, Said
from tests.api_client.open311.georeport import NOW, GeoReport

if TYPE_CHECKING:
    from tests.api_client.conftest import Clock

StartCourier = Callable[..., Courier]
LONG = 1_000.0


@pytest.fixture
def carrier(
    start: Callable[..., Open311Client], outbox: Outbox, told: list[News], clock: "Clock"
) -> StartCourier:
    def courier(**changed: object) -> Courier:
        client = start(clock=clock, **changed)
        chance = random.Random(1)  # noqa: S311 - spreads pauses, keeps no secret
        return Courier(outbox, client, told.append, Lane("onestop"), clock=clock, chance=chance)

    return courier


def state_of(outbox: Outbox, reference: str) -> Delivery:
    tracking = outbox.find(reference)
    assert tracking is not None
    return tracking.state


@pytest.mark.parametrize("drops", ["before", "after"])
def test_a_dropped_line_makes_neither_a_loss_nor_a_double(  # noqa: PLR0913, PLR0917 - fixtures
    carrier: StartCourier,
    outbox: Outbox,
    server: GeoReport,
    clock: "Clock",
    message: Submission,
    drops: str,
) -> None:
    courier = carrier()
    outbox.put(message, NOW)
    server.bend.drops = drops
    assert courier.run_once() == 0
    server.bend.drops = ""
    delivered = 0
    for _ in range(3):
        clock.pass_by(LONG)
        delivered += courier.run_once()
    assert delivered == 1
    assert (len(server.kept), len(server.posts)) == (1, 1 if drops == "after" else 2)
    assert state_of(outbox, message.reference) is Delivery.SENT


@pytest.mark.parametrize("finds", [False, True])
def test_a_server_that_cannot_be_looked_through_is_left_to_a_person(  # noqa: PLR0913, PLR0917 - as above
    carrier: StartCourier,
    outbox: Outbox,
    server: GeoReport,
    clock: "Clock",
    told: list[News],
    message: Submission,
    *,
    finds: bool,
) -> None:
    courier = carrier(finds_by_reference=finds)
    outbox.put(message, NOW)
    server.bend = Bends(taken=lambda _: Said(502), instead={"GET requests": Said(200, raw=b"{}")})
    for _ in range(5):
        courier.run_once()
        clock.pass_by(LONG)
    assert (len(server.kept), len(server.posts)) == (1, 1)
    assert (told == [MayHaveArrived(message.reference)]) is not finds
    server.bend.instead.clear()
    assert courier.run_once() == int(finds)
    assert len(server.posts) == 1
    assert any(isinstance(each, Delivered) for each in told) is finds
