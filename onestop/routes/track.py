"""The page behind the slip's code, for the resident's own phone. Not part of the contract.

1. `GET /t/DISTRICT/REFERENCE`, as the code holds it, or `GET /t`: a form that asks for the digits.
2. `POST /t`: the case, in the answer itself, so that nothing has to remember who proved what. The
   digits travel in bodies alone, never in an address.
3. `POST /t/rating`: 好差评, with the same proof again.
4. `POST /t/words`: the form in the other language, with what was typed.
"""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from api_client.contract import Bilingual
from onestop.admission import IS_OPEN
from onestop.pages import words
from onestop.pages.case_told import case_told
from onestop.pages.language import Language, named, preferred
from onestop.pages.service_told import service_told
from onestop.pages.sheet import sheet
from onestop.pages.typed import Typed, district, reference
from onestop.problems import SECONDS_UNTIL_READY, Problem
from onestop.store import StoreUnusable
from onestop.tracking import Seen, Tracking

log = logging.getLogger(__name__)
FromAnyone = Request[Any, Any, Any]
MOST_BYTES = 4096


@get(["/", "/words", "/rating"])
async def get_form(request: FromAnyone) -> Response[str]:
    """For whoever types the reference; also when a page is loaded again without its form."""
    return _form(Typed(_language(request)))


@get("/{its_district:str}/{its_reference:str}")
async def get_form_of(
    request: FromAnyone, its_district: FromPath[str], its_reference: FromPath[str]
) -> Response[str]:
    """For whoever has scanned the slip: it says nothing about whether there is such a case."""
    scanned = Typed(
        _language(request), district(its_district), reference(its_reference), is_scanned=True
    )
    return _form(scanned)


@post("/words", status_code=HTTPStatus.OK)
async def post_words(request: FromAnyone) -> Response[str]:
    """The form again, in the language that was asked for, with what was typed."""
    return _form(await _typed(request))


@post("/", status_code=HTTPStatus.OK)
async def post_case(request: FromAnyone, tracking: NamedDependency[Tracking]) -> Response[str]:
    """The case, to whoever has its reference and the last four digits."""
    typed = await _typed(request)
    seen = await _seen(request, typed, tracking)
    return seen if isinstance(seen, Response) else _case(typed, seen, tracking)


@post("/rating", status_code=HTTPStatus.OK)
async def post_rating(request: FromAnyone, tracking: NamedDependency[Tracking]) -> Response[str]:
    """Kept once; another one afterwards is answered like the first."""
    typed = await _typed(request)
    seen = await _seen(request, typed, tracking)
    if isinstance(seen, Response):
        return seen
    if typed.score is None:
        return _case(typed, seen, tracking, not_chosen=seen.can_be_rated)
    return _case(typed, await tracking.rate(seen, typed.score), tracking)


async def _seen(request: FromAnyone, typed: Typed, tracking: Tracking) -> Seen | Response[str]:
    """What was asked for, or the page that says why it is not shown."""
    if typed.missing:
        return _form(typed, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=typed.missing)
    address = request.client.host if request.client else "unknown"
    try:
        seen = await tracking.look(typed.district, typed.reference, typed.phone_tail, address)
    except Problem as problem:
        seconds = problem.headers["Retry-After"]
        advice = (words.TOO_MANY_WHY, words.wait(int(seconds)))
        return _notice(typed, words.TOO_MANY, advice, HTTPStatus.TOO_MANY_REQUESTS, problem.headers)
    if seen is None:
        advice = (words.NOT_FOUND_WHY, words.NOT_FOUND_NEXT)
        return _form(
            typed.without_tail(), HTTPStatus.NOT_FOUND, problem=words.NOT_FOUND, advice=advice
        )
    return seen


def _form(
    typed: Typed,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    wrong: frozenset[str] = frozenset(),
    problem: Bilingual | None = None,
    advice: tuple[Bilingual, ...] = (),
) -> Response[str]:
    return sheet(
        "form.html",
        typed.language,
        status,
        typed=typed,
        wrong=wrong,
        problem=problem,
        advice=advice,
    )


def _case(
    typed: Typed, seen: Seen, tracking: Tracking, *, not_chosen: bool = False
) -> Response[str]:
    found = seen.found
    service = service_told(tracking.package, found.case.service_code, typed.language)
    return sheet(
        "case.html",
        typed.language,
        typed=typed,
        case=case_told(found, service, typed.language, seen.at),
        can_be_rated=seen.can_be_rated,
        is_rated=seen.is_rated,
        not_chosen=not_chosen,
    )


def _notice(
    typed: Typed,
    title: Bilingual,
    advice: tuple[Bilingual, ...],
    status: HTTPStatus,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    return sheet(
        "notice.html", typed.language, status, headers, typed=typed, title=title, advice=advice
    )


async def _typed(request: FromAnyone) -> Typed:
    form = await request.form()
    texts = {
        name: value for name, value in reversed(list(form.multi_items())) if isinstance(value, str)
    }
    return Typed.of_form(texts, request.headers.get("accept-language", ""))


def _language(request: FromAnyone) -> Language:
    asked = named(request.query_params.get("language", ""))
    return asked or preferred(request.headers.get("accept-language", ""))


def _no_page(request: FromAnyone, error: HTTPException) -> Response[str]:
    """What was sent cannot be read, or is too long."""
    return _notice(
        Typed(_language(request)),
        words.NO_PAGE,
        (words.NO_PAGE_WHY,),
        HTTPStatus(error.status_code),
    )


def _store_away(request: FromAnyone, error: StoreUnusable) -> Response[str]:
    log.error("%s", error)
    headers = {"Retry-After": SECONDS_UNTIL_READY}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return _notice(Typed(_language(request)), words.AWAY, (words.AWAY_WHY,), status, headers)


def _own_fault(request: FromAnyone, error: Exception) -> Response[str]:
    log.error("a mistake of ours", exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _notice(Typed(_language(request)), words.AWAY, (words.AWAY_WHY,), status)


track = Router(
    "/t",
    route_handlers=[get_form, get_form_of, post_words, post_case, post_rating],
    exception_handlers={
        HTTPException: _no_page,
        StoreUnusable: _store_away,
        Exception: _own_fault,
    },
    opt={IS_OPEN: True},
    request_max_body_size=MOST_BYTES,
    include_in_schema=False,
)
