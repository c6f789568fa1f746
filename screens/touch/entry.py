"""What has been typed so far, and what the next key makes of it. Knows no glass."""

import re
from collections.abc import Sequence
from typing import Final, assert_never

from accessibility.preferences import Language
from accessibility.writing.pinyin import Candidate, Pinyin
from screens.page import Enter, EntryKind
from screens.touch.strokes import Command, Further, Pick, Sign, Stroke

_WRITTEN: Final = frozenset(
    {EntryKind.NAME, EntryKind.ADDRESS, EntryKind.LONG_TEXT, EntryKind.SEARCH}
)
_DATE_DIGITS: Final = 8
_MOBILE_DIGITS: Final = 11
_MOST_CANDIDATES: Final = 60


class Entry:
    """One entry field. `letters` are spelt but not yet written."""

    def __init__(self, asked: Enter, language: Language, pinyin: Pinyin) -> None:
        self.asked = asked
        self.text = _digits(asked.text) if asked.kind is EntryKind.DATE else asked.text
        self.letters = ""
        self.is_chinese = language == "zh_CN" and self.is_written
        self.has_letters = self.is_written or asked.kind is EntryKind.REFERENCE
        self.candidates: Sequence[Candidate] = ()
        self.first_candidate = 0
        self._pinyin = pinyin

    @property
    def is_written(self) -> bool:
        """Whether it is words rather than numbers."""
        return self.asked.kind in _WRITTEN

    @property
    def whole(self) -> str:
        """What is posted: letters that were spelt and not written count as they stand."""
        return self.text + self.letters

    @property
    def shown(self) -> str:
        """In groups that an eye can check; `·` is a digit still to come."""
        match self.asked.kind:
            case EntryKind.DATE:
                filled = self.text + "·" * (_DATE_DIGITS - len(self.text))
                return f"{filled[:4]} - {filled[4:6]} - {filled[6:]}"
            case EntryKind.ID_NUMBER if re.fullmatch(r"\d+X?", self.text):
                return " ".join(filter(None, (self.text[:6], self.text[6:14], self.text[14:])))
            case EntryKind.PHONE if re.fullmatch(rf"1\d{{,{_MOBILE_DIGITS - 1}}}", self.text):
                return " ".join(filter(None, (self.text[:3], self.text[3:7], self.text[7:])))
            case _:
                return self.whole

    def strike(self, stroke: Stroke) -> bool:
        """Whether the key did anything."""
        before = self._state()
        match stroke:
            case Sign(text):
                self._sign(text.upper() if self._is_capital() else text)
            case Pick(place):
                self._pick(self.first_candidate + place)
            case Command.DELETE if self.letters:
                self._spell(self.letters[:-1])
            case Command.DELETE:
                self.text = self.text[:-1]
            case Command.SPACE if self.letters:
                self._pick(0)
            case Command.SPACE:
                self._write(" ")
            case Further(shown):
                following = self.first_candidate + shown
                self.first_candidate = following if following < len(self.candidates) else 0
            case Command.CHINESE | Command.LATIN:
                self._write(self.letters)
                self._spell("")
                self.is_chinese = stroke is Command.CHINESE
            case Command.LETTERS | Command.DIGITS:
                self.has_letters = stroke is Command.LETTERS
            case _:
                assert_never(stroke)
        return self._state() != before

    def typed(self, text: str) -> None:
        """What a keyboard of the hall's sends: it writes capitals by itself."""
        for sign in text:
            self._sign(sign)

    def replace(self, text: str) -> None:
        """Stand as if nothing but this had been typed."""
        self.text, self.letters = text, ""
        self._spell("")

    def _state(self) -> tuple[str, str, int, bool, bool]:
        return (self.text, self.letters, self.first_candidate, self.is_chinese, self.has_letters)

    def _sign(self, sign: str) -> None:
        if self.is_chinese and sign.isascii() and sign.isalpha():
            self._spell(self.letters + sign.lower())
            return
        if self.letters:
            self._pick(0)
            self._write(self.letters)
            self._spell("")
        self._write(sign)

    def _is_capital(self) -> bool:
        """Whether a name, a place or a sentence begins here, so that nobody needs a shift key."""
        match self.asked.kind:
            case EntryKind.REFERENCE | EntryKind.ID_NUMBER:
                return True
            case EntryKind.NAME | EntryKind.ADDRESS:
                return self.text[-1:] in {"", " "}
            case EntryKind.LONG_TEXT:
                return self.text.rstrip()[-1:] in {"", ".", "!", "?"}
            case _:
                return False

    def _spell(self, letters: str) -> None:
        self.letters = letters
        self.first_candidate = 0
        self.candidates = self._pinyin.candidates(letters, _MOST_CANDIDATES) if letters else ()

    def _pick(self, place: int) -> None:
        if place < len(self.candidates):
            candidate = self.candidates[place]
            self._write(candidate.text)
            self._spell(self.letters[candidate.letters_used :])

    def _write(self, text: str) -> None:
        if self.asked.kind is EntryKind.DATE:
            text = _digits(text)
        most = _DATE_DIGITS if self.asked.kind is EntryKind.DATE else self.asked.most
        self.text = (self.text + text)[:most]


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())
