"""The contract's own document."""

from litestar import MediaType, Response, get
from litestar.di import NamedDependency

from onestop.admission import IS_OPEN


@get("/openapi.json", include_in_schema=False, opt={IS_OPEN: True})
async def get_contract(document: NamedDependency[bytes]) -> Response[bytes]:
    """For whoever builds the other side."""
    return Response(document, media_type=MediaType.JSON)
