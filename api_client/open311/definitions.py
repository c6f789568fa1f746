"""What a GeoReport server says it offers: its services, and what it asks for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from api_client.errors import Unintelligible
from api_client.open311.reading import Plain, is_false, is_true, text_of

_NEVER = "blackbox"
_LATE = frozenset({"batch", _NEVER})


@dataclass(frozen=True, slots=True)
class Service:
    """One service that is offered, as far as its list tells.

    `numbers_at_once`: a request has its number, and is listed, as soon as it is handed in
    (`realtime`); `numbers`: it ever gets one (not `blackbox`).
    """

    may_have_definition: bool = True
    numbers_at_once: bool = True
    numbers: bool = True


@dataclass(frozen=True, slots=True)
class Attribute:
    """One question that a service asks. `choices`: what may be sent, by what it is called."""

    code: str
    is_required: bool
    datatype: str
    choices: dict[str, str]


def services(value: Plain) -> dict[str, Service]:
    """Each service by its code.

    Raises Unintelligible if it is no list of services.
    """
    value = _unwrapped(value, ("services",))
    if not isinstance(value, list):
        raise Unintelligible("the answer is no list of services")
    offered = {}
    for each in value:
        service = _unwrapped(each, ("service",))
        code = text_of(service.get("service_code")) if isinstance(service, dict) else ""
        if not isinstance(service, dict) or not code:
            raise Unintelligible("the list of services holds something that is none")
        kind = text_of(service.get("type")).lower()
        offered[code] = Service(
            may_have_definition=not is_false(service.get("metadata")),
            numbers_at_once=kind not in _LATE,
            numbers=kind != _NEVER,
        )
    return offered


def attributes(value: Plain) -> tuple[Attribute, ...]:
    """What a service definition asks for; nothing if it is empty.

    Raises Unintelligible if it is no definition.
    """
    value = _unwrapped(value, ("service_definition", "service"))
    if isinstance(value, list):
        only = value[0] if len(value) == 1 else None
        is_wrapped = isinstance(only, dict) and "code" not in only
        value = only if is_wrapped else {"attributes": value}
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise Unintelligible("the answer is no service definition")
    return tuple(_attributes(value.get("attributes")))


def _attributes(value: Plain) -> Iterator[Attribute]:
    if value is None:
        return
    if not isinstance(value, list):
        raise Unintelligible("the service definition's attributes are no list")
    for each in value:
        told = _unwrapped(each, ("attribute",))
        if not isinstance(told, dict):
            raise Unintelligible("the service definition holds something that is no attribute")
        code = text_of(told.get("code"))
        if code and not is_false(told.get("variable")):
            yield Attribute(
                code=code,
                is_required=is_true(told.get("required")),
                datatype=text_of(told.get("datatype")).lower(),
                choices=dict(_choices(told.get("values"))),
            )


def _choices(value: Plain) -> Iterator[tuple[str, str]]:
    """Each choice twice, by its key and by its name, so that either finds it."""
    for each in value if isinstance(value, list) else []:
        told = _unwrapped(each, ("value",))
        key = text_of(told.get("key")) if isinstance(told, dict) else text_of(told)
        name = text_of(told.get("name")) if isinstance(told, dict) else ""
        key = key or name
        if key:
            yield key.casefold(), key
            yield (name or key).casefold(), key


def _unwrapped(value: Plain, names: tuple[str, ...]) -> Plain:
    while isinstance(value, dict) and len(value) == 1 and (name := next(iter(value))) in names:
        value = value[name]
    return value
