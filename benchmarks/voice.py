"""How soon the voice is heard and how soon it is silent, by an ear on a private PulseAudio.

Run with `python -m benchmarks.voice`. Needs pulseaudio and parec, and no sound card.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread

from accessibility.speech import Priority, Pyttsx3Voice, SpeechQueue, StreamPlayer, Utterance

ROUNDS = 12
RATE = 44100
AUDIBLE = 200
LIMIT_SECONDS = 10.0
QUIET_SECONDS = 0.3
NEEDED = ("pulseaudio", "parec")
SENTENCE = "请把身份证放在读卡器上，等听到提示音以后再拿开。"


class Ear:
    """Notes when sound came out of the sink, by the clock of this process."""

    def __init__(self, server: str) -> None:
        command = ("parec", "-s", server, "-d", "ear.monitor", "--format=s16le", "--channels=1")
        options = (f"--rate={RATE}", "--latency-msec=5", "--raw")
        self._process = subprocess.Popen((*command, *options), stdout=subprocess.PIPE, bufsize=0)
        self._lock = Lock()
        self._heard: list[tuple[float, float]] = []
        Thread(target=self._listen, daemon=True).start()

    def first_after(self, moment: float) -> float | None:
        """Seconds from the moment to the first sound after it."""
        end = time.perf_counter() + LIMIT_SECONDS
        while time.perf_counter() < end:
            with self._lock:
                found = next((first for first, _ in self._heard if first >= moment), None)
            if found is not None:
                return found - moment
            time.sleep(0.002)
        return None

    def last_after(self, moment: float) -> float:
        """Seconds from the moment to the last sound before it is quiet."""
        end = time.perf_counter() + LIMIT_SECONDS
        while time.perf_counter() < end:
            with self._lock:
                last = self._heard[-1][1] if self._heard else 0.0
            if time.perf_counter() - max(last, moment) > QUIET_SECONDS:
                return max(0.0, last - moment)
            time.sleep(0.01)
        return LIMIT_SECONDS

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - opened with a pipe above
        rest = b""
        while chunk := os.read(self._process.stdout.fileno(), 4096):
            now = time.perf_counter()
            whole = len(rest + chunk) // 2 * 2
            samples = array("h", (rest + chunk)[:whole])
            rest = (rest + chunk)[whole:]
            loud = [i for i, sample in enumerate(samples) if abs(sample) > AUDIBLE]
            if loud:
                first, last = (now - (len(samples) - i) / RATE for i in (loud[0], loud[-1]))
                with self._lock:
                    self._heard.append((first, last))


@contextmanager
def private_sound_server() -> Iterator[str]:
    """A PulseAudio of our own whose only sink goes nowhere."""
    with tempfile.TemporaryDirectory(prefix="voice-") as folder:
        socket = Path(folder) / "native"
        modules = (
            f"module-native-protocol-unix socket={socket} auth-anonymous=1",
            "module-null-sink sink_name=ear",
        )
        options = ("-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no")
        loads = tuple(part for module in modules for part in ("-L", module))
        home = {"HOME": folder, "XDG_RUNTIME_DIR": folder, "PULSE_STATE_PATH": folder}
        quiet = subprocess.DEVNULL
        command = ("pulseaudio", *options, *loads)
        with subprocess.Popen(command, env=os.environ | home, stdout=quiet, stderr=quiet) as server:
            end = time.monotonic() + LIMIT_SECONDS
            while not socket.exists() and time.monotonic() < end and server.poll() is None:
                time.sleep(0.02)
            try:
                yield f"unix:{socket}"
            finally:
                server.terminate()


def measure(server: str) -> None:
    os.environ["PULSE_SERVER"] = server
    news: list[bool] = []
    voice = Pyttsx3Voice()
    queue = SpeechQueue(voice, StreamPlayer(), changed=news.append)
    ear = Ear(server)
    try:
        queue.wait_until_quiet(LIMIT_SECONDS)
        if not queue.is_working:
            print("voice: the private PulseAudio started, but its sink could not be opened")
            return
        warm = Utterance(SENTENCE, "zh_CN", Priority.NOW)
        queue.say(warm)
        ear.first_after(time.perf_counter())
        rounds(queue, ear, "uncached", lambda number: Utterance(f"{number}，{SENTENCE}", "zh_CN"))
        rounds(queue, ear, "cached", lambda _: warm)
    finally:
        queue.close()
        ear.close()


def rounds(queue: SpeechQueue, ear: Ear, name: str, sentence: Callable[[int], Utterance]) -> None:
    """Say, listen, hush, listen; one line for each of the three figures."""
    onsets, stops, calls = [], [], []
    for number in range(ROUNDS):
        queue.hush()
        ear.last_after(time.perf_counter())
        begun = time.perf_counter()
        queue.say(sentence(number))
        calls.append(time.perf_counter() - begun)
        onset = ear.first_after(begun)
        if onset is None:
            print(f"voice: {name}: nothing was heard")
            return
        onsets.append(onset)
        time.sleep(0.3)
        hushed = time.perf_counter()
        queue.hush()
        calls.append(time.perf_counter() - hushed)
        stops.append(ear.last_after(hushed))
    for figure, seconds in (("onset", onsets), ("stop", stops), ("call", calls)):
        median, most = statistics.median(seconds) * 1000, max(seconds) * 1000
        print(f"voice: {name} {figure}: median {median:.2f} ms, most {most:.2f} ms")


def main() -> int:
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        print(f"voice: not measured, because {' and '.join(missing)} cannot be found")
        return 0
    with private_sound_server() as server:
        measure(server)
    return 0


if __name__ == "__main__":
    sys.exit(main())
