"""A delta makes the very text it was made of, and is short where little is otherwise."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_client.contract import CataloguePackage, Published
from api_client.contract.deltas import applied
from api_client.contract.publication import digest_of
from kiosk.catalogue import load
from onestop.publishing.deltas import between, delta_to

PARTS = st.lists(st.sampled_from(['{"a":1},', '{"b":"},{"},', '{"名":"茶"}', ",", "[", "}]"]))


@given(old=PARTS, new=PARTS)
def test_whatever_the_texts_the_delta_makes_the_new_one(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    assert applied(before, between(before, after)) == after


@pytest.fixture(scope="module")
def shipped() -> CataloguePackage:
    return load().package()


def text(package: CataloguePackage) -> str:
    return msgspec.json.encode(package).decode()


def test_one_service_less_in_the_shipped_catalogue_is_told_in_a_few_lines(
    shipped: CataloguePackage,
) -> None:
    first = shipped.fields[0]
    fewer = msgspec.structs.replace(first, services=first.services[1:])
    new = msgspec.structs.replace(shipped, version="next", fields=(fewer, *shipped.fields[1:]))
    delta = between(text(shipped), text(new))
    assert digest_of(applied(text(shipped), delta)) == digest_of(text(new))
    assert len(msgspec.json.encode(delta)) < len(text(new)) / 20


def test_a_package_kept_as_it_is_is_told_in_one_piece(shipped: CataloguePackage) -> None:
    published = Published(edition="", signatures=(), package=text(shipped))
    assert len(delta_to(published, published, 3).delta) == 1
    assert delta_to(published, published, 3).since == 3
