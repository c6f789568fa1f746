"""The ways in which a call may be signed, by their names on the wire."""

import hmac
from enum import StrEnum
from typing import assert_never


class Algorithm(StrEnum):
    """HMAC with the key given at enrolment. SM3 (GB/T 32905) is set where the authority asks it."""

    HMAC_SHA256 = "hmac-sha256"
    HMAC_SM3 = "hmac-sm3"

    def code(self, key: bytes, message: bytes) -> bytes:
        """The message's authentication code, 32 bytes."""
        match self:
            case Algorithm.HMAC_SHA256:
                return hmac.digest(key, message, "sha256")
            case Algorithm.HMAC_SM3:
                return _with_sm3(key, message)
            case _:
                assert_never(self)


def _with_sm3(key: bytes, message: bytes) -> bytes:
    # Not every machine's own OpenSSL has SM3. Only now: few are asked for it, and it costs 3 MB.
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.hmac import HMAC  # noqa: PLC0415

    code = HMAC(key, hashes.SM3())
    code.update(message)
    return code.finalize()
