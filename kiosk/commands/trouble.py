"""The troubles an operator can mend, told in one sentence instead of a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api_client.outbox import OutboxUnusable
from api_client.vault import VaultError
from kiosk.catalogue import CatalogueError
from kiosk.cli import ExitCode
from kiosk.commands.back_end import PortTaken


class Outcome:
    """The exit code of a command; a trouble sets it to FAILED."""

    code: int = ExitCode.DONE


@contextmanager
def told() -> Iterator[Outcome]:
    """Catch the troubles, print each as a sentence, and let the outcome say that it failed."""
    outcome = Outcome()
    try:
        yield outcome
    except (CatalogueError, OutboxUnusable, VaultError, PortTaken) as trouble:
        outcome.code = _failed(str(trouble))
    except BrokenPipeError:
        raise
    except OSError as trouble:
        place = f"{trouble.filename}: " if trouble.filename else ""
        outcome.code = _failed(f"{place}{trouble.strerror or trouble}")


def _failed(sentence: str) -> int:
    print(f"kiosk: {sentence.rstrip('.')}.", file=sys.stderr)
    return ExitCode.FAILED
