"""The pages on a terminal of any size, by keyboard or mouse."""

from screens.terminal.terminal_screen import TerminalScreen

__all__ = ["TerminalScreen"]
