"""What the operator decides about the hand-off: endpoints, routes, the key, how much is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal, cast

from kiosk.settings_rules import (
    WHOLE_PATH,
    is_database,
    is_name,
    is_safe_endpoint,
    is_tracking_page,
    is_whole_path,
    without_password,
)
from kiosk.settings_table import Table

ADDRESS: Final = "an https:// address, or http:// on this machine"
DATABASE: Final = "postgresql://USER:PASSWORD@HOST:PORT/NAME, or empty for a file"
ONESTOP: Final = "onestop"
"""The name of the endpoint under [onestop], in routes."""
OFFICE: Final = "一网通办"
OFFICE_IN_ENGLISH: Final = "the one-stop office"
KEY_NAME: Final = "outbox.key"
ADAPTERS: Final[tuple["AdapterKind", ...]] = ("onestop", "open311")
SIGNATURES: Final[tuple["Signature", ...]] = ("hmac-sha256", "hmac-sm3")
KEY_KINDS: Final[tuple["KeyKind", ...]] = ("file", "credential", "keyring")

AdapterKind = Literal["onestop", "open311"]
Signature = Literal["hmac-sha256", "hmac-sm3"]
KeyKind = Literal["file", "credential", "keyring"]


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """Whom to trust in place of the public authorities, and who we are, where they ask."""

    ca_file: Path | None = None
    certificate_file: Path | None = None
    certificate_key_file: Path | None = None


@dataclass(frozen=True, slots=True)
class OneStopSettings:
    """The authority's endpoint and our key for it; no endpoint: the kiosk starts its own.

    `tracking_url`: its page for residents' own phones, which each slip's code then leads to.
    `database`: where a back end of this machine keeps its cases; "": in a file.
    """

    endpoint: str = ""
    key_file: Path | None = None
    port: int = 0
    database: str = field(default="", repr=False)
    signature: Signature = "hmac-sha256"
    tls: TlsSettings = TlsSettings()
    office: str = OFFICE
    office_in_english: str = OFFICE_IN_ENGLISH
    tracking_url: str = ""

    @property
    def is_embedded(self) -> bool:
        return not self.endpoint


@dataclass(frozen=True, slots=True)
class Open311Details:
    """What only a GeoReport endpoint needs; see `api_client.open311.Open311Settings`."""

    services: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    jurisdiction: str = ""
    is_discovery: bool = False
    latitude: float | None = None
    longitude: float | None = None
    needs_position: bool = False
    finds_by_reference: bool = False
    longest_description: int = 4000


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """One more endpoint, besides [onestop]."""

    name: str
    adapter: AdapterKind
    endpoint: str
    key_file: Path | None
    signature: Signature
    tls: TlsSettings
    office: str
    office_in_english: str
    open311: Open311Details


@dataclass(frozen=True, slots=True)
class VaultSettings:
    """Where the key lies that seals what is kept; `path` None: beside the outbox."""

    kind: KeyKind = "file"
    path: Path | None = None
    name: str = KEY_NAME


@dataclass(frozen=True, slots=True)
class OutboxSettings:
    """When staff are told of what waits, how long cases stay known, how much room is taken."""

    alarm_after: timedelta = timedelta(hours=24)
    delivered_days: int = 365
    ended_days: int = 30
    most_megabytes: int = 2000
    free_megabytes: int = 24


def read_onestop(table: Table) -> OneStopSettings:
    endpoint = table.text(
        "endpoint", "", f"{ADDRESS}, or empty for the kiosk's own", is_safe_endpoint
    )
    key_file = _path(table, "key_file")
    if endpoint and key_file is None:
        table.fault(
            "[onestop] key_file is empty: with an endpoint it must name the file that holds the key"
            " given at enrolment"
        )
    return OneStopSettings(
        endpoint=endpoint.rstrip("/"),
        key_file=key_file,
        port=table.whole("port", 0, 0, 65535),
        database=table.secret("database", DATABASE, is_database, without_password),
        signature=_signature(table),
        tls=_tls(table),
        office=table.text("office", OFFICE),
        office_in_english=table.text("office_in_english", OFFICE_IN_ENGLISH),
        tracking_url=table.text(
            "tracking_url", "", "an https:// address that ends in /t", is_tracking_page
        ).rstrip("/"),
    )


def read_endpoint(name: str, table: Table) -> EndpointSettings:
    if not is_name(name) or name == ONESTOP:
        table.fault(f"[{table.name}]: a name is small letters, digits, - and _, but not {ONESTOP}")
    adapter = cast("AdapterKind", table.one_of("adapter", "open311", ADAPTERS))
    endpoint = table.text("endpoint", "", ADDRESS, is_safe_endpoint)
    key_file = _path(table, "key_file")
    if not endpoint:
        table.fault(f"[{table.name}] endpoint is empty: allowed is {ADDRESS}")
    if adapter == "onestop" and key_file is None:
        table.fault(f"[{table.name}] key_file is empty: it names the file with our key")
    return EndpointSettings(
        name=name,
        adapter=adapter,
        endpoint=endpoint.rstrip("/"),
        key_file=key_file,
        signature=_signature(table),
        tls=_tls(table),
        office=table.text("office", name),
        office_in_english=table.text("office_in_english", name),
        open311=_open311(table),
    )


def read_routes(table: Table, endpoints: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Which endpoints a service goes to, in the order of their names in the file."""
    known = (ONESTOP, *endpoints)
    allowed = f"a list of endpoints: {', '.join(known)}"
    routes = {}
    for service in table.keys:
        names = table.texts(service, [ONESTOP], allowed)
        for unknown in set(names) - set(known):
            table.fault(f"[routes] {service}: there is no endpoint {unknown}; allowed is {allowed}")
        routes[service] = tuple(dict.fromkeys(names))
    return routes


