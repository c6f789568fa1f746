"""The catalogue package as it is published: its bytes and the tag that tells versions apart."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from api_client.contract import CataloguePackage


class BadCatalogue(Exception):
    """The package cannot be published; the text says why."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One published version."""

    body: bytes
    etag: str
    package: CataloguePackage


def publication(path: Path) -> Publication:
    """Raises BadCatalogue unless the file is a package that every kiosk can read."""
    try:
        body = path.read_bytes()
        package = msgspec.json.decode(body, type=CataloguePackage)
    except OSError as error:
        raise BadCatalogue(f"{path} cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise BadCatalogue(f"{path} is no catalogue package: {error}") from error
    return Publication(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', package)
