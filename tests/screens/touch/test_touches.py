"""The rules of touch, by real fingers on a real page (bars B08, B09, B14)."""

from collections.abc import Sequence

import pytest

from kiosk.events import CalledForHelp, Event, HeardAgain, OpenedTile, Stayed, WentOn
from screens.touch.driver import TouchDriver
from screens.touch.geometry import Rect
from screens.touch.shapes import Post, Target
from tests.screens.touch.conftest import UPRIGHT, Glasses


def key(driver: TouchDriver, event: Event) -> Target:
    return next(each for each in driver.targets if each.action == Post(event))


def tile(driver: TouchDriver) -> Target:
    return next(
        each
        for each in driver.targets
        if isinstance(each.action, Post) and isinstance(each.action.event, OpenedTile)
    )


def is_pressed(driver: TouchDriver, target: Target) -> bool:
    return driver.screen.surface.painter.is_pressed(target)


def test_a_key_shows_at_touch_down_that_it_is_pressed(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    again = key(driver, HeardAgain())
    finger = driver.down(*again.rect.middle)
    assert is_pressed(driver, again)
    assert glasses.listener.events == []
    driver.up(finger)
    assert not is_pressed(driver, again)
    assert glasses.listener.events == [HeardAgain()]


def test_a_touch_counts_however_long_it_is_held(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    finger = driver.down(*key(driver, HeardAgain()).rect.middle)
    glasses.clock.advance(60)
    driver.up(finger)
    assert glasses.listener.events == [HeardAgain()]


@pytest.mark.parametrize(("slip_mm", "is_used"), [(9.5, True), (10.5, False)])
def test_a_finger_may_slip_off_the_key_by_ten_millimetres(
    glasses: Glasses, slip_mm: float, *, is_used: bool
) -> None:
    driver = glasses.at("welcome")
    again = key(driver, HeardAgain())
    x, y = again.rect.middle[0], again.rect.y + 2
    finger = driver.down(x, y)
    driver.up(finger, x, y - UPRIGHT.px(slip_mm))
    assert (HeardAgain() in glasses.listener.events) is is_used


def test_let_go_anywhere_on_the_same_key_counts(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    chosen = tile(driver)
    finger = driver.down(chosen.rect.x + 5, chosen.rect.y + 5)
    driver.up(finger, chosen.rect.right - 5, chosen.rect.bottom - 5)
    assert len(glasses.listener.events) == 1


@pytest.mark.parametrize(("pause", "times"), [(0.45, 1), (0.55, 2)])
def test_b14_a_second_strike_on_the_same_spot_counts_only_after_half_a_second(
    glasses: Glasses, pause: float, times: int
) -> None:
    driver = glasses.at("welcome")
    again = key(driver, HeardAgain())
    driver.up(driver.down(*again.rect.middle))
    glasses.clock.advance(pause)
    driver.up(driver.down(*again.rect.middle))
    assert glasses.listener.events == [HeardAgain()] * times


def test_two_different_keys_may_follow_each_other_quickly(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    driver.up(driver.down(*key(driver, HeardAgain()).rect.middle))
    driver.up(driver.down(*key(driver, CalledForHelp()).rect.middle))
    assert glasses.listener.events == [HeardAgain(), CalledForHelp()]


@pytest.mark.parametrize(("wait", "is_used"), [(0.25, False), (0.35, True)])
def test_a_new_page_accepts_nothing_for_its_first_moment(
    glasses: Glasses, wait: float, *, is_used: bool
) -> None:
    driver = glasses.at("welcome")
    driver.up(driver.down(*tile(driver).rect.middle))
    assert driver.page.id == "guide"
    glasses.clock.advance(wait)
    driver.up(driver.down(*key(driver, WentOn()).rect.middle))
    assert (WentOn() in glasses.listener.events) is is_used


def test_a_near_miss_counts_for_the_only_key_that_is_near(glasses: Glasses) -> None:
    driver = glasses.at("still-there")
    following = key(driver, Stayed())
    driver.up(driver.down(following.rect.middle[0], following.rect.y - UPRIGHT.px(5.5)))
    assert len(glasses.listener.events) == 1
    assert glasses.misses == 0


def test_a_touch_between_two_keys_is_a_miss_and_the_nearest_pulse(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    again, person = key(driver, HeardAgain()), key(driver, CalledForHelp())
    painter = driver.screen.surface.painter
    rung: list[tuple[Rect, ...]] = []

    def ring(rects: Sequence[Rect], colour: str, thickness: float) -> None:
        rung.append(tuple(rects))
        type(painter).ring(painter, rects, colour, thickness)

    # On a busy machine the ring may have gone again before anybody looks.
    painter.ring = ring  # type: ignore[method-assign] # it rings all the same
    driver.up(driver.down((again.rect.right + person.rect.x) / 2, again.rect.middle[1]))
    assert glasses.listener.events == []
    assert glasses.misses == 1
    assert (again.rect, person.rect) in rung


def test_b09_a_second_finger_is_ignored_while_one_is_down(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    first = driver.down(*key(driver, HeardAgain()).rect.middle)
    second = driver.down(*key(driver, CalledForHelp()).rect.middle)
    driver.up(second)
    driver.up(first)
    assert glasses.listener.events == [HeardAgain()]


def test_every_touch_tells_that_somebody_is_there(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    driver.up(driver.down(3, 3))
    assert glasses.listener.touches == 1


def test_news_that_draw_the_page_anew_do_not_take_the_key_from_under_a_finger(
    glasses: Glasses,
) -> None:
    driver = glasses.at("guide")
    following = key(driver, WentOn())
    finger = driver.down(*following.rect.middle)
    driver.screen.draw(glasses.listener.page, glasses.listener.preferences)
    driver.up(finger)
    assert glasses.listener.events == [WentOn()]
