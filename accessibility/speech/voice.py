"""What the speech queue asks of a voice."""

from typing import Protocol

from accessibility.preferences import Language
from accessibility.speech.audio import Audio


class VoiceFailed(Exception):
    """The voice is missing, died or did not answer in time; it may be asked again."""


class Voice(Protocol):
    """Turns words into sound. One thread uses it; only `close` may come from another."""

    def prepare(self) -> None:
        """Get ready, so that the first sentence is not late. Raises VoiceFailed."""

    def synthesise(self, text: str, language: Language, rate: float) -> Audio:
        """The sound of the text; `rate` 1.0 is the usual pace. Raises VoiceFailed."""

    def close(self) -> None:
        """Give everything back, at once, also while it is at work. May be called twice."""
