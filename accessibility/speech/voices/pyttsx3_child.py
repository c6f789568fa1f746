"""The synthesiser's own process: a line of JSON in, sound out; the only place that knows pyttsx3.

1. Load espeak-ng 1.52 from its wheel, before pyttsx3 looks for the system's older one, which
   cannot speak Mandarin.
2. Say a throw-away syllable: pyttsx3's first `runAndWait` returns before the sound is there.
3. Answer each request. What is spoken goes through memory only and never through a disk.
4. End when the kiosk closes the pipe or is gone.
"""

import ctypes
import json
import os
import sys
import wave
from queue import Queue
from struct import Struct
from threading import Event, Thread
from typing import Any, BinaryIO

import espeakng_loader

SIZE = Struct("<I")


class Synthesiser:
    """pyttsx3, used for nothing but writing sound into memory."""

    def __init__(self) -> None:
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        self._library = ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
        import pyttsx3  # noqa: PLC0415 - espeak-ng must be in the process before it

        self._finished = Event()
        self._taken_on = ("", 0)
        self._engine: Any = pyttsx3.init("espeak")
        self._engine.connect("finished-utterance", self._finish)

    def sound_of(self, text: str, voice: str, rate: int) -> bytes:
        """The samples, signed 16-bit, 22,050 a second: pyttsx3 writes no other."""
        memory = os.memfd_create("speech")
        try:
            self._finished.clear()
            self._take_on(voice, rate)
            self._engine.save_to_file(text, f"/proc/self/fd/{memory}")
            self._engine.runAndWait()
            self._finished.wait()
            # Until espeak-ng's thread has left pyttsx3, its tidying up could end the next sentence.
            self._library.espeak_Synchronize()
            with wave.open(f"/proc/self/fd/{memory}", "rb") as sound:
                return sound.readframes(sound.getnframes())
        finally:
            os.close(memory)

    def _take_on(self, voice: str, rate: int) -> None:
        if (voice, rate) == self._taken_on:
            return
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", rate)
        # pyttsx3 cancels whatever espeak-ng is still at when a sentence begins; without this wait
        # that took the new pace with it one time in eight.
        self._library.espeak_Synchronize()
        self._taken_on = (voice, rate)

    def _finish(self, name: str | None, *, completed: bool) -> None:  # noqa: ARG002 - pyttsx3's
        self._finished.set()


def listen(source: BinaryIO, requests: "Queue[bytes]") -> None:
    """Pass requests on; when there can be no more, end, whatever the synthesiser is doing."""
    for line in source:
        requests.put(line)
    os._exit(0)


def answer(out: BinaryIO, pcm: bytes) -> None:
    out.write(SIZE.pack(len(pcm)) + pcm)
    out.flush()


def main() -> None:
    # pyttsx3 prints "Audio saved to …" on standard output, which here carries the sound.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests: Queue[bytes] = Queue()
    Thread(target=listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    synthesiser = Synthesiser()
    synthesiser.sound_of("a", "gmw/en-us", 170)
    answer(out, b"")
    while True:
        request = json.loads(requests.get())
        if any(character.isalnum() for character in request["text"]):
            answer(out, synthesiser.sound_of(request["text"], request["voice"], request["rate"]))
        else:
            answer(out, b"")


if __name__ == "__main__":
    main()
