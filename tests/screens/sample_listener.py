"""A listener that walks the sample pages as the visit walks the real ones."""

from accessibility.preferences import Preferences
from kiosk.events import (
    ChangedPreferences,
    Chose,
    Entered,
    Event,
    OpenedTile,
    Stayed,
    WentBack,
    WentHome,
    WentOn,
)
from screens.page import Option, Page
from screens.renderer import Renderer
from tests.screens.sample_pages import IDS, Sample


class SampleListener:
    """Walks the sample pages: next and back turn them, choices mark, entries are kept."""

    def __init__(
        self, renderer: Renderer, page_id: str = "welcome", preferences: Preferences | None = None
    ) -> None:
        self.events: list[Event] = []
        self.touches = 0
        self.ticks = 0
        self.extras: tuple[Option, ...] = ()
        self.preferences = preferences or Preferences(language="en")
        self.is_idle_due = False
        self._renderer = renderer
        self._id = page_id
        self._covered = page_id
        self._texts: dict[str, str] = {}
        self._chosen: dict[str, str] = {}
        self._has_problem = False

    @property
    def page(self) -> Page:
        sample = Sample(
            self.preferences,
            self._texts.get(self._id, ""),
            self._chosen.get(self._id, ""),
            self._has_problem,
            self.extras,
        )
        return sample.page(self._id)

    def start(self) -> None:
        self._renderer.draw(self.page, self.preferences)

    def touched(self) -> None:
        self.touches += 1

    def tick(self) -> None:
        self.ticks += 1
        if self.is_idle_due:
            self.is_idle_due = False
            self._covered = self._id
            self.go_to("still-there")

    def happened(self, event: Event) -> None:
        if isinstance(event, Entered) and self.events and isinstance(self.events[-1], Entered):
            # What is being typed may be told once a second: only the last of it matters.
            self.events.pop()
        self.events.append(event)
        match event:
            case Entered(text):
                self._texts[self._id] = text
            case Chose(choice):
                self._chosen[self._id] = choice
                self.go_to(self._id)
            case WentOn():
                self._go_on()
            case Stayed():
                self.go_to(self._covered)
            case ChangedPreferences(preferences):
                self.preferences = preferences
                self._renderer.draw(self.page, preferences)
            case OpenedTile():
                self.go_to("guide")
            case WentBack():
                self.go_to(IDS[max(0, IDS.index(self._id) - 1)])
            case WentHome():
                self.go_to("welcome")
            case _:
                pass

    def _go_on(self) -> None:
        is_answered = self._chosen.get(self._id) or self._id not in {"question:sex", "rating"}
        is_long_enough = self._id != "question:phone" or len(self._texts.get(self._id, "")) == 11
        if is_answered and is_long_enough:
            self.go_to(IDS[(IDS.index(self._id) + 1) % len(IDS)])
        else:
            self._has_problem = True
            self._renderer.draw(self.page, self.preferences)

    def go_to(self, page_id: str) -> None:
        self._id = page_id
        self._has_problem = False
        self._renderer.draw(self.page, self.preferences)
