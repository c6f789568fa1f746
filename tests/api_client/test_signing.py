"""The signature: what it covers, who can make it, and what is no signature at all."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.checking import Checker, NotSigned
from api_client.contract.signing import Signer

URL = "http://127.0.0.1:8021/v1/submissions/R-1?document=id%20card"
KEY = "the-kiosks-own-key"
BODY = b'{"reference":"R-1"}'
CREATED = 1_768_469_460


def known(kiosk: str, algorithm: Algorithm) -> tuple[bytes, ...]:
    return (
        (KEY.encode(),) if (kiosk, algorithm) == ("K1", Algorithm.HMAC_SHA256) else (b"nobody's",)
    )


def signed(body: bytes | None = BODY, algorithm: Algorithm = Algorithm.HMAC_SHA256) -> Call:
    """A call as it comes to the authority."""
    method = "GET" if body is None else "PUT"
    headers = {} if body is None else {"Content-Type": "application/json"}
    call = Call(method, URL, headers)
    sent = Signer("K1", KEY, algorithm).signed(call, body, CREATED)
    came = {name.lower(): value for name, value in sent.items()}
    if body is not None:
        came["content-length"] = str(len(body))
    return replace(call, headers=came)


def changed(call: Call, **headers: str) -> Call:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(call, headers=call.headers | named)


def test_the_signature_is_the_one_of_the_rfc() -> None:
    headers = signed().headers
    digest = b64encode(hashlib.sha256(BODY).digest()).decode()
    parameters = (
        '("@method" "@authority" "@path" "@query" "content-type" "content-digest")'
        f';created={CREATED};keyid="K1";alg="hmac-sha256"'
    )
    base = (
        '"@method": PUT\n'
        '"@authority": 127.0.0.1:8021\n'
        '"@path": /v1/submissions/R-1\n'
        '"@query": ?document=id%20card\n'
        '"content-type": application/json\n'
        f'"content-digest": sha-256=:{digest}:\n'
        f'"@signature-params": {parameters}'
    )
    code = hmac.digest(KEY.encode(), base.encode(), "sha256")
    assert headers["content-digest"] == f"sha-256=:{digest}:"
    assert headers["signature-input"] == f"kiosk={parameters}"
    assert headers["signature"] == f"kiosk=:{b64encode(code).decode()}:"


def test_sm3_signs_as_another_library_does() -> None:
    """Made with OpenSSL's own HMAC, which not every machine's OpenSSL has with SM3."""
    headers = signed(algorithm=Algorithm.HMAC_SM3).headers
    assert headers["signature-input"].endswith(';alg="hmac-sm3"')
    assert headers["signature"] == "kiosk=:NJiQul8VF1KoQtGnglF6wChUQOjcwKm42g3IdV2ETUU=:"


def test_who_signed_and_when_is_told() -> None:
    told = Checker(known).check(signed())
    assert (told.key_id, told.created) == ("K1", CREATED)
    assert told.body_digest == hashlib.sha256(BODY).digest()


def test_without_a_body_the_body_must_be_empty() -> None:
    assert Checker(known).check(signed(None)).body_digest == hashlib.sha256(b"").digest()


def test_the_name_of_the_host_is_the_same_in_any_letters() -> None:
    call = signed()
    assert Checker(known).check(replace(call, url=URL.replace("http://", "HTTP://"))).key_id == "K1"


@pytest.mark.parametrize(
    "forged",
    [
        lambda call: replace(call, method="POST"),
        lambda call: replace(call, url=URL.replace("R-1", "R-2")),
        lambda call: replace(call, url=URL.replace("id", "other")),
        lambda call: replace(call, url=URL.partition("?")[0]),
        lambda call: replace(call, url=URL.replace("127.0.0.1", "other.example")),
        lambda call: changed(call, content_type="text/plain"),
        lambda call: changed(call, content_digest=signed(b"other").headers["content-digest"]),
        lambda call: changed(call, signature=signed(b"other").headers["signature"]),
        lambda call: changed(
            call, signature_input=call.headers["signature-input"].replace("6", "7")
        ),
    ],
)
def test_nothing_that_is_signed_can_be_changed(forged: Callable[[Call], Call]) -> None:
    call = signed()
    other = forged(call)
    assert Checker(known).check(call)
    assert other != call
    with pytest.raises(NotSigned):
        Checker(known).check(other)


@pytest.mark.parametrize("name", ["signature", "signature-input", "content-digest", "content-type"])
def test_nothing_that_is_signed_can_be_left_out(name: str) -> None:
    call = signed()
    left = {each: value for each, value in call.headers.items() if each != name}
    with pytest.raises(NotSigned):
        Checker(known).check(replace(call, headers=left))


@pytest.mark.parametrize("header", ["content-length", "transfer-encoding"])
def test_a_body_that_was_not_signed_is_no_part_of_a_signed_call(header: str) -> None:
    call = signed(None)
    with pytest.raises(NotSigned, match="cover"):
        Checker(known).check(replace(call, headers=call.headers | {header: "7"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"@query" ', ""),
        (";created=1768469460", ""),
        (';keyid="K1"', ""),
        (';alg="hmac-sha256"', ""),
        (';alg="hmac-sha256"', ';alg="hmac-sm3"'),
        (';alg="hmac-sha256"', ';alg="hmac-sha256";expires=9999999999'),
        ("created=1768469460", 'created="1768469460"'),
        ("kiosk=", "other="),
    ],
)
def test_a_signature_of_another_shape_is_none(old: str, new: str) -> None:
    """Made with the right key all the same."""
    call = signed()
    with pytest.raises(NotSigned):
        Checker(known).check(Resigned(call, old, new).call)
    assert Checker(known).check(Resigned(call, "", "").call)


class Resigned:
    """A call whose signature's shape was changed, and that was signed again by hand."""

    def __init__(self, call: Call, old: str, new: str) -> None:
        asked = call.headers["signature-input"].replace(old, new) if old else ""
        asked = asked or call.headers["signature-input"]
        label, _, parameters = asked.partition("=")
        values = {
            "@method": call.method,
            "@authority": "127.0.0.1:8021",
            "@path": "/v1/submissions/R-1",
            "@query": "?document=id%20card",
        } | call.headers
        names = parameters.partition(")")[0].removeprefix("(").replace('"', "").split()
        lines = [f'"{name}": {values[name]}' for name in names]
        base = "\n".join([*lines, f'"@signature-params": {parameters}'])
        code = b64encode(hmac.digest(KEY.encode(), base.encode(), "sha256")).decode()
        self.call = changed(call, signature_input=asked, signature=f"{label}=:{code}:")


