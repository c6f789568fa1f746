"""Every journey by the terminal's keys, from the first page to the back end's database."""

from accessibility.preferences import Language
from screens.terminal.driver import TerminalDriver
from screens.walk import follow
from tests.walks.hall import Hall, Visited


def test_a_journey_by_the_terminal(visited: Visited, language: Language, hall: Hall) -> None:
    with (
        hall.opened() as kiosk,
        TerminalDriver(kiosk.listener, hall.let_idle_pass) as driver,
    ):
        hall.letterbox.open_to(driver.screen.from_thread)
        reference = follow(visited.walk(language), driver)
        hall.check_left_behind(visited, language, reference)
