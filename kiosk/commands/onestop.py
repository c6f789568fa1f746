"""`kiosk onestop …`: the reference back end, its office, and its kiosks."""

from pathlib import Path

from kiosk.cli import ExitCode
from kiosk.commands.back_end import published
from kiosk.commands.outbox import parsed
from kiosk.commands.trouble import told
from kiosk.settings import Settings
from onestop.__main__ import main
from onestop.decide import main as decide_as
from onestop.fleet import main as look_after


def serve_onestop(settings: Settings, port: int, folder: Path | None) -> int:
    """Serve until it is told to end. Returns the back end's exit code."""
    place = _place(settings, folder)
    with told() as outcome:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_done = main(
            [
                f"--port={port}",
                f"--folder={place}",
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
    return decide_as([f"--folder={_place(settings, folder)}", parsed(typed), status, *details])


def look_after_kiosks(
    settings: Settings, words: tuple[str, ...], folder: Path | None, database: str
) -> int:
    """What `onestop.fleet` does, also while the back end runs. Returns the exit code."""
    place = [f"--folder={_place(settings, folder)}", f"--database={database}"]
    return look_after([*place, *words])


def _place(settings: Settings, folder: Path | None) -> Path:
    return folder or settings.data_folder / "onestop"
