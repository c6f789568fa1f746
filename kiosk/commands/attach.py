"""`kiosk attach REFERENCE FILE…`: papers that staff scanned at the counter join their matter.

They are kept like everything else that is handed in, and travel by themselves.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from api_client.contract import Attachment
from api_client.contract.papers import BEGINS, MOST_BYTES
from kiosk.cli import ExitCode
from kiosk.commands.editions import catalogue_of
from kiosk.commands.hand_off import open_outbox, routes
from kiosk.commands.outbox import parsed
from kiosk.settings import Settings

MOST_FILES = 99


def attach(
    settings: Settings, typed: str, files: tuple[Path, ...], document: str, *, is_correction: bool
) -> int:
    """Keep each file for its matter. 1 if one of them cannot be taken; then none is."""
    ways = routes(settings, catalogue_of(settings))
    with open_outbox(settings, ways) as outbox:
        reference = parsed(typed)
        contents = [(file, file.read_bytes()) for file in files]
        for file, content in contents:
            if not content or len(content) > MOST_BYTES:
                return _failed(f"{file} has {len(content)} bytes: allowed are 1 to {MOST_BYTES}")
            if _media_type(content) is None:
                return _failed(f"{file} is no JPEG or PNG picture and no PDF: scan it as one")
        if outbox.find(reference) is None:
            return _failed(f"{reference} was not handed in at this kiosk")
        used = [item for item in outbox.shelf.history(reference) if item.kind == "attachment"]
        first = max((int(item.part) for item in used), default=0) + 1
        if first + len(contents) - 1 > MOST_FILES:
            return _failed(f"{reference} has {len(used)} files already: at most {MOST_FILES}")
        now = datetime.now(UTC)
        for number, (file, content) in enumerate(contents, start=first):
            outbox.put(
                Attachment(
                    reference=reference,
                    number=number,
                    document=document,
                    media_type=_media_type(content) or "",
                    content=content,
                    added_at=now,
                    is_correction=is_correction,
                ),
                now,
            )
            print(f"{file.name} is kept as paper {number} of {reference}.")
    return ExitCode.DONE


def _media_type(content: bytes) -> str | None:
    return next((kind for kind, start in BEGINS.items() if content.startswith(start)), None)


def _failed(why: str) -> int:
    print(f"kiosk: {why}.", file=sys.stderr)
    return ExitCode.FAILED
