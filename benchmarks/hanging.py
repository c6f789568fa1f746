"""How long a key takes to be answered while every call to the office hangs.

Run with `python -m benchmarks.hanging`. Whole visits, from the first page to the receipt and on to
*My application*, with real couriers on a line that takes every call and never answers, beside the
same visits on a line that is well. They take turns. What is timed is the visit and its page, with
the durable insert; drawing is measured by `benchmarks.touch`.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.hand_in import ON_DISK, timed
from kiosk.answers import AGREED
from kiosk.commands.assembly import Parts, assembled
from kiosk.commands.back_end import DISTRICT, BackEnd, published
from kiosk.commands.key_file import enrolled_key, own_key_file
from kiosk.events import (
    Chose,
    Door,
    Entered,
    Event,
    Opened,
    OpenedService,
    OpenedTile,
    StartedForm,
    WentHome,
    WentOn,
)
from kiosk.places import HandedIn
from kiosk.settings import load
from kiosk.visit import Visit
from locales import words_for
from onestop.faults import FaultyLine
from onestop.process import BackEndProcess, Running
from screens.pages import page_for

KIOSK: Final = "TRY"
VISITS: Final = 25
MOST_MS: Final = 100.0
FAULTS: Final = ("none", "stall")
WORDS: Final = words_for("zh_CN")
MEALS: Final[tuple[Event, ...]] = (
    OpenedTile("meals"),
    OpenedService("el-meals"),
    StartedForm(),
    *(e for text in ("王秀英", "13800138000", "19480321") for e in (Entered(text), WentOn())),
    *(e for choice in ("weekday", "lunch", "soft") for e in (Chose(choice), WentOn())),
    WentOn(),
    WentOn(),
    WentOn(),
    Chose(AGREED),
    WentOn(),
)


def main() -> int:
    """1 if a key took longer than a tenth of a second on the line that hangs."""
    folder_on_disk = ON_DISK if ON_DISK.is_dir() else None
    times: dict[str, list[float]] = {fault: [] for fault in FAULTS}
    with tempfile.TemporaryDirectory(prefix="hanging-", dir=folder_on_disk) as name:
        folder = Path(name)
        with _back_end(folder) as back_end, ExitStack() as stack:
            visits = {
                fault: stack.enter_context(_visit(folder / fault, back_end, fault))
                for fault in FAULTS
            }
            for _ in range(VISITS):
                for fault, visit in visits.items():
                    times[fault] += _whole_visit(visit)
    for fault, milliseconds in times.items():
        print(f"hanging: {fault}: {_told(milliseconds)}")
    medians = [statistics.median(times[fault]) for fault in FAULTS]
    print(f"hanging: ratio of the medians: {medians[1] / medians[0]:.2f}")
    return int(max(times["stall"]) > MOST_MS)


def _whole_visit(visit: Visit) -> list[float]:
    """The milliseconds of every key."""

    def use(event: Event) -> None:
        visit.handle(event)
        page_for(visit, WORDS)

    times = [timed(partial(use, event)) for event in MEALS]
    if not isinstance(visit.place, HandedIn):
        raise TypeError(f"the visit ended at {type(visit.place).__name__}")
    reference = visit.place.standing.reference
    afterwards = (WentHome(), Opened(Door.MY_APPLICATION), Entered(reference), WentOn(), WentHome())
    return times + [timed(partial(use, event)) for event in afterwards]


def _told(milliseconds: list[float]) -> str:
    p95 = statistics.quantiles(milliseconds, n=100)[94]
    return (
        f"p50 {statistics.median(milliseconds):.2f} ms, p95 {p95:.2f} ms,"
        f" most {max(milliseconds):.2f} ms, {len(milliseconds)} keys"
    )


@contextmanager
def _visit(folder: Path, back_end: BackEnd, fault: str) -> Iterator[Visit]:
    overrides = {"kiosk.data_folder": str(folder), "voice.engine": "silent"}
    with (
        FaultyLine(to=back_end.endpoint, fault=fault) as line,
        assembled(
            load(None, overrides), BackEnd(line.address, back_end.key), lambda _: None, Parts()
        ) as kiosk,
    ):
        yield kiosk.make_visit()
        line.switch("none")


@contextmanager
def _back_end(folder: Path) -> Iterator[BackEnd]:
    own = folder / "onestop"
    own.mkdir()
    key_file = own_key_file(own)
    running = Running(
        own,
        published(own, "default"),
        folder / "log.txt",
        own_kiosk=f"{DISTRICT}/{KIOSK}",
        own_key=key_file,
    )
    with BackEndProcess(running) as process:
        yield BackEnd(process.address, enrolled_key(key_file))


if __name__ == "__main__":
    sys.exit(main())
