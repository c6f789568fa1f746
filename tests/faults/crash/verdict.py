"""Compares what was acknowledged with what has arrived."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.crash.authority import Arrived

MOST_NAMED = 50


@dataclass(slots=True)
class Verdict:
    """What a run came to. `lost` and `doubled` name kinds and references."""

    acknowledged: int = 0
    arrived: int = 0
    uncertain: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    stretches: Counter[str] = field(default_factory=Counter)
    back_end_kills: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.troubles)

    @property
    def last_line(self) -> str:
        return (
            f"{self.acknowledged} acknowledged, {len(self.lost)} lost, {len(self.doubled)} doubled"
        )

    def told(self) -> list[str]:
        """All that is to be said, the last line last."""
        killed = ", ".join(f"{times} {stretch}" for stretch, times in self.stretches.most_common())
        return [
            f"the kiosk was killed {self.stretches.total()} times: {killed}",
            f"the back end was killed {self.back_end_kills} times",
            f"{self.arrived} arrived; {self.uncertain} are kept for a person to look into",
            *(f"lost: {each}" for each in self.lost[:MOST_NAMED]),
            *(f"doubled: {each}" for each in self.doubled[:MOST_NAMED]),
            *(f"trouble: {each}" for each in self.troubles[:MOST_NAMED]),
            self.last_line,
        ]

    def compare(
        self,
        acknowledged: Iterable[list[str]],
        arrived: list[Arrived],
        kept: frozenset[tuple[str, str]],
    ) -> None:
        """Count one authority in. `kept`: what a person must look into is not lost."""
        times = Counter((each.kind, each.reference) for each in arrived)
        digests = {(each.kind, each.reference): each.digest for each in arrived}
        self.arrived += len(times)
        self.doubled += [f"{kind} {name}" for (kind, name), many in times.items() if many > 1]
        for kind, reference, digest in acknowledged:
            self.acknowledged += 1
            key = (kind, reference)
            if key not in times:
                if key not in kept:
                    self.lost.append(f"{kind} {reference}")
            elif digests[key] not in {digest, None}:
                self.lost.append(f"{kind} {reference}: something else arrived")
