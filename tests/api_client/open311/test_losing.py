"""Answers that get lost: nothing is sent again before it is certain that it is not there."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import pytest

from api_client.contract import Case, Submission
from api_client.errors import OneStopError, Refused, Unreachable
from api_client.open311 import Open311Client, Open311Settings
from api_client.transport import Reply, Transport
from tests.api_client.open311.bends import Bends, Said, page
from tests.api_client.open311.georeport import NOW, GeoReport

Make = Callable[[str], Submission]
MATTERS = 60
MOST_TRIES = 200
TROUBLED = 0.3


class Hasty(Transport):
    """A transport that waits for the answer to a form for a second alone."""

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        within: float | None = None,
    ) -> Reply:
        return super().exchange(
            method, url, headers, body, within=1.0 if method == "POST" else within
        )


@pytest.fixture
def hasty(settings: Open311Settings) -> Iterator[Open311Client]:
    with closing(Hasty(deadline=10)) as transport:
        yield Open311Client(settings, transport, lambda: NOW)


@pytest.mark.parametrize(("drops", "kept"), [("before", 0), ("after", 1)])
def test_a_line_that_drops_is_found_out_by_looking(
    client: Open311Client, server: GeoReport, message: Submission, drops: str, kept: int
) -> None:
    server.bend.drops = drops
    with pytest.raises(Unreachable) as raised:
        client.send(message)
    assert raised.value.may_have_arrived
    case = client.find(message, NOW)
    assert (case is not None) is bool(kept)
    assert (len(server.posts), len(server.kept)) == (1, kept)


def test_an_answer_that_comes_too_late_is_found_by_looking(
    hasty: Open311Client, server: GeoReport, message: Submission
) -> None:
    server.bend.drops = "answer"
    with pytest.raises(Unreachable) as raised:
        hasty.send(message)
    assert raised.value.may_have_arrived
    assert hasty.find(message, NOW) is not None
    assert (len(server.posts), len(server.kept)) == (1, 1)


def test_where_nothing_can_be_looked_for_it_is_told_and_left_alone(
    start: Callable[..., Open311Client], server: GeoReport, message: Submission
) -> None:
    server.bend.drops = "after"
    client = start(finds_by_reference=False)
    with pytest.raises(Unreachable) as raised:
        client.send(message)
    assert raised.value.may_have_arrived
    assert (len(server.posts), len(server.kept)) == (1, 1)


def carry(client: Open311Client, message: Submission, tries: int = MOST_TRIES) -> Case | None:
    """As a courier does: look before sending again what may have arrived; restart at will."""
    is_sent = False
    for _ in range(tries):
        try:
            found = client.find(message, NOW) if is_sent else None
            if found is not None:
                return found
            is_sent = False
            return client.send(message)
        except Refused:
            raise
        except OneStopError:
            is_sent = True
    return None


TROUBLES = [
    Bends(drops="before"),
    Bends(drops="after"),
    Bends(instead={"POST requests": page()}),
    Bends(instead={"POST requests": Said(500)}),
    Bends(taken=lambda _: Said(502)),
    Bends(taken=lambda _: Said(200, "service_requests", [])),
    Bends(instead={"GET services": Said(503), "GET requests": Said(503)}),
    Bends(instead={"GET requests": page()}),
]


@pytest.mark.parametrize("formats", [("json",), ("xml",)])
@pytest.mark.parametrize("cut", [1000, 12])
def test_through_any_row_of_troubles_each_matter_is_there_once(
    settings: Open311Settings,
    server: GeoReport,
    make_submission: Make,
    formats: tuple[str, ...],
    cut: int,
) -> None:
    chance = random.Random(311)  # noqa: S311 - draws troubles, keeps no secret
    with closing(Fickle(server, chance, formats, cut)) as transport:
        client = Open311Client(settings, transport, lambda: NOW)
        for number in range(MATTERS):
            case = carry(client, make_submission(f"K1-{number:03}"))
            assert case is not None
    marks = [kept["description"].split()[0] for kept in server.kept]
    assert sorted(marks) == [f"[K1-{number:03}]" for number in range(MATTERS)]


class Fickle(Transport):
    """Before every exchange the server draws its next trouble."""

    def __init__(
        self, server: GeoReport, chance: random.Random, formats: tuple[str, ...], cut: int
    ) -> None:
        super().__init__(deadline=10)
        self._server = server
        self._chance = chance
        self._formats = formats
        self._cut = cut

    def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        within: float | None = None,
    ) -> Reply:
        is_fine = self._chance.random() > TROUBLED
        bend = Bends() if is_fine else replace(self._chance.choice(TROUBLES))
        bend.formats, bend.cut, bend.first_page = self._formats, self._cut, 1
        self._server.bend = bend
        return super().exchange(method, url, headers, body, within=within)
