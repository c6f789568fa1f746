"""The catalogue package that is shipped with a back end of its own, to be published by it."""

from pathlib import Path

import msgspec

from api_client.contract import CataloguePackage


class BadCatalogue(Exception):
    """Nothing can be published; the text says why."""


def shipped(path: Path) -> CataloguePackage:
    """Raises BadCatalogue unless the file is a package that every kiosk can read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=CataloguePackage)
    except OSError as error:
        raise BadCatalogue(f"{path} cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise BadCatalogue(f"{path} is no catalogue package: {error}") from error
