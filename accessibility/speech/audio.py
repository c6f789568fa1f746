"""Sound ready to be played."""

import sys
from array import array
from dataclasses import dataclass

SAMPLE_BYTES = 2
HEARD_FROM = 250
"""Below this a sample of speech is silence to the ear; full scale is 32767."""
KEPT_BEFORE_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Audio:
    """One channel of signed 16-bit little-endian samples, `rate` of them a second."""

    pcm: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.pcm) / SAMPLE_BYTES / self.rate

    def without_leading_silence(self) -> "Audio":
        """The same sound from 5 ms before its first audible sample; a mere pause as it is."""
        samples = array("h", self.pcm)
        if sys.byteorder == "big":
            samples.byteswap()
        first = next((i for i, s in enumerate(samples) if abs(s) > HEARD_FROM), 0)
        start = max(0, first - int(KEPT_BEFORE_SECONDS * self.rate))
        return Audio(self.pcm[start * SAMPLE_BYTES :], self.rate)
