"""From where and on which day a catalogue is seen, and as what it was published."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from api_client.contract import Change, ChangeKind, Edition

_KINDS: Final = tuple(ChangeKind)


@dataclass(frozen=True, slots=True)
class View:
    """A hall, the area it stands in (行政区划代码, "" if unknown), and the day on its clock."""

    hall: str
    area: str
    day: date


@dataclass(frozen=True, slots=True)
class Issue:
    """The edition that a catalogue came in, and what is new there; None: it came with the kiosk.

    What is new comes first, then what changed, then what is withdrawn; the latest of each first.
    """

    edition: Edition | None = None
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, edition: Edition, view: View) -> Self:
        """With the last change of each service that concerns this place and holds on this day."""
        last: dict[str, Change] = {}
        for change in sorted(edition.changes, key=lambda each: (each.since, each.edition)):
            if change.since <= view.day and change.concerns(view.area, view.hall):
                last[change.service_code] = change
        latest = sorted(last.values(), key=lambda each: each.since, reverse=True)
        return cls(edition, tuple(sorted(latest, key=lambda each: _KINDS.index(each.kind))))


SHIPPED_ISSUE: Final = Issue()
