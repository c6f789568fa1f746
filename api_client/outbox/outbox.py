"""The outbox: takes what residents hand in, keeps it, and knows how far it has come.

Each thread has a hold of its own: the one that opened the outbox uses this object, every other
calls `for_thread()` and closes what it gets. Couriers work by `rounds`, staff by `shelf`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from api_client.contract import HelpCall, Message, Receipt, Withdrawal
from api_client.outbox import statements
from api_client.outbox.ballast import Ballast
from api_client.outbox.endpoints import Endpoints
from api_client.outbox.file import OutboxFile, Room
from api_client.outbox.opening import Found
from api_client.outbox.parcels import Leg, TakeBack, Tracking, is_matter
from api_client.outbox.rounds import Rounds
from api_client.outbox.rows import MATTER, Row, Value, service_of
from api_client.outbox.shelf import Shelf
from api_client.outbox.troubles import NobodyTakes, OutboxFull, ReferenceTaken
from api_client.outbox.upkeep import Upkeep
from api_client.routes import ONESTOP, Routes
from api_client.vault import Vault

MOST_BYTES = 2_000_000_000


class Outbox:
    """One thread's hold on the kept messages."""

    def __init__(self, file: OutboxFile, routes: Routes) -> None:
        self._file = file
        self._routes = routes
        self.rounds = Rounds(file)
        self.endpoints = Endpoints(file)
        self.shelf = Shelf(file)
        self.upkeep = Upkeep(file)

    @classmethod
    def open(  # noqa: PLR0913 - each is told apart by its name
        cls,
        folder: Path,
        vault: Vault,
        routes: Routes | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        most_bytes: int = MOST_BYTES,
        ballast: Ballast | None = None,
    ) -> "Outbox":
        """The outbox of that folder, begun if there is none. Raises OutboxUnusable.

        Once a process: other threads call `for_thread`. After damage it holds what could be
        rescued; `found` tells how it was.
        """
        room = Room.of(folder, vault, clock, most_bytes, ballast or Ballast(folder))
        outbox = cls(OutboxFile(room), routes or Routes())
        # After a kill the log may still hold answers that were delivered and erased.
        outbox.upkeep.tidy_if_possible()
        return outbox

    def for_thread(self, *, is_durable: bool = True) -> "Outbox":
        """The same outbox for the thread that calls.

        `is_durable`: what is written waits for the disk. A courier to an authority that takes the
        same again need not wait: what a power cut makes it forget, it sends once more.
        """
        return Outbox(OutboxFile(self._file.room, is_durable=is_durable), self._routes)

    @property
    def found(self) -> Found:
        """In which state the file was found, at start or while in use."""
        return self._file.room.found

    def has_room(self) -> bool:
        """Whether the disk can take more; if not, residents are sent to the counter at once."""
        return self._file.room.ballast.has_room()

    def put(self, message: Message, now: datetime) -> Receipt:
        """Keep it: when this returns, no power cut can take it away.

        The same message again gives the same receipt. Raises OutboxFull or OutboxUnusable when the
        disk refuses, ReferenceTaken when the reference already stands for something else,
        NobodyTakes when no endpoint of its matter can take it.
        """
        if not self.has_room():
            raise OutboxFull("the disk is nearly full: free space on it")
        service, destinations = self._way_of(message)
        if not destinations:
            raise NobodyTakes(f"no endpoint can take the {type(message).__name__}")
        seal, taken_at = self._file.seals.row_for, now.isoformat()
        rows = [seal(message, service, destination, taken_at) for destination in destinations]
        if self._file.take(statements.KEEP, rows):
            return Receipt(reference=message.reference, taken_at=now)
        before = self._file.row(statements.KEPT_ALREADY, rows[0])
        if before is None or (before["kind"], before["digest"]) != (
            rows[0]["kind"],
            rows[0]["digest"],
        ):
            raise ReferenceTaken(f"{message.reference} already stands for something else")
        taken_before = datetime.fromisoformat(before["taken_at"])
        return Receipt(reference=message.reference, taken_at=taken_before)

    def find(self, reference: str) -> Tracking | None:
        """What is known here of that submission or consultation."""
        rows = self._file.rows(statements.FIND, (reference,))
        matter = [row for row in rows if row["family"] == MATTER]
        if not matter:
            return None
        return Tracking(
            reference=reference,
            service_code=matter[0]["service_code"],
            taken_at=datetime.fromisoformat(matter[0]["taken_at"]),
            legs=self._legs(matter),
            is_rated=any(row["family"] == "rating" for row in rows),
            withdrawal=self._legs(_latest("withdrawal", rows)),
            appointment=self._legs(_latest("appointment", rows)),
        )

    def take_back(self, reference: str, now: datetime, phone_tail: str = "") -> TakeBack:
        """The resident takes a matter back.

        What has certainly not been sent is erased here. The authority is asked for the rest, by a
        message of its own. Raises as `put` does, and NobodyTakes where it cannot be asked.
        """
        moment: dict[str, Value] = {"reference": reference, "now": now.timestamp()}
        self._file.write(statements.TAKE_BACK, moment)
        left = self._file.row(statements.NOT_YET_BACK, (reference,))
        if left is not None and left[0] == 0:
            return TakeBack.DONE
        self.put(Withdrawal(reference=reference, withdrawn_at=now, phone_tail=phone_tail), now)
        return TakeBack.ASKED

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _way_of(self, message: Message) -> tuple[str, tuple[str, ...]]:
        """The service it belongs to, and where it is to go."""
        service = service_of(message)
        if is_matter(message) or isinstance(message, HelpCall):
            return service, self._routes.of_matter(message, service)
        matter = self._file.rows(statements.MATTER, (message.reference,))
        gone_to = [row["destination"] for row in matter] or [ONESTOP]
        return (
            matter[0]["service_code"] if matter else service,
            self._routes.of_follower(message, gone_to),
        )

    def _legs(self, rows: list[Row]) -> tuple[Leg, ...]:
        return tuple(self._file.seals.leg(row) for row in rows)


def _latest(family: str, rows: list[Row]) -> list[Row]:
    """The legs of the last message of that family."""
    ours = [row for row in rows if row["family"] == family]
    return [row for row in ours if row["part"] == ours[-1]["part"]]
