"""The steps of a case (环节), told from what happened to it."""

from collections.abc import Sequence
from datetime import datetime

from api_client.contract import ENDED, Bilingual, CaseStatus, Step

Happened = tuple[CaseStatus, datetime, str]
"""What a case became, when, and the authority's opinion."""

CAME = Bilingual(zh="收件", en="Received")
NAMES = {
    # A case becomes received again when what was asked for has come.
    CaseStatus.RECEIVED: Bilingual(zh="收到补正材料", en="Papers received"),
    CaseStatus.ACCEPTED: Bilingual(zh="受理", en="Accepted"),
    CaseStatus.CORRECTION_NEEDED: Bilingual(zh="补正", en="Papers asked for"),
    CaseStatus.CONCLUDED: Bilingual(zh="办结", en="Completed"),
    CaseStatus.DECLINED: Bilingual(zh="不予受理", en="Declined"),
    CaseStatus.WITHDRAWN: Bilingual(zh="撤回", en="Withdrawn"),
}


def steps_of(received_at: datetime, happened: Sequence[Happened]) -> tuple[Step, ...]:
    """A step lasts until the next one begins; the last one goes on, unless it ends the case."""
    began = [(CAME, received_at, "")]
    began += [(NAMES[status], moment, opinion) for status, moment, opinion in happened]
    is_over = bool(happened) and happened[-1][0] in ENDED
    ends = [*(moment for _, moment, _ in began[1:]), began[-1][1] if is_over else None]
    return tuple(
        Step(name=name, started_at=moment, ended_at=end, opinion=opinion)
        for (name, moment, opinion), end in zip(began, ends, strict=True)
    )
