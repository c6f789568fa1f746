"""The ways in which a call may be signed, by their names on the wire."""

from enum import StrEnum


class Algorithm(StrEnum):
    """HMAC with the key given at enrolment. SM3 (GB/T 32905) is set where the authority asks it."""

    HMAC_SHA256 = "hmac-sha256"
    HMAC_SM3 = "hmac-sm3"
