"""`kiosk onestop serve` and `kiosk onestop decide`: the reference back end and its office."""

import sys
from pathlib import Path

from kiosk.cli import ExitCode
from kiosk.commands.back_end import KEY_FILE, own_key, published
from kiosk.commands.outbox import parsed
from kiosk.commands.trouble import told
from kiosk.settings import Settings
from onestop.__main__ import main
from onestop.decide import main as decide_as


def serve_onestop(settings: Settings, port: int, folder: Path | None) -> int:
    """Serve until it is told to end. Returns the back end's exit code."""
    place = folder or settings.data_folder / "onestop"
    with told() as outcome:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        own_key(place, settings.kiosk_id)
        print(f"kiosk: the kiosks' keys are in {place / KEY_FILE}", file=sys.stderr, flush=True)
        is_done = main(
            [
                f"--port={port}",
                f"--folder={place}",
                f"--key-file={place / KEY_FILE}",
                f"--catalogue={published(place, settings.hall)}",
                f"--hall={settings.hall}",
            ]
        )
        outcome.code = ExitCode.FAILED if is_done else ExitCode.DONE
    return outcome.code


def decide(
    settings: Settings, typed: str, status: str, details: tuple[str, ...], folder: Path | None
) -> int:
    """Move a case on, also while the back end runs. Returns the exit code."""
    place = folder or settings.data_folder / "onestop"
    return decide_as([f"--folder={place}", parsed(typed), status, *details])
