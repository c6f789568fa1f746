"""A voice that writes down what it is given to say, so that tests can read what was spoken."""

from threading import Lock

from accessibility.preferences import Language
from accessibility.speech.audio import Audio
from accessibility.speech.utterance import Utterance

RATE = 22050


class Transcript:
    """Records every utterance; with `seconds` each also takes that long, in silence."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._clip = Audio(bytes(2 * int(seconds * RATE)), RATE)
        self._lock = Lock()
        self._spoken: list[Utterance] = []

    @property
    def utterances(self) -> list[Utterance]:
        """What was spoken so far, in order."""
        with self._lock:
            return list(self._spoken)

    @property
    def texts(self) -> list[str]:
        """The words alone."""
        return [utterance.text for utterance in self.utterances]

    def prepare(self) -> None:
        """A pencil is always ready."""

    def synthesise(self, text: str, language: Language, rate: float) -> Audio:
        with self._lock:
            self._spoken.append(Utterance(text, language, pace=rate))
        return self._clip

    def clear(self) -> None:
        """Begin a new sheet."""
        with self._lock:
            self._spoken.clear()

    def close(self) -> None:
        """The sheet can still be read."""
