"""Which calls a fault strikes: all, the first few, those of some paths, or some by chance."""

import random
import re
from dataclasses import dataclass

from onestop.faults.table import FAULTS, FaultName


@dataclass(frozen=True, slots=True)
class Aim:
    """All calls, unless told otherwise.

    `first` is how many calls are struck before the line is well again; `only` the beginning of the
    paths that are struck, as a regular expression; `chance` from 0 to 1, drawn with `seed`.
    """

    first: int | None = None
    only: str = ""
    chance: float = 1.0
    seed: int = 0


EVERY_CALL = Aim()


class Rule:
    """A fault and its aim while they are in force; counts what it has struck."""

    def __init__(self, fault: FaultName, aim: Aim) -> None:
        """Raises ValueError for an aim that this fault cannot have."""
        if FAULTS[fault].is_of_line and aim.only:
            raise ValueError(f"{fault} strikes before a call is read, so paths cannot be chosen")
        if fault is FaultName.REFUSE and aim != EVERY_CALL:
            raise ValueError("what is refused cannot be counted: refuse strikes all or nothing")
        self.fault = fault
        self.struck = 0
        self._aim = aim
        self._paths = re.compile(aim.only)
        self._chance = random.Random(aim.seed)  # noqa: S311 -- chooses calls, keeps no secret

    def for_line(self) -> FaultName:
        """What befalls the line that was just opened."""
        return self._drawn() if FAULTS[self.fault].is_of_line else FaultName.NONE

    def for_call(self, path: str) -> FaultName:
        """What befalls this call."""
        if FAULTS[self.fault].is_of_line or self.fault is FaultName.NONE:
            return FaultName.NONE
        return self._drawn() if self._paths.match(path) else FaultName.NONE

    def _drawn(self) -> FaultName:
        is_over = self._aim.first is not None and self.struck >= self._aim.first
        if is_over or self._chance.random() >= self._aim.chance:
            return FaultName.NONE
        self.struck += 1
        return self.fault
