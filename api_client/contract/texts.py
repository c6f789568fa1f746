"""Texts that the catalogue holds in both languages."""

from msgspec import Struct


class Bilingual(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same sentence for readers of Chinese and of English."""

    zh: str
    en: str


class SourcedText(Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence and where it was found."""

    source: str = ""
