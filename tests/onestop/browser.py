"""A Chromium of one's own, with a hall's fonts; and what a page must hold to in it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from screens import fonts

PROGRAM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CONTRAST = ("color-contrast", "color-contrast-enhanced")
EVERYTHING: Mapping[str, object] = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag2aaa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "rules": {rule: {"enabled": True} for rule in (*CONTRAST, "target-size")},
}
COLOURS: Mapping[str, object] = {"runOnly": {"type": "rule", "values": [*CONTRAST]}}
WIDER_THAN_THE_SCREEN = """() => {
    const most = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll("body *")]
        .filter(each => !each.closest(".away") && each.getBoundingClientRect().right > most + 0.5)
        .map(each => each.outerHTML.slice(0, 80));
    return document.documentElement.scrollWidth > most ? ["the page", ...wide] : wide;
}"""
TOO_SMALL = """() => {
    const shown = each => !each.closest(".away") && each.getClientRects().length > 0;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        if (texts.currentNode.data.trim() && shown(holder)
                && parseFloat(getComputedStyle(holder).fontSize) < 20)
            small.push(texts.currentNode.data.trim());
    }
    for (const target of document.querySelectorAll("a, button, input:not([type=radio]), .grade"))
        if (shown(target)) {
            const room = target.getBoundingClientRect();
            if (room.width < 48 || room.height < 48) small.push(target.outerHTML.slice(0, 80));
        }
    return small;
}"""


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A browser that draws Chinese also where the machine has no such font."""
    (folder / "fonts").symlink_to(Path(fonts.__file__).parent)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=PROGRAM,
            args=[*FLAGS],
            env={**os.environ, "XDG_DATA_HOME": str(folder)},
        )
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page, rules: Mapping[str, object] = EVERYTHING) -> list[str]:
    """What axe finds, each with where; every rule up to WCAG's AAA unless others are named."""
    asked = {**rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=asked).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def wider_than_the_screen(page: Page) -> list[str]:
    """What makes somebody scroll sideways."""
    return list(page.evaluate(WIDER_THAN_THE_SCREEN))


def too_small(page: Page) -> list[str]:
    """Texts below 20 px, and what is touched below 48 px."""
    return list(page.evaluate(TOO_SMALL))
