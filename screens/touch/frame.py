"""What stands at the same place on every page: the bars, the main key, the keys beside it."""

from dataclasses import dataclass, replace
from typing import Final

from accessibility.type_scale import Role
from screens.page import Bars, Enter, Option, Page
from screens.touch.geometry import Rect
from screens.touch.key_rows import key_rows
from screens.touch.keys import main, plain, tall_height, target, worded
from screens.touch.shapes import Align, Box, Drawing, Item, Picture, Target, Turn, moved_shape
from screens.touch.typesetting import Style, Typesetter

_TOP: Final = 0.15
_BOTTOM: Final = 0.11
_TOP_BROAD: Final = 0.17
_BOTTOM_BROAD: Final = 0.17
_WHERE_BROAD: Final = 0.26
_COLUMNS: Final = (0.2, 0.26, 0.32)
"""The share of the column at the right: the first that holds its keys."""
_ACTIONS: Final = 0.2
_MAIN_SHARE: Final = 0.58
_COUNT_MM: Final = 19.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The furniture, the room it leaves for the page, and where sheets are turned.

    `beside` is what is left of the column beside the room, on a screen that has one. `has_foot`:
    the page's small print stands in the bottom bar.
    """

    items: tuple[Item, ...]
    room: Rect
    turning: Rect | None
    beside: Rect | None = None
    has_foot: bool = False


def frame(page: Page, setter: Typesetter, *, is_turned: bool) -> Frame:
    """The frame of a page; `is_turned`: with a place to turn its sheets."""
    screen, margin = setter.screen, setter.margin
    whole = Rect(margin, margin, screen.width_px - 2 * margin, screen.height_px - 2 * margin)
    top, y = _top(page.bars, setter, whole)
    bottom, bottom_y, empty = _bottom(page.bars, setter, whole)
    between = Rect(whole.x, y + 1.5 * setter.gap, whole.width, bottom_y - y - 2.5 * setter.gap)
    make = _upright if setter.is_upright else _broad
    made = make(page, setter, between, is_turned=is_turned)
    foot = _foot(page, setter, empty, made.beside)
    return replace(made, items=(*top, *bottom, *foot, *made.items), has_foot=bool(foot))


def _top(bars: Bars, setter: Typesetter, whole: Rect) -> tuple[tuple[Item, ...], float]:
    """Where I am and how far, and the keys for language, size, colours and voice."""
    options = (*bars.languages, bars.text_size, bars.contrast, bars.voice)
    height = setter.screen.height_px
    if setter.is_upright:
        texts, high = _where(bars, setter, Rect(whole.x, whole.y, whole.width, 0))
        keys = key_rows(options, whole.width, height * _TOP, setter, (1, 2))
        top = whole.y + high + setter.gap / 2
        made = keys.targets(Rect(whole.x, top, whole.width, keys.height))
        return (*texts, *made), top + keys.height
    left = whole.width * _WHERE_BROAD
    right = Rect(whole.x + left + setter.gap, whole.y, whole.width - left - setter.gap, 0)
    keys = key_rows(options, right.width, height * _TOP_BROAD, setter)
    place = Rect(whole.x, whole.y, left, keys.height)
    words = " · ".join(part.shown for part in (bars.where, bars.progress) if part is not None)
    style = Style(Role.NOTE, setter.palette.text, is_bold=True)
    text = setter.fitted(words, style, left, keys.height)
    at = moved_shape(text, place.x, place.y + (keys.height - text.rect.height) / 2)
    return (at, *keys.targets(right)), whole.y + keys.height


def _where(bars: Bars, setter: Typesetter, rect: Rect) -> tuple[tuple[Item, ...], float]:
    """The progress keeps what it needs at the right; where I am has the rest."""
    style = Style(Role.NOTE, setter.palette.text, is_bold=True)
    if bars.progress is None:
        text = setter.text(bars.where.shown, style, rect.width)
        return (moved_shape(text, rect.x, rect.y),), text.rect.height
    right = Style(Role.NOTE, setter.palette.muted_text, align=Align.RIGHT)
    progress = setter.text(bars.progress.shown, right, rect.width / 2)
    wide = setter.extent(progress) + setter.gap
    where = setter.text(bars.where.shown, style, rect.width - wide)
    progress = replace(progress, rect=Rect(0, 0, wide, progress.rect.height))
    items = (
        moved_shape(where, rect.x, rect.y),
        moved_shape(progress, rect.right - wide, rect.y),
    )
    return items, max(where.rect.height, progress.rect.height)


def _bottom(
    bars: Bars, setter: Typesetter, whole: Rect
) -> tuple[tuple[Item, ...], float, Rect | None]:
    """The keys, where they begin, and the place of *Back* where that leads nowhere."""
    share = _BOTTOM if setter.is_upright else _BOTTOM_BROAD
    options = (bars.back, bars.home, bars.again, bars.person)
    keys = key_rows(options, whole.width, setter.screen.height_px * share, setter)
    y = whole.bottom - keys.height
    line_y = y - setter.gap / 2
    line = Box(Rect(whole.x, line_y, whole.width, setter.hairline), setter.palette.line)
    bar = Rect(whole.x, y, whole.width, keys.height)
    empty = bar.columns(len(options), setter.gap)[0] if bars.back is None else None
    return (line, *keys.targets(bar)), line_y, empty


def _foot(page: Page, setter: Typesetter, *places: Rect | None) -> tuple[Item, ...]:
    """The small print in the first of these places that holds it; nothing if none does."""
    style = Style(Role.NOTE, setter.palette.muted_text)
    for place in places:
        if page.foot is None or place is None:
            continue
        text = setter.fitted(page.foot.shown, style, place.width, place.height)
        is_whole = setter.is_whole(text, page.foot.shown, place.width)
        if is_whole and text.rect.height <= place.height:
            y = place.y + (place.height - text.rect.height) / 2
            return (moved_shape(text, place.x, y),)
    return ()


def _main_key(option: Option, rect: Rect, setter: Typesetter) -> Target:
    return worded(rect, option, main(setter), setter, Role.TITLE)


def _upright(page: Page, setter: Typesetter, between: Rect, *, is_turned: bool) -> Frame:
    """The main key above the bottom bar at the right, one lesser key beside it, more above."""
    items: list[Item] = []
    bottom = between.bottom
    beside, above = page.extras, page.extras
    if page.next is not None:
        is_paired = len(page.extras) == 1
        beside, above = (page.extras, ()) if is_paired else ((), page.extras)
        wide = between.width * (_MAIN_SHARE if is_paired else 1)
        high = tall_height(page.next, wide, setter, Role.TITLE)
        rest = between.width - wide - setter.gap
        high = max([high, *(tall_height(each, rest, setter, Role.KEY) for each in beside)])
        y = bottom - high
        items.append(_main_key(page.next, Rect(between.right - wide, y, wide, high), setter))
        place = Rect(between.x, y, rest, high)
        items += [worded(place, extra, plain(setter), setter) for extra in beside]
        bottom = y - setter.gap
    if above:
        most = setter.screen.height_px * _ACTIONS
        keys = key_rows(above, between.width, most, setter, (1, 2))
        y = bottom - keys.height
        items += keys.targets(Rect(between.x, y, between.width, keys.height))
        bottom = y - setter.gap
    turning = None
    if is_turned:
        turning = Rect(between.x, bottom - setter.target, between.width, setter.target)
        bottom = turning.y - setter.gap
    room = Rect(between.x, between.y, between.width, bottom - between.y)
    return Frame(tuple(items), room, turning)


def _broad(page: Page, setter: Typesetter, between: Rect, *, is_turned: bool) -> Frame:
    """A column at the right: sheets are turned at its top, the main key is at its bottom."""
    if page.next is None and not page.extras and not is_turned:
        return Frame((), between, None)
    made = [
        _beside_column(page, setter, between, between.width * share, is_turned=is_turned)
        for share in _COLUMNS
    ]
    return next((frame for frame, is_whole in made if is_whole), made[0][0])


def _beside_column(
    page: Page, setter: Typesetter, between: Rect, wide: float, *, is_turned: bool
) -> tuple[Frame, bool]:
    """With a column so wide, and whether its keys have the room that they need."""
    column = Rect(between.right - wide, between.y, wide, between.height)
    items: list[Item] = []
    bottom, top = column.bottom, column.y
    is_whole = True
    if page.next is not None:
        high = tall_height(page.next, wide, setter, Role.TITLE)
        items.append(_main_key(page.next, Rect(column.x, bottom - high, wide, high), setter))
        bottom -= high + setter.gap
    turning = None
    if is_turned:
        turning = Rect(column.x, top, wide, setter.target)
        top += setter.target + setter.gap
    if page.extras:
        count = len(page.extras)
        # A problem is told in this column too, so that the keys leave it what they can.
        is_shared = page.problem is not None and isinstance(page.prompt, Enter)
        most = setter.target * count if is_shared else bottom - top
        keys = key_rows(page.extras, wide, most, setter, (count,))
        if keys.height > max(most, bottom - top):
            keys = key_rows(page.extras, wide, most, setter, (-(-count // 2),))
        place = Rect(column.x, bottom - keys.height, wide, keys.height)
        items += keys.targets(place)
        is_whole = keys.is_whole and place.y >= top
        bottom = place.y - setter.gap
    room = Rect(between.x, between.y, between.width - wide - setter.gap, between.height)
    beside = Rect(column.x, top, wide, max(0.0, bottom - top))
    return Frame(tuple(items), room, turning, beside), is_whole


def turning_keys(place: Rect, at: int, count: int, setter: Typesetter) -> tuple[Item, ...]:
    """Up, "2/3", down. Where there is nothing further the place stays empty."""
    style = Style(Role.NOTE, setter.palette.text, is_bold=True, align=Align.MIDDLE)
    count_wide = place.width / 3 if setter.is_upright else setter.px(_COUNT_MM)
    wide = (place.width - count_wide) / 2
    up = Rect(place.x, place.y, wide, place.height)
    down = Rect(place.right - wide, place.y, wide, place.height)
    middle = Rect(up.right, place.y, count_wide, place.height)
    text = setter.fitted(f"{at + 1}/{count}", style, middle.width, middle.height)
    y = middle.y + (middle.height - text.rect.height) / 2
    items: list[Item] = [moved_shape(text, middle.x, y)]
    if at > 0:
        items.append(_arrow(up, Drawing.UP, Turn(-1), setter))
    if at < count - 1:
        items.append(_arrow(down, Drawing.DOWN, Turn(1), setter))
    return tuple(items)


def _arrow(rect: Rect, drawing: Drawing, action: Turn, setter: Typesetter) -> Target:
    look = main(setter) if drawing is Drawing.DOWN else plain(setter)
    drawn = Picture(rect.middle_square(rect.height * 0.55), drawing, look.ink)
    return target(rect, action, look, setter, (drawn,))
