"""Sound, and what is kept of it."""

from dataclasses import replace

from accessibility.speech import Audio, ClipCache, Utterance

SECOND = Audio(b"\x00\x40" * 22050, 22050)
PLEASE_WAIT = Utterance("请稍等", "zh_CN")


def test_a_clip_knows_how_long_it_is() -> None:
    assert SECOND.seconds == 1.0


def test_silence_before_the_first_sound_is_left_out() -> None:
    late = Audio(bytes(22050) + SECOND.pcm, 22050)
    assert late.without_leading_silence().pcm == bytes(2 * 110) + SECOND.pcm


def test_a_sound_that_begins_at_once_and_a_mere_pause_stay_as_they_are() -> None:
    pause = Audio(bytes(22050), 22050)
    assert SECOND.without_leading_silence() == SECOND
    assert pause.without_leading_silence() == pause


def test_a_sentence_is_kept_for_its_words_its_language_and_its_pace() -> None:
    cache = ClipCache()
    cache.keep(PLEASE_WAIT, SECOND)
    assert cache.find(PLEASE_WAIT) == SECOND
    assert cache.find(replace(PLEASE_WAIT, text="谢谢")) is None
    assert cache.find(replace(PLEASE_WAIT, language="en")) is None
    assert cache.find(replace(PLEASE_WAIT, pace=0.5)) is None


def test_a_private_sentence_is_neither_kept_nor_found() -> None:
    cache = ClipCache()
    cache.keep(replace(PLEASE_WAIT, is_private=True), SECOND)
    assert len(cache) == 0
    cache.keep(PLEASE_WAIT, SECOND)
    assert cache.find(replace(PLEASE_WAIT, is_private=True)) is None


def test_what_was_used_longest_ago_makes_room() -> None:
    cache = ClipCache(most_bytes=2 * len(SECOND.pcm))
    first, second, third = (replace(PLEASE_WAIT, text=text) for text in "一二三")
    cache.keep(first, SECOND)
    cache.keep(second, SECOND)
    assert cache.find(first)
    cache.keep(third, SECOND)
    assert cache.find(second) is None
    assert cache.find(first)
    assert cache.find(third)


def test_the_same_sentence_kept_twice_takes_its_room_once() -> None:
    cache = ClipCache(most_bytes=2 * len(SECOND.pcm))
    for _ in range(5):
        cache.keep(PLEASE_WAIT, SECOND)
    cache.keep(replace(PLEASE_WAIT, text="谢谢"), SECOND)
    assert len(cache) == 2


def test_a_clip_larger_than_all_the_room_is_not_kept() -> None:
    cache = ClipCache(most_bytes=10)
    cache.keep(PLEASE_WAIT, SECOND)
    assert len(cache) == 0
