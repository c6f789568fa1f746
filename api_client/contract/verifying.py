"""Whether a published edition is what two trusted people signed (Ed25519, RFC 8032).

1. Each signature is checked against the trusted keys. Two of one person are one.
2. Only then is the edition read, and its package compared with the digest that was signed.
3. Only then is the package read.
"""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Self, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from api_client.contract.catalogue import CataloguePackage
from api_client.contract.deltas import DoesNotFit, applied
from api_client.contract.publication import Edition, Published, PublishedDelta, digest_of

LEAST_SIGNERS = 2
NAME = re.compile(r"[^\s#:]{1,64}")

T = TypeVar("T")


class NotTrusted(Exception):
    """What came must not be used; the text says why, without a full stop."""


class BadTrustedKey(ValueError):
    """A line is no trusted key; the text says why."""


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A person whose signature counts, and their public key of 32 bytes."""

    name: str
    key: bytes

    @classmethod
    def from_line(cls, line: str) -> Self:
        """From `NAME BASE64`, as `kiosk onestop publish key` prints it. Raises BadTrustedKey."""
        match line.split():
            case [name, text] if NAME.fullmatch(name):
                pass
            case _:
                raise BadTrustedKey(f"no trusted key, which is a name and a key: {line!r}")
        try:
            key = b64decode(text, validate=True)
            Ed25519PublicKey.from_public_bytes(key)
        except (NoBase64, ValueError):
            raise BadTrustedKey(f"no Ed25519 key of 32 bytes in base64: {line!r}") from None
        return cls(name, key)

    @property
    def id(self) -> str:
        """As signatures name it."""
        return sha256(self.key).hexdigest()[:16]


def verified(
    published: Published, trusted: Iterable[TrustedKey], at_least: int = LEAST_SIGNERS
) -> tuple[Edition, CataloguePackage]:
    """The edition and its package. Raises NotTrusted.

    For which district it is and whether it is newer than what one has, the caller compares.
    """
    edition = _signed_edition(published, trusted, at_least)
    if not compare_digest(digest_of(published.package), edition.package_digest):
        raise NotTrusted("the package is not the one that was signed")
    package = _read(published.package, CataloguePackage)
    if package.version != edition.version:
        raise NotTrusted("the package has another version than its edition")
    return edition, package


def whole(
    delta: PublishedDelta,
    old_package: str,
    trusted: Iterable[TrustedKey],
    at_least: int = LEAST_SIGNERS,
) -> Published:
    """What the delta tells, as if it had come whole; `old_package` is the one of its `since`.

    Raises NotTrusted, and DoesNotFit: then the whole is to be fetched.
    """
    bare = Published(edition=delta.edition, signatures=delta.signatures, package="")
    edition = _signed_edition(bare, trusted, at_least)
    package = applied(old_package, delta.delta)
    if not compare_digest(digest_of(package), edition.package_digest):
        raise DoesNotFit("the delta was made for another package")
    return msgspec.structs.replace(bare, package=package)


def signers(published: Published, trusted: Iterable[TrustedKey]) -> frozenset[str]:
    """The names of the trusted people who signed the edition."""
    keys = {each.id: each for each in trusted}
    signed = published.edition.encode()
    return frozenset(
        keys[each.key_id].name
        for each in published.signatures
        if each.key_id in keys and _is_by(keys[each.key_id], each.signature, signed)
    )


def _signed_edition(published: Published, trusted: Iterable[TrustedKey], at_least: int) -> Edition:
    count = len(signers(published, trusted))
    if count < at_least:
        raise NotTrusted(
            f"{count or 'none'} of the trusted people signed it as it is, not {at_least}"
        )
    return _read(published.edition, Edition)


def _is_by(trusted: TrustedKey, signature: str, signed: bytes) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(trusted.key)
        key.verify(b64decode(signature, validate=True), signed)
    except (InvalidSignature, NoBase64, ValueError):
        return False
    return True


def _read(text: str, kind: type[T]) -> T:
    """What is signed and still cannot be read was made by a newer program, or by mistake."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotTrusted(f"it was signed, but cannot be read here: {error}") from error
