"""The voice of the kiosk: what a page says, said at once, stopped at once, never in the way.

1. A page's reading comes as one `SpeechQueue.say(...)` and the call is over in microseconds.
2. The queue's one worker looks in the cache, else asks the `Voice` for the sound.
3. The `Player` keeps one stream open and is handed the sound with the number of its turn.
4. `hush()` or an utterance that must be heard now starts a new turn: nothing older is heard.
5. A voice or a sound device that fails is told to the kiosk once, and tried again quietly.
"""

from accessibility.speech.audio import Audio
from accessibility.speech.cache import ClipCache
from accessibility.speech.player import NoSound, Player, RecordingPlayer, SilentPlayer
from accessibility.speech.queue import SpeechQueue
from accessibility.speech.status import SpeechFinding, speech_status
from accessibility.speech.stream import StreamPlayer
from accessibility.speech.utterance import Priority, Utterance
from accessibility.speech.voice import Voice, VoiceFailed
from accessibility.speech.voices.pyttsx3_voice import Pyttsx3Voice
from accessibility.speech.voices.silent import SilentVoice
from accessibility.speech.voices.transcript import Transcript

__all__ = [
    "Audio",
    "ClipCache",
    "NoSound",
    "Player",
    "Priority",
    "Pyttsx3Voice",
    "RecordingPlayer",
    "SilentPlayer",
    "SilentVoice",
    "SpeechFinding",
    "SpeechQueue",
    "StreamPlayer",
    "Transcript",
    "Utterance",
    "Voice",
    "VoiceFailed",
    "speech_status",
]
