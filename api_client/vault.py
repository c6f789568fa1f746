"""Locks residents' answers while they wait at the kiosk (AES-256-GCM, NIST SP 800-38D).

A sealed text is: a mark of the key (4 bytes), a nonce (12), the cipher text and its tag. The mark
tells a lost key from a changed text. Losing the key file loses no row: what it sealed stays as it
is until the right key is put back.
"""

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
MARK_BYTES = 4
NONCE_BYTES = 12


class VaultError(Exception):
    """The vault cannot be used as it is; the text says what to do."""


class UnsafeKey(VaultError):
    """The key file is not one we may use."""


class WrongKey(VaultError):
    """This was sealed with another key: put the right key file back."""


class Tampered(VaultError):
    """This was changed after it was sealed, or belongs elsewhere."""


class Vault:
    """Seals and opens with one key. Any thread may use it."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise UnsafeKey(f"the key must have {KEY_BYTES} bytes, not {len(key)}")
        self._cipher = AESGCM(key)
        self._mark = _derived(key, b"mark")[:MARK_BYTES]
        self._digest_key = _derived(key, b"digest")

    @classmethod
    def from_file(cls, path: Path) -> "Vault":
        """The vault of that key file, which is made if there is none. Raises UnsafeKey."""
        with suppress(FileExistsError):
            _make_key_file(path)
        return cls(_read_key_file(path))

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Lock a text to what it is about; it opens only together with the same `about`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self._mark + nonce + self._cipher.encrypt(nonce, plain, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The text again. Raises WrongKey or Tampered."""
        mark, rest = sealed[:MARK_BYTES], sealed[MARK_BYTES:]
        if len(mark) == MARK_BYTES and mark != self._mark:
            raise WrongKey("sealed with another key: put the right key file back")
        nonce, cipher_text = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, cipher_text, about)
        except (InvalidTag, ValueError):
            raise Tampered("changed after it was sealed") from None

    def digest(self, plain: bytes) -> bytes:
        """Tells whether two texts are the same, without telling what they say."""
        return hmac.digest(self._digest_key, plain, "sha256")


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"doorstep vault " + purpose, hashlib.sha256)


def _make_key_file(path: Path) -> None:
    """Make it whole or not at all: a kiosk may lose power at any moment."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # unlike a rename, never replaces a key made meanwhile
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read_key_file(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise UnsafeKey(f"the key file {path} cannot be read: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise UnsafeKey(f"the key file {path} is not a file")
        if about.st_mode & 0o077:
            raise UnsafeKey(f"others can read the key file {path}: chmod 600 it, or make a new key")
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise UnsafeKey(f"{path} does not hold {KEY_BYTES} bytes: put the right key file back")
    return key
