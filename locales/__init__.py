"""The words of the kiosk in each language, through gettext.

Sources are English sentences; `locales/<language>/LC_MESSAGES/messages.po` holds every one of them
for Chinese and for English. Call `words("…")` with the literal sentence, so that it is extracted.
"""

import datetime as dt
import gettext
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

Language = Literal["zh_CN", "en"]
FOLDER = Path(__file__).parent
CLOCK_ALOUD: dict[Language, str] = {"zh_CN": "Bh:mm", "en": "HH:mm"}
"""下午2:30: nobody says fourteen o'clock in Chinese. In English 14:30 is read as two thirty p.m."""


class HasBoth(Protocol):
    """A text that the catalogue holds in both languages."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


class Words:
    """One language's words."""

    def __init__(self, language: Language, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, message: str, **values: object) -> str:
        """The sentence in this language, its `{named}` places filled."""
        return self._translations.gettext(message).format(**values)

    def many(self, one: str, several: str, number: int, **values: object) -> str:
        """The sentence for that number, which is also filled in as `{number}`."""
        chosen = self._translations.ngettext(one, several, number)
        return chosen.format(number=number, **values)

    def date(self, day: dt.date) -> str:
        """A day as people write it: 2026年11月22日, November 22, 2026."""
        from babel.dates import format_date  # noqa: PLC0415 -- 40 ms that help and errors can spare

        return format_date(day, "long", locale=self.language)

    def weekday(self, day: dt.date) -> str:
        """The day of the week in full: 星期日, Sunday."""
        from babel.dates import format_date  # noqa: PLC0415 -- as above

        return format_date(day, "EEEE", locale=self.language)

    def day(self, day: dt.date) -> str:
        """A day of the weeks that lie ahead, without its year: 11月23日, November 23."""
        from babel.dates import format_skeleton  # noqa: PLC0415 -- as above

        return format_skeleton("MMMMd", day, locale=self.language)

    def time_aloud(self, moment: dt.datetime) -> str:
        """The time of day as it is said; shown it is on a 24-hour clock."""
        from babel.dates import format_time  # noqa: PLC0415 -- as above

        return format_time(moment.time(), CLOCK_ALOUD[self.language], locale=self.language)

    def moment(self, moment: dt.datetime) -> str:
        """A day and the time of day on a 24-hour clock, to the minute."""
        return f"{self.date(moment.date())} {moment:%H:%M}"

    def of(self, text: HasBoth) -> str:
        """The catalogue's text in this language."""
        return text.zh if self.language == "zh_CN" else text.en


@cache
def words_for(language: Language) -> Words:
    """The words of a language. Raises FileNotFoundError if they were never compiled."""
    translations = gettext.translation("messages", FOLDER, languages=[language])
    return Words(language, translations)
