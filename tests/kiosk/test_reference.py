"""References survive reading glasses, telephones and hurried typing."""

import random
import secrets
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_client.contract import symbols
from kiosk.reference import (
    ALPHABET,
    PREFIX_LENGTH,
    code_for,
    groups,
    is_reference,
    mint,
    parse,
    spoken,
)

REFERENCES = st.integers().map(lambda seed: mint("4KD", random.Random(seed)))  # noqa: S311 -- a test


def test_a_reference_has_three_groups_of_four_and_begins_with_the_kiosk() -> None:
    reference = mint("4KD", secrets.SystemRandom())
    assert reference.startswith("4KD")
    assert [len(group) for group in groups(reference)] == [4, 4, 4]
    assert is_reference(reference)


def test_the_alphabet_is_a_prime_number_of_symbols_without_look_alikes() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 23
    for pair in ("0O", "1I", "1L", "2Z", "5S", "8B", "UV", "0Q"):
        assert len(set(pair) & set(ALPHABET)) < 2


def test_the_contract_reads_and_writes_the_same_symbols() -> None:
    assert symbols.ALPHABET == ALPHABET
    assert symbols.OWN_LENGTH == PREFIX_LENGTH


@given(REFERENCES)
def test_every_misread_symbol_is_caught(reference: str) -> None:
    symbols = reference.replace("-", "")
    for place, right in enumerate(symbols):
        for wrong in set(ALPHABET) - {right}:
            assert parse(symbols[:place] + wrong + symbols[place + 1 :]) is None


@given(REFERENCES)
def test_any_two_symbols_that_changed_places_are_caught(reference: str) -> None:
    symbols = reference.replace("-", "")
    for one, other in combinations(range(len(symbols)), 2):
        swapped = list(symbols)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        expected = reference if symbols[one] == symbols[other] else None
        assert parse("".join(swapped)) == expected


@given(REFERENCES)
def test_a_missing_or_an_extra_symbol_is_caught(reference: str) -> None:
    assert parse(reference[:-1]) is None
    assert parse(reference + "3") is None


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        "  {} ",
        "DK:{}",
        "dk:{}",
        "https://hall.example/t/{}",
        "https://hall.example/t?r={}",
    ],
)
@given(reference=REFERENCES)
def test_however_it_is_typed_or_scanned_it_is_found(typed: str, reference: str) -> None:
    assert parse(typed.format(reference)) == reference
    assert parse(typed.format(reference.lower())) == reference
    assert parse(typed.format(reference.replace("-", " "))) == reference
    assert parse(typed.format(reference.replace("-", "－"))) == reference
    assert parse(typed.format(reference.replace("-", ""))) == reference


@given(REFERENCES)
def test_full_width_letters_and_digits_are_the_same(reference: str) -> None:
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in reference)
    assert parse(wide) == reference


def test_a_z_is_taken_for_a_2() -> None:
    with_2 = next(
        reference
        for seed in range(1000)
        if "2" in (reference := mint("4KD", random.Random(seed)))  # noqa: S311 -- a test
    )
    assert parse(with_2.replace("2", "Z")) == with_2


@given(st.text())
def test_whatever_is_typed_is_either_a_reference_or_nothing(text: str) -> None:
    found = parse(text)
    assert found is None or is_reference(found)


def test_only_the_form_it_was_minted_in_is_a_reference() -> None:
    reference = mint("4KD", secrets.SystemRandom())
    assert not is_reference(reference.lower())
    assert not is_reference(reference.replace("-", ""))
    assert not is_reference("")


def test_the_code_on_the_slip_leads_back_to_the_reference() -> None:
    reference = mint("4KD", secrets.SystemRandom())
    assert code_for(reference) == f"DK:{reference}"
    assert parse(code_for(reference)) == reference


@pytest.mark.parametrize("prefix", ["", "4K", "4KDX", "4k3", "0KD", "Z44"])
def test_a_kiosk_with_a_wrong_prefix_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        mint(prefix, secrets.SystemRandom())


def test_the_voice_rests_after_every_group() -> None:
    assert spoken("4KD7-M9XA-3PTW", "en") == "4, K, D, 7. M, 9, X, A. 3, P, T, W."
    assert spoken("4KD7-M9XA-3PTW", "zh_CN") == "4、K、D、7。M、9、X、A。3、P、T、W。"


def test_ten_thousand_references_are_all_different() -> None:
    draw = secrets.SystemRandom()
    assert len({mint("4KD", draw) for _ in range(10_000)}) == 10_000
