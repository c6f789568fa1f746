"""What the speech queue asks of a loudspeaker, and two players for machines without one.

Every clip carries the number of its turn. `hush(turn)` ends all earlier turns: what they still
had to play is dropped, and a clip of theirs that arrives late is refused.
"""

from threading import Lock
from typing import Protocol

from accessibility.speech.audio import Audio


class NoSound(Exception):
    """There is no sound device, or it does not answer."""


class Player(Protocol):
    """Plays clips one after the other. `open` may take its time; nothing else ever waits."""

    @property
    def has_stalled(self) -> bool:
        """Whether there is something to play and the device takes nothing."""

    @property
    def seconds_left(self) -> float:
        """How much is still to be heard."""

    def open(self) -> None:
        """Open the device, anew if it was open. Raises NoSound."""

    def play(self, clip: Audio, turn: int) -> None:
        """Play after what is playing, unless the turn is over."""

    def hush(self, turn: int) -> None:
        """Silence everything before this turn."""

    def close(self) -> None:
        """Give the device back. May be called twice."""


class SilentPlayer:
    """For machines without sound, and for tests: every clip is over as soon as it begins."""

    has_stalled = False
    seconds_left = 0.0

    def open(self) -> None:
        """Nothing to open."""

    def play(self, clip: Audio, turn: int) -> None:
        """Nothing is heard."""

    def hush(self, turn: int) -> None:
        """It is silent."""

    def close(self) -> None:
        """Nothing to give back."""


class RecordingPlayer:
    """Writes down which clips would be heard; each goes on until `finish` says it is over."""

    has_stalled = False

    def __init__(self) -> None:
        self._lock = Lock()
        self._turn = 0
        self._playing: list[Audio] = []
        self._heard: list[Audio] = []

    @property
    def heard(self) -> list[Audio]:
        """Every clip that was begun, in order."""
        with self._lock:
            return list(self._heard)

    @property
    def seconds_left(self) -> float:
        with self._lock:
            return sum(clip.seconds for clip in self._playing)

    def open(self) -> None:
        """Paper is always there."""

    def play(self, clip: Audio, turn: int) -> None:
        with self._lock:
            if turn >= self._turn:
                self._playing.append(clip)
                self._heard.append(clip)

    def hush(self, turn: int) -> None:
        with self._lock:
            self._turn = max(turn, self._turn)
            self._playing.clear()

    def finish(self) -> None:
        """Everything begun so far has been heard to its end."""
        with self._lock:
            self._playing.clear()

    def close(self) -> None:
        """What was written down can still be read."""
