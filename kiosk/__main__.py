"""The command `kiosk`: reads what was asked, checks the settings, and hands over.

The composition root is this module with `kiosk/commands/`: the only place that knows everyone.
Each command is imported when it is asked for, so that none waits for what it does not use.
"""

import sys
from collections.abc import Sequence

from kiosk.cli import (
    Arguments,
    AskCase,
    Examine,
    ExitCode,
    Run,
    ShowSettings,
    parse,
)
from kiosk.cli_catalogue import CatalogueCommand
from kiosk.cli_demo import Demo
from kiosk.cli_kiosks import Enrol, LookAfterKiosks
from kiosk.cli_onestop import MigrateOneStop, ServeOneStop
from kiosk.settings import Settings, WrongSettings, load, show


def main(words: Sequence[str] | None = None) -> int:
    """Do what was asked. Returns the exit code: 0 done, 1 failed, 2 wrong use."""
    arguments = parse(sys.argv[1:] if words is None else words)
    try:
        settings = load(arguments.config)
    except WrongSettings as wrong:
        for sentence in wrong.sentences:
            print(sentence, file=sys.stderr)
        return ExitCode.WRONG_USE
    try:
        return _do(arguments, settings)
    except KeyboardInterrupt:
        return ExitCode.DONE
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody to tell.
        sys.stderr.close()
        return ExitCode.DONE


def _do(arguments: Arguments, settings: Settings) -> int:  # noqa: PLR0911 -- one table
    """Imports what the command needs, and nothing for the others."""
    # ruff: noqa: PLC0415
    match arguments.command:
        case ShowSettings():
            print(show(settings), end="")
            return ExitCode.DONE
        case Run(front_end):
            from kiosk.commands.run import run

            return run(settings, front_end, arguments.config)
        case Demo() as asked:
            from kiosk.commands.demo import demo

            return demo(settings, asked, arguments.config)
        case AskCase(reference):
            from kiosk.commands.case import ask_case

            return ask_case(settings, reference)
        case _ if isinstance(arguments.command, CatalogueCommand):
            from kiosk.commands.catalogue import do_with_catalogue

            return do_with_catalogue(settings, arguments.command)
        case ServeOneStop() | MigrateOneStop() as asked:
            from kiosk.commands.onestop import operate

            return operate(settings, asked)
        case Enrol() | LookAfterKiosks():
            from kiosk.commands.kiosks import do_with_kiosks

            return do_with_kiosks(settings, arguments.command)
        case Examine():
            from kiosk.commands.doctor import examine_machine

            return examine_machine(settings)
        case _:
            from kiosk.commands.staff import do_for_staff

            return do_for_staff(settings, arguments.command)


if __name__ == "__main__":
    sys.exit(main())
