"""The vault: what it sealed opens with its key, in its place, unchanged; and not otherwise."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail

from api_client.vault import (
    CredentialKey,
    KeyFile,
    KeyringKey,
    Tampered,
    UnsafeKey,
    Vault,
    WrongKey,
)
from api_client.vault.vault import MARK_BYTES

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
def test_a_changed_byte_anywhere_but_in_the_mark_is_noticed(
    plain: bytes, at: int, flip: int
) -> None:
    sealed = bytearray(VAULT.seal(plain, b"row"))
    sealed[MARK_BYTES + at % (len(sealed) - MARK_BYTES)] ^= flip
    with pytest.raises(Tampered):
        VAULT.open(bytes(sealed), b"row")


@given(plain=st.binary(), at=st.integers(0, MARK_BYTES - 1), flip=st.integers(1, 255))
def test_a_changed_mark_alone_loses_nothing(plain: bytes, at: int, flip: int) -> None:
    sealed = bytearray(VAULT.seal(plain, b"row"))
    sealed[at] ^= flip
    assert VAULT.open(bytes(sealed), b"row") == plain


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
    with pytest.raises(WrongKey, match="put the right key back"):
        OTHER.open(VAULT.seal(plain, b"row"), b"row")


@given(one=st.binary(), two=st.binary())
def test_digests_tell_same_from_other(one: bytes, two: bytes) -> None:
    assert (VAULT.digest(one) == VAULT.digest(two)) == (one == two)
    assert VAULT.digest(one) != OTHER.digest(one)


def test_a_missing_key_is_made_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "vault.key"
    sealed = Vault.of(KeyFile(path)).seal(b"answers", b"row")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["vault.key"]
    assert Vault.of(KeyFile(path)).open(sealed, b"row") == b"answers"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    path.write_bytes(bytes(32))
    path.chmod(mode)
    with pytest.raises(UnsafeKey, match="others can read the key file"):
        Vault.of(KeyFile(path))


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_length_is_not_used(tmp_path: Path, size: int) -> None:
    path = tmp_path / "vault.key"
    path.write_bytes(bytes(size))
    path.chmod(0o600)
    with pytest.raises(UnsafeKey, match="does not hold 32 bytes"):
        Vault.of(KeyFile(path))
    assert path.stat().st_size == size


def test_a_link_is_not_followed_to_a_key(tmp_path: Path) -> None:
    Vault.of(KeyFile(tmp_path / "real.key"))
    (tmp_path / "vault.key").symlink_to(tmp_path / "real.key")
    with pytest.raises(UnsafeKey, match="cannot be read"):
        Vault.of(KeyFile(tmp_path / "vault.key"))


def test_a_former_key_still_opens_and_no_longer_seals() -> None:
    before, after = bytes(range(32)), bytes(range(2, 34))
    rotating = Vault(after, [before])
    old = VAULT.seal(b"answers", b"row")
    new = rotating.seal(b"answers", b"row")
    assert rotating.open(old, b"row") == b"answers"
    assert (rotating.is_current(old), rotating.is_current(new)) == (False, True)
    assert Vault(after).open(new, b"row") == b"answers"


def test_a_credential_is_read_and_never_written(tmp_path: Path) -> None:
    (tmp_path / "outbox.key").write_bytes(bytes(range(32)))
    source = CredentialKey("outbox.key", {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert Vault.of(source).open(VAULT.seal(b"answers", b"row"), b"row") == b"answers"
    with pytest.raises(UnsafeKey, match="systemd's"):
        source.replace(bytes(32))
    assert not source.is_ours


def test_a_credential_that_was_not_handed_over_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnsafeKey, match=r"LoadCredentialEncrypted=outbox\.key"):
        CredentialKey("outbox.key", {}).keys()
    with pytest.raises(UnsafeKey, match="cannot be read"):
        CredentialKey("outbox.key", {"CREDENTIALS_DIRECTORY": str(tmp_path)}).keys()


class KeptInMemory(KeyringBackend):
    """A keyring of the test's own."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring gives no types here
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture
def keyring_of_ours() -> Iterator[KeptInMemory]:
    before, ours = keyring.get_keyring(), KeptInMemory()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_the_keyring_keeps_a_key_that_was_made_once(keyring_of_ours: KeptInMemory) -> None:
    sealed = Vault.of(KeyringKey("outbox")).seal(b"answers", b"row")
    assert Vault.of(KeyringKey("outbox")).open(sealed, b"row") == b"answers"
    assert list(keyring_of_ours.entries) == [("doorstep-kiosk", "outbox")]
    keyring_of_ours.entries["doorstep-kiosk", "outbox"] = "no key"
    with pytest.raises(UnsafeKey, match="put the right one back"):
        Vault.of(KeyringKey("outbox"))


def test_a_machine_without_a_keyring_says_so() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # as above
    try:
        with pytest.raises(UnsafeKey, match="keyring cannot be used"):
            KeyringKey("outbox").keys()
    finally:
        keyring.set_keyring(before)


def test_a_replaced_key_file_is_whole_and_ours_alone(tmp_path: Path) -> None:
    source = KeyFile(tmp_path / "vault.key")
    before = source.keys()
    source.replace(bytes(range(32)) + before)
    assert Vault.of(source).open(Vault(before).seal(b"answers", b"row"), b"row") == b"answers"
    assert [file.name for file in tmp_path.iterdir()] == ["vault.key"]
    assert (tmp_path / "vault.key").stat().st_mode & 0o777 == 0o600
