"""Reads a catalogue's folder into one package, and says exactly where it is mistaken.

`package.json` is the cover; `fields/`, `guides/` and `halls/` hold one file each; `tiles.json`,
`hotlines.json` and `sources.json` hold everything of their kind. `layers/`, if there is one,
holds a file `LEVEL-PLACE.json` each.
"""

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from api_client.contract import (
    CataloguePackage,
    Cover,
    Guide,
    Hall,
    Hotline,
    Layer,
    ServiceField,
    Tile,
)
from kiosk.catalogue.findings import CatalogueError, Finding

SHIPPED = Path(__file__).parent / "data"
SEGMENT = re.compile(r"\.(?P<key>[^.\[\]]+)|\[(?P<index>\d+)\]")
FAULTS = (
    (re.compile(r"Object missing required field `(?P<field>\w+)`"), "is missing"),
    (re.compile(r"Object contains unknown field `(?P<field>\w+)`"), "is not known"),
)

T = TypeVar("T")


def read(folder: Path) -> CataloguePackage:
    """The package in that folder. Raises CatalogueError."""
    cover = _decoded(folder, "package.json", Cover)
    fields = _each(folder, "fields", ServiceField)
    return CataloguePackage(
        version=cover.version,
        title=cover.title,
        official_list_note=cover.official_list_note,
        amounts_note=cover.amounts_note,
        visit_documents=cover.visit_documents,
        fields=tuple(sorted(fields, key=lambda field: field.order)),
        tiles=_decoded(folder, "tiles.json", tuple[Tile, ...]),
        guides=_each(folder, "guides", Guide),
        hotlines=_decoded(folder, "hotlines.json", tuple[Hotline, ...]),
        halls=_each(folder, "halls", Hall),
        sources=_decoded(folder, "sources.json", dict[str, dict[str, str]]),
        layers=_layers(folder),
    )


def _each(folder: Path, name: str, kind: type[T]) -> tuple[T, ...]:
    files = sorted((folder / name).glob("*.json"))
    if not files:
        raise CatalogueError(Finding(f"{name}/", "", "", "holds no file"))
    return tuple(_decoded(folder, f"{name}/{path.name}", kind) for path in files)


def _layers(folder: Path) -> tuple[Layer, ...]:
    """Named by what they are, so that there is one for each place."""
    layers = []
    for path in sorted((folder / "layers").glob("*.json")):
        layer = _decoded(folder, f"layers/{path.name}", Layer)
        name = f"{layer.level}-{layer.place}"
        if name != path.stem:
            raise CatalogueError(
                Finding(f"layers/{path.name}", "", "place", f"{name} is not the name of its file")
            )
        layers.append(layer)
    return tuple(layers)


def _decoded(folder: Path, file: str, kind: type[T]) -> T:
    try:
        raw = (folder / file).read_bytes()
    except OSError as error:
        raise CatalogueError(Finding(file, "", "", "cannot be read")) from error
    try:
        decoded = msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise CatalogueError(_located(file, raw, str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        fault = f"is not JSON in UTF-8 ({error})"
        raise CatalogueError(Finding(file, "", "", fault)) from error
    own_id = getattr(decoded, "id", None)
    if own_id is not None and own_id != Path(file).stem:
        fault = f"{own_id} is not the name of its file"
        raise CatalogueError(Finding(file, "", "id", fault))
    return decoded


def _located(file: str, raw: bytes, message: str) -> Finding:
    """The fault, told by the ids of the items it lies in instead of their numbers in lists."""
    told, _, path = message.partition(" - at `")
    items, rest = _items_on(file, msgspec.json.decode(raw), path)
    item = ": ".join(items)
    for pattern, fault in FAULTS:
        if found := pattern.match(told):
            return Finding(file, item, ".".join([*rest, found["field"]]), fault)
    return Finding(file, item, ".".join(rest), f"is wrong: {told[0].lower()}{told[1:]}")


def _items_on(file: str, value: object, path: str) -> tuple[list[str], list[str]]:
    """The named items on the way down the path, and the keys below the last of them."""
    kind = file.partition("/")[0].removesuffix(".json")
    items, rest = _named(kind, value), list[str]()
    for segment in SEGMENT.finditer(path.rstrip("`")):
        if segment["key"]:
            kind = segment["key"]
            value = value.get(kind) if isinstance(value, dict) else None
            rest.append(kind)
            continue
        number = int(segment["index"])
        value = value[number] if isinstance(value, list) and number < len(value) else None
        if named := _named(kind, value):
            items, rest = [*items, *named], []
        else:
            rest.append(str(number))
    if file.startswith("fields/"):
        items = items[-1:]  # a service's id is known everywhere, its field's adds nothing
    return items, rest


def _named(kind: str, value: object) -> list[str]:
    name = (value.get("id") or value.get("number")) if isinstance(value, dict) else None
    return [f"{kind.removesuffix('s')} {name}"] if name else []
