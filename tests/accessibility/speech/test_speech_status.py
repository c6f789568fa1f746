"""What the operator is told about the voice."""

import sys

from accessibility.speech import (
    NoSound,
    Pyttsx3Voice,
    SilentPlayer,
    SilentVoice,
    StreamPlayer,
    speech_status,
)
from accessibility.speech.stream import Device


def no_device() -> Device:
    raise NoSound("there is none")


def test_a_machine_that_can_speak_says_so() -> None:
    findings = speech_status(lambda: Pyttsx3Voice(answer_limit=20.0), SilentPlayer)
    assert [(finding.subject, finding.is_ready) for finding in findings] == [
        ("Mandarin voice", True),
        ("English voice", True),
        ("Sound device", True),
    ]


def test_a_machine_without_a_loudspeaker_is_told_what_to_plug_in() -> None:
    device = speech_status(SilentVoice, lambda: StreamPlayer(no_device))[-1]
    assert not device.is_ready
    assert "loudspeaker" in device.sentence


def test_a_voice_that_makes_no_sound_is_not_ready() -> None:
    assert [finding.is_ready for finding in speech_status(SilentVoice, SilentPlayer)] == [
        False,
        False,
        True,
    ]


def test_a_synthesiser_that_cannot_start_is_told_with_its_reason() -> None:
    broken = (sys.executable, "-c", "raise SystemExit(1)")
    voice, *_ = speech_status(lambda: Pyttsx3Voice(broken), SilentPlayer)
    assert not voice.is_ready
    assert "died" in voice.sentence
