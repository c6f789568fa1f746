"""Remembers why the last edition that came was not taken, for whoever asks at the console."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.whole_file import write_whole

NAME: Final = "refused.txt"


@dataclass(frozen=True, slots=True)
class Refusal:
    """When it last came, and why it was not taken; without a full stop."""

    at: datetime
    why: str

    @property
    def sentence(self) -> str:
        return f"on {self.at:%Y-%m-%d %H:%M} an edition was not taken: {self.why}"


class Refusals:
    """The one that stands, in a file beside the editions."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def standing(self) -> Refusal | None:
        """None: what came last was taken, or nothing ever came."""
        try:
            at, why = self._file.read_text("utf-8").splitlines()
            return Refusal(datetime.fromisoformat(at), why)
        except (OSError, ValueError):
            return None

    def note(self, refusal: Refusal) -> None:
        """Raises OSError."""
        lines = (refusal.at.isoformat(), " ".join(refusal.why.split()))
        write_whole(self._file, "\n".join(lines).encode())

    def forget(self) -> None:
        self._file.unlink(missing_ok=True)
