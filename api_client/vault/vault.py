"""Seals and opens with AES-256-GCM (NIST SP 800-38D).

A sealed text is: a mark of the key (4 bytes), a nonce (12), the cipher text and its tag. The mark
tells a lost key from a changed text. Losing the key loses no row: what it sealed stays as it is
until the right key is put back.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api_client.vault.troubles import Tampered, UnsafeKey, WrongKey

KEY_BYTES = 32
MOST_KEYS = 2
MARK_BYTES = 4
NONCE_BYTES = 12


class KeySource(Protocol):
    """A place that keeps the key that seals now and, while it is being rotated, the one before."""

    @property
    def is_ours(self) -> bool:
        """Whether the kiosk itself may write there."""

    def keys(self) -> bytes:
        """The keys one after another, the current one first. Raises UnsafeKey, saying why."""

    def replace(self, keys: bytes) -> None:
        """Keep these from now on, whole or not at all. Raises UnsafeKey."""


class _Key:
    """One key, with what is derived from it."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise UnsafeKey(f"the key must have {KEY_BYTES} bytes, not {len(key)}")
        self.cipher = AESGCM(key)
        self.mark = _derived(key, b"mark")[:MARK_BYTES]
        self.digest_key = _derived(key, b"digest")


class Vault:
    """Seals with one key; opens with it and with the keys before it. Any thread may use it."""

    def __init__(self, key: bytes, former: Sequence[bytes] = ()) -> None:
        """`former` are keys that something may still be sealed with, while a rotation is going on.

        Raises UnsafeKey unless each key has 32 bytes.
        """
        self._key = _Key(key)
        self._keys = (self._key, *(_Key(each) for each in former))

    @classmethod
    def of(cls, source: KeySource) -> "Vault":
        """The vault of that source's keys. Raises UnsafeKey."""
        keys = source.keys()
        if len(keys) not in {KEY_BYTES, KEY_BYTES * MOST_KEYS}:
            raise UnsafeKey(f"{source} does not hold {KEY_BYTES} bytes: put the right key back")
        return cls(keys[:KEY_BYTES], [keys[KEY_BYTES:]] if keys[KEY_BYTES:] else [])

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Lock a text to what it is about; it opens only together with the same `about`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self._key.mark + nonce + self._key.cipher.encrypt(nonce, plain, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The text again. Raises WrongKey or Tampered."""
        nonce = sealed[MARK_BYTES : MARK_BYTES + NONCE_BYTES]
        for key in self._keys:
            # A damaged mark must not make a key seem lost, so each key is tried whatever it says.
            with suppress(InvalidTag, ValueError):
                return key.cipher.decrypt(nonce, sealed[MARK_BYTES + NONCE_BYTES :], about)
        mark = sealed[:MARK_BYTES]
        if len(mark) == MARK_BYTES and all(mark != key.mark for key in self._keys):
            raise WrongKey("sealed with another key: put the right key back")
        raise Tampered("changed after it was sealed")

    def is_current(self, sealed: bytes) -> bool:
        """Whether it was sealed with the key that seals now."""
        return sealed[:MARK_BYTES] == self._key.mark

    def digest(self, plain: bytes) -> bytes:
        """Tells whether two texts are the same, without telling what they say.

        It begins with the key's mark: after a rotation the digests of erased texts compare to
        nothing, and so never pass for the same.
        """
        return self._key.mark + hmac.digest(self._key.digest_key, plain, "sha256")


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"doorstep vault " + purpose, hashlib.sha256)
