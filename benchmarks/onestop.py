"""How many submissions a second a back end makes durable, each once, at 16 connections.

Run with `python -m benchmarks.onestop`. Real applications, signed beforehand, go over loopback to
the back end on SQLite and to one, two and four workers on a PostgreSQL of its own. Beside them, in
turn, the databases alone: a loop of inserts, and pgbench with as many clients. Everything shares
this machine, the sender too: only the ratios can be compared with those of another machine.
At the end what was acknowledged is counted in the stores.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.hand_in import ON_DISK
from benchmarks.load.back_end import BackEnd
from benchmarks.load.bare import Alone, make_table, pgbench, sqlite_loop
from benchmarks.load.ceiling import answering_at_once
from benchmarks.load.neighbours import Neighbours
from benchmarks.load.replay import CONNECTIONS, replayed
from benchmarks.load.running import KIOSK, on_postgresql, on_sqlite
from benchmarks.load.signed import Sender
from tests.servers.postgres import Cluster

TURNS: Final = 3
SECONDS: Final = 4.0
SECONDS_TO_WARM_UP: Final = 1.0
MOST_ALONE: Final = 20_000
WORKERS: Final = (1, 2, 4)
PERCENTILES: Final = (50, 99)


@dataclass(frozen=True, slots=True)
class Pair:
    """A database alone, and the back ends on it."""

    alone: Alone
    back_ends: Sequence[BackEnd]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.onestop")
    parser.add_argument("--turns", type=int, default=TURNS, help="of each, one after another")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each turn")
    asked = parser.parse_args()
    neighbours = Neighbours()
    _tell_sender(asked.seconds)
    folder_on_disk = ON_DISK if ON_DISK.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix="onestop-", dir=folder_on_disk) as name,
        _pairs(Path(name)) as pairs,
    ):
        for pair in pairs:
            for back_end in pair.back_ends:
                back_end.warm_up(SECONDS_TO_WARM_UP)
        for _ in range(asked.turns):
            for pair in pairs:
                pair.alone.turn(asked.seconds)
                for back_end in pair.back_ends:
                    back_end.turn(asked.seconds)
        busy = neighbours.cores()
        print(f"onestop: other programs kept {busy:.2f} of {os.cpu_count()} cores busy meanwhile")
        for pair in pairs:
            _tell_pair(pair)
        are_kept = [_is_kept(each) for pair in pairs for each in pair.back_ends]
    return 0 if all(are_kept) else 1


@contextmanager
def _pairs(folder: Path) -> Iterator[tuple[Pair, Pair]]:
    with ExitStack() as opened:
        cluster = opened.enter_context(Cluster(folder / "postgresql"))
        bare = cluster.database("bare")
        make_table(bare)
        sqlite = [opened.enter_context(on_sqlite(folder / "sqlite"))]
        workers = [
            opened.enter_context(
                on_postgresql(folder / f"workers-{many}", cluster.database(f"w{many}"), many)
            )
            for many in WORKERS
        ]
        yield (
            Pair(Alone("bare SQLite, one thread", partial(sqlite_loop, folder)), sqlite),
            Pair(Alone(f"pgbench, {CONNECTIONS} clients", partial(pgbench, bare)), workers),
        )


def _tell_pair(pair: Pair) -> None:
    alone = pair.alone
    _tell(f"{alone.name}, an insert a commit", alone.rates, alone.milliseconds)
    for each in pair.back_ends:
        _tell(each.name, each.rates, each.milliseconds)
        # Turn by turn: the disk's mood of the moment meets both.
        ratios = [mine / bare for mine, bare in zip(each.rates, alone.rates, strict=True)]
        print(f"onestop: ratio to {alone.name}: {_spread(ratios, 2)}")


def _tell(name: str, rates: Sequence[float], milliseconds: Sequence[float]) -> None:
    cuts = statistics.quantiles(milliseconds, n=100)
    waited = ", ".join(f"p{each} {cuts[each - 1]:.1f} ms" for each in PERCENTILES)
    print(f"onestop: {name}: {_spread(rates, 0)} a second, {waited}")


def _spread(figures: Sequence[float], digits: int) -> str:
    """The median, and what the turns lay between."""
    middle, least, most = statistics.median(figures), min(figures), max(figures)
    return f"{middle:.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def _tell_sender(seconds: float) -> None:
    with answering_at_once() as address:
        draw = random.Random(1)  # noqa: S311 -- the same references each time
        requests = Sender(address, KIOSK, "nobody asks for it").requests(MOST_ALONE, draw)
        outcome = replayed(address, requests, seconds)
    print(
        f"onestop: the sender, {CONNECTIONS} connections, alone: {outcome.rate:.0f}/s, "
        f"{1e6 * outcome.own_seconds / len(outcome.milliseconds):.0f} µs of work each"
    )


def _is_kept(back_end: BackEnd) -> bool:
    """Whether all was taken, and the store has what was acknowledged, nothing twice."""
    stored = back_end.stored()
    print(
        f"onestop: {back_end.name}: acknowledged {back_end.acknowledged}, stored {stored}, "
        f"refused {back_end.refused}; of {back_end.again} sent again {back_end.same} "
        "found the same case"
    )
    is_once = (back_end.acknowledged, back_end.same) == (stored, back_end.again)
    return is_once and not back_end.refused


if __name__ == "__main__":
    sys.exit(main())
