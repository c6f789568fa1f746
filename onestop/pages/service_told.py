"""What the catalogue says of a service to somebody whose case is under way: papers, places."""

from dataclasses import dataclass

from api_client.contract import CataloguePackage, Document, Guide, Service, SourcedText
from onestop.pages import words
from onestop.pages.language import Language, said

CITY_HOTLINE = "12345"
NO_PHONES = frozenset({"110", "119", "120"})
"""For danger, and not for asking how far an application is."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, and the mark on it if nobody has vouched for it yet."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to ring, and who answers there."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class ServiceTold:
    """Empty where this catalogue does not hold the service."""

    name: str = ""
    place: Sentence | None = None
    counter: Sentence | None = None
    result: Sentence | None = None
    papers: tuple[Sentence, ...] = ()
    phones: tuple[Phone, ...] = ()


def service_told(package: CataloguePackage, code: str, language: Language) -> ServiceTold:
    service = next(
        (each for field in package.fields for each in field.services if each.id == code), None
    )
    guide = _guide(package, service, code)
    counter = next(
        (tile.counter for tile in package.tiles if service and tile.id == service.tile), None
    )
    papers = guide.documents if guide else package.visit_documents
    return ServiceTold(
        name=_name(service, guide, language),
        place=_sentence(guide.where, language) if guide else None,
        counter=_sentence(counter, language) if counter else None,
        result=_sentence(guide.result, language) if guide else None,
        papers=tuple(_paper(each, language) for each in papers),
        phones=_phones(package, guide, language),
    )


def _guide(package: CataloguePackage, service: Service | None, code: str) -> Guide | None:
    """Its own, or the one that its channel shares."""
    for guide in package.guides:
        is_own = service is not None and guide.id == service.guide
        if is_own or (service is None and code in {guide.service, *guide.also_for} - {""}):
            return guide
    if service is None or service.guide:
        return None
    return next((each for each in package.guides if each.for_channel is service.channel), None)


def _name(service: Service | None, guide: Guide | None, language: Language) -> str:
    if service is not None:
        return said(service.name, language)
    return said(guide.title, language) if guide else ""


def _sentence(text: SourcedText, language: Language) -> Sentence:
    return Sentence(said(text, language), _mark(text.source, language))


def _paper(paper: Document, language: Language) -> Sentence:
    mark = "" if paper.is_required else said(words.IF_YOU_HAVE_IT, language)
    return Sentence(said(paper.name, language), mark)


def _mark(source: str, language: Language) -> str:
    is_vouched_for = bool(source.strip()) and "to be confirmed" not in source
    return "" if is_vouched_for else said(words.TO_BE_CONFIRMED, language)


def _phones(
    package: CataloguePackage, guide: Guide | None, language: Language
) -> tuple[Phone, ...]:
    """Besides the city's, which is on every page."""
    wanted = set(guide.hotlines if guide else ()) - NO_PHONES - {CITY_HOTLINE}
    return tuple(
        Phone(each.number, said(each.name, language))
        for each in package.hotlines
        if each.number in wanted
    )
