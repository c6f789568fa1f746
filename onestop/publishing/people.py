"""The people who publish: a key pair for each, and the list of those whose signatures count."""

import os
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from api_client.contract import Signature
from api_client.contract.verifying import NAME, BadTrustedKey, TrustedKey
from onestop.publishing.files import OWNER_READS
from onestop.publishing.troubles import BadKey
from onestop.store.folder import settle


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs: who they are at this press, and their private key."""

    trusted: TrustedKey
    _key: Ed25519PrivateKey

    @property
    def name(self) -> str:
        return self.trusted.name

    def sign(self, edition: str) -> Signature:
        made = b64encode(self._key.sign(edition.encode())).decode()
        return Signature(key_id=self.trusted.id, signature=made)


def make_key(file: Path, name: str, passphrase: str = "") -> TrustedKey:
    """A new key pair: the private key in that file, for its owner alone; the public one returned.

    With a passphrase the file is encrypted. Raises BadKey, also where there is such a file already.
    """
    if NAME.fullmatch(name) is None:
        raise BadKey(f"{name!r} is no name for a key: one word, without : and #")
    key = Ed25519PrivateKey.generate()
    sealing: KeySerializationEncryption = NoEncryption()
    if passphrase:
        sealing = BestAvailableEncryption(passphrase.encode())
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_READS)
    except FileExistsError:
        raise BadKey(f"{file} is there already: a key is never written over") from None
    with os.fdopen(handle, "wb") as opened:
        opened.write(written)
        opened.flush()
        os.fsync(handle)
    settle(file.parent)
    return _trusted(name, key)


def person(file: Path, trusted: Iterable[TrustedKey], ask: Callable[[], str]) -> Person:
    """Whose private key lies in that file; `ask` is for its passphrase, if it has one.

    Raises BadKey, also for somebody whose signature does not count at this press.
    """
    key = _private_key(file, ask)
    own = _trusted("anybody", key)
    for each in trusted:
        if each.id == own.id:
            return Person(each, key)
    raise BadKey(f"the key in {file} is not among the trusted ones of this press: {line(own)}")


def line(key: TrustedKey) -> str:
    """As it stands in the list of those who are trusted."""
    return f"{key.name} {b64encode(key.key).decode()}"


def listed(text: str) -> tuple[TrustedKey, ...]:
    """From one line a person; `#` begins a comment. Raises BadTrustedKey."""
    lines = (each.partition("#")[0].strip() for each in text.splitlines())
    keys = tuple(TrustedKey.from_line(each) for each in lines if each)
    if len({each.key for each in keys}) < len(keys):
        raise BadTrustedKey("two people cannot have one key")
    return keys


def _private_key(file: Path, ask: Callable[[], str]) -> Ed25519PrivateKey:
    try:
        if file.stat().st_mode & 0o077:
            raise BadKey(f"others can read the private key in {file}: chmod 600 it")
        written = file.read_bytes()
    except OSError as error:
        raise BadKey(f"the key {file} cannot be read: {error.strerror}") from error
    is_sealed = b"ENCRYPTED" in written
    try:
        key = load_pem_private_key(written, ask().encode() if is_sealed else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        fault = "it is no private key, or its passphrase is another"
        raise BadKey(f"the key {file} cannot be used: {fault}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"the key {file} is of another kind than Ed25519")
    return key


def _trusted(name: str, key: Ed25519PrivateKey) -> TrustedKey:
    return TrustedKey(name, key.public_key().public_bytes_raw())
