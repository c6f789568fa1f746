"""The pages as numbered lines, for screen readers, Braille lines and serial consoles."""

from screens.plain.lines import PlainLines

__all__ = ["PlainLines"]
