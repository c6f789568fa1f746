"""An edition comes from the back end into a kiosk that is running, between two visits."""

from pathlib import Path
from threading import Event as Flag

from kiosk.events import CatalogueRenewed, Door, Event, Opened, OpenedTile
from kiosk.hall_time import local_now
from locales import words_for
from onestop.publishing.people import line
from onestop.publishing.press import Press
from screens.plain.driver import PlainDriver
from screens.walk import At, StayAway, follow
from screens.walk import Press as Use
from tests.walks.hall import MOST_SECONDS, Hall


def test_a_published_edition_serves_from_the_next_visit_on(hall: Hall, cases_folder: Path) -> None:
    hall.trusted_keys = [line(each) for each in Press(cases_folder / "press").trusted()]
    has_come = Flag()
    with (
        hall.opened() as kiosk,
        PlainDriver(kiosk.listener, hall.let_idle_pass) as driver,
    ):

        def door(event: Event) -> None:
            driver.screen.from_thread(event)
            if isinstance(event, CatalogueRenewed):
                has_come.set()

        hall.letterbox.open_to(door)
        shipped = driver.page.foot
        follow((At("welcome"), Use(OpenedTile("meals"))), driver)
        assert has_come.wait(MOST_SECONDS)
        back = driver.page.bars.back
        assert back is not None
        driver.press(back)
        assert driver.page.foot == shipped, "whoever is still there sees no change"
        follow((StayAway(), At("welcome")), driver)
        assert driver.page.foot != shipped
        today = words_for("zh_CN").date(local_now().date())
        assert driver.page.foot is not None
        assert today in driver.page.foot.shown
        follow((Use(Opened(Door.WHATS_NEW)), At("whats-new")), driver)
        assert "最近没有变动。" in driver.printed
