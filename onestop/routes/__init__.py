"""The addresses of the one-stop contract, a file for each kind."""

from onestop.routes.cases import get_case
from onestop.routes.catalogue import get_catalogue
from onestop.routes.contract import get_contract
from onestop.routes.health import get_healthz, get_readyz
from onestop.routes.help_calls import get_help_call, put_help_call
from onestop.routes.matters import put_consultation, put_submission
from onestop.routes.ratings import put_rating

ROUTES = (
    get_catalogue,
    put_submission,
    put_consultation,
    get_case,
    put_rating,
    put_help_call,
    get_help_call,
    get_healthz,
    get_readyz,
    get_contract,
)
# What the routes are handed besides the call itself.
PROVIDED = ("store", "clock", "publication", "guesses", "document")

__all__ = ["PROVIDED", "ROUTES"]
