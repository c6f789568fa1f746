"""What the library makes of a signature: the independent reference for our own Checker.

It takes all of RFC 9421 and RFC 9651, of which the contract has one shape.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from hmac import compare_digest
from typing import Any, ClassVar

from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureAlgorithm,
    HTTPSignatureKeyResolver,
    InvalidSignature,
)

from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import COVERED, COVERED_OF_BODY, LABEL, Call
from api_client.contract.checking import DIGEST, NotSigned, Secrets, Signed


class LibraryChecker:
    """Checks as the library does, and then what the contract asks for beyond the standard."""

    def __init__(self, secrets: Secrets) -> None:
        self._verifiers = {each: _verifier(each, secrets) for each in Algorithm}

    def check(self, call: Call) -> Signed:
        """Raises NotSigned."""
        asked = call.headers.get("signature-input", "")
        for algorithm, verifier in self._verifiers.items():
            if f'alg="{algorithm}"' in asked:
                return _signed(call, verifier)
        raise NotSigned


def signed_again(call: Call, key: bytes) -> Call:
    """With the right code for whatever its Signature-Input asks for. Raises NotSigned."""
    for algorithm in Algorithm:
        if f'alg="{algorithm}"' in call.headers["signature-input"]:
            seen: list[bytes] = []
            verifier = _verifier(algorithm, lambda _, __: (key,), seen.append)
            _signed(call, verifier)
            code = b64encode(algorithm.code(key, seen[0])).decode()
            return replace(call, headers=call.headers | {"signature": f"{LABEL}=:{code}:"})
    raise NotSigned


def _signed(call: Call, verifier: HTTPMessageVerifier) -> Signed:
    try:
        result = verifier.verify(call, max_age=None)[0]
    except HTTPMessageSignaturesException as error:
        raise NotSigned from error
    has_body = (
        call.headers.get("content-length", "0").strip() != "0"
        or "transfer-encoding" in call.headers
    )
    needed = COVERED + (COVERED_OF_BODY if has_body else ())
    covered = result.covered_components
    if result.label != LABEL or any(f'"{each}"' not in covered for each in needed):
        raise NotSigned
    digest = covered.get('"content-digest"')
    told = None if digest is None else DIGEST.fullmatch(digest)
    none_told = sha256(b"").digest() if digest is None else b""
    return Signed(
        key_id=str(result.parameters["keyid"]),
        created=int(result.parameters["created"]),
        body_digest=none_told if told is None else b64decode(told[1]),
    )


def _verifier(
    algorithm: Algorithm, secrets: Secrets, look: Callable[[bytes], None] | None = None
) -> HTTPMessageVerifier:
    """`look`: is shown what was signed, and nothing is checked then."""

    class Hmac(HTTPSignatureAlgorithm):
        algorithm_id = algorithm.value

        def __init__(
            self, public_key: tuple[bytes, ...] = (), private_key: tuple[bytes, ...] = ()
        ) -> None:
            self._keys = public_key + private_key

        def verify(self, signature: bytes, message: bytes) -> None:
            codes = [algorithm.code(key, message) for key in self._keys]
            if look is not None:
                look(message)
            elif not any(compare_digest(code, signature) for code in codes):
                raise InvalidSignature

    class Keys(HTTPSignatureKeyResolver):
        def resolve_public_key(self, key_id: str) -> tuple[bytes, ...]:
            return secrets(key_id, algorithm)

    return _Verifier(signature_algorithm=Hmac, key_resolver=Keys())


class _Verifier(HTTPMessageVerifier):
    signature_metadata_parameters: ClassVar[set[str]] = {"created", "keyid", "alg"}

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:  # noqa: ARG002, ANN401 - the library's own shape
        if "created" not in sig_input.params:
            raise InvalidSignature
