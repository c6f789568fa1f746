"""Where the kiosk writes what its operator may want to read. Never an answer, never a name."""

import logging
import os
from logging.handlers import RotatingFileHandler
from typing import TextIO

from kiosk.settings import Settings

STAFF = "staff"
"""The logger of what somebody must see to."""
MOST_BYTES = 1_000_000
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(settings: Settings) -> None:
    """Log to a file in the data folder: the terminal belongs to the resident. Raises OSError."""
    # Whatever is made from here on, by whichever library, is for the kiosk's user alone.
    os.umask(0o077)
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        settings.data_folder / "kiosk.log", maxBytes=MOST_BYTES, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(settings.log_level.upper())
    # It writes the addresses of calls, at debug all, as warnings those whose answer's headers are
    # odd; digits of a resident's telephone stand in some. What fails on the line we tell ourselves.
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def tell_staff_on(stream: TextIO) -> None:
    """Print there, too, what staff must see to: where no screen of ours would be disturbed."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("kiosk: %(message)s."))
    logging.getLogger(STAFF).addHandler(handler)
