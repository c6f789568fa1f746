"""What a paper must be to be taken: whole, and of a kind that staff can open."""

import base64
import binascii
import hashlib
import re

from api_client.contract import Attachment
from api_client.contract.problems import ProblemType
from onestop.problems import Problem

MOST_BYTES = 10_000_000
BEGINS = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-",
}
SHA_256 = re.compile(r"(?:^|,)[ \t]*sha-256=:([0-9A-Za-z+/=]*):[ \t]*(?=,|$)")


def check_paper(attachment: Attachment, content_digest: str) -> None:
    """Raises Problem. `content_digest` as in RFC 9530; only its SHA-256 is looked at."""
    begins = BEGINS.get(attachment.media_type)
    if begins is None or not attachment.content.startswith(begins):
        raise Problem(ProblemType.WRONG_MEDIA_TYPE)
    told = SHA_256.search(content_digest)
    if told is None or _decoded(told[1]) != hashlib.sha256(attachment.content).digest():
        raise Problem(ProblemType.WRONG_DIGEST)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
