"""The line to one GeoReport server: where it is, in which format it answers, and what it offers.

1. Where only a discovery address is set, that is asked for the endpoint.
2. The list of services is asked for in JSON, else in XML; what works there is used from then on.
"""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote, urlencode

from api_client.errors import NotAdmitted, OneStopError, Unreachable
from api_client.open311.definitions import Attribute, Service, attributes, services
from api_client.open311.reading import ACCEPTED_TYPES, Plain, read, text_of
from api_client.open311.settings import Open311Settings
from api_client.open311.troubles import NOT_NOW, raise_unless_answered
from api_client.transport import Reply, Transport
from api_client.trust import is_safe

_SPECIFICATION = "georeport_v2"
_FORMATS = ("json", "xml")
# A server says in any of these ways that a service has no definition.
_NO_DEFINITION = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class Line:
    """Used by one thread at a time. Every method raises a OneStopError unless it has an answer."""

    def __init__(self, settings: Open311Settings, transport: Transport) -> None:
        self._settings = settings
        self._transport = transport
        self._endpoint = settings.endpoint.rstrip("/")
        self._format = ""

    def services(self, *, within: float | None = None) -> dict[str, Service]:
        """Each service by its code; a sign of life as well."""
        formats = (self._format,) if self._format else _FORMATS
        first: OneStopError | None = None
        for each in formats:
            reply = self._get("services", {}, each, within)
            try:
                offered = services(_answer(reply))
            except OneStopError as error:
                if isinstance(error, NotAdmitted) or reply.status in NOT_NOW:
                    raise
                first = first or error
            else:
                self._format = each
                return offered
        self._forget()
        raise first or Unreachable("nothing could be asked for")

    def attributes(self, service_code: str) -> tuple[Attribute, ...]:
        """What that service asks for; nothing where it has no definition."""
        reply = self.get(f"services/{quote(service_code, safe='')}")
        is_there = reply.status not in _NO_DEFINITION and reply.body.strip()
        return attributes(_answer(reply)) if is_there else ()

    def get(
        self, path: str, query: Mapping[str, str] | None = None, *, within: float | None = None
    ) -> Reply:
        """Ask for a resource, in the format that the server knows; whatever it answers."""
        if not self._format:
            self.services(within=within)
        return self._get(path, query or {}, self._format, within)

    def post(self, path: str, form: list[tuple[str, str]]) -> Reply:
        """Hand in a form, once; whatever it answers. `services` must have been asked before."""
        # The key goes into the form: an address stands in the logs of everything on the way.
        return self._transport.exchange(
            "POST",
            f"{self._endpoint}/{path}.{self._format}",
            {
                "Accept": ACCEPTED_TYPES,
                "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            },
            urlencode(form).encode(),
        )

    def close(self) -> None:
        self._transport.close()

    def _get(self, path: str, query: Mapping[str, str], form: str, within: float | None) -> Reply:
        if not self._endpoint:
            self._endpoint = self._discovered(within)
        jurisdiction = self._settings.jurisdiction_id
        asked = {"jurisdiction_id": jurisdiction, **query} if jurisdiction else query
        tail = f"?{urlencode(asked)}" if asked else ""
        return self._ask(f"{self._endpoint}/{path}.{form}{tail}", within)

    def _ask(self, url: str, within: float | None) -> Reply:
        headers = {"Accept": ACCEPTED_TYPES}
        return self._transport.exchange("GET", url, headers, within=within)

    def _discovered(self, within: float | None) -> str:
        """The endpoint that the discovery address names."""
        address = self._settings.discovery
        stem, dot, ending = address.rpartition(".")
        stem = stem if dot and ending in _FORMATS else address
        first: OneStopError | None = None
        for each in _FORMATS:
            try:
                return _endpoint(
                    _answer(self._ask(f"{stem}.{each}", within)), self._settings.wanted
                )
            except OneStopError as error:
                first = first or error
        raise first or Unreachable("nothing could be discovered")

    def _forget(self) -> None:
        """What worked does not any more: find out anew."""
        self._format = ""
        self._endpoint = self._settings.endpoint.rstrip("/")


def _answer(reply: Reply) -> Plain:
    raise_unless_answered(reply)
    return read(reply)


def _endpoint(value: Plain, wanted: str) -> str:
    discovery = value.get("discovery", value) if isinstance(value, dict) else None
    listed = discovery.get("endpoints") if isinstance(discovery, dict) else None
    for each in listed if isinstance(listed, list) else []:
        told = each.get("endpoint", each) if isinstance(each, dict) else None
        if not isinstance(told, dict):
            continue
        specification = text_of(told.get("specification")).lower().rstrip("/")
        url = text_of(told.get("url")).rstrip("/")
        is_meant = specification.endswith(_SPECIFICATION) and text_of(told.get("type")) == wanted
        if is_meant and is_safe(url):
            return url
    raise Unreachable(f"the discovery address names no safe {wanted} endpoint of GeoReport v2")
