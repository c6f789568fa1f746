"""A whole run: lives and kills, the drain, and the verdict.

1. One hall is left alive, to see how long it takes to start here. Then, life after life, a hall
   is started on the same folder and killed at a moment that was drawn. Every fifth is one of
   another kiosk, whose authority makes a second one of what is sent again; into every fifth staff
   look meanwhile.
2. Meanwhile the back end is killed as well, and stays away for a while.
3. Everything that was kept goes out.
4. What was acknowledged is compared with what has arrived, and both files are checked.
"""

import random
from collections import defaultdict
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from tests.faults.crash.authority import Authority
from tests.faults.crash.judging import judge, stumbles
from tests.faults.crash.life import Lived, lived, seconds_to_start
from tests.faults.crash.moments import Moment, drawn
from tests.faults.crash.onestop_authority import OneStopAuthority
from tests.faults.crash.orders import Orders
from tests.faults.crash.staff import Staff
from tests.faults.crash.street import Street
from tests.faults.crash.unrest import Unrest
from tests.faults.crash.verdict import Verdict

EVERY, STREET_S, LOOKED_INTO = 5, 4, 2
HALL_LOG = "hall.log"


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each is killed, and the seed of every draw."""

    kiosk: int
    back_end: int
    seed: int


def carried_out(plan: Plan, folder: Path) -> Verdict:
    """The folder keeps everything: what was acknowledged, both data folders, the logs."""
    verdict = Verdict(back_end_kills=plan.back_end)
    with ExitStack() as stack:
        onestop = stack.enter_context(closing(OneStopAuthority(folder / "onestop", plan.seed)))
        street = stack.enter_context(closing(Street(folder / "street", plan.seed)))
        onestop.start()
        unrest = Unrest(onestop, plan.back_end, plan.seed)
        lives = _lives(plan, onestop, street, unrest, folder)
        unrest.wait()
        for authority in (onestop, street):
            judge(authority, authority.orders, lives[authority.name], verdict)
    verdict.troubles += stumbles(folder / HALL_LOG)
    return verdict


def _lives(
    plan: Plan, onestop: Authority, street: Authority, unrest: Unrest, folder: Path
) -> dict[str, list[Lived]]:
    draw = random.Random(plan.seed)  # noqa: S311 - the same in every run
    lives: dict[str, list[Lived]] = defaultdict(list)
    to_start = seconds_to_start(onestop.orders, folder / HALL_LOG)
    for number in range(plan.kiosk):
        unrest.allow(
            (number + 1) * plan.back_end // plan.kiosk - number * plan.back_end // plan.kiosk
        )
        authority = street if number % EVERY == STREET_S else onestop
        life = drawn(draw, to_start)
        orders = msgspec.structs.replace(authority.orders, life=number, most=life.most)
        live = looked_into if number % EVERY == LOOKED_INTO else lived
        lives[authority.name].append(live(orders, life.moment, folder / HALL_LOG))
    return lives


def looked_into(orders: Orders, moment: Moment, log_file: Path) -> Lived:
    """A life during which staff look into the outbox."""
    with Staff(orders) as staff:
        life = lived(orders, moment, log_file)
    return replace(life, stretch="with staff looking in", trouble=staff.trouble)
