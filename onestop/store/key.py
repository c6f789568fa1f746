"""What a matter is known by. A reference alone is never a key: two kiosks may make the same one."""

from typing import NamedTuple, Self

from onestop.kiosks import Kiosk


class Key(NamedTuple):
    """District, kiosk and reference."""

    district: str
    kiosk: str
    reference: str

    @classmethod
    def of(cls, kiosk: Kiosk, reference: str) -> Self:
        return cls(kiosk.district, kiosk.id, reference)
