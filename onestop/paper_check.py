"""What a paper must be to be taken: of a kind that staff can open."""

from api_client.contract import Attachment
from api_client.contract.problems import ProblemType
from onestop.problems import Problem

MOST_BYTES = 10_000_000
BEGINS = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-",
}


def check_paper(attachment: Attachment) -> None:
    """Raises Problem. That it is whole was found when it was admitted, by its digest."""
    begins = BEGINS.get(attachment.media_type)
    if begins is None or not attachment.content.startswith(begins):
        raise Problem(ProblemType.WRONG_MEDIA_TYPE)
