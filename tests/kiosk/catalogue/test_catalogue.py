import pytest

from api_client.contract import Channel, FieldType, Service
from kiosk.catalogue import Catalogue, CatalogueError, is_to_be_confirmed


def test_the_default_hall_runs_all_eight_functions(shipped: Catalogue) -> None:
    assert shipped.hall.id == "default"
    assert "".join(tile.sign for tile in shipped.tiles) == "党事餐养医健文亲"


def test_each_hall_has_its_own_order_of_tiles(shipped: Catalogue) -> None:
    lingang = shipped.for_hall("lingang")
    assert lingang.hall.id == "lingang"
    assert [tile.id for tile in lingang.tiles] == list(lingang.hall.tiles)
    assert lingang.tiles[0].id == "affairs"
    assert shipped.hall.id == "default"


def test_an_unknown_hall_is_told(shipped: Catalogue) -> None:
    with pytest.raises(CatalogueError, match="halls/: hall atlantis: does not exist"):
        shipped.for_hall("atlantis")


def test_every_service_is_reached_through_its_tile_and_group(shipped: Catalogue) -> None:
    reached: list[Service] = []
    for tile in shipped.tiles:
        for group in shipped.groups_of(tile.id):
            reached += shipped.services_of(tile.id, group.id)
        if not shipped.groups_of(tile.id):
            reached += shipped.services_of(tile.id)
    assert sorted(each.id for each in reached) == sorted(each.id for each in shipped.services)


def test_no_page_of_choices_holds_more_than_seven(shipped: Catalogue) -> None:
    for tile in shipped.tiles:
        groups = shipped.groups_of(tile.id)
        assert len(groups) <= 7
        pages = [shipped.services_of(tile.id, each.id) for each in groups]
        assert all(0 < len(page) <= 7 for page in pages or [shipped.services_of(tile.id)])


def test_a_tile_without_a_group_shows_all_its_services(shipped: Catalogue) -> None:
    services = shipped.services_of("affairs")
    assert len(services) == 48
    assert {each.tile for each in services} == {"affairs"}


def test_the_most_asked_for_comes_first(shipped: Catalogue) -> None:
    assert [each.id for each in shipped.services_of("meals")] == [
        "el-meals",
        "el-meal-delivery",
        "el-meal-finder",
    ]
    assert shipped.services_of("affairs", "affairs-home")[0].id == "ho-low-rent"
    assert shipped.services_of("family", "family-activities")[0].id == "fam-activity"


def test_a_whole_tile_is_told_group_by_group(shipped: Catalogue) -> None:
    for tile in shipped.tiles:
        told = [each.group for each in shipped.services_of(tile.id)]
        groups: list[str | None] = [each.id for each in shipped.groups_of(tile.id)]
        groups = groups or [None]
        assert [group for group in groups for each in told if each == group] == told


def test_a_service_knows_its_field(shipped: Catalogue) -> None:
    assert shipped.field_of(shipped.service("el-meals")).id == "elder_care"


def test_an_unknown_service_is_a_key_error(shipped: Catalogue) -> None:
    with pytest.raises(KeyError):
        shipped.service("no-such-service")


def test_a_service_uses_its_own_guide(shipped: Catalogue) -> None:
    guide = shipped.guide_for(shipped.service("el-meal-delivery"))
    assert guide is not None
    assert guide.id == "g-meal-delivery"


def test_a_guide_serves_the_services_it_also_is_for(shipped: Catalogue) -> None:
    guide = shipped.guide_for(shipped.service("hl-drug-delivery"))
    assert guide is not None
    assert guide.id == "g-long-rx"


@pytest.mark.parametrize(
    ("service", "guide"), [("hl-vaccine", "g-request"), ("edu-migrant", "g-consultation")]
)
def test_a_service_without_a_guide_uses_the_one_its_channel_shares(
    shipped: Catalogue, service: str, guide: str
) -> None:
    shared = shipped.guide_for(shipped.service(service))
    assert shared is not None
    assert shared.id == guide
    assert shipped.can_hand_in(shipped.service(service))


def test_a_hall_service_without_a_guide_is_for_the_counter(shipped: Catalogue) -> None:
    service = shipped.service("hl-hypertension")
    assert service.channel is Channel.HALL
    assert shipped.guide_for(service) is None
    assert not shipped.can_hand_in(service)
    assert not shipped.is_consultation(service)
    assert shipped.documents_for(service)


def test_only_the_shared_question_is_a_consultation(shipped: Catalogue) -> None:
    assert shipped.is_consultation(shipped.service("edu-migrant"))
    assert not shipped.is_consultation(shipped.service("hl-vaccine"))
    assert not shipped.is_consultation(shipped.service("di-rights"))


def test_no_service_is_a_dead_end(shipped: Catalogue) -> None:
    for service in shipped.services:
        assert shipped.counter_for(service).zh
        assert shipped.can_hand_in(service) or service.channel is Channel.HALL
        assert shipped.can_hand_in(service) or shipped.documents_for(service)
    assert shipped.hotlines[0].number == "12345"


def test_who_fills_in_for_another_is_asked_for(shipped: Catalogue) -> None:
    for name in ("hl-vaccine", "edu-migrant"):
        guide = shipped.guide_for(shipped.service(name))
        assert guide is not None
        helper = [each for each in guide.fields if each.show_if is not None]
        assert [each.id for each in helper] == ["proxy_name", "proxy_phone", "proxy_relation"]
        assert guide.fields[-1].type is FieldType.CONSENT


@pytest.mark.parametrize(
    ("source", "is_open"),
    [
        ("general knowledge, to be confirmed by the hall", True),
        ("default, to be confirmed by the hall", True),
        ("Regulations (2023); general knowledge, to be confirmed by the hall", True),
        ("", True),
        ("  ", True),
        ("Regulations of Shanghai Municipality on Elderly Care Services", False),
    ],
)
def test_what_nobody_vouches_for_is_to_be_confirmed(source: str, *, is_open: bool) -> None:
    assert is_to_be_confirmed(source) is is_open
