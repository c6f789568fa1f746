"""Joins the parts of the heartbeat: how the kiosk is, whom it tells, what it does when told."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event as Flag
from threading import Thread

from api_client.contract import Instruction, InstructionKind
from api_client.heart import Act, Heart
from api_client.onestop import OneStopClient
from kiosk.commands.back_end import own_folder
from kiosk.commands.enrol import enrolled
from kiosk.commands.key_file import OWN_KEY
from kiosk.commands.vitals import Vitals
from kiosk.settings import Settings

staff = logging.getLogger("staff")

SECONDS_TO_END = 5.0


def begin_heartbeat(
    settings: Settings,
    client: OneStopClient,
    vitals: Vitals,
    fetch_catalogue: Callable[[], None],
) -> Callable[[], None]:
    """On a thread of its own, until what is returned is called. The client is closed with it."""
    stop = Flag()
    does = acts(settings, client.endpoint, vitals, fetch_catalogue)
    heart = Heart(client.heartbeat, vitals.heartbeat, does)
    # A daemon: a line that hangs must not keep the kiosk from being switched off.
    thread = Thread(target=heart.run, args=(stop,), name="heart", daemon=True)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join(SECONDS_TO_END)
        client.close()

    return end


def acts(
    settings: Settings, endpoint: str, vitals: Vitals, fetch_catalogue: Callable[[], None]
) -> Mapping[InstructionKind, Act]:
    """What this kiosk can be told to do. `fetch_catalogue` has it asked for, and does not wait."""

    def report(_: Instruction) -> str:
        return vitals.report()

    def enrol_again(told: Instruction) -> None:
        file = key_file(settings)
        enrolled(settings, endpoint, told.code, file)
        staff.warning("a new key lies in %s: it is used from the next start on", file)

    def fetch(_: Instruction) -> None:
        fetch_catalogue()

    return {
        InstructionKind.FETCH_CATALOGUE: fetch,
        InstructionKind.SEND_REPORT: report,
        InstructionKind.ENROL_AGAIN: enrol_again,
    }


def key_file(settings: Settings) -> Path:
    """Where the key lies that this kiosk signs with."""
    return settings.onestop.key_file or own_folder(settings) / OWN_KEY
