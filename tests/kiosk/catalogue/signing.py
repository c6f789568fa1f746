"""Editions of the shipped catalogue, changed and signed as a press would."""

from base64 import b64encode
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from api_client.contract import (
    CataloguePackage,
    Change,
    ChangeKind,
    Edition,
    Published,
    Rollout,
    ServiceState,
    Signature,
    Standing,
)
from api_client.contract.publication import digest_of
from api_client.contract.verifying import TrustedKey
from kiosk.catalogue import load

WANG, LI, STRANGER = (
    Ed25519PrivateKey.from_private_bytes(bytes([each]) * 32) for each in (1, 2, 3)
)
TODAY = date(2026, 11, 22)
SHIPPED = load().package()


def trusted(name: str, key: Ed25519PrivateKey) -> TrustedKey:
    return TrustedKey(name, key.public_key().public_bytes_raw())


TRUSTED = (trusted("wang", WANG), trusted("li", LI))


def published(
    number: int,
    package: CataloguePackage = SHIPPED,
    keys: tuple[Ed25519PrivateKey, ...] = (WANG, LI),
    **said: Any,  # noqa: ANN401 -- any field of an edition
) -> Published:
    """That package as edition `number`, signed with those keys."""
    text = msgspec.json.encode(replace(package, version=f"v{number}")).decode()
    edition = Edition(
        number=number,
        version=f"v{number}",
        district="",
        package_digest=digest_of(text),
        proposed_at=datetime(2026, 11, 20, tzinfo=UTC),
        effective_from=TODAY,
        rollout=Rollout(lot=number),
    )
    written = msgspec.json.encode(replace(edition, **said)).decode()
    signatures = tuple(
        Signature(
            key_id=trusted("", key).id, signature=b64encode(key.sign(written.encode())).decode()
        )
        for key in keys
    )
    return Published(edition=written, signatures=signatures, package=text)


def edition_of(published: Published) -> Edition:
    return msgspec.json.decode(published.edition, type=Edition)


def change(
    kind: ChangeKind,
    code: str,
    since: date = TODAY,
    *,
    edition: int = 1,
    **where: Any,  # noqa: ANN401 -- a layer's level and place
) -> Change:
    service = load().service(code)
    return Change(
        edition=edition, kind=kind, service_code=code, name=service.name, since=since, **where
    )


def standing(state: ServiceState, since: date = TODAY, *areas: str) -> Standing:
    return Standing(state=state, since=since, areas=areas)


def with_standings(code: str, *standings: Standing) -> CataloguePackage:
    """The shipped package, where that service stands so."""
    fields = tuple(
        replace(
            field,
            services=tuple(
                replace(each, standings=standings) if each.id == code else each
                for each in field.services
            ),
        )
        for field in SHIPPED.fields
    )
    return replace(SHIPPED, fields=fields)
