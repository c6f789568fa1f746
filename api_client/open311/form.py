"""Writes a matter as the form that GeoReport v2 takes (POST Service Request), leaving nothing out.

1. Name, telephone and address go where GeoReport has a place for them.
2. An answer that the service itself asks for goes into its attribute.
3. All others stand in the description, one a line, in the order in which they were asked. It begins
   with our reference, by which the request can be found again.
4. What cannot be said in that form is put before a person; nothing is cut or dropped.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from api_client.contract import Answer, Consultation, Submission
from api_client.errors import Refused
from api_client.open311.definitions import Attribute
from api_client.open311.marks import marker
from api_client.open311.names import apart
from api_client.open311.settings import Open311Settings

# What the catalogue's guides call them.
_NAME = "name"
_PHONE = "phone"
_ADDRESS = "address"
_MANY = "multivaluelist"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_LONGEST_CODE_SHOWN = 60


class _Misfit(Exception):
    """An answer is none that an attribute can take."""


def fields(
    message: Submission | Consultation,
    service_code: str,
    asked: Sequence[Attribute],
    settings: Open311Settings,
) -> list[tuple[str, str]]:
    """The form's fields. Raises Refused where the form cannot hold what must be said."""
    own = _fields_of_their_own(message.answers)
    told = _attributes(message.answers, asked, settings)
    rest = [each for each in message.answers if each not in own and each.field not in told]
    description = _description(message, rest, settings)
    if len(description) > settings.longest_description:
        raise Refused(
            f"the answers take {len(description)} characters, and their description holds"
            f" {settings.longest_description}"
        )
    form = [
        ("jurisdiction_id", settings.jurisdiction_id),
        ("api_key", settings.api_key),
        ("service_code", service_code),
        *_place(own, settings),
        *_person(own),
        ("description", description),
        *(pair for pairs in told.values() for pair in pairs),
    ]
    return [(name, value) for name, value in form if value]


def _fields_of_their_own(answers: Sequence[Answer]) -> list[Answer]:
    """The first name, telephone and address; a second one has no place there."""
    first: dict[str, Answer] = {}
    for each in answers:
        if each.field in {_NAME, _PHONE, _ADDRESS}:
            first.setdefault(each.field, each)
    return list(first.values())


def _place(own: Sequence[Answer], settings: Open311Settings) -> Iterator[tuple[str, str]]:
    address = _value(own, _ADDRESS)
    yield "address_string", address or settings.hall_address
    # The hall's position is no truth about a resident's address: only where nothing goes without.
    if settings.needs_position or not address:
        yield "lat", _degrees(settings.hall_latitude)
        yield "long", _degrees(settings.hall_longitude)


def _degrees(angle: float | None) -> str:
    return "" if angle is None else f"{angle:.7f}".rstrip("0").rstrip(".")


def _person(own: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    family, given = apart(_value(own, _NAME))
    yield "first_name", given
    yield "last_name", family
    yield "phone", _value(own, _PHONE)


def _value(answers: Sequence[Answer], field: str) -> str:
    return next((each.value.strip() for each in answers if each.field == field), "")


def _attributes(
    answers: Sequence[Answer], asked: Sequence[Attribute], settings: Open311Settings
) -> dict[str, list[tuple[str, str]]]:
    """The attributes that can be answered, by our field."""
    told: dict[str, list[tuple[str, str]]] = {}
    for each in asked:
        field = settings.attributes.get(each.code, each.code)
        answer = _answer(answers, field)
        try:
            pair = _attribute(each, answer)
        except _Misfit as misfit:
            if each.is_required:
                code = each.code[:_LONGEST_CODE_SHOWN]
                raise Refused(f"their service asks for {code!r}, and {misfit}") from None
            continue
        told.setdefault(answer.field if answer else "", []).append(pair)
    return told


def _answer(answers: Sequence[Answer], field: str) -> Answer | None:
    """The one answer to this; several would not all go into one attribute."""
    found = [each for each in answers if each.field.casefold() == field.casefold() and each.value]
    return found[0] if len(found) == 1 else None


def _attribute(attribute: Attribute, answer: Answer | None) -> tuple[str, str]:
    if answer is None:
        raise _Misfit("our form has no answer to it")
    value = answer.value.strip()
    if attribute.choices:
        key = attribute.choices.get(value.casefold())
        if key is None:
            raise _Misfit(f"our answer to {answer.field!r} is none of its choices")
        many = "[]" if attribute.datatype == _MANY else ""
        return f"attribute[{attribute.code}]{many}", key
    match attribute.datatype:
        case "number" if not _NUMBER.fullmatch(value):
            raise _Misfit(f"our answer to {answer.field!r} is no number")
        case "datetime" if not _is_moment(value):
            raise _Misfit(f"our answer to {answer.field!r} is no date")
        case "text":
            return f"attribute[{attribute.code}]", value
        case _:
            # A string has no line breaks there.
            return f"attribute[{attribute.code}]", " ".join(value.split())


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _description(
    message: Submission | Consultation, answers: Sequence[Answer], settings: Open311Settings
) -> str:
    lines = [f"{marker(message.reference)} {message.service_code}"]
    lines += [_line(each.field, each.value) for each in answers]
    lines += [_line(name, value) for name, value in _circumstances(message, settings) if value]
    return "\n".join(lines)


def _circumstances(
    message: Submission | Consultation, settings: Open311Settings
) -> Iterator[tuple[str, str]]:
    """What a matter says beside its answers."""
    yield "on_behalf_of", message.on_behalf_of or ""
    if message.helper is not None:
        yield "helper_name", message.helper.name
        yield "helper_phone", message.helper.phone
        yield "helper_relation", message.helper.relation
    yield "kind", "consultation" if isinstance(message, Consultation) else "submission"
    yield "language", message.language
    yield "catalogue_version", message.catalogue_version
    handed_in = message.handed_in_at.astimezone(settings.timezone)
    yield "handed_in_at", handed_in.isoformat(timespec="seconds")


def _line(field: str, value: str) -> str:
    """Later lines of an answer are set in, so that none of them looks like another answer."""
    return f"{field}: " + "\n  ".join(value.strip().splitlines())
