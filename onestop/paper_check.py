"""Whether a paper is what the contract says a paper must be."""

from api_client.contract import Attachment
from api_client.contract.papers import BEGINS
from api_client.contract.problems import ProblemType
from onestop.problems import Problem


def check_paper(attachment: Attachment) -> None:
    """Raises Problem. That it is whole was found when it was admitted, by its digest."""
    begins = BEGINS.get(attachment.media_type)
    if begins is None or not attachment.content.startswith(begins):
        raise Problem(ProblemType.WRONG_MEDIA_TYPE)
