"""`kiosk outbox export FILE`: takes what waits to another machine, encrypted with age.

Any `age` program opens it (https://age-encryption.org): JSON lines, a message each. Nothing is
erased here; once it has been entered elsewhere, `kiosk outbox retry REFERENCE --arrived NUMBER`.
"""

import getpass
import os
import sys
from pathlib import Path

import msgspec
import pyrage
from pyrage import passphrase, x25519

from kiosk.cli import ExitCode
from kiosk.commands.hand_off import open_outbox
from kiosk.commands.outbox import parsed
from kiosk.settings import Settings

LEAST_SIGNS = 12


def export(settings: Settings, out: Path, recipients: tuple[str, ...], typed: str) -> int:
    """Write what waits, all of it or one reference. 1 if there is nothing, or FILE is there."""
    with open_outbox(settings) as outbox:
        messages = outbox.shelf.messages(parsed(typed) if typed else "")
        if not messages:
            return _failed("nothing waits to be sent, so there is nothing to export")
        plain = b"".join(msgspec.json.encode(message) + b"\n" for message in messages)
        try:
            sealed = _encrypted(plain, recipients)
        except (ValueError, pyrage.RecipientError) as error:
            return _failed(f"nothing was exported: {error}", ExitCode.WRONG_USE)
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        count = len(messages)
        print(f"{out} holds {count} message{'' if count == 1 else 's'}, kept here too.")
    return ExitCode.DONE


def _encrypted(plain: bytes, recipients: tuple[str, ...]) -> bytes:
    if recipients:
        keys = [x25519.Recipient.from_str(each) for each in recipients]
        return bytes(pyrage.encrypt(plain, keys))
    return bytes(passphrase.encrypt(plain, _passphrase()))


def _passphrase() -> str:
    """Asked for twice at a terminal, or one line of standard input."""
    if not sys.stdin.isatty():
        words = sys.stdin.readline().rstrip("\n")
    else:
        words = getpass.getpass("Passphrase for the file: ")
        if words != getpass.getpass("Once more: "):
            raise ValueError("the two passphrases are not the same")
    if len(words) < LEAST_SIGNS:
        raise ValueError(f"the passphrase needs at least {LEAST_SIGNS} characters")
    return words


def _failed(why: str, code: ExitCode = ExitCode.FAILED) -> int:
    print(f"kiosk: {why}.", file=sys.stderr)
    return code
