"""How each endpoint has been lately, kept so that a restart storms nobody."""

from dataclasses import dataclass
from datetime import UTC, datetime

from api_client.outbox import statements
from api_client.outbox.file import OutboxFile
from api_client.outbox.rows import Row

TOLD_AGAIN_AFTER = 3600.0


@dataclass(frozen=True, slots=True)
class Rest:
    """An endpoint that has failed so many times one after another, and what the trouble is."""

    destination: str
    failures: int
    failed_at: datetime
    pause: float
    trouble: str

    def left(self, now: datetime) -> float:
        """Seconds that it is still to be left alone.

        A failure that lies ahead was noted while the clock was wrong, and holds up nothing.
        """
        passed = (now - self.failed_at).total_seconds()
        return 0.0 if passed < 0 else max(0.0, self.pause - passed)


class Endpoints:
    """One thread's view of the breakers. Every method may raise OutboxUnusable."""

    def __init__(self, file: OutboxFile) -> None:
        self._file = file

    def rest_of(self, destination: str) -> Rest | None:
        """None if it was well when last tried."""
        row = self._file.row(statements.ENDPOINT, (destination,))
        return None if row is None else _rest(row)

    def resting(self) -> list[Rest]:
        """All that were not well when last tried."""
        return [_rest(row) for row in self._file.rows(statements.ENDPOINTS)]

    def failed(self, destination: str, pause: float, trouble: str, now: datetime) -> None:
        """Leave it alone for so many seconds."""
        self._file.write(
            statements.NOTE_FAILURE,
            {"name": destination, "now": now.timestamp(), "pause": pause, "trouble": trouble},
        )

    def recovered(self, destination: str) -> None:
        self._file.write(statements.NOTE_SUCCESS, (destination,))

    def wake(self, destination: str) -> None:
        """Somebody wants it tried now."""
        self._file.write(statements.WAKE, (destination,))

    def is_to_be_told(self, destination: str, now: datetime) -> bool:
        """Whether staff are to be told of its trouble: at once, then once an hour."""
        row = self._file.row(statements.ENDPOINT, (destination,))
        moment = now.timestamp()
        told_at = None if row is None else row["told_at"]
        if told_at is not None and 0 <= moment - told_at < TOLD_AGAIN_AFTER:
            return False
        self._file.write(statements.NOTE_TOLD, {"name": destination, "now": moment})
        return True


def _rest(row: Row) -> Rest:
    return Rest(
        destination=row["name"],
        failures=row["failures"],
        failed_at=datetime.fromtimestamp(row["failed_at"], UTC),
        pause=row["pause"],
        trouble=row["trouble"],
    )
