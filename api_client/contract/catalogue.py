"""The catalogue: services, guides, forms and the hall, as they are published and shipped."""

from enum import StrEnum

from msgspec import Struct

from api_client.contract.forms import Field
from api_client.contract.hall import Hall, Hotline
from api_client.contract.standings import Standing
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

    `order` is its place among those of its group: the most asked for first. `standings`: from when
    it is held in reserve, tried, offered or withdrawn; without any it is offered.
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
    standings: tuple[Standing, ...] = ()


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


class LayerLevel(StrEnum):
    """Who laid it over the city's list; the nearer to the resident, the later it is laid."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    HALL = "hall"


class LocalService(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A service that a layer adds, or words otherwise, and the id of the field it belongs to."""

    field: str
    service: Service


class Layer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one place does otherwise than the list beneath it.

    `place`: the first digits of the area codes (行政区划代码) it is laid over; for a hall its id.
    Whatever has the id (a hotline: the number) of something beneath replaces it, anything else is
    added. `withdrawn`: the ids of services that are not offered there. `notices` come before those
    of the hall itself.
    """

    level: LayerLevel
    place: str
    services: tuple[LocalService, ...] = ()
    withdrawn: tuple[str, ...] = ()
    guides: tuple[Guide, ...] = ()
    tiles: tuple[Tile, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    halls: tuple[Hall, ...] = ()
    notices: tuple[Bilingual, ...] = ()
    sources: dict[str, dict[str, str]] = {}


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
    layers: tuple[Layer, ...] = ()
