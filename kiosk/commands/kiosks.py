"""The commands about kiosks of a back end, each handed to its module."""

from typing import assert_never

from kiosk.cli_kiosks import Enrol, KiosksCommand, LookAfterKiosks
from kiosk.settings import Settings


def do_with_kiosks(settings: Settings, command: KiosksCommand) -> int:
    """Returns the exit code."""
    match command:
        case LookAfterKiosks(words, folder, database):
            from kiosk.commands.onestop import look_after_kiosks  # noqa: PLC0415 - the store

            return look_after_kiosks(settings, words, folder, database)
        case Enrol(endpoint, code, key_file):
            from kiosk.commands.enrol import enrol_kiosk  # noqa: PLC0415 - the network

            return enrol_kiosk(settings, endpoint, code, key_file)
        case _:
            assert_never(command)
