"""The figures of all rounds as one table: medians, what they lay between, and the ratio."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.meter.processes import Held
from benchmarks.meter.round import Round

_P95: Final = 18
_WHOLE_FROM: Final = 10
_NAMES: Final = (
    ("kiosk.commands.touch", "touch screen"),
    ("pyttsx3_child", "voice"),
    ("onestop", "back end"),
    ("kiosk run", "supervisor"),
)
_WIDTHS: Final = (26, 26, 26, 8)


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure, and what the rounds lay between."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        digits = 0 if self.least >= _WHOLE_FROM else 1
        return f"{self.middle:.{digits}f} ({self.least:.{digits}f}–{self.most:.{digits}f})"


Row = tuple[str, str, str, str]
Figure = Callable[[Sequence[Round]], Spread | None]


def report(ours: Sequence[Round], others: Sequence[Round]) -> str:
    """`others` may be empty."""
    figures = {
        "start to shown, ms": _one_each(lambda one: one.shown),
        "tap to pressed, p50, ms": _all_taps(lambda one: one.pressed, statistics.median),
        "tap to pressed, p95, ms": _all_taps(lambda one: one.pressed, p95),
        "tap to page, p50, ms": _all_taps(lambda one: one.page, statistics.median),
        "tap to page, p95, ms": _all_taps(lambda one: one.page, p95),
        "CPU a tap, ms": _one_each(lambda one: one.cpu_a_tap),
        "memory (PSS), MB": _one_each(lambda one: one.megabytes),
        "idle CPU, % of a core": _one_each(lambda one: one.idle),
    }
    heads = ("Chromium page", "ratio") if others else ("", "")
    rows = [("", "our kiosk", *heads)]
    rows += [_row(name, ours, others, figure) for name, figure in figures.items()]
    lines = ["".join(_padded(row)).rstrip() for row in rows if any(row[1:])]
    held = ", ".join(f"{_name(each)} {each.megabytes:.0f}" for each in ours[-1].memory)
    lines.append(f"our memory: {held}")
    if others:
        lines.append(f"Chromium's memory: {len(others[-1].memory)} processes")
    taps = sum(len(one.page) for one in ours)
    turns = " of each in turn, after one that does not count" if others else ""
    lines.append(f"{len(ours)} starts{turns}; {taps} taps; medians (least–most of the starts)")
    return "\n".join(lines)


def p95(figures: Sequence[float]) -> float:
    return statistics.quantiles(figures, n=20, method="inclusive")[_P95]


def _row(name: str, ours: Sequence[Round], others: Sequence[Round], figure: Figure) -> Row:
    """Empty where it was not measured."""
    mine, theirs = figure(ours), figure(others)
    ratio = f"{mine.middle / theirs.middle:.2f}" if mine and theirs and theirs.middle else ""
    return (name, str(mine or ""), str(theirs or ""), ratio)


def _one_each(figure: Callable[[Round], float | None]) -> Figure:
    """A figure of which each round has one: their median."""

    def of(rounds: Sequence[Round]) -> Spread | None:
        each = [found for one in rounds if (found := figure(one)) is not None]
        return Spread(statistics.median(each), min(each), max(each)) if each else None

    return of


def _all_taps(
    taps: Callable[[Round], Sequence[float]], figure: Callable[[Sequence[float]], float]
) -> Figure:
    """A figure of all taps of all rounds; beside it that of the single rounds."""

    def of(rounds: Sequence[Round]) -> Spread | None:
        each = [figure(taps(one)) for one in rounds if taps(one)]
        pooled = [tap for one in rounds for tap in taps(one)]
        return Spread(figure(pooled), min(each), max(each)) if each else None

    return of


def _name(held: Held) -> str:
    return next((name for part, name in _NAMES if part in held.command), held.command[:40])


def _padded(row: Row) -> list[str]:
    return [cell.ljust(width) for cell, width in zip(row, _WIDTHS, strict=True)]
