"""The pyttsx3 voice: real sound, from a child process that may die or hang."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from accessibility.speech import Pyttsx3Voice, VoiceFailed

Until = Callable[[Callable[[], bool]], bool]
HANGS = (sys.executable, "-c", "import time; time.sleep(600)")


@pytest.fixture(scope="module")
def shared() -> Iterator[Pyttsx3Voice]:
    """One child for the tests that leave it alive."""
    voice = Pyttsx3Voice(answer_limit=20.0, start_limit=30.0)
    yield voice
    voice.close()


@pytest.fixture
def own() -> Iterator[Pyttsx3Voice]:
    voice = Pyttsx3Voice(answer_limit=20.0, start_limit=30.0)
    voice.prepare()
    yield voice
    voice.close()


def test_it_speaks_mandarin_and_english(shared: Pyttsx3Voice) -> None:
    assert 2 < shared.synthesise("您好，请选择服务项目。", "zh_CN", 1.0).seconds < 6
    assert 1 < shared.synthesise("Please choose a service.", "en", 1.0).seconds < 4


def test_mandarin_is_spoken_and_not_spelt_letter_by_letter(shared: Pyttsx3Voice) -> None:
    """The system's espeak-ng 1.51 reads each syllable as English letters and a digit."""
    assert shared.synthesise("一二三四五六七八", "zh_CN", 1.0).seconds < 5


def test_the_pace_changes_how_long_it_takes(shared: Pyttsx3Voice) -> None:
    usual = shared.synthesise("请把身份证放在读卡器上。", "zh_CN", 1.0)
    assert shared.synthesise("请把身份证放在读卡器上。", "zh_CN", 0.5).seconds > usual.seconds * 1.5


def test_the_pace_is_never_lost_however_often_it_changes(shared: Pyttsx3Voice) -> None:
    """pyttsx3 cancelled it one time in eight."""
    slow, fast = (
        [shared.synthesise("好", "zh_CN", pace).seconds for _ in range(2)] for pace in (0.5, 2.0)
    )
    turns = [shared.synthesise("好", "zh_CN", pace).seconds for pace in (0.5, 2.0) * 20]
    assert min(turns[::2]) > max(fast)
    assert max(turns[1::2]) < min(slow)


def test_the_same_words_sound_as_long_a_second_time(shared: Pyttsx3Voice) -> None:
    first = shared.synthesise("请稍等。", "zh_CN", 1.0)
    assert shared.synthesise("请稍等。", "zh_CN", 1.0).seconds == pytest.approx(
        first.seconds, abs=0.1
    )


def test_what_is_spoken_never_lies_on_a_disk(own: Pyttsx3Voice) -> None:
    assert own.process_id
    own.synthesise("身份证三幺零幺零幺", "zh_CN", 1.0)
    process = Path(f"/proc/{own.process_id}")
    opened = [str(descriptor.readlink()) for descriptor in (process / "fd").iterdir()]
    assert [name for name in opened if name.endswith(".wav") or "speech" in name] == []
    assert "\nwrite_bytes: 0\n" in (process / "io").read_text()


def test_a_killed_child_fails_once_and_then_speaks_again(own: Pyttsx3Voice) -> None:
    assert own.process_id
    os.kill(own.process_id, signal.SIGKILL)
    spoken = 0.0
    for _ in range(2):
        try:
            spoken = own.synthesise("好", "zh_CN", 1.0).seconds
        except VoiceFailed:
            continue
    assert spoken > 0


def test_a_child_that_hangs_is_killed_at_the_limit_and_replaced() -> None:
    voice = Pyttsx3Voice(answer_limit=1.5, start_limit=30.0)
    voice.prepare()
    assert voice.process_id
    hung = voice.process_id
    os.kill(hung, signal.SIGSTOP)
    with pytest.raises(VoiceFailed, match="took too long"):
        voice.synthesise("好", "zh_CN", 1.0)
    assert not Path(f"/proc/{hung}").exists()
    assert voice.synthesise("好", "zh_CN", 1.0).seconds > 0
    voice.close()


def test_a_synthesiser_that_never_gets_ready_is_given_up() -> None:
    voice = Pyttsx3Voice(HANGS, start_limit=0.1)
    with pytest.raises(VoiceFailed, match="took too long"):
        voice.prepare()
    assert voice.process_id is None


@pytest.mark.parametrize(
    "command",
    [
        ("no-such-synthesiser",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "print('x')"),
    ],
)
def test_a_missing_or_broken_synthesiser_is_a_voice_that_failed(command: tuple[str, ...]) -> None:
    voice = Pyttsx3Voice(command, start_limit=20.0)
    with pytest.raises(VoiceFailed):
        voice.prepare()


def test_closing_ends_a_wait_for_a_hung_child(until: Until) -> None:
    voice = Pyttsx3Voice(HANGS, start_limit=600.0)
    failures: list[str] = []

    def wait() -> None:
        try:
            voice.prepare()
        except VoiceFailed as failure:
            failures.append(str(failure))

    waiting = Thread(target=wait)
    waiting.start()
    assert until(lambda: voice.process_id is not None)
    voice.close()
    waiting.join(20.0)
    assert failures


def test_the_child_ends_when_the_kiosk_is_gone() -> None:
    command = [sys.executable, "-m", "accessibility.speech.voices.pyttsx3_child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdin
        assert child.stdout.read(4) == bytes(4)
        child.stdin.close()
        assert child.wait(20.0) == 0


def test_the_kiosk_itself_never_loads_pyttsx3_or_a_sound_library() -> None:
    program = (
        "import sys, accessibility.speech;"
        "heavy = ('pyttsx3', 'miniaudio', 'numpy', 'espeakng_loader');"
        "print([module for module in heavy if module in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