@pytest.mark.parametrize("digest", ["sha-256=:AAAA:", "md5=:AAAA:", "sha-256", ""])
def test_a_digest_that_cannot_be_read_is_no_bodys(digest: str) -> None:
    call = Resigned(changed(signed(), content_digest=digest), "", "").call
    assert Checker(known).check(call).body_digest == b""


def test_another_kiosks_name_does_not_go_with_this_key() -> None:
    call = Resigned(signed(), 'keyid="K1"', 'keyid="K2"').call
    with pytest.raises(NotSigned):
        Checker(known).check(call)


def test_any_of_a_kiosks_keys_will_do() -> None:
    def both(_: str, __: Algorithm) -> tuple[bytes, ...]:
        return (b"the-new-one", KEY.encode())

    assert Checker(both).check(signed()).key_id == "K1"


@given(st.text(max_size=80), st.text(max_size=80))
@example('kiosk=();created=1;keyid="K1";alg="hmac-sha256"', "kiosk=:AAAA:")
@example('kiosk=1;alg="hmac-sha256"', "kiosk=:AAAA:")
@example('kiosk=(1 2);created=@1;keyid=K1;alg="hmac-sha256"', "kiosk=?1")
def test_whatever_comes_as_a_signature_is_only_no_signature(asked: str, signature: str) -> None:
    for tail in ("", ';created=1;keyid="K1";alg="hmac-sha256"'):
        headers = {"signature-input": asked + tail, "signature": signature}
        with pytest.raises(NotSigned):
            Checker(known).check(Call("GET", URL, headers))
