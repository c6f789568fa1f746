"""The addresses of the one-stop contract, a file for each kind, and the resident's own page."""

from onestop.routes.bookings import delete_booking, put_booking
from onestop.routes.cases import get_case
from onestop.routes.catalogue import get_catalogue, get_changes, get_edition
from onestop.routes.contract import get_contract
from onestop.routes.documents import post_document, put_document
from onestop.routes.enrolments import post_enrolment
from onestop.routes.health import get_healthz, get_readyz
from onestop.routes.heartbeats import post_heartbeat
from onestop.routes.help_calls import get_help_call, put_help_call
from onestop.routes.matters import put_consultation, put_submission
from onestop.routes.ratings import put_rating
from onestop.routes.slots import get_slots
from onestop.routes.track import track
from onestop.routes.withdrawals import post_withdrawal

ROUTES = (
    get_catalogue,
    get_changes,
    get_edition,
    put_submission,
    put_consultation,
    put_document,
    get_case,
    post_document,
    post_withdrawal,
    get_slots,
    put_booking,
    delete_booking,
    put_rating,
    put_help_call,
    get_help_call,
    post_enrolment,
    post_heartbeat,
    get_healthz,
    get_readyz,
    get_contract,
    track,
)
# What the routes are handed besides the call itself.
PROVIDED = ("store", "clock", "shelf", "timetables", "proof", "tracking", "document")

__all__ = ["PROVIDED", "ROUTES"]
