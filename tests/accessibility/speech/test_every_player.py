"""The contract that every player keeps, and what is particular to the stream."""

from collections.abc import Callable, Iterator
from threading import Event

import miniaudio
import pytest

from accessibility.speech import Audio, NoSound, Player, RecordingPlayer, SilentPlayer, StreamPlayer
from accessibility.speech.stream import Device, Feed, open_device

Until = Callable[[Callable[[], bool]], bool]
CLIP = Audio(b"\x01\x02" * 2205, 22050)
OTHER = Audio(b"\x03\x04" * 2205, 22050)


class CrankedDevice:
    """A device that takes samples when the test turns the crank."""

    def __init__(self) -> None:
        self._feed: Feed | None = None
        self.is_closed = False

    def start(self, callback_generator: Feed) -> None:
        self._feed = callback_generator

    def close(self) -> None:
        self.is_closed = True

    def turn(self, frames: int) -> bytes:
        assert self._feed is not None
        return self._feed.send(frames)


class Cranks:
    """Opens one cranked device after the other; a clock that stands still."""

    def __init__(self) -> None:
        self.devices: list[CrankedDevice] = []
        self.now = 100.0

    def open(self) -> Device:
        self.devices.append(CrankedDevice())
        return self.devices[-1]

    def clock(self) -> float:
        return self.now

    def turn(self, frames: int) -> bytes:
        return self.devices[-1].turn(frames)


def open_null_device() -> Device:
    """miniaudio's own stream on its null backend: everything is real but the loudspeaker."""
    device: Device = miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=22050,
        buffersize_msec=10,
        backends=[miniaudio.Backend.NULL],
    )
    return device


@pytest.fixture
def cranks() -> Cranks:
    return Cranks()


@pytest.fixture
def stream(cranks: Cranks) -> Iterator[StreamPlayer]:
    player = StreamPlayer(cranks.open, clock=cranks.clock)
    player.open()
    yield player
    player.close()


@pytest.fixture(
    params=[SilentPlayer, RecordingPlayer, lambda: StreamPlayer(open_null_device)],
    ids=["silent", "recording", "stream"],
)
def player(request: pytest.FixtureRequest) -> Iterator[Player]:
    made: Player = request.param()
    yield made
    made.close()


def test_a_player_plays_and_is_hushed(player: Player) -> None:
    player.open()
    player.play(Audio(bytes(22050 * 20), 22050), 0)
    player.hush(1)
    assert player.seconds_left == 0
    assert not player.has_stalled


def test_a_clip_of_a_turn_that_is_over_is_refused(player: Player) -> None:
    player.open()
    player.hush(2)
    player.play(Audio(bytes(22050 * 20), 22050), 1)
    assert player.seconds_left == 0


def test_a_player_may_be_used_before_it_is_open_and_after_it_is_closed(player: Player) -> None:
    player.play(CLIP, 0)
    player.hush(1)
    player.open()
    player.close()
    player.close()
    player.play(CLIP, 2)
    player.hush(3)
    assert player.seconds_left == 0


def test_a_player_may_be_opened_anew(player: Player) -> None:
    player.open()
    player.open()
    assert not player.has_stalled


def test_the_stream_plays_a_clip_to_its_end(until: Until) -> None:
    player = StreamPlayer(open_null_device)
    player.open()
    player.play(CLIP, 0)
    assert until(lambda: player.seconds_left == 0)
    player.close()


def test_the_stream_plays_clip_after_clip_without_a_gap(
    stream: StreamPlayer, cranks: Cranks
) -> None:
    stream.play(CLIP, 0)
    stream.play(OTHER, 0)
    heard = b"".join(cranks.turn(441) for _ in range(11))
    assert heard == CLIP.pcm + OTHER.pcm + bytes(441 * 2)


def test_a_hushed_stream_is_silent_from_the_next_buffer(
    stream: StreamPlayer, cranks: Cranks
) -> None:
    stream.play(CLIP, 0)
    assert cranks.turn(220) == CLIP.pcm[:440]
    stream.hush(1)
    assert cranks.turn(220) == bytes(440)


def test_a_clip_of_another_rate_is_heard_at_its_own_pitch(
    stream: StreamPlayer,
) -> None:
    stream.play(Audio(bytes(2 * 24000), 24000), 0)
    assert stream.seconds_left == pytest.approx(1.0, abs=0.01)


def test_a_device_that_takes_nothing_for_half_a_second_has_stalled(
    stream: StreamPlayer, cranks: Cranks
) -> None:
    cranks.turn(10_000)
    cranks.now += 60
    assert not stream.has_stalled
    stream.play(CLIP, 0)
    assert not stream.has_stalled
    cranks.now += 0.6
    assert stream.has_stalled


def test_a_device_that_is_slow_to_start_is_given_longer_each_time_and_then_given_up(
    stream: StreamPlayer, cranks: Cranks
) -> None:
    stream.play(CLIP, 0)
    for grace in (1.0, 2.0):
        cranks.now += grace - 0.1
        assert not stream.has_stalled
        cranks.now += 0.2
        assert stream.has_stalled
        stream.open()
    cranks.now += 4.1
    assert stream.has_stalled
    with pytest.raises(NoSound, match="takes nothing"):
        stream.open()
    assert stream.seconds_left == 0


def test_a_stream_that_is_opened_anew_goes_on_where_it_was(
    stream: StreamPlayer, cranks: Cranks, until: Until
) -> None:
    stream.play(CLIP, 0)
    cranks.turn(205)
    stream.open()
    first, second = cranks.devices
    assert first.turn(100) == bytes(200)
    assert second.turn(2000) == CLIP.pcm[410:]
    assert until(lambda: first.is_closed)


def test_a_sound_server_that_never_answers_is_given_up_and_closed_when_it_does(
    cranks: Cranks, until: Until
) -> None:
    answers = Event()

    def opener() -> Device:
        answers.wait(20.0)
        return cranks.open()

    player = StreamPlayer(opener, open_limit=0.05)
    with pytest.raises(NoSound, match="could be opened"):
        player.open()
    with pytest.raises(NoSound, match="still does not answer"):
        player.open()
    answers.set()
    assert until(lambda: bool(cranks.devices) and cranks.devices[0].is_closed)
    assert len(cranks.devices) == 1


def test_a_sound_library_that_fails_is_no_sound() -> None:
    def opener() -> Device:
        raise OSError("no library")

    with pytest.raises(NoSound):
        StreamPlayer(opener).open()


def test_a_missing_device_is_no_sound_and_nothing_is_written_over_the_page(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """ALSA's own complaints would land in the middle of the terminal."""
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere")
    with pytest.raises(NoSound):
        open_device()
    assert capfd.readouterr().err == ""
