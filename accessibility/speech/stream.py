"""The loudspeaker: one open stream, fed every 10 ms, so that speech starts and stops at once."""

import logging
import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from ctypes import CDLL, CFUNCTYPE, c_char_p, c_int
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any, Protocol

from accessibility.speech.audio import SAMPLE_BYTES, Audio
from accessibility.speech.player import NoSound

log = logging.getLogger(__name__)

RATE = 22050
BUFFER_MILLISECONDS = 10
STALLED_AFTER_SECONDS = 0.5
LONGEST_GRACE_SECONDS = 4.0
"""A device may be slow to start (PulseAudio's null sink: 2 s), so each opening grants more time."""
FLOWS_AFTER_FRAMES = int(0.3 * RATE)
OPEN_LIMIT_SECONDS = 3.0

Feed = Generator[bytes, int, None]


class Device(Protocol):
    """What this module uses of a miniaudio device."""

    def start(self, callback_generator: Feed) -> None: ...
    def close(self) -> None: ...


def _say_nothing(*_complaint: object) -> None:
    """Stand in for ALSA's own handler of complaints."""


ALSA_HANDLER = CFUNCTYPE(None, c_char_p, c_int, c_char_p, c_int, c_char_p)(_say_nothing)


def open_device() -> Device:
    """The default loudspeaker. Raises NoSound."""
    import miniaudio  # noqa: PLC0415 - kept out of the start of kiosks that have no sound

    # Without a sound card ALSA writes 35 lines to stderr at each attempt, over the terminal's page.
    with suppress(OSError, AttributeError):
        CDLL("libasound.so.2").snd_lib_error_set_handler(ALSA_HANDLER)
    # Not the null backend, which would swallow everything, and not JACK, which writes to stderr.
    backend = miniaudio.Backend
    try:
        device: Device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=BUFFER_MILLISECONDS,
            backends=[backend.PULSEAUDIO, backend.ALSA, backend.COREAUDIO, backend.WASAPI],
            app_name="doorstep-kiosk",
        )
    except miniaudio.MiniaudioError as error:
        raise NoSound("no sound device could be opened") from error
    return device


@dataclass(slots=True)
class _Opening:
    """One attempt to open the device, which the player may stop waiting for."""

    number: int
    is_over: Event = field(default_factory=Event)
    is_abandoned: bool = False
    device: Device | None = None


class StreamPlayer:
    """Plays through miniaudio's stream, and notices when the stream takes nothing any more."""

    def __init__(
        self,
        opener: Callable[[], Device] = open_device,
        *,
        clock: Callable[[], float] = time.monotonic,
        open_limit: float = OPEN_LIMIT_SECONDS,
    ) -> None:
        self._opener = opener
        self._clock = clock
        self._open_limit = open_limit
        self._lock = Lock()
        self._turn = 0
        self._opening = 0
        self._attempting: _Opening | None = None
        self._clips: deque[memoryview] = deque()
        self._bytes_left = 0
        self._fed_at = clock()
        self._grace = STALLED_AFTER_SECONDS
        self._frames_taken = 0
        self._device: Device | None = None

    @property
    def seconds_left(self) -> float:
        return self._bytes_left / SAMPLE_BYTES / RATE

    @property
    def has_stalled(self) -> bool:
        with self._lock:
            is_late = self._clock() - self._fed_at > self._grace
            return self._bytes_left > 0 and (self._device is None or is_late)

    def open(self) -> None:
        self._let_go()
        with self._lock:
            if self._attempting is not None and not self._attempting.is_over.is_set():
                # One thread may hang on a frozen sound server, not one for every attempt.
                self._drop()
                raise NoSound("the sound device still does not answer")
            if self._bytes_left and self._grace == LONGEST_GRACE_SECONDS:
                self._drop()
                raise NoSound("the sound device opens and then takes nothing")
            self._grace = min(2 * self._grace, LONGEST_GRACE_SECONDS)
            self._frames_taken = 0
            self._opening += 1
            attempt = self._attempting = _Opening(self._opening)
        Thread(target=self._attempt, args=(attempt,), name="sound device", daemon=True).start()
        # A sound server that was stopped or hangs never answers: the voice waits no longer for it.
        attempt.is_over.wait(self._open_limit)
        with self._lock:
            attempt.is_abandoned = True
            self._device = attempt.device
            self._fed_at = self._clock()
            if self._device is None:
                self._drop()
        if attempt.device is None:
            raise NoSound("no sound device could be opened")

    def play(self, clip: Audio, turn: int) -> None:
        pcm = memoryview(_at_rate(clip))
        with self._lock:
            if turn < self._turn or self._device is None or not pcm:
                return
            if not self._clips:
                self._fed_at = self._clock()
            self._clips.append(pcm)
            self._bytes_left += len(pcm)

    def hush(self, turn: int) -> None:
        with self._lock:
            self._turn = max(turn, self._turn)
            self._drop()

    def close(self) -> None:
        self.hush(self._turn)
        self._let_go()

    def _drop(self) -> None:
        """Forget what is to be played; with the lock held."""
        self._clips.clear()
        self._bytes_left = 0

    def _let_go(self) -> None:
        """Close the device on a thread of its own: closing a dead stream can hang."""
        with self._lock:
            device, self._device = self._device, None
        if device is not None:
            Thread(target=device.close, name="sound device closing", daemon=True).start()

    def _attempt(self, attempt: _Opening) -> None:
        try:
            device = self._opener()
            feed = self._feed(attempt.number)
            next(feed)
            device.start(feed)
        except Exception as error:  # noqa: BLE001 - a sound library's own errors, of several kinds
            log.debug("no sound: %s", type(error).__name__)
        else:
            with self._lock:
                if not attempt.is_abandoned:
                    attempt.device = device
            if attempt.device is None:
                device.close()
        attempt.is_over.set()

    def _feed(self, opening: int) -> Feed:
        """What the device pulls: the clips and silence after them; a device let go, silence."""
        frames = yield b""
        while True:
            wanted = frames * SAMPLE_BYTES
            heard = self._take(wanted, opening)
            frames = yield heard + bytes(wanted - len(heard))

    def _take(self, wanted: int, opening: int) -> bytes:
        with self._lock:
            if opening != self._opening:
                return b""
            self._fed_at = self._clock()
            self._frames_taken += wanted // SAMPLE_BYTES
            if self._frames_taken > FLOWS_AFTER_FRAMES:
                self._grace = STALLED_AFTER_SECONDS
            taken = bytearray()
            while self._clips and len(taken) < wanted:
                clip = self._clips.popleft()
                room = wanted - len(taken)
                taken += clip[:room]
                if len(clip) > room:
                    self._clips.appendleft(clip[room:])
            self._bytes_left -= len(taken)
            return bytes(taken)


def _at_rate(clip: Audio) -> bytes:
    """The clip's samples at the stream's rate."""
    if clip.rate == RATE:
        return clip.pcm
    import miniaudio  # noqa: PLC0415 - only a voice with another rate needs it

    signed: Any = miniaudio.SampleFormat.SIGNED16
    return bytes(miniaudio.convert_frames(signed, 1, clip.rate, clip.pcm, signed, 1, RATE))
