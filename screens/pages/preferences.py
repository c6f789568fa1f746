"""Text size, colors and voice, each by its name; the language is in the top bar."""

from dataclasses import replace

from accessibility.preferences import Contrast, TextSize
from kiosk.events import ChangedPreferences, WentOn
from kiosk.visit import Visit
from locales import Words
from screens.page import Choose, Option, Page, Paragraph, Phrase
from screens.pages.bars import bars, contrast_name, size_name, voice_name


def page(visit: Visit, words: Words) -> Page:
    # Translators: key on the first page: text size, colors and voice
    title = words("Settings")
    wished = visit.preferences
    sizes = [
        Option(
            # Translators: top bar key that changes the text size; {size} is small, normal, …
            Phrase(words("Text: {size}", size=size_name(size, words))),
            ChangedPreferences(replace(wished, text_size=size)),
            is_chosen=size is wished.text_size,
        )
        for size in TextSize
    ]
    contrasts = [
        Option(
            # Translators: top bar key that changes the colors; {colors} is warm, strong, …
            Phrase(words("Colors: {colors}", colors=contrast_name(contrast, words))),
            ChangedPreferences(replace(wished, contrast=contrast)),
            is_chosen=contrast is wished.contrast,
        )
        for contrast in Contrast
    ]
    voice = Option(
        Phrase(voice_name(visit, words)), ChangedPreferences(wished.with_voice_switched())
    )
    options = (*sizes, *contrasts, voice)
    return Page(
        id="preferences",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=(
            Paragraph(
                # Translators: help on the settings page; spoken
                Phrase(words("The settings last for your visit. Your answers stay as they are."))
            ),
        ),
        prompt=Choose(
            tuple(replace(option, number=number) for number, option in enumerate(options, start=1))
        ),
        # Translators: main key at the end of a visit; leads to the first page
        next=Option(Phrase(words("Done")), WentOn()),
    )
