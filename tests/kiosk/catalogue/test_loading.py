from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_client.contract import CataloguePackage
from kiosk.catalogue import Catalogue, CatalogueError, load

Plant = Callable[..., None]


def test_the_shipped_catalogue_loads(shipped: Catalogue) -> None:
    assert len(shipped.services) == 143
    assert len(shipped.package().fields) == 9
    assert shipped.version


def test_a_folder_of_ones_own_loads_too(folder: Path, plant: Plant) -> None:
    plant("package.json", "version", "2027-01-01")
    assert load(folder).version == "2027-01-01"


def test_the_package_survives_the_wire_whole(shipped: Catalogue) -> None:
    wire = msgspec.json.encode(shipped.package())
    assert msgspec.json.decode(wire, type=CataloguePackage) == shipped.package()


@pytest.mark.parametrize(
    "fault",
    [
        (
            "fields/health.json",
            "services.hl-vaccine.name.en",
            (),
            "fields/health.json: service hl-vaccine: name.en is missing",
        ),
        (
            "fields/health.json",
            "services.hl-vaccine.name.en",
            (7,),
            "fields/health.json: service hl-vaccine: name.en is wrong: expected `str`, got `int`",
        ),
        (
            "fields/health.json",
            "services.hl-vaccine.channel",
            ("pigeon",),
            "fields/health.json: service hl-vaccine: channel is wrong: invalid enum value 'pigeon'",
        ),
        (
            "fields/health.json",
            "name.zh",
            (),
            "fields/health.json: field health: name.zh is missing",
        ),
        (
            "guides/g-meals.json",
            "fields.phone.label.zh",
            (),
            "guides/g-meals.json: guide g-meals: field phone: label.zh is missing",
        ),
        (
            "guides/g-meals.json",
            "fields.diet.options.soft.label.en",
            (),
            "guides/g-meals.json: guide g-meals: field diet: option soft: label.en is missing",
        ),
        (
            "guides/g-meals.json",
            "steps.1.en",
            (),
            "guides/g-meals.json: guide g-meals: steps.1.en is missing",
        ),
        (
            "guides/g-meals.json",
            "price",
            ("free",),
            "guides/g-meals.json: guide g-meals: price is not known",
        ),
        (
            "tiles.json",
            "affairs.groups.affairs-jobs.name.en",
            (),
            "tiles.json: tile affairs: group affairs-jobs: name.en is missing",
        ),
        (
            "hotlines.json",
            "12345.use.en",
            (),
            "hotlines.json: hotline 12345: use.en is missing",
        ),
        (
            "halls/default.json",
            "opening_hours.0.opens",
            (),
            "halls/default.json: hall default: opening_hours.0.opens is missing",
        ),
        ("package.json", "version", (), "package.json: version is missing"),
    ],
    ids=lambda fault: fault[-1],
)
def test_a_mistake_is_told_by_file_item_and_field(
    folder: Path, plant: Plant, fault: tuple[str, str, tuple[Any, ...], str]
) -> None:
    file, path, value, sentence = fault
    plant(file, path, *value)
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    assert str(caught.value) == sentence


def test_a_file_that_is_no_json_is_named(folder: Path) -> None:
    (folder / "tiles.json").write_text("[", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^tiles\.json: is not JSON in UTF-8"):
        load(folder)


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "hotlines.json").write_bytes('[{"number": "热线"}]'.encode("gb18030"))
    with pytest.raises(CatalogueError, match=r"^hotlines\.json: "):
        load(folder)


@pytest.mark.parametrize("file", ["package.json", "tiles.json", "sources.json", "hotlines.json"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    assert str(caught.value) == f"{file}: cannot be read"


@pytest.mark.parametrize("name", ["fields", "guides", "halls"])
def test_an_empty_part_is_named(folder: Path, name: str) -> None:
    for each in (folder / name).iterdir():
        each.unlink()
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    assert str(caught.value) == f"{name}/: holds no file"


def test_a_file_is_named_by_the_id_in_it(folder: Path, plant: Plant) -> None:
    plant("guides/g-meals.json", "id", "g-lunch")
    with pytest.raises(CatalogueError, match=r"g-meals\.json: id g-lunch is not the name"):
        load(folder)


@pytest.mark.parametrize(
    "fault",
    [
        (
            "fields/health.json",
            "services.hl-vaccine.tile",
            "attic",
            "fields/health.json: service hl-vaccine: tile attic does not exist",
        ),
        (
            "fields/health.json",
            "services.hl-outpatient.guide",
            "g-nothing",
            "fields/health.json: service hl-outpatient: guide g-nothing does not exist",
        ),
        (
            "halls/lingang.json",
            "tiles",
            ["meals", "attic"],
            "halls/lingang.json: hall lingang: tiles attic does not exist",
        ),
    ],
    ids=lambda fault: fault[-1],
)
def test_a_catalogue_that_leads_nowhere_does_not_load(
    folder: Path, plant: Plant, fault: tuple[str, str, object, str]
) -> None:
    file, path, value, sentence = fault
    plant(file, path, value)
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    assert str(caught.value) == sentence
