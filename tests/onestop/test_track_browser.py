"""The resident's page in a real Chromium: every state of it, in both languages, large and small."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from api_client.contract import Appointment, Bilingual, CaseStatus, Rating, Slot
from kiosk.catalogue import load
from onestop.guesses import OF_A_REFERENCE
from onestop.process import BackEndProcess, Running
from onestop.store import Decision, Key, Place
from tests.onestop.browser import (
    COLOURS,
    PROGRAM,
    chromium,
    too_small,
    violations,
    wider_than_the_screen,
)
from tests.onestop.enrolled import enrol
from tests.onestop.residents_phone import KIOSK, MEALS, TAIL, handed_in

pytestmark = pytest.mark.skipif(
    not PROGRAM.exists(), reason=f"Debian's package chromium is not installed: no {PROGRAM}"
)

NOW = datetime.now(UTC)
NEEDED = Decision(CaseStatus.CORRECTION_NEEDED, needed="体检报告（三个月内）\n户口簿复印件")
ACCEPTED = Decision(CaseStatus.ACCEPTED, promised_by=NOW + timedelta(days=20))
CONCLUDED = Decision(CaseStatus.CONCLUDED, opinion="同意送餐。")
DECLINED = Decision(CaseStatus.DECLINED, opinion="不在本街道的送餐范围内。" * 9)
CASES: dict[str, tuple[Decision, ...]] = {
    "received": (),
    "accepted": (ACCEPTED,),
    "correction-needed": (NEEDED,),
    "concluded": (ACCEPTED, CONCLUDED),
    "declined": (DECLINED,),
    "withdrawn": (),
    "rated": (DECLINED,),
    "walk": (ACCEPTED, CONCLUDED),
}
REFERENCES = {
    name: f"XH2M-34CD-679{symbol}" for name, symbol in zip(CASES, "ACDEFGHJ", strict=True)
}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
WIDTHS = {"a phone": 390, "320 px": 320, "a phone at 200 %": 195, "320 px at 200 %": 160}
"""A browser that zooms lays the page out in so many pixels fewer."""
RING = """() => {
    const at = document.activeElement;
    const ring = getComputedStyle(at.closest(".grade") || at);
    return at === document.body ? "none" : `${ring.outlineStyle} ${ring.outlineWidth}`;
}"""
_callers = count(1)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def back_end(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BackEndProcess]:
    """With a case in every state; a proxy tells who calls, so that each test is another caller."""
    folder = tmp_path_factory.mktemp("track")
    catalogue = folder / "catalogue.json"
    enrol(Place(folder), KIOSK, "key")
    catalogue.write_bytes(msgspec.json.encode(load().package()))
    asyncio.run(fill(folder))
    running = Running(folder, catalogue, folder / "log.txt", trusted_proxies=("127.0.0.1",))
    with BackEndProcess(running) as process:
        yield process


def offered(begins_at: datetime) -> Slot:
    place = Bilingual(zh="家门口服务中心二楼", en="Doorstep service center, 2nd floor")
    ends_at = begins_at + timedelta(minutes=30)
    return Slot(id="s", starts_at=begins_at, ends_at=ends_at, is_free=True, place=place)


async def fill(folder: Path) -> None:
    store = Place(folder).open()
    try:
        for name, decisions in CASES.items():
            reference = REFERENCES[name]
            await store.take(KIOSK, handed_in(reference), NOW - timedelta(days=2))
            for decision in decisions:
                await store.decide(Key.of(KIOSK, reference), decision, NOW)
        await store.withdraw(Key.of(KIOSK, REFERENCES["withdrawn"]), NOW)
        rating = Rating(reference=REFERENCES["rated"], score=5, rated_at=NOW)
        await store.rate(KIOSK, rating)
        wanted = Appointment(
            reference=REFERENCES["accepted"], service_code=MEALS, slot="s", asked_at=NOW
        )
        await store.book(KIOSK, wanted, offered(NOW + timedelta(days=2)))
    finally:
        store.close()


@pytest.fixture(scope="module")
def browser(
    back_end: BackEndProcess, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One for all; it ends with this file, since it keeps an event loop of its own."""
    assert back_end.is_alive
    with chromium(tmp_path_factory.mktemp("fonts")) as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, back_end: BackEndProcess) -> Iterator[Open]:
    """A phone of somebody else each time, at the page that its path names."""
    contexts: list[BrowserContext] = []

    def open_(path: str, language: str = "zh", *, has_script: bool = True) -> Page:
        context = browser.new_context(
            base_url=back_end.address,
            locale=LANGUAGES[language],
            extra_http_headers={"X-Forwarded-For": f"198.51.{next(_callers)}.1"},
            viewport={"width": 390, "height": 844},
            java_script_enabled=has_script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(button)


def look(page: Page, digits: str = TAIL) -> Page:
    """Enter is pressed, as the key of a phone's keyboard does."""
    page.fill("#phone_tail", digits)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def scanned(name: str) -> str:
    return f"/t/{KIOSK.district}/{REFERENCES[name]}"


def tried_too_often(page: Page) -> Page:
    for number in range(OF_A_REFERENCE[0].most + 1):
        look(page, f"{number:04d}")
    return page


def without_a_grade(page: Page) -> Page:
    press(look(page), ".rating .main")
    return page


OTHERS: dict[str, Callable[[Open, str], Page]] = {
    "the form": lambda opened, language: opened("/t", language),
    "the form of a slip": lambda opened, language: opened(scanned("received"), language),
    "nothing typed": lambda opened, language: look(opened("/t", language), ""),
    "digits missing": lambda opened, language: look(opened(scanned("received"), language), "12"),
    "not found": lambda opened, language: look(opened("/t/310104/XH2M-34CD-9999", language)),
    "too many tries": lambda opened, language: tried_too_often(
        opened(f"/t/310104/XH2M-34CD-999{language.upper()}", language)
    ),
    "no grade chosen": lambda opened, language: without_a_grade(
        opened(scanned("declined"), language)
    ),
}


def every_state(opened: Open, language: str) -> Iterator[tuple[str, Page]]:
    for name, reach in OTHERS.items():
        yield name, reach(opened, language)
    for name in CASES:
        yield name, look(opened(scanned(name), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_large_clear_and_never_wider_than_the_screen(
    opened: Open, language: str
) -> None:
    wrong: dict[str, list[str]] = {}
    pages = 0
    for state, page in every_state(opened, language):
        assert (page.locator("html").get_attribute("lang") or "").startswith(language)
        wrong[f"{state}, light"] = violations(page)
        page.emulate_media(color_scheme="dark")
        wrong[f"{state}, dark"] = violations(page, COLOURS)
        for screen, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 700})
            wrong[f"{state}, {screen}"] = wider_than_the_screen(page)
        page.set_viewport_size({"width": 390, "height": 844})
        wrong[f"{state}, sizes"] = too_small(page)
        pages += 1
    assert {where: what for where, what in wrong.items() if what} == {}
    assert pages == len(OTHERS) + len(CASES)


def test_without_a_script_a_case_is_followed_read_in_english_and_rated(opened: Open) -> None:
    page = opened("/t", has_script=False)
    page.fill("#reference", REFERENCES["walk"].lower().replace("-", " "))
    look(page)
    assert page.locator(".standing h2").inner_text().endswith("已办结")
    press(page, ".switch")
    assert page.locator(".standing h2").inner_text().endswith("Completed")
    page.check("input[value='4']")
    press(page, ".rating .main")
    assert page.locator(".thanks").inner_text().startswith("Thank you.")
    assert page.url.endswith("/t/rating")


def test_another_language_keeps_what_was_typed(opened: Open) -> None:
    page = opened("/t", has_script=False)
    page.fill("#reference", REFERENCES["received"])
    page.fill("#phone_tail", TAIL)
    press(page, ".switch")
    assert page.locator("h1").inner_text() == "How far is my application?"
    press(page, "main .main")
    assert page.locator(".standing h2").inner_text().endswith("Received")


def test_the_page_asks_for_nothing_and_keeps_nothing(opened: Open) -> None:
    page = opened("/t")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.on("console", lambda message: said.append(message.text))
    page.fill("#reference", REFERENCES["received"])
    look(page)
    assert [each.partition("/t")[0][:4] for each in asked] == ["POST"]
    assert said == []
    assert page.context.cookies() == []
    assert page.evaluate("document.scripts.length") == 0


def test_whoever_tabs_sees_where_they_are(opened: Open) -> None:
    page = look(opened(scanned("declined")))
    rings = []
    for _ in ("language", "grades", "send", "close", "call"):
        page.keyboard.press("Tab")
        rings.append(page.evaluate(RING))
    assert rings == ["solid 4px"] * 5
