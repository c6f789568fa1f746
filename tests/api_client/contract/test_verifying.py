"""Which editions are trusted: those that two trusted people signed, to the letter."""

from base64 import b64encode
from datetime import UTC, date, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from api_client.contract import (
    CataloguePackage,
    Edition,
    Published,
    PublishedDelta,
    Rollout,
    Signature,
    Span,
)
from api_client.contract.deltas import Delta, DoesNotFit
from api_client.contract.publication import digest_of
from api_client.contract.verifying import (
    BadTrustedKey,
    NotTrusted,
    TrustedKey,
    signers,
    verified,
    whole,
)
from tests.api_client.contract.samples import package, service

WANG, LI, ZHOU = (Ed25519PrivateKey.from_private_bytes(bytes([each]) * 32) for each in (1, 2, 3))
PACKAGE = package(service("meal"))


def trusted(name: str, key: Ed25519PrivateKey) -> TrustedKey:
    return TrustedKey(name, key.public_key().public_bytes_raw())


TRUSTED = (trusted("王芳", WANG), trusted("li", LI))


def text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def edition(package_text: str, version: str = PACKAGE.version) -> str:
    return text(
        Edition(
            number=3,
            version=version,
            district="310104",
            package_digest=digest_of(package_text),
            proposed_at=datetime(2026, 11, 22, tzinfo=UTC),
            effective_from=date(2026, 12, 1),
            rollout=Rollout(lot=3),
        )
    )


def signature(key: Ed25519PrivateKey, signed: str, name: str = "") -> Signature:
    made = b64encode(key.sign(signed.encode())).decode()
    return Signature(key_id=trusted(name, key).id, signature=made)


def published(
    *keys: Ed25519PrivateKey, package: CataloguePackage = PACKAGE, signed: str = ""
) -> Published:
    package_text = text(package)
    signed = signed or edition(package_text, package.version)
    made = tuple(signature(key, signed) for key in keys or (WANG, LI))
    return Published(edition=signed, signatures=made, package=package_text)


def refused(published: Published, people: tuple[TrustedKey, ...] = TRUSTED) -> str:
    with pytest.raises(NotTrusted) as caught:
        verified(published, people)
    return str(caught.value)


def test_what_two_trusted_people_signed_is_read() -> None:
    edition, package = verified(published(), TRUSTED)
    assert (edition.number, edition.version, package) == (3, PACKAGE.version, PACKAGE)


def test_it_is_trusted_after_a_way_as_json_too() -> None:
    sent = msgspec.json.encode(published())
    assert verified(msgspec.json.decode(sent, type=Published), TRUSTED)[1] == PACKAGE


@pytest.mark.parametrize("keys", [(WANG,), (WANG, WANG), (WANG, ZHOU), (ZHOU, ZHOU)])
def test_fewer_than_two_trusted_people_are_not_enough(keys: tuple[Ed25519PrivateKey, ...]) -> None:
    assert "of the trusted people signed it" in refused(published(*keys))


def test_two_keys_of_one_person_are_one() -> None:
    people = (trusted("王芳", WANG), trusted("王芳", LI), trusted("li", ZHOU))
    assert "1 of the trusted people" in refused(published(WANG, LI), people)
    assert signers(published(WANG, LI, ZHOU), people) == {"王芳", "li"}


def test_an_unknown_signature_beside_two_good_ones_does_no_harm() -> None:
    assert verified(published(WANG, ZHOU, LI), TRUSTED)[1] == PACKAGE


def test_the_package_may_not_be_another() -> None:
    other = text(package(service("meal", says="free for all")))
    assert refused(replace(published(), package=other)) == (
        "the package is not the one that was signed"
    )


def test_not_a_letter_of_the_edition_may_be_another() -> None:
    good = published()
    assert refused(replace(good, edition=good.edition.replace('"number":3', '"number":4')))
    assert refused(replace(good, edition=good.edition + " "))


@pytest.mark.parametrize("made", ["", "no base64!", "AAAA", b64encode(bytes(64)).decode()])
def test_a_signature_that_is_none_does_not_count(made: str) -> None:
    good = published()
    bad = replace(good.signatures[0], signature=made)
    assert "1 of the trusted people" in refused(replace(good, signatures=(bad, good.signatures[1])))


def test_what_is_signed_and_cannot_be_read_says_so() -> None:
    assert "cannot be read here" in refused(published(signed='{"number":"three"}'))
    assert "cannot be read here" in refused(published(signed="[" * 100_000))
    unknown = text({"version": "1", "news": 1})
    signed = edition(unknown, "1")
    made = tuple(signature(key, signed) for key in (WANG, LI))
    strange = Published(edition=signed, signatures=made, package=unknown)
    assert "cannot be read here" in refused(strange)


def test_edition_and_package_name_one_version() -> None:
    signed = edition(text(PACKAGE), "another")
    assert "another version" in refused(published(signed=signed))


def delta(pieces: Delta, *keys: Ed25519PrivateKey) -> PublishedDelta:
    new = published(*keys)
    return PublishedDelta(edition=new.edition, signatures=new.signatures, since=2, delta=pieces)


def pieces() -> tuple[str, Delta]:
    """An old package, and how the new one differs."""
    old = text(replace(PACKAGE, version="older"))
    start = old.index("older")
    end = start + len("older")
    kept = (Span(start=0, end=start), PACKAGE.version, Span(start=end, end=len(old)))
    return old, kept


def test_a_delta_makes_the_very_package_that_was_signed() -> None:
    old, made = pieces()
    assert whole(delta(made), old, TRUSTED) == published()


def test_whole_and_delta_are_told_apart_by_their_form() -> None:
    for sent in (published(), delta(pieces()[1])):
        came = msgspec.json.decode(msgspec.json.encode(sent), type=Published | PublishedDelta)
        assert came == sent


def test_a_delta_on_another_package_does_not_fit() -> None:
    old, made = pieces()
    with pytest.raises(DoesNotFit):
        whole(delta(made), old.replace("as ever", "as once"), TRUSTED)
    with pytest.raises(DoesNotFit):
        whole(delta(made), "", TRUSTED)


def test_a_delta_that_is_not_signed_is_not_even_tried() -> None:
    old, made = pieces()
    with pytest.raises(NotTrusted):
        whole(delta(made, WANG), old, TRUSTED)


def test_a_line_of_the_trusted_people_is_a_name_and_a_key() -> None:
    key = TRUSTED[0]
    assert TrustedKey.from_line(f"王芳 {b64encode(key.key).decode()}") == key
    assert len(key.id) == 16


@pytest.mark.parametrize(
    "line", ["", "wang", "wang AAAA", "wang no-base64!", "a b c", f"#wang {'A' * 43}="]
)
def test_a_line_that_is_none_says_so(line: str) -> None:
    with pytest.raises(BadTrustedKey):
        TrustedKey.from_line(line)
