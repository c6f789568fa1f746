"""Taking a matter back (撤回)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import Case, CaseStatus, Withdrawal
from api_client.contract.phones import TAIL
from api_client.contract.problems import ProblemType
from onestop.kiosks import Kiosk
from onestop.problems import Problem
from onestop.proof import Proof
from onestop.routes.shape import TAKER_S, FromKiosk, checked, problems
from onestop.store import Found, Key, Store
from onestop.store.audit import Actor, Who

WITHOUT_PROOF = timedelta(minutes=10)
"""So long after handing in, whoever stands at the same kiosk is still the same person."""
WHILE_KEEPING = timedelta(minutes=1)
"""The kiosk counts from when it had kept the matter, and looks before it keeps the withdrawal."""


@post(
    "/v1/cases/{reference:str}/withdrawal",
    status_code=200,
    summary="Take a matter back, until it is accepted",
    description=(
        "Gives its appointment free. The kiosk that handed in needs no phone number where"
        " `withdrawn_at` lies within ten minutes of `handed_in_at`, however late it arrives."
    ),
    responses=problems(
        *TAKER_S,
        ProblemType.UNKNOWN_CASE,
        ProblemType.TOO_LATE,
        ProblemType.WRONG_PHONE,
        ProblemType.TOO_MANY_TRIES,
    ),
)
async def post_withdrawal(  # noqa: PLR0913 - each by its name, from the framework
    request: FromKiosk,
    *,
    reference: FromPath[str],
    data: JSONBody[Withdrawal],
    store: NamedDependency[Store],
    proof: NamedDependency[Proof],
    clock: NamedDependency[Callable[[], datetime]],
) -> Case:
    """Withdrawn before is answered alike."""
    checked(reference, data, data.withdrawn_at)
    key = await _key(request.user, data, store, proof)
    return await store.withdraw(key, clock())


def is_free_to_withdraw(own: Found, withdrawal: Withdrawal) -> bool:
    """Whether the kiosk that handed it in needs no proof: it was asked soon, or is asked again.

    Both moments are the kiosk's own, signed with its key. Ours would not do: the line may have been
    dead for hours, and the resident was told that it would be taken back. Nor need the kiosk's
    clock be right for that, as long as it was the same one; where it was put right in between, the
    kiosk has asked for the digits itself. Digits that were given are always looked at.
    """
    if own.case.status is CaseStatus.WITHDRAWN:
        return True
    between = abs(withdrawal.withdrawn_at - own.matter.handed_in_at)
    return not withdrawal.phone_tail and between <= WITHOUT_PROOF + WHILE_KEEPING


async def _key(kiosk: Kiosk, withdrawal: Withdrawal, store: Store, proof: Proof) -> Key:
    """What may be taken back. Raises Problem."""
    reference, phone_tail = withdrawal.reference, withdrawal.phone_tail
    if phone_tail and TAIL.fullmatch(phone_tail) is None:
        raise Problem(ProblemType.MALFORMED)
    own_key = Key.of(kiosk, reference)
    found = await store.found(kiosk.district, reference)
    own = next((each for each in found if each.key == own_key), None)
    if own is not None and is_free_to_withdraw(own, withdrawal):
        return own_key
    if own is not None and not phone_tail:
        raise Problem(ProblemType.WRONG_PHONE)
    by = Actor(Who.KIOSK, kiosk.id)
    theirs = await proof.proven(kiosk.district, reference, phone_tail, by)
    if theirs is not None:
        return theirs.key
    # No kiosk can find out by trying which references others have given.
    raise Problem(ProblemType.UNKNOWN_CASE if own is None else ProblemType.WRONG_PHONE)
