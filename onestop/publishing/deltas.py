"""Finds how a package's text is told shortest by an earlier one."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from api_client.contract import Published, PublishedDelta, Span
from api_client.contract.deltas import Delta

BETWEEN_ITEMS = re.compile(r"(?<=\},)(?=\{)")
"""Where a text of JSON is cut. What it means is nothing to a delta, so a wrong cut does no harm."""


def delta_to(new: Published, old: Published, since: int) -> PublishedDelta:
    """The new edition, for whoever has the package of edition `since`."""
    delta = between(old.package, new.package)
    return PublishedDelta(edition=new.edition, signatures=new.signatures, since=since, delta=delta)


def between(old: str, new: str) -> Delta:
    """Pieces that make the new text from the old one."""
    return tuple(_pieces(BETWEEN_ITEMS.split(old), BETWEEN_ITEMS.split(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Span | str]:
    begins = [0, *accumulate(len(each) for each in old)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield Span(start=begins[old_start], end=begins[old_end])
        elif new_start < new_end:
            yield "".join(new[new_start:new_end])
