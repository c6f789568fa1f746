"""Papers as files: added to what was handed in, and what the authority asked for (补正)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from litestar import Response, post, put
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import FromPath, HeaderParameter, PathParameter, QueryParameter, RawBody

from api_client.contract import Attachment, Case
from api_client.contract.papers import BEGINS, MOST_BYTES
from api_client.contract.problems import ProblemType
from onestop.paper_check import check_paper
from onestop.problems import Problem
from onestop.routes.shape import CALLER_S, FromKiosk, check_reference, taken, told
from onestop.store import Store

NUMBER = re.compile(rb"[1-9][0-9]?")
Number = Annotated[int, PathParameter(ge=1, le=99, description="Counts within the matter")]
NumberAsKey = Annotated[
    str,
    HeaderParameter(
        name="Idempotency-Key",
        pattern=r'^"[1-9][0-9]?"$(?!\n)',
        description='The paper\'s number as a structured string: "1"',
    ),
]
DocumentId = Annotated[
    str,
    QueryParameter(
        name="document",
        # `$` alone would take a line's end behind it as well.
        pattern=r"^[0-9A-Za-z_-]{0,64}$(?!\n)",
        description="The guide's id of the paper",
    ),
]
ANSWERS = told(
    Case,
    *CALLER_S,
    ProblemType.UNKNOWN_CASE,
    ProblemType.TOO_LARGE,
    ProblemType.WRONG_DIGEST,
    ProblemType.WRONG_MEDIA_TYPE,
    ProblemType.OTHER_CONTENT,
    ProblemType.NOT_READY,
)


@dataclass
class TakesFile(Operation):
    """Tells the contract's document that the body is the file itself."""

    def __post_init__(self) -> None:
        file = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
        self.request_body = RequestBody(content=dict.fromkeys(BEGINS, file), required=True)


@put(
    "/v1/submissions/{reference:str}/documents/{number:int}",
    status_code=200,
    summary="Add a paper to what was handed in",
    description="To an application or a consultation. The same again is well.",
    operation_class=TakesFile,
    request_max_body_size=MOST_BYTES,
    responses=ANSWERS,
)
async def put_document(  # noqa: PLR0913 - each by its name, from the framework
    request: FromKiosk,
    *,
    reference: FromPath[str],
    number: Number,
    body: RawBody,
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
    document_id: DocumentId = "",
) -> Response[Case]:
    """Never holds up the matter itself: that was taken before."""
    check_number(request)
    attachment = Attachment(
        reference=reference,
        number=number,
        document=document_id,
        media_type=media_type_of(request),
        content=body,
        added_at=clock(),
    )
    return await kept(request, attachment, store)


@post(
    "/v1/cases/{reference:str}/documents",
    status_code=200,
    summary="Hand in what the authority asked for",
    description="The first such paper gives the case back to the authority.",
    operation_class=TakesFile,
    request_max_body_size=MOST_BYTES,
    responses=ANSWERS,
)
async def post_document(  # noqa: PLR0913 - each by its name, from the framework
    request: FromKiosk,
    *,
    reference: FromPath[str],
    body: RawBody,
    idempotency_key: NumberAsKey,
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
    document_id: DocumentId = "",
) -> Response[Case]:
    """Taken wherever the case stands: what a resident sent is never lost on the way."""
    attachment = Attachment(
        reference=reference,
        number=int(idempotency_key.strip('"')),
        document=document_id,
        media_type=media_type_of(request),
        content=body,
        added_at=clock(),
        is_correction=True,
    )
    return await kept(request, attachment, store)


def check_number(request: FromKiosk) -> None:
    """Raises Problem unless the number is written as one: digits of any script make one else."""
    if NUMBER.fullmatch(request.scope["raw_path"].rpartition(b"/")[2]) is None:
        raise Problem(ProblemType.MALFORMED)


def media_type_of(request: FromKiosk) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def kept(request: FromKiosk, attachment: Attachment, store: Store) -> Response[Case]:
    """Raises Problem, CaseUnknown, OtherContent, StoreUnusable."""
    check_reference(attachment.reference)
    check_paper(attachment)
    return taken(await store.attach(request.user, attachment))
