"""What a GeoReport server tells of service requests: their numbers, texts, dates and statuses."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from api_client.errors import Unintelligible
from api_client.open311.moments import moment
from api_client.open311.reading import Plain, text_of

_NUMBER = "service_request_id"
_TOKEN = "token"  # noqa: S105 - the name of a field
_AROUND = ("service_requests", "requests", "request", "service_request")
_EXTENDED = ("extended_status", "detailed_status", "status_detail", "status_descriptive_name")
_MORE = "extended_attributes"
# What programs write when they have no number.
_NO_NUMBER = frozenset({"null", "none", "nil", "undefined", "nan", "false", "true"})
_LONGEST_NUMBER = 200
_MOST_NESTED = 4
_LARGEST_WHOLE_FLOAT = 2**53


@dataclass(frozen=True, slots=True)
class Record:
    """One service request as the server tells it. `number` or `token` is "" where it has none."""

    number: str
    token: str
    service_code: str
    status: str
    extended_status: str
    status_notes: str
    description: str
    requested_at: datetime | None
    updated_at: datetime | None
    expected_at: datetime | None


def records(value: Plain, zone: tzinfo) -> tuple[Record, ...]:
    """The service requests of an answer, in whatever they are wrapped.

    Raises Unintelligible if anything else is among them, so that none is overlooked.
    """
    return tuple(_record(each, zone) for each in _requests(value, _MOST_NESTED))


def numbered(number: str) -> Record:
    """A request of which nothing is known but its number."""
    return Record(number, "", "", "", "", "", "", None, None, None)


def number_of(value: Plain) -> str:
    """A number or token as text; "" if it is none. 0 is one."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE_FLOAT:
        return str(int(value))
    text = "" if isinstance(value, float) else text_of(value)
    is_one = text.isprintable() and len(text) <= _LONGEST_NUMBER and text.lower() not in _NO_NUMBER
    return text if is_one else ""


def _requests(value: Plain, depth: int) -> list[dict[str, Plain]]:
    if isinstance(value, list) and depth:
        return [request for each in value for request in _requests(each, depth - 1)]
    if isinstance(value, dict):
        if _NUMBER in value or _TOKEN in value:
            return [value]
        inside = [value[name] for name in _AROUND if name in value]
        if len(inside) == 1 and depth:
            return _requests(inside[0], depth - 1)
    raise Unintelligible("the answer holds something that is no service request")


def _record(told: dict[str, Plain], zone: tzinfo) -> Record:
    return Record(
        number=number_of(told.get(_NUMBER)),
        token=number_of(told.get(_TOKEN)),
        service_code=text_of(told.get("service_code")),
        status=text_of(told.get("status")),
        extended_status=_extended_status(told),
        status_notes=text_of(told.get("status_notes")),
        description=text_of(told.get("description")),
        requested_at=moment(told.get("requested_datetime"), zone),
        updated_at=moment(told.get("updated_datetime"), zone),
        expected_at=moment(told.get("expected_datetime"), zone),
    )


def _extended_status(told: dict[str, Plain]) -> str:
    more = told.get(_MORE)
    places = [told]
    if isinstance(more, dict):
        places += [more, *(each for each in more.values() if isinstance(each, dict))]
    words = (text_of(place.get(name)) for place in places for name in _EXTENDED)
    return next(filter(None, words), "")
