"""What a GeoReport server's words say about where a case stands.

The specification knows two: `open`, which says no more than that they have it, and `closed`.
Whether it was accepted or declined stands in fields that servers add, or, for closed ones, in the
notes. Only what an authority says itself is taken over; a word that is not here says nothing.
"""

import re

from api_client.contract import ENDED, CaseStatus

# Words of CitySDK (Helsinki, Rostock), FixMyStreet, SeeClickFix and Accela servers, and of GB/T
# 39046 systems.
_BY_STATUS: dict[CaseStatus, str] = {
    CaseStatus.RECEIVED: "open new received submitted pending 已收件 收件 待受理",
    CaseStatus.ACCEPTED: "acknowledged accepted in_progress in_process 已受理 受理 办理中 处理中",
    CaseStatus.CORRECTION_NEEDED: "correction_needed information_needed 补正 待补正 补正中 需补正",
    CaseStatus.CONCLUDED: "closed concluded completed resolved processed fixed 已办结 办结 已完成",
    CaseStatus.DECLINED: (
        "declined rejected invalid duplicate not_accepted 不予受理 不受理 驳回 已驳回 退回 已退回"
        " 无效 重复"
    ),
    CaseStatus.WITHDRAWN: "withdrawn cancelled canceled 已撤回 撤回 已撤销",
}
_WORDS = {word: status for status, words in _BY_STATUS.items() for word in words.split()}
_GAPS = re.compile(r"[\s-]+")
_SAYS_DECLINED = re.compile(
    r"(?<!not )(?<!not a )(?<!no )\b(?:declined|rejected|invalid|duplicate)\b"
    r"|不予受理|不受理|(?<![未非不])(?:驳回|无效|重复)",
    re.IGNORECASE,
)


def status_of(status: str, extended: str, notes: str) -> CaseStatus:
    """Where it stands: by the server's status, its more exact one if it has one, and its notes."""
    plain, exact = _known(status), _known(extended)
    if plain is not CaseStatus.CONCLUDED:
        return exact or plain or CaseStatus.RECEIVED
    if exact in ENDED and exact is not CaseStatus.CONCLUDED:
        return exact
    return CaseStatus.DECLINED if _SAYS_DECLINED.search(notes) else CaseStatus.CONCLUDED


def _known(word: str) -> CaseStatus | None:
    return _WORDS.get(_GAPS.sub("_", word.strip().casefold()))
