"""A back end under load: what it was sent, what it acknowledged, and what its store has of it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import msgspec

from api_client.contract import Case
from benchmarks.load.replay import Outcome, replayed
from benchmarks.load.signed import Sender

MOST_AT_FIRST: Final = 4000
SPARE: Final = 2
"""How many are written out beforehand; a back end that is faster still ends its turn earlier."""
ONE_IN: Final = 50


@dataclass(slots=True)
class BackEnd:
    """`stored` counts the cases in its store, from outside."""

    name: str
    sender: Sender
    stored: Callable[[], int]
    turns: list[Outcome] = field(default_factory=list)
    acknowledged: int = 0
    again: int = 0
    same: int = 0
    _most_a_second: float = MOST_AT_FIRST
    _draw: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 -- no secrets

    def warm_up(self, seconds: float) -> None:
        """A turn that does not count, but for what it stored."""
        self._turn(seconds)

    def turn(self, seconds: float) -> None:
        self.turns.append(self._turn(seconds))

    @property
    def rates(self) -> list[float]:
        """New cases a second, each durable, turn by turn."""
        return [turn.statuses[HTTPStatus.CREATED] / turn.seconds for turn in self.turns]

    @property
    def milliseconds(self) -> Sequence[float]:
        """Of all its turns."""
        return [each for turn in self.turns for each in turn.milliseconds]

    @property
    def refused(self) -> int:
        """How many were answered with anything but a new case."""
        statuses = sum((turn.statuses for turn in self.turns), start=Outcome().statuses)
        return statuses.total() - statuses[HTTPStatus.CREATED]

    def _turn(self, seconds: float) -> Outcome:
        requests = self.sender.requests(int(seconds * self._most_a_second), self._draw)
        outcome = replayed(self.sender.address, requests, seconds)
        self._most_a_second = SPARE * outcome.rate
        self.acknowledged += outcome.statuses[HTTPStatus.CREATED]
        self._send_again(requests, outcome)
        return outcome

    def _send_again(self, requests: Sequence[bytes], outcome: Outcome) -> None:
        """A sample of what was acknowledged: the same case must be found, and none be made."""
        acknowledged = sorted(
            place for place, (status, _) in outcome.answers.items() if status == HTTPStatus.CREATED
        )
        sample = acknowledged[::ONE_IN]
        again = replayed(self.sender.address, [requests[each] for each in sample], float("inf"))
        self.again += len(sample)
        for place, first in enumerate(sample):
            status, found = again.answers[place]
            if status == HTTPStatus.OK:
                self.same += _number(outcome.answers[first][1]) == _number(found)


def _number(answer: bytes) -> str:
    return msgspec.json.decode(answer, type=Case).case_number
