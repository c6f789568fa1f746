"""Joins the parts of the hand-off: the vault, the outbox, the endpoints and the ways to them."""

import logging
import sys

from api_client.adapter import Ability, Adapter
from api_client.contract import Bilingual
from api_client.couriers import Office
from api_client.onestop import OneStopClient
from api_client.open311 import Open311Client, Open311Settings, cannot_of
from api_client.outbox import Ballast, Outbox
from api_client.routes import ONESTOP, Routes
from api_client.transport import Transport
from api_client.trust import Trust
from api_client.vault import CredentialKey, KeyFile, KeyringKey, KeySource, Vault
from kiosk.catalogue import Catalogue
from kiosk.commands.back_end import BackEnd
from kiosk.commands.key_file import enrolled_key
from kiosk.routing import check_routes
from kiosk.settings import Settings
from kiosk.settings_hand_off import EndpointSettings, TlsSettings

log = logging.getLogger(__name__)

MEGABYTE = 1_000_000


class WrongEndpoint(Exception):
    """An endpoint cannot be used as the settings describe it; the text says why."""


def key_source(settings: Settings) -> KeySource:
    """Where the settings say that the vault's key lies."""
    vault = settings.vault
    match vault.kind:
        case "file":
            return KeyFile(vault.path or settings.data_folder / vault.name)
        case "credential":
            return CredentialKey(vault.name)
        case "keyring":
            return KeyringKey(vault.name)


def open_outbox(settings: Settings, routes: Routes | None = None) -> Outbox:
    """The outbox of this machine; tells the operator if a damaged one was moved aside.

    Raises OutboxUnusable, VaultError.
    """
    folder, limits = settings.data_folder, settings.outbox
    outbox = Outbox.open(
        folder,
        Vault.of(key_source(settings)),
        routes,
        most_bytes=limits.most_megabytes * MEGABYTE,
        ballast=Ballast(folder, room=limits.free_megabytes * MEGABYTE),
    )
    found = outbox.found
    if not found.is_complete:
        told = (
            "something of a damaged outbox could not be taken over yet, because the disk is full or"
            " its key is missing: see to that and start again. Nothing of it is lost"
        )
        log.error(told)
        print(f"kiosk: {told}.", file=sys.stderr, flush=True)
    if found.moved_aside:
        told = (
            f"the outbox was damaged and lies whole in {found.moved_aside}; a new one was begun"
            f" with {found.rescued.whole} messages that could be read"
            f" ({found.rescued.unreadable} could not). Please show it to whoever looks after this"
            " kiosk"
        )
        log.error(told)
        print(f"kiosk: {told}.", file=sys.stderr, flush=True)
    return outbox


def offices(
    settings: Settings, back_end: BackEnd, catalogue: Catalogue, trust: Trust | None = None
) -> dict[str, Office]:
    """Every endpoint that is set up, by its name. Raises WrongEndpoint, NoKey.

    `trust` in place of what the settings say of the one-stop endpoint.
    """
    onestop = settings.onestop
    trusted = trust or _trust(ONESTOP, onestop.tls)

    def line() -> Adapter:
        return onestop_line(settings, back_end, trusted)

    name = Bilingual(zh=onestop.office, en=onestop.office_in_english)
    further = {each.name: _office(each, settings, catalogue) for each in settings.endpoints}
    return {ONESTOP: Office(name, line), **further}


def onestop_line(
    settings: Settings, back_end: BackEnd, trust: Trust | None = None
) -> OneStopClient:
    """One more line to the one-stop endpoint. Raises WrongEndpoint."""
    onestop = settings.onestop
    return OneStopClient(
        back_end.endpoint,
        settings.key_id,
        back_end.key,
        Transport(trust=trust or _trust(ONESTOP, onestop.tls)),
        algorithm=onestop.signature,
    )


def routes(settings: Settings, catalogue: Catalogue) -> Routes:
    """The ways to them, each service's checked against what its endpoints can take.

    Raises WrongRoutes.
    """
    check_routes(settings.routes, settings.endpoints, catalogue)
    cannot = {each.name: _cannot(each) for each in settings.endpoints}
    return Routes(settings.routes, {ONESTOP: OneStopClient.cannot, **cannot})


def _cannot(endpoint: EndpointSettings) -> frozenset[Ability]:
    match endpoint.adapter:
        case "onestop":
            return OneStopClient.cannot
        case "open311":
            return cannot_of(finds_by_reference=endpoint.open311.finds_by_reference)


def _office(endpoint: EndpointSettings, settings: Settings, catalogue: Catalogue) -> Office:
    trust = _trust(endpoint.name, endpoint.tls)
    key = enrolled_key(endpoint.key_file) if endpoint.key_file else ""
    name = Bilingual(zh=endpoint.office, en=endpoint.office_in_english)
    match endpoint.adapter:
        case "onestop":
            return Office(
                name,
                lambda: OneStopClient(
                    endpoint.endpoint,
                    settings.key_id,
                    key,
                    Transport(trust=trust),
                    algorithm=endpoint.signature,
                ),
            )
        case "open311":
            described = _open311(endpoint, key, catalogue)
            return Office(
                name, lambda: Open311Client(described, Transport(trust=trust)), is_public=True
            )


def _open311(endpoint: EndpointSettings, key: str, catalogue: Catalogue) -> Open311Settings:
    details = endpoint.open311
    try:
        return Open311Settings(
            services=details.services,
            hall_address=catalogue.hall.address.zh,
            endpoint="" if details.is_discovery else endpoint.endpoint,
            discovery=endpoint.endpoint if details.is_discovery else "",
            jurisdiction_id=details.jurisdiction,
            api_key=key,
            attributes=details.attributes,
            hall_latitude=details.latitude,
            hall_longitude=details.longitude,
            needs_position=details.needs_position,
            finds_by_reference=details.finds_by_reference,
            longest_description=details.longest_description,
        )
    except ValueError as error:
        raise WrongEndpoint(f"[endpoints.{endpoint.name}]: {error}") from error


def _trust(name: str, tls: TlsSettings) -> Trust:
    try:
        return Trust(tls.ca_file, tls.certificate_file, tls.certificate_key_file)
    except ValueError as error:
        raise WrongEndpoint(f"the certificates of endpoint {name}: {error}") from error
