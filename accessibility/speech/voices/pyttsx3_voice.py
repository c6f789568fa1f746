"""The voice for what cannot be known beforehand: pyttsx3 on espeak-ng, in a process of its own.

pyttsx3 can hang and cannot be stopped, and espeak-ng is under the GPL: so both live in a child
process that is given words, gives back sound, and is killed and started anew when it must be.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from struct import Struct
from threading import RLock

from accessibility.preferences import Language
from accessibility.speech.audio import Audio
from accessibility.speech.voice import VoiceFailed

RATE = 22050
SIZE = Struct("<I")
"""The head of the child's answer: how many bytes of sound follow."""
COMMAND = (sys.executable, "-P", "-m", "accessibility.speech.voices.pyttsx3_child")
ANSWER_LIMIT_SECONDS = 2.0
START_LIMIT_SECONDS = 15.0
PART = re.compile(r".{1,160}(?:[。！？；，、：.!?;,:\s]|$)|.{1,160}", re.DOTALL)
"""espeak-ng's time grows faster than the text (1,000 characters: 2.4 s), so it gets parts."""
SPEECH_VOICES: dict[Language, str] = {"zh_CN": "sit/cmn", "en": "gmw/en-us"}
WORDS_A_MINUTE: dict[Language, int] = {"zh_CN": 150, "en": 150}
SLOWEST, FASTEST = 0.5, 2.0


class Pyttsx3Voice:
    """Speaks Mandarin and English on any machine, plainly; survives the death of its child."""

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        *,
        answer_limit: float = ANSWER_LIMIT_SECONDS,
        start_limit: float = START_LIMIT_SECONDS,
    ) -> None:
        self._command = command
        self._answer_limit = answer_limit
        self._start_limit = start_limit
        self._use = RLock()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    @property
    def process_id(self) -> int | None:
        """The child's, while there is one."""
        child = self._child
        return None if child is None else child.pid

    def prepare(self) -> None:
        with self._use:
            if self._child is None or self._child.poll() is not None:
                self._start()

    def synthesise(self, text: str, language: Language, rate: float) -> Audio:
        """The sound. Raises VoiceFailed if the child died or a part took longer than the limit."""
        pace = min(max(rate, SLOWEST), FASTEST)
        order: dict[str, str | int] = {
            "voice": SPEECH_VOICES[language],
            "rate": round(WORDS_A_MINUTE[language] * pace),
        }
        sayable = text.encode("utf-8", "replace").decode().replace("\0", " ")
        with self._use:
            self.prepare()
            parts = [self._part(order | {"text": part}) for part in PART.findall(sayable)]
        return Audio(b"".join(part.pcm for part in parts), RATE)

    def _part(self, order: dict[str, str | int]) -> Audio:
        """One part's sound; asked for again if there is none, as pyttsx3 gives now and then."""
        request = (json.dumps(order) + "\n").encode("ascii")
        sound = self._ask(request)
        has_words = any(sign.isalnum() for sign in str(order["text"]))
        return self._ask(request) if has_words and not sound.pcm else sound

    def close(self) -> None:
        self._is_closed = True
        child = self._child
        if child is not None:
            # Whoever waits for its answer sees the pipe end, and lets go.
            child.kill()
        with self._use:
            self._end_child()

    def _start(self) -> None:
        self._end_child()
        house = str(Path(__file__).parents[3])
        paths = [house, *filter(None, [os.environ.get("PYTHONPATH")])]
        if self._is_closed:
            raise VoiceFailed("the voice is closed")
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own module, by our own Python
                self._command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What espeak-ng complains about must not land on the terminal's page.
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            )
        except OSError as error:
            raise VoiceFailed("the synthesiser could not be started") from error
        if self._is_closed:
            self._child.kill()
        self._ask(b"", self._start_limit)

    def _ask(self, request: bytes, limit: float | None = None) -> Audio:
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise VoiceFailed("the synthesiser is gone")
        deadline = time.monotonic() + (limit or self._answer_limit)
        try:
            child.stdin.write(request)
            with DefaultSelector() as selector:
                selector.register(child.stdout, EVENT_READ)
                (size,) = SIZE.unpack(_read(selector, child.stdout.fileno(), SIZE.size, deadline))
                return Audio(_read(selector, child.stdout.fileno(), size, deadline), RATE)
        except (OSError, EOFError, ValueError) as error:
            self._end_child()
            sentence = "took too long" if isinstance(error, TimeoutError) else "died"
            raise VoiceFailed(f"the synthesiser {sentence}") from error

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _read(selector: DefaultSelector, source: int, size: int, deadline: float) -> bytes:
    """Exactly so many bytes. Raises TimeoutError, or EOFError if the child's end closes."""
    parts = bytearray()
    while len(parts) < size:
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
        part = os.read(source, size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
