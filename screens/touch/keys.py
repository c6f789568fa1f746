"""How a key looks: a ground with a frame, its words, and what marks it."""

from dataclasses import dataclass, replace
from typing import Final

from accessibility.type_scale import Role
from screens.page import Option
from screens.touch.geometry import Rect
from screens.touch.shapes import (
    Action,
    Align,
    Box,
    Drawing,
    Picture,
    Post,
    Shape,
    Target,
    Text,
)
from screens.touch.typesetting import Style, Typesetter

PAD_MM: Final = 3.0
CHOSEN_LINES: Final = 3
_TALL_MM: Final = 26.0
_MOST_TALL_MM: Final = 38.0


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a key."""

    ground: str
    ink: str
    line: str
    is_heavy: bool = False


def plain(setter: Typesetter) -> Look:
    return Look(setter.palette.key, setter.palette.key_text, setter.palette.line)


def main(setter: Typesetter) -> Look:
    return Look(setter.palette.main_key, setter.palette.main_key_text, setter.palette.main_key)


def chosen(setter: Typesetter) -> Look:
    colours = setter.palette
    is_filled = colours.chosen == colours.main_key
    line = colours.chosen if is_filled else colours.chosen_text
    return Look(colours.chosen, colours.chosen_text, line, is_heavy=True)


def look_of(option: Option, setter: Typesetter) -> Look:
    return chosen(setter) if option.is_chosen else plain(setter)


def ground(rect: Rect, look: Look, setter: Typesetter) -> Box:
    thickness = setter.hairline * (CHOSEN_LINES if look.is_heavy else 1)
    return Box(rect, look.ground, look.line, thickness, setter.radius)


def target(
    rect: Rect, action: Action, look: Look, setter: Typesetter, shapes: tuple[Shape, ...]
) -> Target:
    """A key of that look with those shapes on it."""
    return Target(rect, action, (ground(rect, look, setter), *shapes), look.ground)


def centred(rect: Rect, text: Text) -> Text:
    """The text in the middle of the rectangle's height."""
    return replace(
        text,
        rect=Rect(
            rect.x, rect.y + (rect.height - text.rect.height) / 2, rect.width, text.rect.height
        ),
    )


def label_style(look: Look, role: Role = Role.KEY) -> Style:
    return Style(role, look.ink, is_bold=True, align=Align.MIDDLE)


def worded(
    rect: Rect, option: Option, look: Look, setter: Typesetter, role: Role = Role.KEY
) -> Target:
    """A key with its words in the middle; where it is chosen, a tick before them."""
    pad = setter.px(PAD_MM)
    inner = Rect(rect.x + pad, rect.y, rect.width - 2 * pad, rect.height)
    marks: tuple[Shape, ...] = ()
    if option.is_chosen:
        side = tick_side(setter)
        marks = (
            Picture(
                Rect(inner.x, inner.y + (inner.height - side) / 2, side, side),
                Drawing.TICK,
                look.ink,
            ),
        )
        inner = Rect(inner.x + side, inner.y, inner.width - side, inner.height)
    text = setter.fitted(option.label.shown, label_style(look, role), inner.width, inner.height)
    return target(rect, Post(option.event), look, setter, (*marks, centred(inner, text)))


def tick_side(setter: Typesetter) -> float:
    return setter.px(6.0)


def tall_height(option: Option, width: float, setter: Typesetter, role: Role) -> float:
    """How high the main key, or one beside it, must be; many words shrink before it grows far."""
    room = width - 2 * setter.px(PAD_MM)
    most = setter.px(_MOST_TALL_MM)
    text = setter.fitted(option.label.shown, label_style(plain(setter), role), room, most)
    return max(setter.px(_TALL_MM), text.rect.height)


def height_for(option: Option, width: float, setter: Typesetter) -> float:
    """How high a key with words must be at this width, at least a target's height."""
    pad = setter.px(PAD_MM)
    room = width - 2 * pad - (tick_side(setter) if option.is_chosen is not None else 0)
    text = setter.text(option.label.shown, label_style(plain(setter)), room)
    return max(setter.target, text.rect.height + pad)


def is_whole_at(option: Option, width: float, setter: Typesetter) -> bool:
    """Whether the words fit this width at the setter's own size without a torn word."""
    pad = setter.px(PAD_MM)
    room = width - 2 * pad - (tick_side(setter) if option.is_chosen is not None else 0)
    words = option.label.shown
    text = setter.text_at_size(words, label_style(plain(setter)), room)
    return setter.is_whole(text, words, room)
