"""Joins the parts of a kiosk for one front end, and takes them apart again.

1. The catalogue, the outbox and the courier come first: what was kept goes on its way at once.
   A poller asks for newer editions of the catalogue.
2. Voice and printer follow; either may fail, and the kiosk goes on without it.
3. The renderer is given a presenter, and everyone else its door, `from_thread`.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Event as Flag
from threading import Thread
from typing import assert_never

from accessibility.speech import (
    Player,
    Pyttsx3Voice,
    SilentPlayer,
    SilentVoice,
    SpeechQueue,
    StreamPlayer,
    Voice,
)
from api_client.couriers import SECONDS_TO_END, Couriers, Office
from api_client.outbox import Outbox, Retention
from api_client.routes import ONESTOP, Routes
from api_client.watch import Watch
from kiosk import reference as references
from kiosk.catalogue import Catalogue
from kiosk.catalogue.poller import Poller
from kiosk.catalogue.serving import Serving
from kiosk.commands.back_end import DISTRICT, BackEnd
from kiosk.commands.editions import refusals_of, serving_of
from kiosk.commands.hand_off import offices, onestop_line, open_outbox, routes
from kiosk.commands.heartbeat import begin_heartbeat
from kiosk.commands.vitals import Vitals
from kiosk.devices.escpos_printer import EscposPrinter
from kiosk.devices.print_queue import PrintQueue
from kiosk.devices.printer import Printer
from kiosk.events import CatalogueRenewed, Event, VoiceChanged
from kiosk.hall_time import local_now
from kiosk.idle import Idle
from kiosk.settings import Settings
from kiosk.settings_printer import PrinterSettings
from kiosk.tracking_page import TrackingPage
from kiosk.visit import Visit
from screens.paper.press import Press
from screens.presenter import Presenter
from screens.renderer import Listener, Renderer

Tell = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What tests and the demo bring along in place of the real machine's; None: the real one."""

    voice: Voice | None = None
    player: Player | None = None
    printer: Printer | None = None
    clock: Callable[[], float] = time.monotonic
    patience: float = 1.0
    """How many times as long nobody may stir: on plain lines nothing is seen before Enter."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk ready to be shown."""

    make_visit: Callable[[], Visit]
    speech: SpeechQueue
    idle: Idle

    def listener(self, renderer: Renderer) -> Listener:
        """The presenter for that renderer; to be called on the renderer's own thread."""
        return Presenter(self.make_visit(), renderer, self.speech, self.idle)


@contextmanager
def assembled(
    settings: Settings, back_end: BackEnd, tell: Tell, parts: Parts | None = None
) -> Iterator[Kiosk]:
    """A kiosk that tells its news by `tell`.

    Raises CatalogueError, OutboxUnusable, VaultError, WrongEndpoint, WrongRoutes, NoKey.
    """
    parts = parts or Parts()
    with ExitStack() as stack:
        serving = serving_of(settings)
        catalogue = serving.on(local_now().date())
        reached = offices(settings, back_end, catalogue)
        ways = routes(settings, catalogue)
        printer = parts.printer or _printer(settings.printer)
        outbox = stack.enter_context(open_outbox(settings, ways))
        vitals = Vitals(settings, outbox, catalogue.version, has_printer=printer is not None)
        tell = vitals.noting(tell)
        couriers = Couriers(outbox, reached, ways, tell, _watch(settings, outbox))
        couriers.start()
        stack.callback(couriers.close)
        poller = _poller(settings, serving, reached[ONESTOP], catalogue, tell)
        _begin(poller, stack)
        line = onestop_line(settings, back_end)
        stack.callback(begin_heartbeat(settings, line, vitals, poller.nudge))
        page = tracking_page(settings, ways)
        queue = _queue(printer, tell, stack)
        press = Press(queue, local_now, page.address_of) if queue else None
        speech = _speech(settings, tell, parts, stack)

        def make_visit() -> Visit:
            return Visit(
                catalogue=catalogue,
                outbox=outbox.for_thread(),
                couriers=couriers,
                mint=lambda: references.mint(settings.kiosk_id, secrets.SystemRandom()),
                now=local_now,
                defaults=settings.screen.preferences,
                print_slip=press.print_slip if press else None,
                address_of=page.address_of,
            )

        times, patience = settings.idle, parts.patience
        idle = Idle(
            parts.clock, times.warn_after_seconds * patience, times.wipe_after_seconds * patience
        )
        yield Kiosk(make_visit, speech, idle)


def _poller(
    settings: Settings, serving: Serving, office: Office, shown: Catalogue, tell: Tell
) -> Poller:
    return Poller(
        serving,
        refusals_of(settings),
        office.line,
        lambda renewed: tell(CatalogueRenewed(renewed)),
        now=local_now,
        shown=shown,
    )


def _begin(poller: Poller, stack: ExitStack) -> None:
    """It asks from now on, until the kiosk ends."""
    stop = Flag()
    thread = Thread(target=poller.run, args=(stop,), name="poller", daemon=True)
    thread.start()
    stack.callback(thread.join, SECONDS_TO_END)
    stack.callback(stop.set)


def tracking_page(settings: Settings, ways: Routes) -> TrackingPage:
    """What residents' own phones are led to, if the settings name it."""
    district = DISTRICT if settings.onestop.is_embedded else settings.district
    return TrackingPage(settings.onestop.tracking_url, district, ways)


def _watch(settings: Settings, outbox: Outbox) -> Watch:
    limits = settings.outbox
    retention = Retention(limits.delivered_days, limits.ended_days)
    return Watch(outbox, alarm_after=limits.alarm_after, retention=retention)


def _queue(printer: Printer | None, tell: Tell, stack: ExitStack) -> PrintQueue | None:
    if printer is None:
        return None
    queue = PrintQueue(printer, tell)
    stack.callback(queue.close)
    return queue


def _speech(settings: Settings, tell: Tell, parts: Parts, stack: ExitStack) -> SpeechQueue:
    is_silent = settings.voice.engine == "silent"
    voice = parts.voice or (SilentVoice() if is_silent else Pyttsx3Voice())
    player = parts.player or (SilentPlayer() if is_silent else StreamPlayer())
    speech = SpeechQueue(
        voice, player, changed=lambda is_working: tell(VoiceChanged(is_working=is_working))
    )
    stack.callback(speech.close)
    return speech


def _printer(settings: PrinterSettings) -> Printer | None:
    match settings.kind:
        case "none":
            return None
        case "network":
            return EscposPrinter.on_network(settings.host, settings.port, settings.width_dots)
        case "file":
            if settings.path is None:
                return None
            return EscposPrinter.on_file(str(settings.path), settings.width_dots)
        case _:
            assert_never(settings.kind)
