"""What every route that takes something checks and answers alike."""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import TypeVar

from litestar import Request, Response
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec

from api_client.contract import Case, HelpCall, Message, ProblemDetails, Rating
from api_client.contract.problems import ProblemType
from onestop.kiosks import Kiosk
from onestop.problems import KNOWN, MEDIA_TYPE, Problem
from onestop.store import Accepted

FromKiosk = Request[Kiosk, str, State]
Kept = TypeVar("Kept", Case, Rating, HelpCall)
REFERENCE = re.compile(r"[0-9A-Za-z-]{1,64}")


def checked(reference: str, message: Message, moment: datetime) -> None:
    """Raises Problem unless address and body belong together and the time has an offset."""
    check_reference(reference)
    if moment.tzinfo is None:
        raise Problem(ProblemType.MALFORMED)
    if message.reference != reference:
        raise Problem(ProblemType.OTHER_REFERENCE)


def check_reference(reference: str) -> None:
    """Raises Problem unless a kiosk could have made it."""
    if REFERENCE.fullmatch(reference) is None:
        raise Problem(ProblemType.MALFORMED)


def taken(accepted: Accepted[Kept]) -> Response[Kept]:
    """201 when it is new, 200 when it was here already."""
    status = HTTPStatus.CREATED if accepted.is_new else HTTPStatus.OK
    return Response(accepted.value, status_code=status)


def told(kept: type[Case | Rating | HelpCall], *kinds: ProblemType) -> Mapping[int, ResponseSpec]:
    """What a route that takes something may answer besides 200, for the contract's document."""
    new = ResponseSpec(kept, generate_examples=False, description="Taken now")
    return {HTTPStatus.CREATED: new, **problems(*kinds)}


def problems(*kinds: ProblemType) -> Mapping[int, ResponseSpec]:
    """The problems a route may answer with, for the contract's document."""
    specs: dict[int, list[ProblemType]] = {}
    for kind in kinds:
        specs.setdefault(KNOWN[kind][0], []).append(kind)
    return {
        status: ResponseSpec(
            ProblemDetails,
            generate_examples=False,
            media_type=MEDIA_TYPE,
            description="; ".join(f"{KNOWN[kind][1]} ({kind})" for kind in of_status),
        )
        for status, of_status in specs.items()
    }


CALLER_S = (ProblemType.MALFORMED, ProblemType.NOT_ADMITTED, ProblemType.CLOCK_SKEW)
TAKER_S = (
    *CALLER_S,
    ProblemType.WRONG_DIGEST,
    ProblemType.OTHER_REFERENCE,
    ProblemType.TOO_LARGE,
    ProblemType.OTHER_CONTENT,
    ProblemType.NOT_READY,
)
