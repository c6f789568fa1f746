"""The catalogue: services, guides, forms and the hall, as they are published and shipped."""

from enum import StrEnum

from msgspec import Struct

from api_client.contract.hall import Hall, Hotline
from api_client.contract.texts import Bilingual, SourcedText


class Provenance(StrEnum):
    """How far a text can be trusted."""

    OFFICIAL_LIST = "official_list"
    OFFICIAL_OTHER = "official_other"
    SEED = "seed"
    NEWS = "news"
    GENERAL = "general"


class Channel(StrEnum):
    """The way on from a service: hand in, go to the hall, or ask (S16: no dead ends)."""

    ONLINE = "online"
    HALL = "hall"
    CONSULT = "consult"


class Keywords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people call the service when they look for it."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class SourceReference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key into the package's list of sources, and the place in that source."""

    id: str
    at: str | None = None


class Service(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A service (事项) with its four attributes: audience, content, standard, lead unit.

    `order` is its place among those of its group: the most asked for first.
    """

    id: str
    tile: str
    group: str | None = None
    order: int = 0
    name: Bilingual
    audience: Bilingual
    content: Bilingual
    standard: Bilingual | None
    standard_as_of: str | None
    standard_source: str | None
    lead_unit: Bilingual
    lead_unit_basis: str
    channel: Channel
    channel_basis: str
    guide: str | None
    source: str
    source_refs: tuple[SourceReference, ...]
    provenance: Provenance
    text_basis: str
    keywords: Keywords


class ServiceField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the nine fields (领域) of basic public services, with its services."""

    id: str
    order: int
    name: Bilingual
    source: str
    services: tuple[Service, ...]


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A handful of services of one tile that belong together."""

    id: str
    name: Bilingual


class Tile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the hall's eight functions, as shown on the welcome page."""

    id: str
    order: int
    sign: str
    name: Bilingual
    hint: Bilingual
    counter: SourcedText
    source: str
    groups: tuple[Group, ...] = ()


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


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to bring (申请材料)."""

    id: str
    name: Bilingual
    is_required: bool
    source: str


class Booking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a time must be agreed, and for what."""

    is_needed: bool
    unit: str | None = None
    text: Bilingual | None = None
    slot_field: str | None = None


class OnBehalf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether someone else may apply (代办), and what that takes."""

    is_allowed: bool
    needs: tuple[Bilingual, ...] = ()
    source: str = ""


class Receiver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The office that gets the answers."""

    name: Bilingual
    channel: str
    source: str


class Guide(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to apply (办事指南), with the form.

    A guide belongs to one `service`, or is shared: then `service` is "" and `for_channel` names the
    channel whose services use it when they have no guide of their own.
    """

    id: str
    service: str
    for_channel: Channel | None = None
    also_for: tuple[str, ...]
    title: Bilingual
    summary: Bilingual
    conditions: tuple[SourcedText, ...]
    documents: tuple[Document, ...]
    steps: tuple[Bilingual, ...]
    steps_source: str
    time_limit: SourcedText | None
    fee: SourcedText
    where: SourcedText
    result: SourcedText
    fields: tuple[Field, ...]
    booking: Booking
    on_behalf: OnBehalf
    receiver: Receiver
    hotlines: tuple[str, ...]
    source: str
    source_refs: tuple[str, ...]


class Cover(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on the first page of a package: its version, and what it is honest about.

    `visit_documents` is the tick list for a visit to a counter where a guide names no papers.
    """

    version: str
    title: Bilingual
    official_list_note: Bilingual
    amounts_note: Bilingual
    visit_documents: tuple[Document, ...] = ()


class CataloguePackage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that is published in one go, under one version."""

    version: str
    title: Bilingual
    official_list_note: Bilingual
    amounts_note: Bilingual
    fields: tuple[ServiceField, ...]
    tiles: tuple[Tile, ...]
    guides: tuple[Guide, ...]
    hotlines: tuple[Hotline, ...]
    halls: tuple[Hall, ...]
    sources: dict[str, dict[str, str]]
    visit_documents: tuple[Document, ...] = ()
