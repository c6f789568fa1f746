"""Whom the kiosk believes on the line, and what it says when it does not."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from api_client.errors import Unreachable, Untrusted
from api_client.transport import Transport
from api_client.trust import Trust
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from tests.api_client.conftest import Say

Versions = ssl.TLSVersion


def secured(certificate: trustme.LeafCert, version: Versions = Versions.TLSv1_3) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = version
    certificate.configure_cert(context)
    return context


def written(folder: Path, name: str, *blobs: trustme.Blob) -> Path:
    file = folder / name
    file.write_bytes(b"".join(blob.bytes() for blob in blobs))
    return file


@pytest.fixture
def asked(request: pytest.FixtureRequest, say: type["Say"]) -> Callable[..., int]:
    """Asks a server that has this certificate; the status, once the server was asked in truth."""

    def ask(context: ssl.SSLContext, trust: Trust, *, is_asked: bool = False) -> int:
        server = ScriptedServer([say.http(200, b"{}")], tls=context)
        request.addfinalizer(server.close)
        transport = Transport(deadline=5, trust=trust)
        request.addfinalizer(transport.close)
        try:
            return transport.exchange("PUT", f"{server.address}/1", {}, b"private").status
        finally:
            server.wait_for_end_of_line(0)
            assert bool(server.calls) == is_asked

    return ask


def test_a_server_of_the_pinned_authority_is_believed(
    asked: Callable[..., int], ca: trustme.CA, ca_file: Path
) -> None:
    context = secured(ca.issue_cert("127.0.0.1"))
    assert asked(context, Trust(ca_file=ca_file), is_asked=True) == 200


def test_without_the_pinned_authority_it_is_not(asked: Callable[..., int], ca: trustme.CA) -> None:
    with pytest.raises(Untrusted, match="certificate is not trusted"):
        asked(secured(ca.issue_cert("127.0.0.1")), Trust())


@pytest.mark.parametrize(
    ("issue", "said"),
    [
        (lambda _: trustme.CA().issue_cert("127.0.0.1"), "unable to get local issuer"),
        (lambda ca: ca.issue_cert("elsewhere.example"), "IP address mismatch"),
        (
            lambda ca: ca.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC)),
            "expired; is this machine's clock right",
        ),
    ],
    ids=["another authority", "another name", "expired"],
)
def test_nothing_is_sent_to_whom_we_do_not_believe(
    asked: Callable[..., int],
    ca: trustme.CA,
    ca_file: Path,
    issue: Callable[[trustme.CA], trustme.LeafCert],
    said: str,
) -> None:
    with pytest.raises(Untrusted, match=said) as raised:
        asked(secured(issue(ca)), Trust(ca_file=ca_file))
    assert not raised.value.may_have_arrived


@pytest.mark.parametrize("version", [Versions.TLSv1_2, Versions.TLSv1_3])
def test_a_server_that_wants_to_know_us_is_shown_our_certificate(
    asked: Callable[..., int], ca: trustme.CA, ca_file: Path, tmp_path: Path, version: Versions
) -> None:
    context = secured(ca.issue_cert("127.0.0.1"), version)
    context.verify_mode = ssl.CERT_REQUIRED
    ca.configure_trust(context)
    own = ca.issue_cert("XH2.kiosk.example")
    certificate = written(tmp_path, "own.pem", *own.cert_chain_pems)
    key = written(tmp_path, "own.key", own.private_key_pem)
    assert asked(context, Trust(ca_file, certificate, key), is_asked=True) == 200
    both = written(tmp_path, "both.pem", own.private_key_and_cert_chain_pem)
    assert asked(context, Trust(ca_file, both), is_asked=True) == 200


@pytest.mark.parametrize("version", [Versions.TLSv1_2, Versions.TLSv1_3])
@pytest.mark.parametrize("has_another", [False, True])
def test_a_server_that_does_not_believe_us_takes_nothing(  # noqa: PLR0913 - two tables
    *,
    asked: Callable[..., int],
    ca: trustme.CA,
    ca_file: Path,
    tmp_path: Path,
    version: Versions,
    has_another: bool,
) -> None:
    context = secured(ca.issue_cert("127.0.0.1"), version)
    context.verify_mode = ssl.CERT_REQUIRED
    ca.configure_trust(context)
    another = trustme.CA().issue_cert("XH2.kiosk.example")
    shown = written(tmp_path, "another.pem", another.private_key_and_cert_chain_pem)
    trust = Trust(ca_file, shown if has_another else None)
    with pytest.raises(Untrusted, match="does not take this kiosk's certificate, or misses") as got:
        asked(context, trust)
    assert not got.value.may_have_arrived


def test_a_server_without_tls_is_no_question_of_trust(say: type["Say"], ca_file: Path) -> None:
    with ScriptedServer([say.http(400, b"{}")], greets=True) as server:
        transport = Transport(deadline=5, trust=Trust(ca_file=ca_file))
        with pytest.raises(Unreachable) as raised:
            transport.exchange("POST", f"https://127.0.0.1:{server.port}", {}, b"private")
        transport.close()
    assert raised.type is Unreachable
    assert not raised.value.may_have_arrived


def test_files_that_went_away_later_are_said_so(ca: trustme.CA, tmp_path: Path) -> None:
    file = written(tmp_path, "ca.pem", ca.cert_pem)
    trust = Trust(ca_file=file)
    file.unlink()
    transport = Transport(trust=trust)
    with pytest.raises(Unreachable, match=r"ca\.pem") as raised:
        transport.exchange("POST", "https://127.0.0.1:1", {}, b"private")
    transport.close()
    assert not raised.value.may_have_arrived


def test_files_that_are_not_there_are_told_at_once(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.pem"
    with pytest.raises(ValueError, match=r"nowhere\.pem cannot be read: No such file"):
        Trust(ca_file=nowhere)
    with pytest.raises(ValueError, match=r"nowhere\.pem cannot be read: No such file"):
        Trust(certificate=nowhere)
    with pytest.raises(ValueError, match="cannot be read: Is a directory"):
        Trust(ca_file=tmp_path)


def test_files_that_hold_something_else_are_told_at_once(ca: trustme.CA, tmp_path: Path) -> None:
    empty = written(tmp_path, "empty.pem")
    one, other = ca.issue_cert("one.example"), ca.issue_cert("other.example")
    certificate = written(tmp_path, "one.pem", *one.cert_chain_pems)
    key = written(tmp_path, "other.key", other.private_key_pem)
    locked = tmp_path / "locked.key"
    locked.write_bytes(
        load_pem_private_key(one.private_key_pem.bytes(), None).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"password")
        )
    )
    with pytest.raises(ValueError, match="holds no certificates to trust"):
        Trust(ca_file=empty)
    with pytest.raises(ValueError, match="needs its certificate"):
        Trust(key=key)
    for wrong in (key, locked, None):
        with pytest.raises(ValueError, match="are no certificate with its key"):
            Trust(certificate=certificate, key=wrong)
