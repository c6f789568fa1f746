"""Whether this machine can speak, told to whoever sets it up or mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from accessibility.preferences import LANGUAGES, Language
from accessibility.speech.player import NoSound, Player
from accessibility.speech.stream import StreamPlayer
from accessibility.speech.voice import Voice, VoiceFailed
from accessibility.speech.voices.pyttsx3_voice import Pyttsx3Voice

NEEDED = ("pyttsx3", "espeakng_loader")
SAMPLE: dict[Language, str] = {"zh_CN": "您好", "en": "Hello"}
NAMES: dict[Language, str] = {"zh_CN": "Mandarin", "en": "English"}


@dataclass(frozen=True, slots=True)
class SpeechFinding:
    """One thing that was looked at, and a sentence on how it is or what to do."""

    subject: str
    is_ready: bool
    sentence: str


def speech_status(
    voice: Callable[[], Voice] = Pyttsx3Voice, player: Callable[[], Player] = StreamPlayer
) -> tuple[SpeechFinding, ...]:
    """Try every voice and the sound device, in silence. Takes a second or two; raises nothing."""
    return (*(_voice_finding(voice(), language) for language in LANGUAGES), _device(player()))


def _voice_finding(voice: Voice, language: Language) -> SpeechFinding:
    subject = f"{NAMES[language]} voice"
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sentence = f"Missing: {' and '.join(missing)}. Install the kiosk again with its packages."
        return SpeechFinding(subject, is_ready=False, sentence=sentence)
    try:
        clip = voice.synthesise(SAMPLE[language], language, 1.0)
    except VoiceFailed as failure:
        sentence = (
            f"It cannot speak ({failure}). Check free memory and that this user may start"
            " programs, then run this again; until then the kiosk shows everything in writing."
        )
        return SpeechFinding(subject, is_ready=False, sentence=sentence)
    finally:
        voice.close()
    if not clip.pcm:
        sentence = "It makes no sound. Install the espeakng-loader package again."
        return SpeechFinding(subject, is_ready=False, sentence=sentence)
    return SpeechFinding(subject, is_ready=True, sentence="It speaks (pyttsx3 on espeak-ng).")


def _device(player: Player) -> SpeechFinding:
    try:
        player.open()
    except NoSound:
        sentence = (
            "None answers. Plug in or switch on the loudspeaker, check that PulseAudio, PipeWire"
            " or ALSA runs and that this user is in the group audio; until then the kiosk shows"
            " everything in writing."
        )
        return SpeechFinding("Sound device", is_ready=False, sentence=sentence)
    finally:
        player.close()
    return SpeechFinding("Sound device", is_ready=True, sentence="It plays.")
