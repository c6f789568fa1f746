"""How a kiosk signs a call."""

from base64 import b64encode
from datetime import UTC, datetime

from http_message_signatures import HTTPMessageSigner, HTTPSignatureAlgorithm

from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import COVERED, COVERED_OF_BODY, LABEL, Call


class Signer:
    """Signs one kiosk's calls."""

    def __init__(self, key_id: str, key: str, algorithm: Algorithm) -> None:
        self._key_id = key_id
        self._key = key.encode()
        self._algorithm = algorithm
        self._signer = HTTPMessageSigner(signature_algorithm=NAMED[algorithm])

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
        code = b64encode(self._algorithm.code(self._key, prepared.signature_base)).decode()
        return message.headers | {
            "Signature-Input": f"{LABEL}={prepared.signature_params}",
            "Signature": f"{LABEL}=:{code}:",
        }


class _HmacSha256(HTTPSignatureAlgorithm):
    algorithm_id = Algorithm.HMAC_SHA256.value


class _HmacSm3(HTTPSignatureAlgorithm):
    algorithm_id = Algorithm.HMAC_SM3.value


NAMED: dict[Algorithm, type[HTTPSignatureAlgorithm]] = {
    Algorithm.HMAC_SHA256: _HmacSha256,
    Algorithm.HMAC_SM3: _HmacSm3,
}
"""What the library writes as `alg`; it prepares what is signed, and Algorithm signs it."""
