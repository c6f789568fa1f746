"""Taking a matter back (撤回)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import Case, CaseStatus, Withdrawal
from api_client.contract.phones import TAIL
from api_client.contract.problems import ProblemType
from onestop.guesses import Guesses
from onestop.problems import Problem
from onestop.proof import proven
from onestop.routes.shape import TAKER_S, FromKiosk, checked, problems
from onestop.store import Key, Store

WITHOUT_PROOF = timedelta(minutes=10)
"""So long after handing in, whoever stands at the same kiosk is still the same person."""


@post(
    "/v1/cases/{reference:str}/withdrawal",
    status_code=200,
    summary="Take a matter back, until it is accepted",
    description=(
        "Gives its appointment free. The kiosk that handed in needs no phone number in the first"
        " ten minutes."
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
    guesses: NamedDependency[Guesses],
    clock: NamedDependency[Callable[[], datetime]],
) -> Case:
    """Withdrawn before is answered alike."""
    checked(reference, data, data.withdrawn_at)
    now = clock()
    own = store.case(request.user, reference)
    if own is not None and is_free_to_withdraw(own, now):
        return await store.withdraw(Key.of(request.user, reference), now)
    return await store.withdraw(_proven_key(store, guesses, data), now)


def is_free_to_withdraw(own: Case, now: datetime) -> bool:
    """Whether the kiosk that handed it in needs no proof: when it asks soon, or asks again."""
    return own.status is CaseStatus.WITHDRAWN or now - own.received_at <= WITHOUT_PROOF


def _proven_key(store: Store, guesses: Guesses, withdrawal: Withdrawal) -> Key:
    reference, phone_tail = withdrawal.reference, withdrawal.phone_tail
    if phone_tail and TAIL.fullmatch(phone_tail) is None:
        raise Problem(ProblemType.MALFORMED)
    theirs = proven(store, guesses, reference, phone_tail) if phone_tail else None
    if theirs is not None:
        return theirs.key
    is_known = bool(store.found(reference))
    raise Problem(ProblemType.WRONG_PHONE if is_known else ProblemType.UNKNOWN_CASE)
