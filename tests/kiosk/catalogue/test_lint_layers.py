"""Layers over the shipped catalogue: what they may change, and what they may not."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_client.contract import Bilingual, CataloguePackage, Layer, LayerLevel, LocalService
from api_client.contract.seen import seen_from
from kiosk.catalogue import Catalogue, CatalogueError
from kiosk.catalogue.lint import problems, problems_in
from kiosk.catalogue.reading import read

STREET = "310104013"
NOTICE = {"zh": "本周六停电", "en": "No electricity on Saturday"}


def laid(shipped: Catalogue, **parts: Any) -> CataloguePackage:  # noqa: ANN401 -- any part
    layer = Layer(**{"level": LayerLevel.STREET, "place": STREET, **parts})
    return msgspec.structs.replace(shipped.package(), layers=(layer,))


def told(package: CataloguePackage) -> list[str]:
    return [each.sentence for each in problems_in(package) if not each.is_warning]


def local(shipped: Catalogue, code: str, **changed: object) -> LocalService:
    service = shipped.service(code)
    own = msgspec.structs.replace(service, **changed)
    return LocalService(field=shipped.field_of(service).id, service=own)


def test_a_layer_in_order_is_in_order(shipped: Catalogue) -> None:
    words = msgspec.structs.replace(shipped.service("hl-vaccine").name, en="Vaccination")
    package = laid(
        shipped,
        services=(local(shipped, "hl-vaccine", name=words),),
        notices=(Bilingual(**NOTICE),),
    )
    assert told(package) == []


@pytest.mark.parametrize(
    ("level", "place", "fault"),
    [
        (LayerLevel.CITY, "31", ""),
        (LayerLevel.CITY, "310104", "is no code of a city, of 2 or 4 digits: 310104"),
        (LayerLevel.DISTRICT, "310104", ""),
        (LayerLevel.DISTRICT, "Xuhui", "is no code of a district, of 6 digits: Xuhui"),
        (LayerLevel.STREET, "310104", "is no code of a street, of 9 or 12 digits: 310104"),
        (LayerLevel.HALL, "default", ""),
        (LayerLevel.HALL, "moon", "is no hall: moon"),
    ],
)
def test_a_layer_lies_over_a_place(
    shipped: Catalogue, level: LayerLevel, place: str, fault: str
) -> None:
    expected = [f"layers/{level}-{place}.json: place {fault}"] if fault else []
    assert told(laid(shipped, level=level, place=place)) == expected


def test_a_citys_service_stays_where_it_is(shipped: Catalogue) -> None:
    moved = msgspec.structs.replace(
        local(shipped, "hl-vaccine", tile="meals", group=None), field="elder_care"
    )
    said = told(laid(shipped, services=(moved,)))
    place = f"layers/street-{STREET}.json: service hl-vaccine:"
    own = shipped.service("hl-vaccine")
    assert f"{place} field must stay health, as everywhere" in said
    assert f"{place} tile must stay {own.tile}, as everywhere" in said


def test_steps_questions_and_signs_stay_as_they_are(shipped: Catalogue) -> None:
    guide = next(each for each in shipped.package().guides if each.fields and each.service)
    tile = shipped.package().tiles[0]
    package = laid(
        shipped,
        guides=(msgspec.structs.replace(guide, steps=guide.steps[1:], fields=guide.fields[1:]),),
        tiles=(msgspec.structs.replace(tile, sign="新"),),
    )
    said = told(package)
    assert f"layers/street-{STREET}.json: guide {guide.id}: steps must stay as everywhere" in said
    assert any("fields must ask the same as everywhere" in each for each in said)
    assert any(f"sign must stay {tile.sign}, as everywhere" in each for each in said)


def test_a_layer_leaves_no_dead_end(shipped: Catalogue) -> None:
    guide = next(each for each in shipped.package().guides if each.hotlines)
    said = told(laid(shipped, guides=(msgspec.structs.replace(guide, hotlines=()),)))
    fault = "hotlines is empty: every service has a telephone"
    assert said == [f"layers/street-{STREET}.json: guide {guide.id}: {fault}"]


def test_what_a_layer_adds_tells_the_four_attributes(shipped: Catalogue) -> None:
    new = local(shipped, "hl-vaccine", id="hl-own", guide=None, standard=None)
    said = told(laid(shipped, services=(new,)))
    assert f"layers/street-{STREET}.json: service hl-own: standard is missing" in said
    assert told(shipped.package()) == []


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"withdrawn": ("no-such",)}, "withdrawn no-such does not exist"),
        (
            {"notices": (Bilingual(zh="English", en="No"),)},
            "notices.0.zh has no Chinese: English",
        ),
    ],
)
def test_other_faults_are_told_with_the_layer(
    shipped: Catalogue, parts: dict[str, Any], fault: str
) -> None:
    assert f"layers/street-{STREET}.json: {fault}" in told(laid(shipped, **parts))


def test_two_layers_of_one_place_are_one_too_many(shipped: Catalogue) -> None:
    package = laid(shipped)
    twice = msgspec.structs.replace(package, layers=package.layers * 2)
    assert told(twice) == [f"layers/street-{STREET}.json: place has another layer of its level"] * 2


def test_layers_are_read_from_their_folder(folder: Path) -> None:
    assert read(folder).layers == ()
    layer = {"level": "street", "place": STREET, "notices": [NOTICE]}
    file = folder / "layers" / f"street-{STREET}.json"
    file.parent.mkdir()
    file.write_text(json.dumps(layer), "utf-8")
    assert problems(folder) == []
    seen = seen_from(read(folder), STREET, "default")
    hall = next(each for each in seen.halls if each.id == "default")
    assert [each.en for each in hall.notices] == [NOTICE["en"]]
    file.rename(file.with_name("street-310104014.json"))
    with pytest.raises(CatalogueError, match=f"street-{STREET} is not the name of its file"):
        read(folder)
