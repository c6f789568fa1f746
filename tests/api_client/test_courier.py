"""The courier's rounds: what it does with each answer, and that one bad parcel blocks nobody."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from api_client.courier import Courier
from api_client.news import Delivered, News, Refused
from api_client.onestop import OneStopClient
from api_client.outbox import Delivery, Lane, Outbox, Tracking
from api_client.pauses import LONGEST_PAUSE, SHORTEST_PAUSE

if TYPE_CHECKING:
    from tests.api_client.conftest import Answering, Clock, Make, OddServer, Say

CourierOf = Callable[["Answering"], tuple[Courier, "OddServer"]]


LANE = Lane("onestop")


def due(outbox: Outbox, now: datetime) -> list[str]:
    """The references a courier would carry now; nothing of it is on its way afterwards."""
    parcels = outbox.rounds.claim(LANE, now, most=99)
    outbox.rounds.let_go(parcels, now)
    return [parcel.message.reference for parcel in parcels]


def tracking_of(outbox: Outbox, reference: str) -> Tracking:
    tracking = outbox.find(reference)
    assert tracking is not None
    return tracking


def test_what_was_handed_in_is_delivered_and_told_once(
    courier: Courier, outbox: Outbox, told: list[News], make: "Make"
) -> None:
    outbox.put(make.submission("CO-1"), make.now)
    outbox.put(make.consultation("CO-2"), make.now)
    assert (courier.run_once(), courier.run_once()) == (2, 0)
    cases = [tracking_of(outbox, reference).case for reference in ("CO-1", "CO-2")]
    assert None not in cases
    assert told == [Delivered(case.reference, case) for case in cases if case is not None]
    assert outbox.rounds.undelivered() == 0


def test_a_rating_follows_its_submission_and_is_no_news(
    courier: Courier, outbox: Outbox, told: list[News], make: "Make"
) -> None:
    outbox.put(make.submission("CO-3"), make.now)
    outbox.put(make.rating("CO-3"), make.now)
    outbox.put(make.help_call("CO-3"), make.now)
    assert [courier.run_once(), courier.run_once()] == [2, 1]
    assert [type(news) for news in told] == [Delivered]


def test_a_refused_parcel_is_put_aside_and_the_others_go_on(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    courier, _ = to_odd(say.unless({"R-1": say.problem(422)}))
    for number in range(3):
        outbox.put(make.submission(f"R-{number}"), make.now)
    assert courier.run_once() == 2
    assert tracking_of(outbox, "R-1").state is Delivery.REFUSED
    assert Refused("R-1") in told
    assert courier.run_once() == 0


@pytest.mark.parametrize("status", [500, 503])
def test_a_parcel_the_authority_stumbles_over_waits_alone(
    to_odd: CourierOf, outbox: Outbox, make: "Make", say: "Say", status: int
) -> None:
    courier, _ = to_odd(say.unless({"R-0": say.problem(status)}))
    for number in range(3):
        outbox.put(make.submission(f"R-{number}"), make.now)
    assert courier.run_once() == 2
    waiting = tracking_of(outbox, "R-0")
    assert (waiting.state, waiting.legs[0].tries) == (Delivery.KEPT, 1)
    assert due(outbox, make.now) == []


def test_an_odd_answer_parks_its_parcel_and_the_others_go_on(
    to_odd: CourierOf, outbox: Outbox, make: "Make", say: "Say"
) -> None:
    courier, _ = to_odd(say.unless({"R-0": say.http(200, b"{}")}))
    for number in range(2):
        outbox.put(make.submission(f"R-{number}"), make.now)
    assert courier.run_once() == 1
    parked = tracking_of(outbox, "R-0")
    assert parked.state is Delivery.KEPT
    assert "no Case of the contract" in parked.legs[0].last_problem


def test_pauses_grow_and_are_never_in_step(
    to_odd: CourierOf, outbox: Outbox, clock: "Clock", make: "Make", say: "Say"
) -> None:
    courier, _ = to_odd(say.unless({"R-0": say.problem(500)}))
    outbox.put(make.submission("R-0"), clock())
    pauses = []
    for _ in range(14):
        assert courier.run_once() == 0
        next_try = outbox.rounds.next_try(LANE, clock())
        assert next_try is not None
        pauses.append(next_try)
        clock.pass_by(pauses[-1] + 0.001)
    assert all(SHORTEST_PAUSE <= pause <= LONGEST_PAUSE for pause in pauses)
    assert pauses[0] <= 2 * SHORTEST_PAUSE
    assert max(pauses) > 50
    assert len(set(pauses[6:])) == len(pauses[6:])
    assert tracking_of(outbox, "R-0").legs[0].tries == 14


def test_when_the_authority_is_away_the_round_ends_and_all_stay_due(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    down = {f"R-{number}": say.problem(503) for number in range(3)}
    courier, server = to_odd(say.unless(down, is_up=False))
    for number in range(3):
        outbox.put(make.submission(f"R-{number}"), make.now)
    assert courier.run_once() == 0
    puts = [head for head in server.calls if head.startswith(b"PUT")]
    assert len(puts) == 1
    assert len(due(outbox, make.now)) == 3
    assert told == []


def test_a_key_that_is_not_admitted_ends_the_round_and_blames_no_parcel(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    shut = {f"R-{number}": say.problem(401) for number in range(3)}
    courier, server = to_odd(say.unless(shut))
    for number in range(3):
        outbox.put(make.submission(f"R-{number}"), make.now)
    assert courier.run_once() == 0
    assert len(server.calls) == 1
    assert len(due(outbox, make.now)) == 3
    assert "does not admit" in tracking_of(outbox, "R-0").legs[0].last_problem
    assert told == []


def test_a_wait_that_was_asked_for_is_kept(
    to_odd: CourierOf, outbox: Outbox, clock: "Clock", make: "Make", say: "Say"
) -> None:
    busy = {"R-0": say.problem(429, "Retry-After: 600")}
    courier, server = to_odd(say.unless(busy))
    outbox.put(make.submission("R-0"), clock())
    outbox.put(make.submission("R-1"), clock())
    assert courier.run_once() == 0
    assert len(server.calls) == 1
    clock.pass_by(599)
    assert due(outbox, clock()) == ["R-1"]
    clock.pass_by(LONGEST_PAUSE)
    assert len(due(outbox, clock())) == 2


def test_a_captive_portal_delivers_nothing(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    page = say.http(200, b"<html>Sign in</html>", kind="text/html")
    courier, _ = to_odd(lambda _: iter([page]))
    outbox.put(make.submission("R-0"), make.now)
    assert courier.run_once() == 0
    assert tracking_of(outbox, "R-0").state is Delivery.KEPT
    assert told == []


def test_an_answer_lost_on_the_way_makes_no_second_case(
    courier: Courier, client: OneStopClient, outbox: Outbox, make: "Make"
) -> None:
    lost = client.send(make.submission("CO-4"))
    outbox.put(make.submission("CO-4"), make.now)
    assert courier.run_once() == 1
    assert tracking_of(outbox, "CO-4").case == lost
