"""The catalogue, for anybody: what the press holds, as it is, so that a proxy may serve it too."""

from typing import Annotated

from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter

from api_client.contract import ChangeLog, Published, PublishedDelta
from api_client.contract.problems import ProblemType
from onestop.admission import IS_OPEN
from onestop.problems import Problem
from onestop.publishing.shelf import Served, Shelf
from onestop.routes.shape import problems

FromAnybody = Request[None, None, State]
ASKS_EACH_TIME = "public, no-cache"
NEVER_CHANGES = "public, max-age=31536000, immutable"
SAME = {304: ResponseSpec(None, generate_examples=False, description="Still the same")}
Since = Annotated[
    int | None,
    QueryParameter(
        le=1_000_000, description="The number of the edition whose package one has already"
    ),
]


@get(
    "/v1/catalogue",
    summary="The newest edition of the catalogue",
    description=(
        "Signed by two people; its package is told by the one of edition `since` where that is "
        "shorter. Answers 304 without a body when If-None-Match names what stands."
    ),
    responses={
        200: ResponseSpec(
            Published | PublishedDelta, generate_examples=False, description="The edition"
        ),
        **SAME,
        **problems(ProblemType.MALFORMED),
    },
    opt={IS_OPEN: True},
    security=[{}],
)
async def get_catalogue(
    request: FromAnybody, shelf: NamedDependency[Shelf], since: Since = None
) -> Response[bytes]:
    """Whether a kiosk takes an edition now is told by the edition itself."""
    served = shelf.current() if since is None else shelf.since(since)
    return _answer(request, served, ASKS_EACH_TIME)


@get(
    "/v1/catalogue/changes",
    summary="What ever changed in the catalogue",
    description="New, changed and withdrawn services, the latest first.",
    responses={
        200: ResponseSpec(ChangeLog, generate_examples=False, description="The changes"),
        **SAME,
        **problems(ProblemType.UNKNOWN_EDITION),
    },
    opt={IS_OPEN: True},
    security=[{}],
)
async def get_changes(request: FromAnybody, shelf: NamedDependency[Shelf]) -> Response[bytes]:
    """For websites; a kiosk tells what its edition says, which is signed."""
    return _answer(request, shelf.changes(), ASKS_EACH_TIME)


@get(
    "/v1/catalogue/editions/{number:int}",
    summary="Any edition of the catalogue",
    description="It never changes. While the newest is rolled out, the one before is still in use.",
    responses={
        200: ResponseSpec(Published, generate_examples=False, description="The edition"),
        **SAME,
        **problems(ProblemType.MALFORMED, ProblemType.UNKNOWN_EDITION),
    },
    opt={IS_OPEN: True},
    security=[{}],
)
async def get_edition(
    request: FromAnybody, shelf: NamedDependency[Shelf], number: FromPath[int]
) -> Response[bytes]:
    """Editions are numbered from 1."""
    return _answer(request, shelf.edition(number), NEVER_CHANGES)


def _answer(request: FromAnybody, served: Served | None, keeping: str) -> Response[bytes]:
    if served is None:
        raise Problem(ProblemType.UNKNOWN_EDITION)
    headers = {"ETag": served.etag, "Cache-Control": keeping}
    if _names(request.headers.get("if-none-match", ""), served.etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(served.body, media_type=MediaType.JSON, headers=headers)


def _names(if_none_match: str, etag: str) -> bool:
    """RFC 9110 13.1.2: a list, or `*`, compared weakly."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
