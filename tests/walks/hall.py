"""A hall for a walk: the real catalogue, outbox, courier and back end, and a clock that waits."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from accessibility.preferences import Language
from accessibility.speech import SilentPlayer, SpeechQueue, Transcript
from kiosk.commands.assembly import Kiosk, Parts, assembled
from kiosk.commands.back_end import BackEnd
from kiosk.devices.printer import PaperTray
from kiosk.events import Event
from kiosk.hall_time import local_now
from kiosk.settings import Settings, load
from kiosk.settings_table import Value
from screens import journeys, journeys_afterwards
from screens.journeys import Walk

LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")
PAST_IDLE = 60.0
MOST_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Visited:
    """One journey, and what it must leave behind in the back end."""

    name: str
    walk: Callable[[Language], Walk]
    hands_in: str | None = None
    service: str = ""
    score: int | None = None
    is_withdrawn: bool = False
    is_booked: bool = False


def _on_behalf(language: Language) -> Walk:
    return journeys.on_behalf(language, local_now().date() + timedelta(days=1))


JOURNEYS = (
    Visited("online service", journeys.online_service, "submission", "el-meals"),
    Visited("on behalf", _on_behalf, "submission", "el-meal-delivery"),
    Visited("hall service", journeys.hall_service),
    Visited("consultation", journeys.consultation, "consultation", "edu-special"),
    Visited("follow-up", journeys_afterwards.follow_up, "submission", "el-meals"),
    Visited("rating", journeys_afterwards.rating, "submission", "el-meals", score=5),
    Visited(
        "take-back", journeys_afterwards.take_back, "submission", "el-meals", is_withdrawn=True
    ),
    Visited("booking", journeys_afterwards.booking, "submission", "el-meals", is_booked=True),
    Visited("language switched", journeys.language_switched, "submission", "el-meals"),
    Visited("idle", journeys.idle),
)


class StoppedClock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        return self._seconds

    def advance(self, seconds: float) -> None:
        self._seconds += seconds


class Letterbox:
    """Holds the kiosk's news until the front end is there to hear them."""

    def __init__(self) -> None:
        self._waiting: list[Event] = []
        self._door: Callable[[Event], None] | None = None

    def put(self, event: Event) -> None:
        if self._door is None:
            self._waiting.append(event)
        else:
            self._door(event)

    def open_to(self, door: Callable[[Event], None]) -> None:
        self._door = door
        for event in self._waiting:
            door(event)


@dataclass(slots=True)
class Hall:
    """What a walk needs, and where to look afterwards."""

    folder: Path
    back_end: BackEnd
    cases: Path
    clock: StoppedClock = field(default_factory=StoppedClock)
    voice: Transcript = field(default_factory=Transcript)
    tray: PaperTray = field(default_factory=PaperTray)
    letterbox: Letterbox = field(default_factory=Letterbox)
    trusted_keys: list[str] = field(default_factory=list)
    _speech: SpeechQueue = field(init=False)

    @property
    def settings(self) -> Settings:
        said: dict[str, Value] = {"kiosk.data_folder": str(self.folder)}
        if self.trusted_keys:
            said["catalogue.trusted_keys"] = self.trusted_keys
        return load(None, said)

    @contextmanager
    def opened(self) -> Iterator[Kiosk]:
        parts = Parts(self.voice, SilentPlayer(), self.tray, self.clock)
        with assembled(self.settings, self.back_end, self.letterbox.put, parts) as kiosk:
            self._speech = kiosk.speech
            yield kiosk

    def let_idle_pass(self) -> None:
        """Speech that is still going counts as somebody being there, so it ends first."""
        self._speech.wait_until_quiet(MOST_SECONDS)
        self.clock.advance(PAST_IDLE)

    def check_left_behind(self, visited: Visited, language: Language, reference: str) -> None:
        """Assert that the back end has what the walk handed in, once, and nothing else of it."""
        if visited.hands_in is None:
            assert not reference
            return
        message = self._arrived("matter", "message_json", reference)
        assert message["kind"] == visited.hands_in
        assert message["service_code"] == visited.service
        assert message["language"] == language
        answers = {each["field"]: each["value"] for each in message["answers"]}
        assert answers["name"] == journeys.NAMES[language]
        assert answers["phone"] == journeys.PHONE
        if visited.name == "on behalf":
            assert message["on_behalf_of"] == journeys.NAMES[language]
            assert message["helper"]["name"] == journeys.HELPERS[language]
        if visited.score is not None:
            assert self._arrived("rating", "rating_json", reference)["score"] == visited.score
        case = self._arrived("matter", "case_json", reference)
        assert (case["status"] == "withdrawn") is visited.is_withdrawn
        if visited.is_booked:
            assert self._arrived("booking", "booked_json", reference)["status"] == "booked"
        self._wait(lambda: len(self.tray.slips) == 1, f"the slip of {reference}")

    def _arrived(self, table: str, column: str, reference: str) -> dict[str, Any]:
        query = f"SELECT {column} FROM {table} WHERE reference = ?"  # noqa: S608 -- our own names
        rows: list[tuple[bytes]] = []

        def is_there() -> bool:
            with closing(sqlite3.connect(self.cases)) as cases:
                rows[:] = cases.execute(query, (reference,)).fetchall()
            return bool(rows)

        self._wait(is_there, f"{reference} in {table}")
        assert len(rows) == 1
        message: dict[str, Any] = json.loads(rows[0][0])
        return message

    @staticmethod
    def _wait(condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + MOST_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain for {what}")
            time.sleep(0.02)
