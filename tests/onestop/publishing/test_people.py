"""Whose signature counts, and where their keys lie."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from api_client.contract import Published
from api_client.contract.verifying import BadTrustedKey, signers
from onestop.publishing.people import line, listed, make_key, person
from onestop.publishing.press import Press
from onestop.publishing.troubles import BadKey, BadPress


def test_a_private_key_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "wang.key"
    key = make_key(file, "wang")
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadKey, match="never written over"):
        make_key(file, "wang")
    assert person(file, [key], str).name == "wang"


def test_what_a_person_signs_counts_as_theirs(tmp_path: Path) -> None:
    key = make_key(tmp_path / "wang.key", "王芳")
    wang = person(tmp_path / "wang.key", [key], str)
    signed = Published(edition="text", signatures=(wang.sign("text"),), package="")
    assert signers(signed, [key]) == {"王芳"}
    assert (
        signers(Published(edition="other", signatures=signed.signatures, package=""), [key])
        == set()
    )


def test_a_passphrase_is_asked_for_where_there_is_one(tmp_path: Path) -> None:
    file = tmp_path / "wang.key"
    key = make_key(file, "wang", "open sesame")
    assert person(file, [key], lambda: "open sesame").name == "wang"
    with pytest.raises(BadKey, match="its passphrase is another"):
        person(file, [key], lambda: "open barley")
    with pytest.raises(BadKey, match="its passphrase is another"):
        person(file, [key], str)


def test_a_stranger_is_told_the_line_that_would_make_them_trusted(tmp_path: Path) -> None:
    known, stranger = (make_key(tmp_path / name, name) for name in ("known", "stranger"))
    with pytest.raises(BadKey, match="is not among the trusted ones") as told:
        person(tmp_path / "stranger", [known], str)
    assert line(stranger).split()[1] in str(told.value)


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "wang.key"
    key = make_key(file, "wang")
    file.chmod(0o640)
    with pytest.raises(BadKey, match="chmod 600"):
        person(file, [key], str)


def test_a_file_that_holds_no_such_key_is_one_clear_sentence(tmp_path: Path) -> None:
    file = tmp_path / "wang.key"
    with pytest.raises(BadKey, match="cannot be read"):
        person(file, [], str)
    file.write_text("no key")
    file.chmod(0o600)
    with pytest.raises(BadKey, match="it is no private key"):
        person(file, [], str)
    other = X25519PrivateKey.generate()
    file.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(BadKey, match="of another kind"):
        person(file, [], str)


@pytest.mark.parametrize("name", ["", "two words", "a:b", "#no", "x" * 65])
def test_a_name_is_one_word(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadKey, match="is no name"):
        make_key(tmp_path / "key", name)


def test_the_list_of_the_trusted_has_a_line_a_person(tmp_path: Path) -> None:
    keys = [make_key(tmp_path / name, name) for name in ("wang", "li")]
    text = f"# the office\n\n{line(keys[0])}  # since May\n{line(keys[1])}\n"
    assert listed(text) == tuple(keys)
    with pytest.raises(BadTrustedKey, match="one key"):
        listed(f"{line(keys[0])}\n{line(keys[0]).replace('wang', 'zhou')}")


def test_a_list_that_cannot_be_read_trusts_nobody(tmp_path: Path) -> None:
    press = Press(tmp_path)
    assert press.trusted() == ()
    (tmp_path / "trusted.keys").write_text("wang")
    with pytest.raises(BadPress, match="keys cannot be used"):
        press.trusted()