def read_vault(table: Table) -> VaultSettings:
    return VaultSettings(
        kind=cast("KeyKind", table.one_of("key", "file", KEY_KINDS)),
        path=_path(table, "path"),
        name=table.text("name", KEY_NAME, "a name"),
    )


def read_outbox(table: Table) -> OutboxSettings:
    usual = OutboxSettings()
    return OutboxSettings(
        alarm_after=timedelta(hours=table.whole("alarm_after_hours", 24, 1, 720)),
        delivered_days=table.whole("delivered_days", usual.delivered_days, 30, 3650),
        ended_days=table.whole("ended_days", usual.ended_days, 1, 3650),
        most_megabytes=table.whole("most_megabytes", usual.most_megabytes, 10, 1_000_000),
        free_megabytes=table.whole("free_megabytes", usual.free_megabytes, 1, 100_000),
    )


def _open311(table: Table) -> Open311Details:
    latitude, longitude = (
        table.number(key, 0.0, -most, most) for key, most in (("latitude", 90), ("longitude", 180))
    )
    has_place = (latitude, longitude) != (0.0, 0.0)  # no hall lies in the Gulf of Guinea
    return Open311Details(
        services=table.pairs("services", 'our service and theirs: { el-meals = "12" }'),
        attributes=table.pairs("attributes", "their attribute and our field"),
        jurisdiction=table.text("jurisdiction", ""),
        is_discovery=table.yes_or_no("discovery", default=False),
        latitude=latitude if has_place else None,
        longitude=longitude if has_place else None,
        needs_position=table.yes_or_no("needs_position", default=False),
        finds_by_reference=table.yes_or_no("finds_by_reference", default=False),
        longest_description=table.whole("longest_description", 4000, 100, 1_000_000),
    )


def _signature(table: Table) -> Signature:
    return cast("Signature", table.one_of("signature", "hmac-sha256", SIGNATURES))


def _tls(table: Table) -> TlsSettings:
    tls = TlsSettings(
        ca_file=_path(table, "ca_file"),
        certificate_file=_path(table, "certificate_file"),
        certificate_key_file=_path(table, "certificate_key_file"),
    )
    if (tls.certificate_file is None) is not (tls.certificate_key_file is None):
        table.fault(
            f"[{table.name}] certificate_file and certificate_key_file belong together: set both"
        )
    return tls


def _path(table: Table, key: str) -> Path | None:
    text = table.text(key, "", WHOLE_PATH, is_whole_path)
    return Path(text).expanduser() if text else None
