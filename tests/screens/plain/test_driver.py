"""A walk through the sample pages by typed lines."""

from accessibility.preferences import Preferences
from kiosk.events import ChangedPreferences, Chose, OpenedTile, Stayed, WentOn
from screens.plain.driver import PlainDriver
from screens.renderer import Listener, Renderer
from screens.walk import At, Press, StayAway, Type, WaitFor, follow
from tests.screens.sample_listener import SampleListener

WALK = (
    At("welcome"),
    Press(OpenedTile("Care at home")),
    At("guide"),
    Press(WentOn()),
    Press(Chose("Female")),
    Press(WentOn()),
    At("question:"),
    Type("138"),
    Press(WentOn()),
    WaitFor("11 digits"),
    Press(ChangedPreferences(Preferences(language="zh_CN"))),
    WaitFor("电话号码"),
    StayAway(),
    At("still-there"),
    Press(Stayed()),
    Type("13812345678"),
    Press(WentOn()),
    Type("/一"),
    Press(WentOn()),
    At("receipt"),
)


def test_a_walk_is_followed_by_typed_lines() -> None:
    made: list[SampleListener] = []

    def make(renderer: Renderer) -> Listener:
        made.append(SampleListener(renderer))
        return made[0]

    def let_idle_pass() -> None:
        made[0].is_idle_due = True

    with PlainDriver(make, let_idle_pass) as driver:
        follow(WALK, driver)
        assert "我们收到了您的申请" in driver.printed
