"""Both languages everywhere: present, each in its own script, with its own punctuation (F59)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from api_client.contract import Bilingual, CataloguePackage
from kiosk.catalogue.findings import (
    Finding,
    in_guide,
    in_hall,
    in_question,
    in_service,
    in_tile,
)

CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
NOT_ENGLISH = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")
NARROW = re.compile(r"(?<=[\u3400-\u9fff])[,:;?!()]|[,:;?!()](?=[\u3400-\u9fff])")


def findings(package: CataloguePackage) -> Iterator[Finding]:
    """Every text of the package that cannot be shown as it stands."""
    cover = (("title", package.title), ("official_list_note", package.official_list_note))
    for name, text in (*cover, ("amounts_note", package.amounts_note)):
        for where, fault in _faults(text, name):
            yield Finding("package.json", "", where, fault)
    for number, document in enumerate(package.visit_documents):
        for where, fault in _in_struct(document, f"visit_documents.{number}"):
            yield Finding("package.json", "", where, fault)
    for hotline in package.hotlines:
        for where, fault in _in_struct(hotline):
            yield Finding("hotlines.json", f"hotline {hotline.number}", where, fault)
    yield from _of_fields(package)
    yield from _of_tiles(package)
    yield from _of_guides(package)
    for hall in package.halls:
        for where, fault in _in_struct(hall):
            yield in_hall(hall, where, fault)


def _of_fields(package: CataloguePackage) -> Iterator[Finding]:
    for field in package.fields:
        for where, fault in _faults(field.name, "name"):
            yield Finding(f"fields/{field.id}.json", f"field {field.id}", where, fault)
        for service in field.services:
            for where, fault in _in_struct(service):
                yield in_service(field, service, where, fault)
            yield from _keywords(field.id, service.id, "zh", service.keywords.zh)
            yield from _keywords(field.id, service.id, "en", service.keywords.en)


def _keywords(
    field_id: str, service_id: str, language: str, keywords: tuple[str, ...]
) -> Iterator[Finding]:
    file, item, where = f"fields/{field_id}.json", f"service {service_id}", f"keywords.{language}"
    if not keywords:
        yield Finding(file, item, where, "is empty")
    if len(set(keywords)) < len(keywords):
        yield Finding(file, item, where, "names a keyword twice")
    for keyword in keywords:
        if not keyword.strip():
            yield Finding(file, item, where, "has an empty keyword")
        elif language == "en" and NOT_ENGLISH.search(keyword):
            yield Finding(file, item, where, f"is not English: {keyword}")


def _of_tiles(package: CataloguePackage) -> Iterator[Finding]:
    for tile in package.tiles:
        for where, fault in _in_struct(tile):
            yield in_tile(tile.id, where, fault)
        if len(tile.sign) != 1 or not CHINESE.fullmatch(tile.sign):
            yield in_tile(tile.id, "sign", "must be one Chinese character")


def _of_guides(package: CataloguePackage) -> Iterator[Finding]:
    for guide in package.guides:
        for name in guide.__struct_fields__:
            if name != "fields":
                for where, fault in faults_in(getattr(guide, name), name):
                    yield in_guide(guide, where, fault)
        for question in guide.fields:
            for where, fault in _in_struct(question):
                yield in_question(guide, question.id, where, fault)


def _in_struct(struct: Struct, at: str = "") -> Iterator[tuple[str, str]]:
    for name in struct.__struct_fields__:
        yield from faults_in(getattr(struct, name), f"{at}.{name}" if at else name)


def faults_in(value: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Bilingual):
        yield from _faults(value, at)
    elif isinstance(value, Struct):
        yield from _in_struct(value, at)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from faults_in(each, f"{at}.{number}")


def _faults(text: Bilingual, at: str) -> Iterator[tuple[str, str]]:
    for language, sentence in (("zh", text.zh), ("en", text.en)):
        if not sentence.strip():
            yield f"{at}.{language}", "is empty"
        elif sentence != sentence.strip():
            yield f"{at}.{language}", "begins or ends with a space"
    if text.zh.strip() and not CHINESE.search(text.zh):
        yield f"{at}.zh", f"has no Chinese: {text.zh}"
    if NARROW.search(text.zh):
        yield f"{at}.zh", f"has narrow punctuation beside Chinese: {text.zh}"
    if NOT_ENGLISH.search(text.en):
        yield f"{at}.en", f"is not English: {text.en}"
