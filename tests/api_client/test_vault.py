"""The vault: what it sealed opens with its key, in its place, unchanged; and not otherwise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_client.vault import Tampered, UnsafeKey, Vault, VaultError, WrongKey

VAULT = Vault(bytes(range(32)))
OTHER = Vault(bytes(range(1, 33)))


@given(plain=st.binary(), about=st.binary())
def test_what_was_sealed_opens_again(plain: bytes, about: bytes) -> None:
    sealed = VAULT.seal(plain, about)
    assert VAULT.open(sealed, about) == plain
    assert sealed != VAULT.seal(plain, about)


@given(plain=st.binary(min_size=4), about=st.binary())
def test_what_is_sealed_does_not_show(plain: bytes, about: bytes) -> None:
    assert plain not in VAULT.seal(plain, about)


@given(plain=st.binary(), at=st.integers(min_value=0), flip=st.integers(1, 255))
def test_a_changed_byte_anywhere_is_noticed(plain: bytes, at: int, flip: int) -> None:
    sealed = bytearray(VAULT.seal(plain, b"row"))
    sealed[at % len(sealed)] ^= flip
    with pytest.raises(VaultError):
        VAULT.open(bytes(sealed), b"row")


@given(plain=st.binary(), kept=st.integers(min_value=0))
def test_a_cut_text_is_noticed(plain: bytes, kept: int) -> None:
    sealed = VAULT.seal(plain, b"row")
    with pytest.raises(Tampered):
        VAULT.open(sealed[: kept % len(sealed)], b"row")


@given(about=st.binary(), elsewhere=st.binary())
def test_a_sealed_text_belongs_to_its_row(about: bytes, elsewhere: bytes) -> None:
    sealed = VAULT.seal(b"answers", about)
    if about == elsewhere:
        assert VAULT.open(sealed, elsewhere) == b"answers"
        return
    with pytest.raises(Tampered):
        VAULT.open(sealed, elsewhere)


@given(plain=st.binary())
def test_another_key_is_told_from_a_changed_text(plain: bytes) -> None:
    with pytest.raises(WrongKey, match="put the right key file back"):
        OTHER.open(VAULT.seal(plain, b"row"), b"row")


@given(one=st.binary(), two=st.binary())
def test_digests_tell_same_from_other(one: bytes, two: bytes) -> None:
    assert (VAULT.digest(one) == VAULT.digest(two)) == (one == two)
    assert VAULT.digest(one) != OTHER.digest(one)


def test_a_missing_key_is_made_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "vault.key"
    sealed = Vault.from_file(path).seal(b"answers", b"row")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["vault.key"]
    assert Vault.from_file(path).open(sealed, b"row") == b"answers"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    path.write_bytes(bytes(32))
    path.chmod(mode)
    with pytest.raises(UnsafeKey, match="others can read the key file"):
        Vault.from_file(path)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_length_is_not_used(tmp_path: Path, size: int) -> None:
    path = tmp_path / "vault.key"
    path.write_bytes(bytes(size))
    path.chmod(0o600)
    with pytest.raises(UnsafeKey, match="does not hold 32 bytes"):
        Vault.from_file(path)
    assert path.stat().st_size == size


def test_a_link_is_not_followed_to_a_key(tmp_path: Path) -> None:
    Vault.from_file(tmp_path / "real.key")
    (tmp_path / "vault.key").symlink_to(tmp_path / "real.key")
    with pytest.raises(UnsafeKey, match="cannot be read"):
        Vault.from_file(tmp_path / "vault.key")
