"""What staff can see of the outbox and do with it, at the console."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from api_client.contract import Case, CaseStatus, Message
from api_client.outbox import statements
from api_client.outbox.file import OutboxFile
from api_client.outbox.parcels import Leg
from api_client.outbox.rows import Row
from api_client.vault import VaultError


@dataclass(frozen=True, slots=True)
class Item:
    """One message on its way to one destination; nothing of what a resident wrote."""

    reference: str
    kind: str
    service_code: str
    taken_at: datetime
    leg: Leg
    bytes: int
    part: str = ""


class Shelf:
    """One thread's view. Every method may raise OutboxUnusable."""

    def __init__(self, file: OutboxFile) -> None:
        self._file = file

    def items(self, reference: str = "") -> list[Item]:
        """What no authority has yet, the oldest first; all of it, or of one reference."""
        rows = self._file.rows(statements.LISTED, {"reference": reference})
        return [self._item(row) for row in rows]

    def waiting_for(self) -> dict[str, int]:
        """How many messages wait for each destination."""
        rows = self._file.rows(statements.WAITING_FOR)
        return {row["destination"]: row["waiting"] for row in rows}

    def history(self, reference: str) -> list[Item]:
        """Everything of one reference, delivered or not, in the order of taking."""
        return [self._item(row) for row in self._file.rows(statements.FIND, (reference,))]

    def messages(self, reference: str = "") -> list[Message]:
        """The same, opened. What cannot be opened is left out; `items` still lists it."""
        opened = []
        for row in self._file.rows(statements.LISTED, {"reference": reference}):
            try:
                opened.append(self._file.seals.message(row))
            except (VaultError, msgspec.DecodeError):
                continue
        return opened

    def retry(
        self, reference: str, now: datetime, destination: str = "", *, is_not_there: bool = False
    ) -> int:
        """A person has looked: let it go on. Returns how many messages that concerned.

        `is_not_there`: the person knows that it has not arrived; only then is it sent again to an
        endpoint that might make two of it.
        """
        count = self._file.write(
            statements.RETRY,
            {
                "reference": reference,
                "destination": destination,
                "may_be_there": not is_not_there,
            },
        )
        for item in self.items(reference):
            # What has not arrived and was taken back meanwhile ends here.
            wanted = {"reference": reference, "destination": item.leg.destination}
            self._file.write(statements.HEED_WITHDRAWAL, wanted | {"now": now.timestamp()})
        return count

    def arrived(self, reference: str, case_number: str, now: datetime, destination: str) -> int:
        """A person has found the matter at the authority of that destination, under that number.

        Its answers are erased here, as if the authority had answered. What is simply waiting to be
        sent is not there, and is left alone. Returns how many matters that concerned.
        """
        asked = {"reference": reference, "destination": destination}
        rows = self._file.rows(statements.WAITING_MATTER, asked)
        for row in rows:
            case = Case(
                reference=reference,
                case_number=case_number,
                status=CaseStatus.RECEIVED,
                service_code=row["service_code"],
                received_at=now,
            )
            self._file.write(
                statements.DELIVERED,
                {
                    "now": now.timestamp(),
                    "reason": "",
                    "sealed_case": self._file.seals.sealed_case(case, row),
                    "is_ended": 0,
                    "number": row["number"],
                },
            )
        return len(rows)

    def hold(self, reference: str, now: datetime, destination: str = "") -> int:
        """Keep it back until `retry`. Returns how many messages that concerned."""
        return self._file.write(
            statements.HOLD,
            {"reference": reference, "destination": destination, "now": now.timestamp()},
        )

    def _item(self, row: Row) -> Item:
        return Item(
            reference=row["reference"],
            kind=row["kind"],
            service_code=row["service_code"],
            taken_at=datetime.fromisoformat(row["taken_at"]),
            leg=self._file.seals.leg(row),
            bytes=len(row["sealed"] or b""),
            part=row["part"],
        )
