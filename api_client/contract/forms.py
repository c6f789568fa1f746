"""The forms of the catalogue: what is asked, and what an answer must keep to."""

from enum import StrEnum

from msgspec import Struct

from api_client.contract.texts import Bilingual


class FieldType(StrEnum):
    """What kind of answer a question takes."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    DATE = "date"
    CHOICE = "choice"
    ADDRESS = "address"
    LONG_TEXT = "long_text"
    PHOTO = "photo"
    SIGNATURE = "signature"
    CONSENT = "consent"


class FormOption(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer that can be picked."""

    id: str
    label: Bilingual


class ShowIf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask only when an earlier choice was this one."""

    field: str
    equals: str


class NumberRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one kind of identity number is written; checksum GB11643 is mod 11-2."""

    kind: str
    pattern: str
    checksum: str | None = None


class Validation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an answer must keep to, and the sentence that says so.

    `min` and `max` of a date are ISO dates or `today`, `today+60d`, `today-4y`.
    """

    error: Bilingual
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    any_of: tuple[NumberRule, ...] = ()
    depends_on: str | None = None
    min: str | None = None
    max: str | None = None
    max_files: int | None = None
    max_mb_each: int | None = None
    min_strokes: int | None = None
    must_be: bool | None = None


class Field(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question of a form. A private answer (money, health) is never said aloud."""

    id: str
    type: FieldType
    label: Bilingual
    required: bool
    help: Bilingual | None = None
    validation: Validation | None = None
    options: tuple[FormOption, ...] = ()
    show_if: ShowIf | None = None
    is_private: bool = False
