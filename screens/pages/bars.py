"""The top and bottom bars, the same on every page."""

from accessibility.preferences import LANGUAGES, Contrast, Language, Preferences, TextSize
from kiosk.events import CalledForHelp, ChangedPreferences, HeardAgain, WentBack, WentHome
from kiosk.visit import Visit
from locales import Words
from screens.page import Bars, Option, Phrase

OWN_NAMES: dict[Language, str] = {"zh_CN": "中文", "en": "English"}


def bars(
    visit: Visit,
    words: Words,
    where: str,
    *,
    progress: Phrase | None = None,
    has_back: bool = True,
) -> Bars:
    """The bars of a page that calls itself `where`."""
    wished = visit.preferences
    # Translators: bottom bar key on every page; spoken when focused
    back = Option(Phrase(words("Back")), WentBack())
    return Bars(
        where=Phrase(where),
        languages=tuple(_language(each, wished) for each in LANGUAGES),
        text_size=Option(
            # Translators: top bar key that changes the text size; {size} is small, normal, …
            Phrase(words("Text: {size}", size=size_name(wished.text_size, words))),
            ChangedPreferences(wished.with_next_text_size()),
        ),
        contrast=Option(
            # Translators: top bar key that changes the colors; {colors} is warm, strong, …
            Phrase(words("Colors: {colors}", colors=contrast_name(wished.contrast, words))),
            ChangedPreferences(wished.with_next_contrast()),
        ),
        voice=Option(
            Phrase(voice_name(visit, words)), ChangedPreferences(wished.with_voice_switched())
        ),
        back=back if has_back else None,
        # Translators: bottom bar key on every page; leads to the first page
        home=Option(Phrase(words("Home")), WentHome()),
        # Translators: bottom bar key on every page; the voice reads the page once more
        again=Option(Phrase(words("Hear again")), HeardAgain()),
        # Translators: bottom bar key on every page; calls a member of staff
        person=Option(Phrase(words("Call a person")), CalledForHelp()),
        progress=progress,
    )


def _language(language: Language, wished: Preferences) -> Option:
    return Option(
        Phrase(OWN_NAMES[language]),
        ChangedPreferences(wished.with_language(language)),
        is_chosen=language == wished.language,
    )


def size_name(size: TextSize, words: Words) -> str:
    names = {
        # Translators: a text size; top bar and settings page; spoken
        TextSize.SMALL: words("small"),
        # Translators: a text size; top bar and settings page; spoken
        TextSize.NORMAL: words("normal"),
        # Translators: a text size; top bar and settings page; spoken
        TextSize.LARGE: words("large"),
        # Translators: a text size; top bar and settings page; spoken
        TextSize.LARGEST: words("largest"),
    }
    return names[size]


def contrast_name(contrast: Contrast, words: Words) -> str:
    names = {
        # Translators: a color theme; top bar and settings page; spoken
        Contrast.WARM: words("warm"),
        # Translators: a color theme; top bar and settings page; spoken
        Contrast.STRONG: words("strong"),
        # Translators: a color theme; top bar and settings page; spoken
        Contrast.BLACK_ON_WHITE: words("black on white"),
        # Translators: a color theme; top bar and settings page; spoken
        Contrast.WHITE_ON_BLACK: words("white on black"),
    }
    return names[contrast]


def voice_name(visit: Visit, words: Words) -> str:
    if not visit.preferences.is_voice_on:
        # Translators: top bar key; the voice is switched off, pressing switches it on
        return words("Voice: off")
    if not visit.is_voice_working:
        # Translators: top bar key; the voice is wanted but the machine has no sound
        return words("Voice: no sound")
    # Translators: top bar key; the voice is on, pressing switches it off
    return words("Voice: on")
