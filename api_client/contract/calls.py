"""What of a call is signed (RFC 9421, RFC 9530): the profile that both sides share.

There is one signature, labelled `kiosk`, made with the key that both sides share. It covers what
is asked for and, with a body, the body's type and digest; nothing else in the call can be relied
on. Its parameters are `created`, `keyid` and `alg`.
"""

from dataclasses import dataclass

LABEL = "kiosk"
COVERED = ("@method", "@authority", "@path", "@query")
COVERED_OF_BODY = ("content-type", "content-digest")
MOST_SKEW_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Call:
    """A call, as far as it can be signed. The URL is absolute, and encoded as it is sent."""

    method: str
    url: str
    headers: dict[str, str]
