"""What an authority's answer means.

*Delivered* means an answer 200 or 201 with a case number for our reference, nothing else. What any
other answer means:

- 3xx, or a page in place of JSON: Unreachable, since a portal or proxy answered
- 401, 403: NotAdmitted; Unreachable if only the clocks differ
- 404, 405 without the contract's own problem: Unreachable, since the endpoint is a wrong one
- 409 in progress, 429, 5xx: Unreachable, with the wait that was asked for
- a body that came damaged: Unreachable, since the next may come whole
- other 4xx with problem details: Refused, with the reason a resident can do something about
- anything else: Unintelligible
"""

from http import HTTPStatus
from typing import TypeVar

from api_client.contract import Case, HelpCall, ProblemDetails, Rating
from api_client.contract.problems import ProblemType
from api_client.errors import (
    NotAdmitted,
    OneStopError,
    Reason,
    Refused,
    Unintelligible,
    Unreachable,
)
from api_client.presentable import presentable_case
from api_client.reply import Reply

TAKEN = frozenset({HTTPStatus.OK, HTTPStatus.CREATED})
NOT_NOW = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.CONFLICT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
NOT_HERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})
REASONS = {
    ProblemType.OTHER_CONTENT: Reason.OTHER_CONTENT,
    ProblemType.SLOT_TAKEN: Reason.SLOT_TAKEN,
    ProblemType.TOO_LATE: Reason.TOO_LATE,
    ProblemType.WRONG_PHONE: Reason.WRONG_PHONE,
    ProblemType.TOO_MANY_TRIES: Reason.TOO_MANY_TRIES,
}
MISSED = frozenset(
    {
        ProblemType.UNKNOWN_CASE,
        ProblemType.UNKNOWN_SERVICE,
        ProblemType.UNKNOWN_SLOT,
        ProblemType.UNKNOWN_HELP_CALL,
    }
)
"""What an authority may truly not have; any other 404 comes from a wrong address."""

Answered = TypeVar("Answered", Case, Rating, HelpCall)


def read(reply: Reply, answered: type[Answered], reference: str) -> Answered:
    """The answer about that reference. Raises a OneStopError unless it was taken."""
    raise_unless_taken(reply)
    answer = reply.read_as(answered)
    if answer.reference != reference:
        raise Unintelligible("the answer is about another reference")
    return answer


def read_case(reply: Reply, reference: str) -> Case:
    """The case of that reference, fit to be kept and shown. Raises a OneStopError if it is not."""
    case = presentable_case(read(reply, Case, reference))
    if not case.case_number.strip():
        raise Unintelligible("the answer has no case number")
    return case


def raise_unless_taken(reply: Reply) -> None:
    status = reply.status
    if status in TAKEN:
        return
    match status // 100:
        case 3:
            raise Unreachable(f"something sent us elsewhere ({status}); not followed")
        case 4:
            problem = problem_type(reply)
            raise _of_problem(status, problem) or _of_status(reply, problem)
        case 5:
            raise Unreachable(
                f"the authority has trouble ({status})",
                reply.retry_after,
                may_have_arrived=problem_type(reply) != ProblemType.NOT_READY,
            )
        case _:
            raise Unintelligible(f"the contract knows no answer {status}")


def problem_type(reply: Reply) -> str:
    """The problem's stable type; only that, since a detail might hold what a resident wrote."""
    try:
        return reply.read_as(ProblemDetails).type
    except OneStopError:
        return "without problem details"


def _of_problem(status: int, problem: str) -> OneStopError | None:
    """What the contract's own problems mean where the status alone would mislead."""
    if problem in REASONS:
        return Refused(f"refused ({status} {problem})", REASONS[ProblemType(problem)])
    if problem == ProblemType.CLOCK_SKEW:
        return Unreachable("this machine's clock and the authority's differ by minutes")
    if problem == ProblemType.WRONG_DIGEST:
        return Unreachable("what was sent came damaged")
    return None


def _of_status(reply: Reply, problem: str) -> OneStopError:
    status = reply.status
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return NotAdmitted(f"the authority does not admit this kiosk ({status})")
    if status in NOT_NOW:
        is_under_way = status == HTTPStatus.CONFLICT
        return Unreachable(f"not now ({status})", reply.retry_after, may_have_arrived=is_under_way)
    if status in NOT_HERE and problem not in MISSED:
        # A mistyped endpoint must not put every parcel before a person.
        return Unreachable(f"the endpoint has no such address ({status})")
    if not reply.is_json:
        return Unreachable(
            f"a page came in place of the authority's answer ({status})", may_have_arrived=True
        )
    return Refused(f"refused ({status} {problem})")
