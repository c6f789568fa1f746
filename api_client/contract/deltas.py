"""How one text is told by another that the reader has already: what to keep, and what is new."""

from collections.abc import Iterator

from msgspec import Struct

MOST_CHARACTERS = 20_000_000
"""More than any package has; a delta of a few bytes could otherwise ask for all memory."""


class Span(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the text that the reader has: from `start` up to `end`, in Unicode characters."""

    start: int
    end: int


Delta = tuple[Span | str, ...]
"""The new text, piece by piece: a part of the old one, or what is new."""


class DoesNotFit(Exception):
    """The delta was made for another text: the whole is to be fetched."""


def applied(old: str, delta: Delta) -> str:
    """The new text. Raises DoesNotFit.

    Whether it is the right one is told by its digest alone.
    """
    return "".join(_pieces(old, delta))


def _pieces(old: str, delta: Delta) -> Iterator[str]:
    left = MOST_CHARACTERS
    for piece in delta:
        text = piece if isinstance(piece, str) else _part(old, piece)
        left -= len(text)
        if left < 0:
            raise DoesNotFit("the delta makes a text beyond measure")
        yield text


def _part(old: str, span: Span) -> str:
    if not 0 <= span.start <= span.end <= len(old):
        raise DoesNotFit("the delta keeps what is not there")
    return old[span.start : span.end]
