"""What a courier needs of the outbox: what is due, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from api_client.contract import ENDED, Case
from api_client.contract.cases import in_short
from api_client.errors import Reason
from api_client.outbox import statements
from api_client.outbox.file import OutboxFile
from api_client.outbox.parcels import Parcel, is_matter
from api_client.outbox.rows import Row, Value
from api_client.outbox.troubles import OutboxUnusable
from api_client.vault import Tampered, WrongKey


@dataclass(frozen=True, slots=True)
class Lane:
    """One courier's share: a destination, and whether it carries what is heavy (attachments)."""

    destination: str
    is_heavy: bool = False


class Rounds:
    """One thread's view. Every method raises OutboxUnusable where the disk refuses."""

    def __init__(self, file: OutboxFile) -> None:
        self._file = file

    def claim(self, lane: Lane, now: datetime, most: int, after: int = 0) -> list[Parcel]:
        """At most so many parcels that are due, in the order of taking, behind number `after`.

        From now on each counts as perhaps arrived, until it is told what became of it; its own
        `claimed_at` tells whether it did so before. What staff hold back meanwhile or the resident
        takes back is left out. A row that was changed on the disk is put before a person.
        """
        moment = now.timestamp()
        wanted: dict[str, Value] = {
            "destination": lane.destination,
            "is_heavy": lane.is_heavy,
            "now": moment,
            "after": after,
            "most": most,
        }
        readable = [
            parcel
            for row in self._file.rows(statements.DUE, wanted)
            if (parcel := self._parcel(row, moment)) is not None
        ]
        if not readable:
            return []
        return self._file.at_once(
            lambda connection: [
                parcel
                for parcel in readable
                if connection.execute(statements.CLAIM, _as_seen(parcel, moment)).rowcount
            ],
            is_durable=True,
        )

    def claim_anew(self, parcel: Parcel, now: datetime) -> None:
        """It is about to be sent once more: from now on that may be there."""
        values: dict[str, Value] = {"now": now.timestamp(), "number": parcel.number}
        self._file.write(statements.CLAIM_ANEW, values)

    def let_go(self, parcels: list[Parcel], now: datetime) -> list[Parcel]:
        """These were claimed and not tried: those not claimed before have certainly not arrived.

        Returns which of them end here, because the resident has taken them back meanwhile.
        """
        ended = []
        for parcel in parcels:
            if parcel.claimed_at is None:
                self._file.write(statements.UNCLAIM, {"number": parcel.number})
                if is_matter(parcel.message) and self.heed_withdrawal(parcel, now):
                    ended.append(parcel)
        return ended

    def delivered(
        self, parcel: Parcel, case: Case | None, now: datetime, reason: Reason | None = None
    ) -> None:
        """The authority has answered for good: keep the case, erase the answers, in one step.

        `reason` is why it said no, where that ends the matter of this message.
        """
        row = self._row(parcel)
        if row is None:
            return
        if case is not None and not self._file.room.ballast.has_room():
            # It must not be longer than what it replaces; the authority tells the rest again.
            case = in_short(case)
        self._file.write(
            statements.DELIVERED,
            {
                "now": now.timestamp(),
                "reason": reason or "",
                "sealed_case": self._file.seals.sealed_case(case, row),
                "is_ended": case is not None and case.status in ENDED,
                "number": parcel.number,
            },
        )
        if case is not None and row["family"] != "matter":
            self.note_case(case, parcel.destination)

    def refused(self, parcel: Parcel, why: str, now: datetime, reason: Reason) -> None:
        """The authority will not take it: kept, not tried again until a person puts it back."""
        values: dict[str, Value] = {"now": now.timestamp(), "why": why, "number": parcel.number}
        self._file.write(statements.REFUSED, values | {"reason": reason})

    def uncertain(self, parcel: Parcel, why: str, now: datetime) -> None:
        """It may have arrived, and nobody can tell from here: kept until a person has looked."""
        values: dict[str, Value] = {"now": now.timestamp(), "why": why, "number": parcel.number}
        self._file.write(statements.UNCERTAIN, values)

    def postponed(
        self, parcel: Parcel, pause: float, why: str, now: datetime, *, may_be_there: bool
    ) -> None:
        """Not now: due again after that many seconds."""
        self._file.write(
            statements.POSTPONED,
            {
                "now": now.timestamp(),
                "pause": pause,
                "why": why,
                "may_be_there": may_be_there,
                "number": parcel.number,
            },
        )

    def heed_withdrawal(self, parcel: Parcel, now: datetime) -> bool:
        """End here what has certainly not arrived, if the resident has taken it back meanwhile."""
        values: dict[str, Value] = {
            "reference": parcel.message.reference,
            "destination": parcel.destination,
            "now": now.timestamp(),
        }
        return self._file.write(statements.HEED_WITHDRAWAL, values) > 0

    def note_case(self, case: Case, destination: str = "") -> None:
        """The authority told where a delivered matter stands now."""
        asked = {"reference": case.reference, "destination": destination}
        for row in self._file.rows(statements.DELIVERED_MATTER, asked):
            self._file.write(
                statements.NOTE_CASE,
                {
                    "sealed_case": self._file.seals.sealed_case(case, row),
                    "is_ended": case.status in ENDED,
                    "number": row["number"],
                },
            )

    def next_try(self, lane: Lane, now: datetime) -> float | None:
        """Seconds until the first of them is due; None if there is none."""
        wanted: dict[str, Value] = {
            "destination": lane.destination,
            "is_heavy": lane.is_heavy,
            "now": now.timestamp(),
        }
        row = self._file.row(statements.NEXT_TRY, wanted)
        if row is None or row[0] is None:
            return None
        return max(0.0, float(row[0]) - now.timestamp())

    def undelivered(self) -> int:
        """How many messages no authority has yet, refused ones included."""
        row = self._file.row(statements.UNDELIVERED)
        return 0 if row is None else int(row[0])

    def oldest_undelivered(self) -> datetime | None:
        """When the longest waiting of them was taken."""
        row = self._file.row(statements.OLDEST_UNDELIVERED)
        return None if row is None else datetime.fromisoformat(row[0])

    def _row(self, parcel: Parcel) -> Row | None:
        query = "SELECT * FROM parcel WHERE number = ? AND sealed IS NOT NULL"
        return self._file.row(query, (parcel.number,))

    def _parcel(self, row: Row, moment: float) -> Parcel | None:
        try:
            return self._file.seals.parcel(row)
        except (Tampered, msgspec.DecodeError):
            why = "its sealed answers were changed on the disk"
            values: dict[str, Value] = {"now": moment, "why": why, "number": row["number"]}
            self._file.write(statements.REFUSED, values | {"reason": Reason.OTHER})
        except WrongKey as error:
            raise OutboxUnusable(str(error)) from error
        return None


def _as_seen(parcel: Parcel, moment: float) -> dict[str, Value]:
    seen = None if parcel.claimed_at is None else parcel.claimed_at.timestamp()
    return {"now": moment, "number": parcel.number, "seen": seen}
