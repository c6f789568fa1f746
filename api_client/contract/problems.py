"""The stable `type` of every problem that the one-stop contract knows (RFC 9457)."""

from enum import StrEnum


class ProblemType(StrEnum):
    """What went wrong, for programs; the title and detail beside it are for people."""

    MALFORMED = "urn:doorstep:problem:malformed"
    NOT_ADMITTED = "urn:doorstep:problem:not-admitted"
    CLOCK_SKEW = "urn:doorstep:problem:clock-skew"
    NO_SUCH_ROUTE = "urn:doorstep:problem:no-such-route"
    NO_SUCH_METHOD = "urn:doorstep:problem:no-such-method"
    UNKNOWN_CASE = "urn:doorstep:problem:unknown-case"
    UNKNOWN_SERVICE = "urn:doorstep:problem:unknown-service"
    UNKNOWN_SLOT = "urn:doorstep:problem:unknown-slot"
    UNKNOWN_HELP_CALL = "urn:doorstep:problem:unknown-help-call"
    IN_PROGRESS = "urn:doorstep:problem:in-progress"
    SLOT_TAKEN = "urn:doorstep:problem:slot-taken"
    TOO_LATE = "urn:doorstep:problem:too-late"
    TOO_LARGE = "urn:doorstep:problem:too-large"
    OTHER_CONTENT = "urn:doorstep:problem:other-content"
    WRONG_PHONE = "urn:doorstep:problem:wrong-phone"
    WRONG_DIGEST = "urn:doorstep:problem:wrong-digest"
    WRONG_MEDIA_TYPE = "urn:doorstep:problem:wrong-media-type"
    OTHER_REFERENCE = "urn:doorstep:problem:other-reference"
    TOO_MANY_TRIES = "urn:doorstep:problem:too-many-tries"
    NOT_READY = "urn:doorstep:problem:not-ready"
    NOT_SIGNED_IN = "urn:doorstep:problem:not-signed-in"
    WRONG_PASSWORD = "urn:doorstep:problem:wrong-password"  # noqa: S105 - a name
    SIGN_IN_LATER = "urn:doorstep:problem:sign-in-later"
    NOT_ALLOWED = "urn:doorstep:problem:not-allowed"
    UNKNOWN_PAPER = "urn:doorstep:problem:unknown-paper"
    HELD_BY_OTHER = "urn:doorstep:problem:held-by-other"
    NOT_HELD = "urn:doorstep:problem:not-held"
    MOVE_IMPOSSIBLE = "urn:doorstep:problem:move-impossible"
    CHANGED_MEANWHILE = "urn:doorstep:problem:changed-meanwhile"
    CHANGE_NOT_NAMED = "urn:doorstep:problem:change-not-named"
    OWN_FAULT = "urn:doorstep:problem:own-fault"
