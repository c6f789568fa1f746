"""Places of a real visit that between them show every kind of page at its fullest."""

from collections.abc import Iterator
from dataclasses import replace

from accessibility.preferences import LANGUAGES, Language, Preferences
from api_client.contract import FieldType
from kiosk.answers import Problem, Slip
from kiosk.places import (
    Answering,
    Browsing,
    FollowingUp,
    Place,
    ReadingGuide,
    Reviewing,
    Searching,
    Welcome,
)
from kiosk.visit import Visit
from locales import words_for
from screens.page import Page
from screens.pages import page_for
from screens.walk import phrases_of
from tests.screens.places_afterwards import afterwards, cannot_take
from tests.screens.places_renewed import changes_places
from tests.screens.test_pages import journey_through, places

GUIDE = ReadingGuide("el-assessment", Welcome())
ID_NUMBER = "11010519491231002X"
TYPED = {
    FieldType.NAME: ("", "欧阳桂芬"),
    FieldType.PHONE: ("", "13800138000"),
    FieldType.ID_NUMBER: ("", "G1234567", ID_NUMBER),
    FieldType.DATE: ("", "194803", "19480321"),
    FieldType.ADDRESS: ("", "上海市静安区延长中路700弄3号楼501室"),
    FieldType.LONG_TEXT: ("", "老人一个人住，腿脚不方便，想请人每星期来两次帮忙洗澡、打扫，" * 6),
}
SLIPS = {
    FieldType.NAME: (Slip.MISSING, Slip.TOO_LONG, Slip.MISTYPED),
    FieldType.PHONE: (Slip.MISSING, Slip.MISTYPED),
    FieldType.ID_NUMBER: (
        Slip.FIFTEEN_DIGITS,
        Slip.NUMBER_LENGTH,
        Slip.NUMBER_BIRTH_DATE,
        Slip.CHECK_DIGIT,
    ),
    FieldType.DATE: (Slip.MISSING, Slip.NO_SUCH_DATE, Slip.DATE_NOT_OPEN),
    FieldType.ADDRESS: (Slip.MISSING, Slip.TOO_LONG),
    FieldType.LONG_TEXT: (Slip.MISSING, Slip.TOO_LONG),
}


def page_of(visit: Visit, place: Place, language: Language) -> Page:
    visit.place, visit.preferences = place, Preferences(language=language)
    return page_for(visit, words_for(language))


def length_of(page: Page) -> int:
    return sum(len(phrase.shown) for phrase in phrases_of(page))


def every_page(visit: Visit, language: Language) -> list[Page]:
    """Each that looks different: the name of the service in the top bar is no difference."""
    pages = [page_of(visit, place, language) for place in places(visit)]
    return list({repr(replace(each, bars=pages[0].bars)): each for each in pages}.values())


def fullest_pages(visit: Visit, language: Language) -> list[Page]:
    """The fullest page of each class of place, of each way to type, of each thing gone wrong."""
    chosen = [*_fullest_of_each_class(visit), *_lists(visit), *_questions(visit), *_ends(visit)]
    pages = [page_of(visit, place, language) for place in chosen]
    return list({repr(each): each for each in pages}.values())


def _fullest_of_each_class(visit: Visit) -> list[Place]:
    found: dict[tuple[type, Language], tuple[int, Place]] = {}
    for language in LANGUAGES:
        for place in places(visit):
            length = length_of(page_of(visit, place, language))
            key = type(place), language
            if length > found.get(key, (0, place))[0]:
                found[key] = length, place
    return [place for _, place in found.values()]


def _lists(visit: Visit) -> Iterator[Place]:
    found = tuple(each.id for each in visit.catalogue.services)
    yield Browsing("affairs")
    yield Searching("", problem=Problem(Slip.NOTHING_TO_SEARCH))
    yield Searching("轮椅", ())
    yield Searching("轮椅", found, sheet=2)
    yield from changes_places()
    yield FollowingUp()
    yield FollowingUp("TRY6-TP9G-FKR6", Problem(Slip.NOT_A_REFERENCE))


def _questions(visit: Visit) -> Iterator[Place]:
    """Every kind of field with its longest question: empty, filled in, and with each problem."""
    for kind, texts in TYPED.items():
        place = _longest(visit, kind)
        for text in texts:
            yield _typed(place, text)
        for slip in SLIPS[kind]:
            yield replace(_typed(place, texts[-1]), problem=Problem(slip, most=2000))
    for kind in (FieldType.DATE, FieldType.LONG_TEXT, FieldType.PHONE):
        place = _longest(visit, kind, is_optional=True)
        slip = Slip.TOO_LONG if kind is FieldType.LONG_TEXT else Slip.MISTYPED
        yield replace(_typed(place, TYPED[kind][-1]), problem=Problem(slip, most=2000))
    place = _longest(visit, FieldType.CHOICE)
    yield replace(place, problem=Problem(Slip.NOT_CHOSEN))


def _ends(visit: Visit) -> Iterator[Place]:
    journey = journey_through(visit, "el-meals")
    yield Reviewing(journey, GUIDE, 9, problem=Problem(Slip.NOT_AGREED))
    yield from afterwards()
    for service in ("el-assessment", "edu-special"):
        yield from cannot_take(journey_through(visit, service))


def _typed(place: Answering, text: str) -> Answering:
    field = place.journey.question
    assert field is not None
    return replace(place, journey=replace(place.journey, drafts={field.id: text}))


def _longest(visit: Visit, kind: FieldType, *, is_optional: bool = False) -> Answering:
    """The question of that kind with the most words; `is_optional`: with a key to skip it."""
    found: dict[str, Answering] = {}
    for service in visit.catalogue.services:
        if visit.catalogue.can_hand_in(service):
            journey = journey_through(visit, service.id)
            for field in journey.fields:
                if field.type is kind and not (is_optional and field.required):
                    found[f"{service.id} {field.id}"] = Answering(journey.revise(field.id), GUIDE)
    return max(found.values(), key=lambda place: length_of(page_of(visit, place, "en")))
