"""Sentences the kiosk says again and again, kept ready in memory and nowhere else."""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from accessibility.speech.audio import Audio
from accessibility.speech.utterance import Utterance

MOST_BYTES = 32 * 1024 * 1024
"""About twelve minutes of speech."""


class ClipCache:
    """The sound of public sentences, by their content; what was used longest ago goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._clips: OrderedDict[bytes, Audio] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._clips)

    def find(self, utterance: Utterance) -> Audio | None:
        if utterance.is_private:
            return None
        with self._lock:
            clip = self._clips.get(_key(utterance))
            if clip is not None:
                self._clips.move_to_end(_key(utterance))
            return clip

    def keep(self, utterance: Utterance, clip: Audio) -> None:
        """Remember the clip, unless it is private, empty, or larger than everything allowed."""
        if utterance.is_private or not clip.pcm or len(clip.pcm) > self._most_bytes:
            return
        with self._lock:
            replaced = self._clips.pop(_key(utterance), None)
            self._bytes += len(clip.pcm) - (len(replaced.pcm) if replaced else 0)
            self._clips[_key(utterance)] = clip
            while self._bytes > self._most_bytes:
                _, oldest = self._clips.popitem(last=False)
                self._bytes -= len(oldest.pcm)


def _key(utterance: Utterance) -> bytes:
    content = f"{utterance.language}|{utterance.pace}|{utterance.text}"
    return sha256(content.encode("utf-8", "surrogatepass")).digest()
