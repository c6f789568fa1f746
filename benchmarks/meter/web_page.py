"""The same pages as one web page, as a good kiosk maker would write it for a browser.

Same words, places, font files, sizes and colours as on our glass. All pages are in it from the
start, and a tap only hides one and shows another: nothing in a browser is quicker.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, assert_never

from accessibility.themes import palette
from benchmarks.meter.tour import PREFERENCES, SCREEN, Sheet, Tour
from kiosk.events import OpenedTile, WentBack, WentHome
from screens.fonts import BOLD, REGULAR
from screens.touch.geometry import Rect
from screens.touch.shapes import Align, Box, Code, Drawing, Picture, Post, Shape, Target, Text

_ALIGN: Final = {Align.LEFT: "left", Align.MIDDLE: "center", Align.RIGHT: "right"}
_STROKES: Final = {
    Drawing.TICK: "10,50 38,80 90,20",
    Drawing.UP: "15,70 50,32 85,70",
    Drawing.DOWN: "15,30 50,68 85,30",
    Drawing.MORE: "32,15 70,50 32,85",
}
_COLOURS: Final = palette(PREFERENCES.contrast)
_STYLE: Final = f"""
@font-face {{ font-family: kiosk; src: url("{REGULAR.as_uri()}"); font-weight: 400 }}
@font-face {{ font-family: kiosk; src: url("{BOLD.as_uri()}"); font-weight: 700 }}
html, body {{ margin: 0; overflow: hidden; background: {_COLOURS.background};
  font-family: "Noto Sans SC", kiosk; user-select: none; touch-action: none }}
main, div, button, svg {{ position: absolute; box-sizing: border-box; margin: 0; padding: 0 }}
main {{ inset: 0 }}
main[hidden] {{ display: none }}
div {{ white-space: pre }}
button {{ border: 0; background: none; font: inherit; color: inherit }}
button:active div {{ background: {_COLOURS.pressed} !important;
  color: {_COLOURS.pressed_text} !important }}
svg {{ fill: none; stroke: currentColor; stroke-width: 9; stroke-linecap: round }}
"""
_SCRIPT: Final = """
document.addEventListener("click", (event) => {
  const key = event.target.closest("[data-to]");
  if (key === null) return;
  key.closest("main").hidden = true;
  document.getElementById(key.dataset.to).hidden = false;
});
"""


def web_page(tour: Tour) -> str:
    """The HTML, in one file."""
    sheets = (tour.welcome, *tour.services)
    mains = "\n".join(_main(sheet, tour.welcome) for sheet in sheets)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
        f'<meta name="viewport" content="width={SCREEN.width_px}">\n'
        f"<title>{escape(tour.welcome.page.title.shown)}</title>\n"
        f"<style>{_STYLE}</style></head>\n<body>\n{mains}\n<script>{_SCRIPT}</script></body></html>\n"
    )


def _main(sheet: Sheet, welcome: Sheet) -> str:
    inside = "\n".join(_drawn(sheet.items, welcome))
    hidden = "" if sheet is welcome else " hidden"
    return f'<main id="{_name(sheet.page.id)}"{hidden}>\n{inside}\n</main>'


def _drawn(items: Sequence[Shape | Target], welcome: Sheet) -> Iterator[str]:
    for item in items:
        if isinstance(item, Target):
            shapes = "".join(_shape(each, item.rect) for each in item.shapes)
            yield f'<button style="{_place(item.rect)}"{_link(item, welcome)}>{shapes}</button>'
        else:
            yield _shape(item, Rect(0, 0, 0, 0))


def _link(target: Target, welcome: Sheet) -> str:
    match target.action:
        case Post(OpenedTile(tile)):
            return f' data-to="{_name(f"services:{tile}")}"'
        case Post(WentBack() | WentHome()):
            return f' data-to="{_name(welcome.page.id)}"'
        case _:
            return ""


def _shape(shape: Shape, inside: Rect) -> str:
    rect = shape.rect.moved(-inside.x, -inside.y)
    place = _place(rect)
    match shape:
        case Text():
            high = rect.height / len(shape.lines)
            weight = 700 if shape.is_bold else 400
            style = (
                f"{place};font-size:{shape.font}px;line-height:{high:.2f}px;font-weight:{weight};"
                f"color:{shape.colour};text-align:{_ALIGN[shape.align]}"
            )
            return f'<div style="{style}">{escape(chr(10).join(shape.lines))}</div>'
        case Box():
            fill = shape.fill or "transparent"
            line = f"{shape.thickness:.2f}px solid {shape.line}" if shape.line else "0"
            looks = f"background:{fill};border:{line};border-radius:{shape.radius:.2f}px"
            return f'<div style="{place};{looks}"></div>'
        case Picture():
            strokes = _STROKES.get(shape.drawing)
            drawn = (
                f'<polyline points="{strokes}"/>' if strokes else '<circle cx="50" cy="50" r="44"/>'
            )
            return f'<svg viewBox="0 0 100 100" style="{place};color:{shape.colour}">{drawn}</svg>'
        case Code():
            raise ValueError("a code stands on no page of the tour")
        case _:
            assert_never(shape)


def _place(rect: Rect) -> str:
    sides = {"left": rect.x, "top": rect.y, "width": rect.width, "height": rect.height}
    return ";".join(f"{side}:{length:.2f}px" for side, length in sides.items())


def _name(page: str) -> str:
    return page.replace(":", "-")
