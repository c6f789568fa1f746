"""The hall a kiosk stands in, and the telephone numbers that anyone may ring."""

from msgspec import Struct

from api_client.contract.texts import Bilingual, SourcedText


class Hotline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A telephone number that anyone may ring."""

    number: str
    name: Bilingual
    use: Bilingual
    hours_languages: Bilingual | None
    source: str
    source_ref: str
    to_confirm: bool


class OpeningHours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days (1 Monday … 7 Sunday) and hours as HH:MM."""

    days: tuple[int, ...]
    opens: str
    closes: str


class Hall(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One hall: where it is, when it is open, which tiles it runs and in which order."""

    id: str
    name: Bilingual
    address: SourcedText
    phone: str
    phone_source: str = ""
    opening_hours: tuple[OpeningHours, ...]
    hours_source: str
    tiles: tuple[str, ...]
    notices: tuple[Bilingual, ...] = ()
