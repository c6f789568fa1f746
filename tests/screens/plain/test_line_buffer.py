"""Bytes put together to lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.plain.line_buffer import MOST_BYTES, LineBuffer


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\rb\r", b"a\r\nb\r\n"])
def test_lines_end_as_the_sender_ends_them(data: bytes) -> None:
    assert LineBuffer("utf-8").fed(data) == ["a", "b"]


@pytest.mark.parametrize("at", range(9))
def test_it_does_not_matter_where_a_chunk_ends(at: int) -> None:
    data = "陈\r\n\r\nb\r\n".encode()
    buffer = LineBuffer("utf-8")
    assert buffer.fed(data[:at]) + buffer.fed(data[at:]) == ["陈", "", "b"]


def test_a_line_without_an_end_is_kept_until_asked_for() -> None:
    buffer = LineBuffer("utf-8")
    assert buffer.fed(b"abc") == []
    assert buffer.rest() == "abc"
    assert buffer.rest() == ""


def test_of_an_endless_line_only_the_beginning_is_kept() -> None:
    buffer = LineBuffer("utf-8")
    for _ in range(40):
        assert buffer.fed(b"x" * 4096) == []
    assert buffer.fed(b"\nnext\n") == ["x" * MOST_BYTES, "next"]


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_no_bytes_are_too_strange(chunks: list[bytes]) -> None:
    buffer = LineBuffer("utf-8")
    for chunk in chunks:
        for line in buffer.fed(chunk):
            assert "\n" not in line
            assert "\r" not in line
