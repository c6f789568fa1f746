"""How this kiosk is, for those who look after all of them: nothing of any resident.

Its devices tell by the events that the screen is told, too; the outbox is looked at when asked.
"""

import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version

import msgspec

from api_client.contract import Heartbeat, KioskHealth, PaperState, Versions
from api_client.contract.kiosks import MOST_OF_A_REPORT
from api_client.outbox import Outbox, OutboxUnusable
from kiosk.doctor import report, unattended
from kiosk.events import CatalogueRenewed, Event, SlipFailed, SlipPrinted, VoiceChanged
from kiosk.settings import NAME, Settings

MOST_COUNTED = 1_000_000


class Vitals:
    """Told of events on any thread; asked on the heart's."""

    def __init__(
        self,
        settings: Settings,
        outbox: Outbox,
        catalogue: str,
        *,
        has_printer: bool,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`catalogue`: the version that it began with."""
        self._settings = settings
        self._outbox = outbox
        self._catalogue = catalogue
        self._clock = clock
        self._began = time.monotonic()
        self._paper = PaperState.UNKNOWN if has_printer else PaperState.NONE
        self._is_silent = settings.voice.engine == "silent"
        self._is_voice_off = self._is_silent

    def noting(self, tell: Callable[[Event], None]) -> Callable[[Event], None]:
        """The same door, which also notes what devices say of themselves."""

        def told(event: Event) -> None:
            match event:
                case SlipPrinted():
                    self._paper = PaperState.PRINTED
                case SlipFailed():
                    self._paper = PaperState.FAILED
                case CatalogueRenewed(catalogue):
                    self._catalogue = catalogue.version
                case VoiceChanged(is_working):
                    self._is_voice_off = not is_working
            tell(event)

        return told

    def heartbeat(self) -> Heartbeat:
        """How it is now."""
        now = self._clock()
        bare = Heartbeat(
            sent_at=now,
            health=self._devices(),
            versions=versions(self._catalogue),
            uptime_seconds=int(time.monotonic() - self._began),
            undelivered=0,
            paper=self._paper,
            is_voice_off=self._is_voice_off,
        )
        try:
            with self._outbox.for_thread() as outbox:
                waiting, oldest = outbox.rounds.undelivered(), outbox.rounds.oldest_undelivered()
                has_room = outbox.has_room()
        except OutboxUnusable:
            return msgspec.structs.replace(bare, health=KioskHealth.FAILS)
        is_late = oldest is not None and now - oldest > self._settings.outbox.alarm_after
        health = KioskHealth.MIND if is_late else bare.health
        return msgspec.structs.replace(
            bare,
            health=health if has_room else KioskHealth.FAILS,
            undelivered=min(waiting, MOST_COUNTED),
            oldest_undelivered=oldest,
        )

    def report(self) -> str:
        """What is found in looking the machine over, while residents are served."""
        now = self.heartbeat()
        lines = [
            f"{NAME} {now.versions.program}, catalogue {now.versions.catalogue}",
            f"Python {platform.python_version()}, {platform.platform()}",
            f"up for {now.uptime_seconds} s, {now.health.value}",
            f"paper {now.paper.value}, voice {'off' if now.is_voice_off else 'on'}",
            f"{now.undelivered} messages wait, the oldest since {now.oldest_undelivered}",
            *self._resting(),
            report(unattended(self._settings)),
        ]
        return "\n".join(lines)[:MOST_OF_A_REPORT]

    def _devices(self) -> KioskHealth:
        has_lost_its_voice = self._is_voice_off and not self._is_silent
        is_out_of_paper = self._paper is PaperState.FAILED
        return KioskHealth.MIND if has_lost_its_voice or is_out_of_paper else KioskHealth.WELL

    def _resting(self) -> list[str]:
        """Which endpoints take nothing now."""
        try:
            with self._outbox.for_thread() as outbox:
                resting = outbox.endpoints.resting()
        except OutboxUnusable as trouble:
            return [f"the outbox cannot be used: {trouble}"]
        return [f"{each.destination} takes nothing now: {each.trouble}" for each in resting]


def versions(catalogue: str) -> Versions:
    """Of this program and the catalogue."""
    return Versions(program=version(NAME), catalogue=catalogue[:64])
