"""The one name for what Kivy gives us, because Kivy ships no type information."""

from typing import Any, TypeAlias

KivyObject: TypeAlias = Any
"""A window, a widget, a touch or a texture."""
