"""The contract that every voice keeps."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from accessibility.speech import Audio, Pyttsx3Voice, SilentVoice, Transcript, Voice, VoiceFailed

VOICES: list[Callable[[], Voice]] = [
    SilentVoice,
    Transcript,
    lambda: Transcript(seconds=0.5),
    lambda: Pyttsx3Voice(answer_limit=20.0, start_limit=30.0),
]


@pytest.fixture(params=VOICES, ids=["silent", "transcript", "slow transcript", "pyttsx3"])
def voice(request: pytest.FixtureRequest) -> Iterator[Voice]:
    made: Voice = request.param()
    yield made
    made.close()


def test_a_voice_speaks_both_languages(voice: Voice) -> None:
    for text, language in (("您好，请选择服务。", "zh_CN"), ("Please choose a service.", "en")):
        clip = voice.synthesise(text, language, 1.0)  # type: ignore[arg-type] # a literal in a loop
        assert isinstance(clip, Audio)
        assert clip.rate > 0
        assert len(clip.pcm) % 2 == 0


def test_a_voice_need_not_be_prepared_and_may_be_prepared_twice(voice: Voice) -> None:
    voice.prepare()
    voice.prepare()
    assert voice.synthesise("好", "zh_CN", 1.0).rate > 0


@pytest.mark.parametrize(
    "text", ["", " ", "。", "……！", "😀", "\n", "\x00", "\ud800", "[[", "<b>", "℃"]
)
def test_a_voice_takes_any_text(voice: Voice, text: str) -> None:
    assert voice.synthesise(text, "zh_CN", 1.0).rate > 0


def test_a_voice_takes_a_text_of_any_length(voice: Voice) -> None:
    short = voice.synthesise("请把身份证放在读卡器上。", "zh_CN", 1.0)
    long = voice.synthesise("请把身份证放在读卡器上。" * 60, "zh_CN", 1.0)
    assert long.seconds >= short.seconds


def test_a_voice_takes_any_pace(voice: Voice) -> None:
    slow, fast = (voice.synthesise("请稍等。", "zh_CN", pace) for pace in (0.01, 100.0))
    assert slow.seconds >= fast.seconds


def test_a_voice_that_is_closed_twice_says_so_or_is_silent(voice: Voice) -> None:
    voice.close()
    voice.close()
    with suppress(VoiceFailed):
        assert voice.synthesise("好", "zh_CN", 1.0).rate > 0
