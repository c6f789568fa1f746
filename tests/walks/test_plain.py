"""Every journey by plain lines, from the first page to the back end's database."""

from accessibility.preferences import Language
from screens.plain.driver import PlainDriver
from screens.walk import follow
from tests.walks.hall import Hall, Visited


def test_a_journey_by_plain_lines(visited: Visited, language: Language, hall: Hall) -> None:
    with (
        hall.opened() as kiosk,
        PlainDriver(kiosk.listener, hall.let_idle_pass) as driver,
    ):
        hall.letterbox.open_to(driver.screen.from_thread)
        reference = follow(visited.walk(language), driver)
        hall.check_left_behind(visited, language, reference)
