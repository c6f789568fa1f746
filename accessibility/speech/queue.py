"""What is to be said, in order: taken in at once, spoken by one worker, silenced at once."""

import logging
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread, current_thread

from accessibility.reading import read_aloud
from accessibility.speech.audio import Audio
from accessibility.speech.cache import ClipCache
from accessibility.speech.player import NoSound, Player
from accessibility.speech.utterance import Priority, Utterance
from accessibility.speech.voice import Voice, VoiceFailed

log = logging.getLogger(__name__)

AHEAD_SECONDS = 1.0
"""The next sentence is made while so much of the one before is still to be heard."""
WATCH_SECONDS = 0.1
RETRY_SECONDS = 30.0
PROOF_OF_LIFE = "一"
"""Asked of a voice that failed, and not played, before it counts as working again."""
CLOSE_LIMIT_SECONDS = 3.0


class SpeechQueue:
    """The kiosk's voice as its pages know it. Every call is over in microseconds, and none raises.

    `changed` hears False once when the voice or the sound device fails and True when it works
    again; it is called on the worker's thread.
    """

    def __init__(
        self,
        voice: Voice,
        player: Player,
        *,
        changed: Callable[[bool], None],
        cache: ClipCache | None = None,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._voice = voice
        self._player = player
        self._changed = changed
        self._cache = ClipCache() if cache is None else cache
        self._retry_seconds = retry_seconds
        self._lock = Condition()
        self._turn = 0
        self._busy_turn = -1
        self._waiting: deque[Utterance] = deque()
        self._last: tuple[Utterance, ...] = ()
        self._is_working = True
        self._is_ready = False
        self._has_voice_failed = False
        self._is_closed = False
        self._worker = Thread(target=self._work, name="voice", daemon=True)
        self._worker.start()

    @property
    def is_speaking(self) -> bool:
        """Whether something is being heard or is about to be."""
        with self._lock:
            return self._is_working and self._worker.is_alive() and self._has_more()

    @property
    def is_working(self) -> bool:
        """Whether what is said can be heard, as far as is known."""
        return self._is_working

    def say(self, *utterances: Utterance) -> None:
        """Say these after what is being said; if one of them has priority NOW, instead of it."""
        with self._lock:
            if self._is_closed or not utterances:
                return
            self._last = utterances
            if any(utterance.priority is Priority.NOW for utterance in utterances):
                self._supersede()
            self._waiting.extend(utterances)
            self._play_what_is_kept()
            self._lock.notify_all()

    def repeat(self) -> None:
        """Say once more what the last call of `say` said, from its beginning."""
        with self._lock:
            self._supersede()
        self.say(*self._last)

    def hush(self) -> None:
        """Be silent now, and drop what waits."""
        with self._lock:
            self._supersede()
            self._lock.notify_all()

    def wait_until_quiet(self, seconds: float) -> bool:
        """Wait until everything has been said; False if that took longer than `seconds`.

        For a kiosk that says good-bye before it ends, and for tests. Never on the screen's thread.
        """
        with self._lock:
            return self._lock.wait_for(lambda: self._is_ready and not self._has_more(), seconds)

    def close(self) -> None:
        """Be silent and give the voice and the sound device back. May be called twice."""
        with self._lock:
            self._supersede()
            self._is_closed = True
            self._last = ()
            self._lock.notify_all()
        self._voice.close()
        self._player.close()
        if self._worker is not current_thread():
            self._worker.join(CLOSE_LIMIT_SECONDS)

    # With the lock held.

    def _supersede(self) -> None:
        self._turn += 1
        self._waiting.clear()
        self._player.hush(self._turn)

    def _has_more(self) -> bool:
        is_busy = self._busy_turn == self._turn
        return bool(self._waiting) or is_busy or self._player.seconds_left > 0

    def _play_what_is_kept(self) -> None:
        """Play a sentence from the cache at once, even while the voice hangs over an older one."""
        if not self._is_ready or not self._is_working or self._busy_turn == self._turn:
            return
        while self._waiting and self._player.seconds_left < AHEAD_SECONDS:
            clip = self._cache.find(self._waiting[0])
            if clip is None:
                return
            self._waiting.popleft()
            self._player.play(clip, self._turn)

    def _can_act(self) -> bool:
        has_room = not self._is_working or self._player.seconds_left < AHEAD_SECONDS
        return self._is_closed or (bool(self._waiting) and has_room)

    def _patience(self) -> float | None:
        if not self._is_working:
            return self._retry_seconds
        return WATCH_SECONDS if self._player.seconds_left > 0 else None

    # On the worker's thread, without the lock.

    def _work(self) -> None:
        self._mend()
        while self._wait_for_work():
            if self._player.has_stalled:
                log.warning("the sound device has stalled and is opened again")
                self._open_player()
            if not self._is_working:
                self._mend()
            if self._is_working:
                self._speak_next()
        self._voice.close()
        self._player.close()

    def _wait_for_work(self) -> bool:
        with self._lock:
            self._is_ready = True
            self._lock.notify_all()
            # What was kept may begin to play while this waits: so it looks afresh each time.
            while not self._can_act():
                if not self._lock.wait(self._patience()):
                    break
            return not self._is_closed

    def _speak_next(self) -> None:
        with self._lock:
            if not self._waiting or self._player.seconds_left >= AHEAD_SECONDS:
                return
            turn = self._turn
            self._busy_turn = turn
            utterance = self._waiting.popleft()
        clip = self._clip_of(utterance, turn)
        if clip is None:
            self._has_voice_failed = True
            self._tell(is_working=False)
        else:
            self._player.play(clip, turn)
        with self._lock:
            self._busy_turn = -1
            self._lock.notify_all()

    def _clip_of(self, utterance: Utterance, turn: int) -> Audio | None:
        """The sentence's sound; None if the voice failed at it twice."""
        kept = self._cache.find(utterance)
        if kept is not None:
            return kept
        words = read_aloud(utterance.text, utterance.language)
        for _ in range(2):
            try:
                clip = self._voice.synthesise(words, utterance.language, utterance.pace)
            except Exception as failure:  # noqa: BLE001 - a voice may be anybody's; pages must go on
                log.warning("the voice failed: %s", _named(failure))
                if turn != self._turn:
                    return Audio(b"", 1)
            else:
                heard = clip.without_leading_silence()
                self._cache.keep(utterance, heard)
                return heard
        return None

    def _mend(self) -> None:
        """Bring the voice and the sound device up; say so if that changed anything."""
        try:
            self._voice.prepare()
            if self._has_voice_failed:
                self._voice.synthesise(PROOF_OF_LIFE, "zh_CN", 1.0)
                self._has_voice_failed = False
        except Exception as failure:  # noqa: BLE001 - a voice may be anybody's; pages must go on
            log.debug("the voice cannot be started: %s", _named(failure))
            self._has_voice_failed = True
            self._tell(is_working=False)
        else:
            self._open_player()

    def _open_player(self) -> None:
        try:
            self._player.open()
        except NoSound as failure:
            log.debug("no sound: %s", failure)
            self._tell(is_working=False)
        else:
            self._tell(is_working=True)

    def _tell(self, *, is_working: bool) -> None:
        with self._lock:
            if not is_working:
                self._supersede()
            is_news = is_working is not self._is_working and not self._is_closed
            self._is_working = is_working
        if is_news:
            log.warning("the voice works again" if is_working else "the voice is off: no sound")
            self._changed(is_working)


def _named(failure: Exception) -> str:
    """For the log: our own sentence, or the kind of a stranger's error, which might quote words."""
    return str(failure) if isinstance(failure, VoiceFailed) else type(failure).__name__
