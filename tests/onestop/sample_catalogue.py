"""A small catalogue: one hall that is always open, one service that takes bookings."""

from api_client.contract import (
    Bilingual,
    Booking,
    CataloguePackage,
    Channel,
    Guide,
    Hall,
    OnBehalf,
    OpeningHours,
    Receiver,
    SourcedText,
)

TEXT = Bilingual(zh="目录", en="Catalogue")
SOURCED = SourcedText(zh="到厅里", en="At the hall")
VENUE = "cu-venue"
PLACE = Bilingual(zh="示范厅", en="Sample hall")


def guide(
    service: str,
    *,
    is_needed: bool = True,
    also_for: tuple[str, ...] = (),
    for_channel: Channel | None = None,
) -> Guide:
    return Guide(
        id=f"g-{service or for_channel}",
        service=service,
        for_channel=for_channel,
        also_for=also_for,
        title=TEXT,
        summary=TEXT,
        conditions=(),
        documents=(),
        steps=(),
        steps_source="",
        time_limit=None,
        fee=SOURCED,
        where=SOURCED,
        result=SOURCED,
        fields=(),
        booking=Booking(is_needed=is_needed),
        on_behalf=OnBehalf(is_allowed=False),
        receiver=Receiver(name=TEXT, channel="hall_desk", source=""),
        hotlines=(),
        source="",
        source_refs=(),
    )


def hall(*hours: OpeningHours, name: str = "sample") -> Hall:
    return Hall(
        id=name,
        name=PLACE,
        address=SOURCED,
        phone="12345",
        opening_hours=hours,
        hours_source="",
        tiles=(),
    )


def package(guides: tuple[Guide, ...], *halls: Hall) -> CataloguePackage:
    return CataloguePackage(
        version="2026-01-01",
        title=TEXT,
        official_list_note=TEXT,
        amounts_note=TEXT,
        fields=(),
        tiles=(),
        guides=guides,
        hotlines=(),
        halls=halls,
        sources={},
    )


ALWAYS = OpeningHours(days=(1, 2, 3, 4, 5, 6, 7), opens="00:00", closes="24:00")
PACKAGE = package(
    (guide(VENUE, also_for=("sp-venue",)), guide("meal-delivery", is_needed=False)),
    hall(ALWAYS),
    hall(ALWAYS, name="north"),
)
