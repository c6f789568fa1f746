"""What a visitor hears, and does not hear any more."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest

from accessibility.preferences import Language
from accessibility.speech import (
    Audio,
    ClipCache,
    NoSound,
    Player,
    Priority,
    Pyttsx3Voice,
    RecordingPlayer,
    SilentPlayer,
    SilentVoice,
    SpeechQueue,
    StreamPlayer,
    Transcript,
    Utterance,
    Voice,
    VoiceFailed,
)
from accessibility.speech.stream import Device

Until = Callable[[Callable[[], bool]], bool]
LIMIT = 20.0
TONE = Audio(b"\x00\x40" * 22050, 22050)


def no_device() -> Device:
    raise NoSound("there is none")


def mandarin(text: str, priority: Priority = Priority.NORMAL) -> Utterance:
    return Utterance(text, "zh_CN", priority)


@dataclass
class GatedVoice:
    """Speaks one sentence each time the gate is opened; a real voice that takes its time."""

    gate: Event = field(default_factory=Event)
    begun: list[str] = field(default_factory=list)

    def prepare(self) -> None:
        """Ready."""

    def synthesise(self, text: str, language: Language, rate: float) -> Audio:  # noqa: ARG002 - the protocol's
        self.begun.append(text)
        self.gate.wait(LIMIT)
        return TONE

    def close(self) -> None:
        self.gate.set()


@dataclass
class MoodyVoice:
    """Fails as long as it is told to, or so many times."""

    is_failing: bool = True
    failures: int = 0
    error: type[Exception] = VoiceFailed
    asked: int = 0

    def prepare(self) -> None:
        """Ready."""

    def synthesise(self, text: str, language: Language, rate: float) -> Audio:  # noqa: ARG002 - the protocol's
        self.asked += 1
        if self.is_failing or self.asked <= self.failures:
            raise self.error("in a mood")
        return TONE

    def close(self) -> None:
        """Nothing held."""


class MoodyPlayer(RecordingPlayer):
    """A device that can be unplugged, and can stall."""

    def __init__(self, *, is_there: bool = True) -> None:
        super().__init__()
        self.is_there = is_there
        self.is_stuck = False
        self.opened = 0

    @property
    def has_stalled(self) -> bool:  # type: ignore[override] # the double can change its mind
        return self.is_stuck and self.seconds_left > 0

    def has_begun(self, clips: int) -> Callable[[], bool]:
        """Whether so many clips were begun."""
        return lambda: len(self.heard) == clips

    def open(self) -> None:
        if not self.is_there:
            raise NoSound("unplugged")
        self.opened += 1
        self.is_stuck = False


@dataclass
class Speaking:
    """A queue, and the news it gave."""

    queue: SpeechQueue
    news: list[bool]


Speak = Callable[..., Speaking]


@pytest.fixture
def speak() -> Iterator[Speak]:
    """Starts queues, and closes them after the test."""
    queues: list[SpeechQueue] = []

    def start(voice: Voice, player: Player, *, retry_seconds: float = 3600.0) -> Speaking:
        news: list[bool] = []
        queues.append(
            SpeechQueue(voice, player, changed=news.append, retry_seconds=retry_seconds),
        )
        return Speaking(queues[-1], news)

    yield start
    for queue in queues:
        queue.close()


def test_a_page_is_read_in_order(speak: Speak) -> None:
    transcript = Transcript()
    queue = speak(transcript, SilentPlayer()).queue
    page = [mandarin("请选择服务"), mandarin("送餐"), Utterance("two", "en", pace=0.5)]
    queue.say(*page)
    assert queue.wait_until_quiet(LIMIT)
    assert transcript.utterances == page


def test_figures_are_spoken_as_the_ear_needs_them(speak: Speak) -> None:
    transcript = Transcript()
    queue = speak(transcript, SilentPlayer()).queue
    queue.say(mandarin("请拨12345"), Utterance("Call 12345", "en"))
    assert queue.wait_until_quiet(LIMIT)
    assert transcript.texts == ["请拨幺二三四五", "Call one two three four five"]


def test_what_is_said_next_waits_for_what_is_being_said(speak: Speak, until: Until) -> None:
    transcript, player = Transcript(seconds=9.0), RecordingPlayer()
    queue = speak(transcript, player).queue
    queue.say(mandarin("一"))
    assert until(lambda: len(player.heard) == 1)
    queue.say(mandarin("二"))
    assert queue.is_speaking
    assert transcript.texts == ["一"]
    player.finish()
    assert until(lambda: transcript.texts == ["一", "二"])


def test_what_must_be_said_now_silences_the_rest(speak: Speak, until: Until) -> None:
    voice, player = GatedVoice(), RecordingPlayer()
    queue = speak(voice, player).queue
    queue.say(mandarin("一"), mandarin("二"))
    assert until(lambda: voice.begun == ["一"])
    queue.say(mandarin("三", Priority.NOW))
    voice.gate.set()
    assert until(lambda: voice.begun == ["一", "三"])
    assert until(lambda: len(player.heard) == 1)


def test_hush_drops_what_waits_and_what_is_being_made(speak: Speak, until: Until) -> None:
    voice, player = GatedVoice(), RecordingPlayer()
    queue = speak(voice, player).queue
    queue.say(mandarin("一"), mandarin("二"))
    assert until(lambda: voice.begun == ["一"])
    queue.hush()
    assert not queue.is_speaking
    voice.gate.set()
    queue.say(mandarin("三"))
    assert until(lambda: len(player.heard) == 1)
    assert voice.begun == ["一", "三"]


def test_hush_silences_what_is_being_heard(speak: Speak, until: Until) -> None:
    player = RecordingPlayer()
    queue = speak(Transcript(seconds=9.0), player).queue
    queue.say(mandarin("一"))
    assert until(lambda: player.seconds_left > 0)
    queue.hush()
    assert player.seconds_left == 0
    assert not queue.is_speaking


def test_a_voice_that_hangs_delays_no_caller_and_nothing_that_is_kept(
    speak: Speak, until: Until
) -> None:
    voice, player = GatedVoice(), RecordingPlayer()
    voice.gate.set()
    queue = speak(voice, player).queue
    queue.say(mandarin("请稍等"))
    assert until(lambda: len(player.heard) == 1)
    voice.gate.clear()
    queue.say(mandarin("新句子", Priority.NOW))
    assert until(lambda: "新句子" in voice.begun)
    queue.say(mandarin("请稍等", Priority.NOW))
    assert len(player.heard) == 2
    assert not voice.gate.is_set()


def test_what_is_not_kept_follows_what_is(speak: Speak, until: Until) -> None:
    transcript, player = Transcript(seconds=9.0), RecordingPlayer()
    queue = speak(transcript, player).queue
    queue.say(mandarin("请稍等"))
    assert until(lambda: len(player.heard) == 1)
    queue.hush()
    queue.say(mandarin("请稍等"), mandarin("新句子"))
    assert len(player.heard) == 2
    assert transcript.texts == ["请稍等"]
    player.finish()
    assert until(lambda: transcript.texts == ["请稍等", "新句子"])


def test_hear_again_says_the_last_page_from_its_beginning(speak: Speak) -> None:
    transcript = Transcript()
    queue = speak(transcript, SilentPlayer()).queue
    queue.say(mandarin("旧"))
    queue.say(mandarin("一"), mandarin("二"))
    assert queue.wait_until_quiet(LIMIT)
    queue.repeat()
    assert queue.wait_until_quiet(LIMIT)
    assert transcript.texts == ["旧", "一", "二", "一", "二"]


def test_a_private_sentence_is_made_anew_each_time_and_never_kept(until: Until) -> None:
    cache, voice, player = ClipCache(), MoodyVoice(is_failing=False), MoodyPlayer()
    queue = SpeechQueue(voice, player, changed=lambda _: None, cache=cache)
    for heard in (2, 4):
        private = Utterance("身份证", "zh_CN", Priority.NOW, is_private=True)
        queue.say(private)
        assert until(player.has_begun(heard - 1))
        player.finish()
        queue.say(mandarin("请稍等"))
        assert until(player.has_begun(heard))
    queue.close()
    assert cache.find(mandarin("身份证")) is None
    assert cache.find(mandarin("请稍等")) is not None
    assert voice.asked == 3


def test_a_voice_that_failed_once_is_asked_again_and_nobody_notices(speak: Speak) -> None:
    voice = MoodyVoice(is_failing=False, failures=1)
    speaking = speak(voice, SilentPlayer())
    speaking.queue.say(mandarin("一"))
    assert speaking.queue.wait_until_quiet(LIMIT)
    assert voice.asked == 2
    assert speaking.news == []


def test_a_dead_voice_is_told_once_and_its_return_too(speak: Speak) -> None:
    voice = MoodyVoice()
    speaking = speak(voice, SilentPlayer())
    for text in ("一", "二", "三"):
        speaking.queue.say(mandarin(text), mandarin(text))
        assert speaking.queue.wait_until_quiet(LIMIT)
    voice.is_failing = False
    speaking.queue.say(mandarin("四"))
    assert speaking.queue.wait_until_quiet(LIMIT)
    assert speaking.news == [False, True]
    assert speaking.queue.is_working


def test_a_voice_that_raises_what_nobody_expected_is_a_dead_voice(speak: Speak) -> None:
    voice = MoodyVoice(error=ZeroDivisionError)
    speaking = speak(voice, SilentPlayer())
    speaking.queue.say(mandarin("一"))
    assert speaking.queue.wait_until_quiet(LIMIT)
    voice.is_failing = False
    speaking.queue.say(mandarin("二"))
    assert speaking.queue.wait_until_quiet(LIMIT)
    assert speaking.news == [False, True]


def test_a_device_that_is_plugged_in_later_is_found_without_a_word(
    speak: Speak, until: Until
) -> None:
    player = MoodyPlayer(is_there=False)
    speaking = speak(SilentVoice(), player, retry_seconds=0.01)
    assert until(lambda: speaking.news == [False])
    assert not speaking.queue.is_working
    player.is_there = True
    assert until(lambda: speaking.news == [False, True])


def test_without_a_device_nothing_is_ever_being_spoken(speak: Speak) -> None:
    speaking = speak(Transcript(seconds=9.0), MoodyPlayer(is_there=False))
    speaking.queue.say(mandarin("一"))
    assert speaking.queue.wait_until_quiet(LIMIT)
    assert not speaking.queue.is_speaking
    assert speaking.news == [False]


def test_a_stream_that_stalls_is_opened_again_and_goes_on(speak: Speak, until: Until) -> None:
    player = MoodyPlayer()
    speaking = speak(Transcript(seconds=9.0), player)
    speaking.queue.say(mandarin("一"))
    assert until(lambda: player.seconds_left > 0)
    player.is_stuck = True
    assert until(lambda: player.opened == 2)
    assert player.seconds_left > 0
    assert speaking.news == []


def test_a_stream_that_stalls_for_good_is_told_and_ends_the_speaking(
    speak: Speak, until: Until
) -> None:
    player = MoodyPlayer()
    speaking = speak(Transcript(seconds=9.0), player)
    speaking.queue.say(mandarin("一"))
    assert until(lambda: player.seconds_left > 0)
    player.is_there = False
    player.is_stuck = True
    assert until(lambda: speaking.news == [False])
    assert not speaking.queue.is_speaking


def test_this_machine_without_a_loudspeaker_says_so_once_and_goes_on(speak: Speak) -> None:
    """The real stream and a device that is not there, as on a machine without sound."""
    speaking = speak(Transcript(), StreamPlayer(no_device))
    for text in ("一", "二"):
        speaking.queue.say(mandarin(text))
        assert speaking.queue.wait_until_quiet(LIMIT)
    assert speaking.news == [False]


def test_a_closed_queue_takes_everything_and_says_nothing(speak: Speak) -> None:
    transcript = Transcript()
    queue = speak(transcript, SilentPlayer()).queue
    queue.close()
    queue.say(mandarin("一"))
    queue.repeat()
    queue.hush()
    queue.close()
    assert transcript.texts == []
    assert not queue.is_speaking


def test_closing_does_not_wait_for_a_voice_at_work(speak: Speak, until: Until) -> None:
    voice = GatedVoice()
    queue = speak(voice, SilentPlayer()).queue
    queue.say(mandarin("一"))
    assert until(lambda: voice.begun == ["一"])
    queue.close()
    assert voice.gate.is_set()


def test_the_real_voice_survives_its_child_being_killed_between_two_sentences(
    speak: Speak, until: Until
) -> None:
    voice = Pyttsx3Voice(answer_limit=20.0, start_limit=30.0)
    player = RecordingPlayer()
    speaking = speak(voice, player)
    for text in ("请稍等", "谢谢"):
        speaking.queue.say(mandarin(text, Priority.NOW))
        assert until(lambda: player.seconds_left > 0)
        assert voice.process_id
        os.kill(voice.process_id, signal.SIGKILL)
    assert len(player.heard) == 2
    assert speaking.news == []
