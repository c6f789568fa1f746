"""The four themes as a terminal's styles."""

from rich.style import Style
from textual.theme import Theme

from accessibility.preferences import Contrast
from accessibility.themes import Palette, palette
from screens.terminal.spans import Ink


def styles_of(colours: Palette) -> dict[Ink, Style]:
    """How each ink is drawn; where two grounds are the same, bold, underline or a sign differs."""

    def style(text: str, ground: str, *, bold: bool = False, underline: bool = False) -> Style:
        return Style(color=text, bgcolor=ground, bold=bold, underline=underline)

    return {
        Ink.TEXT: style(colours.text, colours.background),
        Ink.STRONG: style(colours.text, colours.background, bold=True),
        Ink.MUTED: style(colours.muted_text, colours.background),
        Ink.BAR: style(colours.text, colours.surface),
        Ink.CAP: style(colours.main_key_text, colours.main_key, bold=True),
        Ink.KEY: style(colours.key_text, colours.key),
        Ink.MAIN_KEY: style(colours.key_text, colours.key, bold=True, underline=True),
        Ink.CHOSEN: style(colours.chosen_text, colours.chosen, bold=True),
        Ink.FOCUSED: style(colours.pressed_text, colours.pressed, bold=True, underline=True),
        Ink.PROBLEM: style(colours.problem_text, colours.problem, bold=True),
        Ink.CODE: style("#000000", "#FFFFFF"),
    }


def theme_of(contrast: Contrast) -> Theme:
    """The same colours for the entry field, which Textual draws."""
    colours = palette(contrast)
    return Theme(
        name=contrast.value,
        primary=colours.main_key,
        foreground=colours.text,
        background=colours.background,
        surface=colours.surface,
        variables={
            "input-cursor-background": colours.text,
            "input-cursor-foreground": colours.surface,
            "input-selection-background": colours.chosen,
            "input-selection-foreground": colours.chosen_text,
        },
    )
