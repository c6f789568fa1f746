"""`kiosk onestop …`: the reference back end, whoever operates it, its office, and its kiosks."""

from pathlib import Path
from typing import assert_never

from kiosk.cli import ExitCode
from kiosk.cli_onestop import At, MigrateOneStop, OneStopCommand, ServeOneStop
from kiosk.commands.back_end import published
from kiosk.commands.outbox import parsed
from kiosk.commands.trouble import told
from kiosk.settings import Settings


def operate(settings: Settings, command: OneStopCommand) -> int:
    """Returns the exit code: the back end's own programs say what went wrong."""
    match command:
        case ServeOneStop(port, at):
            return _serve(settings, port, at)
        case MigrateOneStop(at):
            from onestop.migrate import main as migrate  # noqa: PLC0415 - as all in this table

            return migrate(_place(settings, at))
        case _:
            assert_never(command)


def decide(
    settings: Settings, typed: str, status: str, details: tuple[str, ...], folder: Path | None
) -> int:
    """Move a case on, also while the back end runs. Returns the exit code."""
    from onestop.decide import main as decide_as  # noqa: PLC0415 - as above

    return decide_as([*_place(settings, At(folder)), parsed(typed), status, *details])


def look_after_kiosks(
    settings: Settings, words: tuple[str, ...], folder: Path | None, database: str
) -> int:
    """What `onestop.fleet` does, also while the back end runs. Returns the exit code."""
    from onestop.fleet import main as look_after  # noqa: PLC0415 - as above

    return look_after([*_place(settings, At(folder, database)), *words])


def _serve(settings: Settings, port: int, at: At) -> int:
    """Serve until it is told to end."""
    from onestop.__main__ import main  # noqa: PLC0415 - as above

    place = _folder(settings, at)
    with told() as outcome:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_done = main(
            [
                f"--port={port}",
                *_place(settings, at),
                f"--catalogue={published(place, settings.hall)}",
                f"--hall={settings.hall}",
            ]
        )
        outcome.code = ExitCode.FAILED if is_done else ExitCode.DONE
    return outcome.code


def _place(settings: Settings, at: At) -> list[str]:
    database = at.database or settings.onestop.database
    # What is not said is left to the environment.
    of_database = [f"--database={database}"] if database else []
    return [f"--folder={_folder(settings, at)}", *of_database]


def _folder(settings: Settings, at: At) -> Path:
    return at.folder or settings.data_folder / "onestop"
