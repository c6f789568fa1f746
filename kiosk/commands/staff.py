"""The commands of staff and operators about what is kept here, each handed to its module."""

import sys

from kiosk.cli import ExitCode
from kiosk.cli_staff import (
    Attach,
    Decide,
    Export,
    Hold,
    ListOutbox,
    Retry,
    RotateKey,
    ShowReference,
    StaffCommand,
)
from kiosk.commands import outbox
from kiosk.commands.attach import attach
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.commands.vault import rotate
from kiosk.settings import Settings


def do_for_staff(settings: Settings, command: StaffCommand) -> int:
    """Returns the exit code; a trouble is told in a sentence."""
    with told() as outcome:
        start_log(settings)
        try:
            outcome.code = _do(settings, command)
        except outbox.NoReference as error:
            print(f"kiosk: {error}.", file=sys.stderr)
            outcome.code = ExitCode.WRONG_USE
    return outcome.code


def _do(settings: Settings, command: StaffCommand) -> int:  # noqa: PLR0911 -- one table
    match command:
        case ListOutbox():
            return outbox.list_outbox(settings)
        case ShowReference(reference, with_answers):
            return outbox.show_reference(settings, reference, with_answers=with_answers)
        case Retry(reference, to, is_not_there, case_number):
            return outbox.retry(
                settings, reference, to, is_not_there=is_not_there, case_number=case_number
            )
        case Hold(reference, to):
            return outbox.hold(settings, reference, to)
        case Export(out, recipients, reference):
            from kiosk.commands.export import export  # noqa: PLC0415 - age only where it is used

            return export(settings, out, recipients, reference)
        case Attach(reference, files, document, is_correction):
            return attach(settings, reference, files, document, is_correction=is_correction)
        case Decide(reference, status, details, folder):
            from kiosk.commands.onestop import decide  # noqa: PLC0415 - the store only where used

            return decide(settings, reference, status, details, folder)
        case RotateKey():
            return rotate(settings)
        case _:
            from kiosk.commands.publish import publish  # noqa: PLC0415 - the press only where used

            return publish(settings, command)
