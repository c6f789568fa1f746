"""Small packages to publish, made of services that differ in what a test looks at."""

from datetime import date

from api_client.contract import (
    Bilingual,
    CataloguePackage,
    Channel,
    Keywords,
    Layer,
    Provenance,
    Service,
    ServiceField,
    ServiceState,
    SourceReference,
    Standing,
)
from tests.onestop.sample_catalogue import ALWAYS, TEXT, guide, hall

FIELD = "elder_care"


def service(name: str, *standings: Standing, says: str = "as ever") -> Service:
    return Service(
        id=name,
        tile="meals",
        name=Bilingual(zh=f"事项{name}", en=f"Service {name}"),
        audience=TEXT,
        content=Bilingual(zh=says, en=says),
        standard=TEXT,
        standard_as_of=None,
        standard_source="the list",
        lead_unit=TEXT,
        lead_unit_basis="the list",
        channel=Channel.HALL,
        channel_basis="the list",
        guide=None,
        source="the list",
        source_refs=(SourceReference(id="list"),),
        provenance=Provenance.GENERAL,
        text_basis="the list",
        keywords=Keywords(zh=(), en=()),
        standings=standings,
    )


def standing(state: ServiceState, since: str, *areas: str) -> Standing:
    return Standing(state=state, since=date.fromisoformat(since), areas=areas)


def package(
    *services: Service, layers: tuple[Layer, ...] = (), version: str = "2026-11-22"
) -> CataloguePackage:
    field = ServiceField(id=FIELD, order=1, name=TEXT, source="the list", services=services)
    return CataloguePackage(
        version=version,
        title=TEXT,
        official_list_note=TEXT,
        amounts_note=TEXT,
        fields=(field,),
        tiles=(),
        guides=(guide("meal", also_for=("tea",)), guide("", for_channel=Channel.HALL)),
        hotlines=(),
        halls=(hall(ALWAYS, name="north"), hall(ALWAYS, name="south")),
        sources={"list": {"kind": "general", "title": "The list"}},
        layers=layers,
    )
