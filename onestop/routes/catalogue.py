"""Publishing the catalogue."""

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec

from api_client.contract import CataloguePackage
from onestop.catalogue import Publication
from onestop.routes.shape import CALLER_S, FromKiosk, problems


@get(
    "/v1/catalogue",
    summary="The published catalogue",
    description="Answers 304 without a body when If-None-Match names the version that stands.",
    responses={
        200: ResponseSpec(CataloguePackage, generate_examples=False, description="The package"),
        304: ResponseSpec(None, generate_examples=False, description="Still the same"),
        **problems(*CALLER_S),
    },
)
async def get_catalogue(
    request: FromKiosk, publication: NamedDependency[Publication]
) -> Response[bytes]:
    """The package's own bytes, so that a signature over them stays good."""
    headers = {"ETag": publication.etag, "Cache-Control": "no-cache"}
    if _names(request.headers.get("if-none-match", ""), publication.etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(publication.body, media_type=MediaType.JSON, headers=headers)


def _names(if_none_match: str, etag: str) -> bool:
    """RFC 9110 13.1.2: a list, or `*`, compared weakly."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
