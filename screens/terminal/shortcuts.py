"""Which key of the keyboard uses which key of the page.

The names shown are those engraved on the keys; the words beside them are the page's own.
"""

from dataclasses import dataclass
from typing import Final

from screens.page import Choose, Option, Page

EXTRA_KEYS: Final = ("f8", "f9", "f10", "f11", "f12")
NEXT_KEY: Final = "enter"
BACK_KEY: Final = "escape"
HOME_KEY: Final = "f5"
LANGUAGE_KEY: Final = "f2"
KEYS: Final = (
    *(NEXT_KEY, "ctrl+j", BACK_KEY, "f1", LANGUAGE_KEY, "f3", "f4", HOME_KEY, "ctrl+home"),
    *("f6", "f7", *EXTRA_KEYS, "pageup", "pagedown", "tab", "shift+tab", "ctrl+c"),
)
"""What the kiosk takes even while somebody types into the entry field."""

_SHOWN: Final = {NEXT_KEY: "Enter", BACK_KEY: "Esc"}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key of the page and the keyboard's key for it; "" where only arrows lead to it."""

    key: str
    option: Option

    @property
    def shown(self) -> str:
        """The name engraved on the key."""
        return _SHOWN.get(self.key, self.key.upper())


def settings_of(page: Page) -> list[Shortcut]:
    """Text size, contrast and voice; the languages share one key and are drawn together."""
    bars = page.bars
    return [
        Shortcut("f4", bars.text_size),
        Shortcut("f6", bars.contrast),
        Shortcut("f7", bars.voice),
    ]


def extras_of(page: Page) -> list[Shortcut]:
    keys = [*EXTRA_KEYS, *([""] * len(page.extras))]
    return [Shortcut(key, option) for key, option in zip(keys, page.extras, strict=False)]


def ends_of(page: Page) -> list[Shortcut]:
    """The bottom bar."""
    bars = page.bars
    keys = [
        (BACK_KEY, bars.back),
        (HOME_KEY, bars.home),
        ("f3", bars.again),
        ("f1", bars.person),
    ]
    return [Shortcut(key, option) for key, option in keys if option is not None]


def next_language(page: Page) -> Option:
    """What the language key leads to: the language after the one that is spoken now."""
    languages = page.bars.languages
    chosen = next((at for at, each in enumerate(languages) if each.is_chosen), -1)
    return languages[(chosen + 1) % len(languages)]


def option_for(key: str, page: Page) -> Option | None:
    """What that key uses on this page, the digits and Enter aside."""
    if key == LANGUAGE_KEY:
        return next_language(page)
    key = HOME_KEY if key in {"home", "ctrl+home"} else key
    shortcuts = [*settings_of(page), *extras_of(page), *ends_of(page)]
    return next((each.option for each in shortcuts if each.key == key), None)


def choice_for(digit: str, page: Page) -> Option | None:
    """The choice of that number."""
    options = page.prompt.options if isinstance(page.prompt, Choose) else ()
    return next((each for each in options if str(each.number) == digit), None)


def key_of(option: Option, page: Page) -> str:
    """The key that uses the option; "" if there is none but the arrows and Tab."""
    if page.next is not None and option == page.next:
        return NEXT_KEY
    if isinstance(page.prompt, Choose) and option in page.prompt.options:
        return "" if option.number is None else str(option.number)
    shortcuts = [*extras_of(page), *settings_of(page), *ends_of(page)]
    return next((each.key for each in shortcuts if each.option == option), "")
