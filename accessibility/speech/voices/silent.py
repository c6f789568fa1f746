"""For a hall that wants no voice: everything works, nothing is heard."""

from accessibility.preferences import Language
from accessibility.speech.audio import Audio

SILENCE = Audio(b"", 22050)


class SilentVoice:
    """Says nothing, and never fails."""

    def prepare(self) -> None:
        """Silence is always ready."""

    def synthesise(self, text: str, language: Language, rate: float) -> Audio:  # noqa: ARG002 - the protocol's
        return SILENCE

    def close(self) -> None:
        """Silence holds nothing."""
