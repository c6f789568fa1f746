"""The stable `type` of every problem that the one-stop contract knows (RFC 9457)."""

from enum import StrEnum


class ProblemType(StrEnum):
    """What went wrong, for programs; the title and detail beside it are for people."""

    MALFORMED = "urn:doorstep:problem:malformed"
    NOT_ADMITTED = "urn:doorstep:problem:not-admitted"
    OTHER_KIOSK = "urn:doorstep:problem:other-kiosk"
    NO_SUCH_ROUTE = "urn:doorstep:problem:no-such-route"
    NO_SUCH_METHOD = "urn:doorstep:problem:no-such-method"
    UNKNOWN_CASE = "urn:doorstep:problem:unknown-case"
    UNKNOWN_HELP_CALL = "urn:doorstep:problem:unknown-help-call"
    IN_PROGRESS = "urn:doorstep:problem:in-progress"
    TOO_LARGE = "urn:doorstep:problem:too-large"
    OTHER_CONTENT = "urn:doorstep:problem:other-content"
    OTHER_REFERENCE = "urn:doorstep:problem:other-reference"
    TOO_MANY_TRIES = "urn:doorstep:problem:too-many-tries"
    NOT_READY = "urn:doorstep:problem:not-ready"
    OWN_FAULT = "urn:doorstep:problem:own-fault"
