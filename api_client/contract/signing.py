"""How a kiosk signs a call, and how the authority checks it (RFC 9421, RFC 9530).

There is one signature, labelled `kiosk`, made with the key that both sides share. It covers what
is asked for and, with a body, the body's type and digest; nothing else in the call can be relied
on. Checking reads no body: what its digest must be is told, for whoever reads it.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any, ClassVar

from cryptography.hazmat.primitives import hashes, hmac
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureAlgorithm,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    VerifyResult,
)

from api_client.contract.algorithms import Algorithm

LABEL = "kiosk"
COVERED = ("@method", "@authority", "@path", "@query")
COVERED_OF_BODY = ("content-type", "content-digest")
MOST_SKEW_SECONDS = 300
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")

Secrets = Callable[[str, Algorithm], tuple[bytes, ...]]
"""The keys that a kiosk may sign with in that way; for an unknown one a key that nobody has."""


class NotSigned(Exception):
    """The call carries no signature of the kiosk that it names."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call, as far as it can be signed. The URL is absolute, and encoded as it is sent."""

    method: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of a call whose signature is right.

    `created`: seconds since 1970 by the kiosk's clock. `body_digest`: the SHA-256 that its body
    must have.
    """

    key_id: str
    created: int
    body_digest: bytes


class Signer:
    """Signs one kiosk's calls."""

    def __init__(self, key_id: str, key: str, algorithm: Algorithm) -> None:
        kind = ALGORITHMS[algorithm]
        self._key_id = key_id
        self._hmac = kind(private_key=(key.encode(),))
        self._signer = HTTPMessageSigner(signature_algorithm=kind)

    def signed(self, call: Call, body: bytes | None, created: int) -> dict[str, str]:
        """The call's headers, with the body's digest and the signature."""
        message = Call(call.method, call.url, dict(call.headers))
        prepared = self._signer.prepare(
            message,
            key_id=self._key_id,
            created=datetime.fromtimestamp(created, UTC),
            label=LABEL,
            covered_component_ids=COVERED if body is None else COVERED + COVERED_OF_BODY,
            body=body,
        )
        code = b64encode(self._hmac.sign(prepared.signature_base)).decode()
        return message.headers | {
            "Signature-Input": f"{LABEL}={prepared.signature_params}",
            "Signature": f"{LABEL}=:{code}:",
        }


class Checker:
    """Tells which kiosk signed a call."""

    def __init__(self, secrets: Secrets) -> None:
        self._verifiers = {each: _verifier(each, secrets) for each in Algorithm}

    def check(self, call: Call) -> Signed:
        """Raises NotSigned. The call's headers have small letters.

        The age is not judged here: only who checks knows the time.
        """
        asked = call.headers.get("signature-input", "")
        for algorithm, verifier in self._verifiers.items():
            if f';alg="{algorithm}"' in asked:
                return _signed(call, _verified(verifier, call))
        raise NotSigned("no signature in a way that the contract knows")


def _verified(verifier: HTTPMessageVerifier, call: Call) -> VerifyResult:
    try:
        return verifier.verify(call, max_age=None)[0]
    except HTTPMessageSignaturesException as error:
        # The library's own words may quote what was sent.
        raise NotSigned("the signature is not that kiosk's") from error


def _signed(call: Call, result: VerifyResult) -> Signed:
    needed = COVERED + (COVERED_OF_BODY if _has_body(call) else ())
    covered = result.covered_components
    if result.label != LABEL or any(f'"{each}"' not in covered for each in needed):
        raise NotSigned("the signature does not cover what it must")
    return Signed(
        key_id=str(result.parameters["keyid"]),
        created=int(result.parameters["created"]),
        body_digest=_digest(covered.get('"content-digest"')),
    )


def _has_body(call: Call) -> bool:
    """RFC 9112 6: a call has one if it says how long it is, or that it comes in parts."""
    is_long = call.headers.get("content-length", "0").strip() != "0"
    return is_long or "transfer-encoding" in call.headers


def _digest(covered: str | None) -> bytes:
    """The digest that was signed; that of nothing if none was; none at all if it is unreadable."""
    if covered is None:
        return sha256(b"").digest()
    told = DIGEST.fullmatch(covered)
    return b"" if told is None else b64decode(told[1])


class _Hmac(HTTPSignatureAlgorithm):
    """HMAC with any of the keys: a kiosk's new one is good before its old one ends."""

    kind: ClassVar[type[hashes.HashAlgorithm]]

    def __init__(
        self,
        public_key: tuple[bytes, ...] | None = None,
        private_key: tuple[bytes, ...] | None = None,
    ) -> None:
        self._keys = public_key or private_key or ()

    def sign(self, message: bytes) -> bytes:
        return self._code(self._keys[0], message)

    def verify(self, signature: bytes, message: bytes) -> None:
        if not any(compare_digest(self._code(key, message), signature) for key in self._keys):
            raise InvalidSignature

    def _code(self, key: bytes, message: bytes) -> bytes:
        code = hmac.HMAC(key, self.kind())
        code.update(message)
        return code.finalize()


class _HmacSha256(_Hmac):
    algorithm_id = Algorithm.HMAC_SHA256.value
    kind = hashes.SHA256


class _HmacSm3(_Hmac):
    algorithm_id = Algorithm.HMAC_SM3.value
    kind = hashes.SM3


ALGORITHMS: dict[Algorithm, type[_Hmac]] = {
    Algorithm.HMAC_SHA256: _HmacSha256,
    Algorithm.HMAC_SM3: _HmacSm3,
}


class _Keys(HTTPSignatureKeyResolver):
    """The library's way to ask for the keys."""

    def __init__(self, secrets: Secrets, algorithm: Algorithm) -> None:
        self._secrets = secrets
        self._algorithm = algorithm

    def resolve_public_key(self, key_id: str) -> tuple[bytes, ...]:
        return self._secrets(key_id, self._algorithm)


class _Verifier(HTTPMessageVerifier):
    """Takes no other parameters than the contract's, and leaves the time to whoever checks."""

    signature_metadata_parameters: ClassVar[set[str]] = {"created", "keyid", "alg"}

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:  # noqa: ARG002, ANN401 - the library's own shape
        if "created" not in sig_input.params:
            raise InvalidSignature("no time")


def _verifier(algorithm: Algorithm, secrets: Secrets) -> HTTPMessageVerifier:
    return _Verifier(
        signature_algorithm=ALGORITHMS[algorithm], key_resolver=_Keys(secrets, algorithm)
    )
