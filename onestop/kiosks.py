"""A kiosk, as everything in the back end knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Who it is, and where it stands.

    `district`: 6 digits, `area`: the same down to its committee (行政区划代码). `hall`: its id in
    the catalogue; "" is the catalogue's first.
    """

    id: str
    district: str
    hall: str = ""
    area: str = ""
    name: str = ""
