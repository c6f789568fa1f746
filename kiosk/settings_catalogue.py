"""What the operator decides about the catalogue: whose signatures count on what is published."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.settings_table import Table

if TYPE_CHECKING:
    from api_client.contract.verifying import TrustedKey

LEAST_KEYS: Final = 2
"""An edition is signed by two people: with fewer keys none could ever be taken."""


@dataclass(frozen=True, slots=True)
class CatalogueSettings:
    """The people who may publish. Without any the shipped catalogue serves, or our back end's."""

    trusted_keys: "tuple[TrustedKey, ...]" = ()


def read_catalogue(table: Table) -> CatalogueSettings:
    """From `[catalogue]`; notes the faults there are."""
    allowed = 'lines as `kiosk onestop publish key` prints them: ["NAME KEY", "NAME KEY"]'
    lines = table.texts("trusted_keys", [], allowed)
    return CatalogueSettings(_keys(lines, table) if lines else ())


def _keys(lines: list[str], table: Table) -> "tuple[TrustedKey, ...]":
    # Only now: it brings the cryptography that most commands do without.
    from api_client.contract.verifying import BadTrustedKey, TrustedKey  # noqa: PLC0415

    keys = []
    for line in lines:
        try:
            keys.append(TrustedKey.from_line(line))
        except BadTrustedKey as error:
            table.fault(f"[{table.name}] trusted_keys: {error}")
    if len({each.name for each in keys}) < LEAST_KEYS and len(keys) == len(lines):
        table.fault(f"[{table.name}] trusted_keys: name {LEAST_KEYS} people, since two sign")
    return tuple(keys)
