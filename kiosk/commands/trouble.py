"""The troubles an operator can mend, told in one sentence instead of a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.cli import ExitCode


class Outcome:
    """The exit code of a command; a trouble sets it to FAILED."""

    code: int = ExitCode.DONE


@contextmanager
def told() -> Iterator[Outcome]:
    """Catch the troubles, print each as a sentence, and let the outcome say that it failed."""
    outcome = Outcome()
    try:
        yield outcome
    except Exception as trouble:
        sentence = _sentence(trouble)
        if sentence is None:
            raise
        print(f"kiosk: {sentence.rstrip('.')}.", file=sys.stderr)
        outcome.code = ExitCode.FAILED


def _sentence(trouble: Exception) -> str | None:
    """What to tell the operator; None for a fault of ours, or where nobody reads any more."""
    # Only now: the kinds of trouble live in modules that most commands do not need.
    from api_client.outbox import NobodyTakes, OutboxUnusable, ReferenceTaken  # noqa: PLC0415
    from api_client.vault import VaultError  # noqa: PLC0415
    from kiosk.catalogue import CatalogueError  # noqa: PLC0415
    from kiosk.catalogue.editions import EditionRefused  # noqa: PLC0415
    from kiosk.commands.back_end import PortTaken  # noqa: PLC0415
    from kiosk.commands.hand_off import WrongEndpoint  # noqa: PLC0415
    from kiosk.commands.key_file import NoKey  # noqa: PLC0415
    from kiosk.routing import WrongRoutes  # noqa: PLC0415

    match trouble:
        case CatalogueError() | OutboxUnusable() | VaultError() | WrongEndpoint() | WrongRoutes():
            return str(trouble)
        case PortTaken() | NoKey() | NobodyTakes() | ReferenceTaken() | EditionRefused():
            return str(trouble)
        case BrokenPipeError():
            return None
        case OSError():
            place = f"{trouble.filename}: " if trouble.filename else ""
            return f"{place}{trouble.strerror or trouble}"
        case _:
            return None
