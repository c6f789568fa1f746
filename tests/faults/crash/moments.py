"""When to kill a hall: drawn so that every stretch of its life is met."""

import random
from dataclasses import dataclass

MOST_HANDED_IN = 14
"""In one life. Some thousands in all, so that the end of a run can be waited for."""
SECONDS_TO_PUT = 0.004
SECONDS_TO_DELIVER = 0.5
SECONDS_TO_END = 0.08


@dataclass(frozen=True, slots=True)
class Moment:
    """So many seconds after the hall has said so many lines; 0: after it was started.

    `is_ending`: after it was told, then, to end in good order.
    """

    lines: int
    seconds: float
    is_ending: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """How many messages a hall is to hand in, and when it is killed."""

    most: int
    moment: Moment


def drawn(draw: random.Random, seconds_to_start: float) -> Life:
    """Of a hundred lives a quarter ends while starting, and so on."""
    most = draw.randint(1, MOST_HANDED_IN)
    match draw.choices(("starting", "handing in", "delivering", "ending"), (25, 30, 35, 10)):
        case ["starting"]:
            moment = Moment(0, draw.uniform(0, seconds_to_start))
        case ["handing in"]:
            moment = Moment(draw.randint(1, most), draw.uniform(0, SECONDS_TO_PUT))
        case ["delivering"]:
            moment = Moment(most + 1, draw.uniform(0, SECONDS_TO_DELIVER))
        case _:
            moment = Moment(most + 1, draw.uniform(0, SECONDS_TO_END), is_ending=True)
    return Life(most, moment)
