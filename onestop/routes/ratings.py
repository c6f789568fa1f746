"""好差评: how satisfied somebody was."""

from litestar import Response, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import Rating
from api_client.contract.problems import ProblemType
from onestop.routes.shape import TAKER_S, FromKiosk, checked, taken, told
from onestop.store import Store


@put(
    "/v1/ratings/{reference:str}",
    status_code=200,
    summary="Rate a case, once",
    responses=told(Rating, *TAKER_S, ProblemType.UNKNOWN_CASE),
)
async def put_rating(
    request: FromKiosk,
    reference: FromPath[str],
    data: JSONBody[Rating],
    store: NamedDependency[Store],
) -> Response[Rating]:
    """A rating stands beside its case."""
    checked(reference, data, data.rated_at)
    return taken(await store.rate(request.user, data))
