"""What the couriers' news changes about how an application stands at its one office."""

from dataclasses import replace
from datetime import tzinfo
from typing import assert_never

from api_client import news
from api_client.contract import Case
from api_client.outbox import Delivery
from kiosk.hall_time import case_in
from kiosk.standing import Errand, Office, Standing


def after(  # noqa: PLR0911 -- one match, a line a kind
    standing: Standing, told: news.News, zone: tzinfo | None
) -> Standing:
    """How it stands now. `zone`: the hall's."""
    match told:
        case news.Delivered(case=case) | news.CaseFound(case=case):
            return _with_case(standing, case, zone)
        case news.TakenBack(case=case):
            return _let_go(standing, case, zone)
        case news.Booked(case=case):
            return replace(_with_case(standing, case, zone), appointment=Errand(Delivery.SENT))
        case news.NotTakenBack(reason=reason):
            return replace(standing, withdrawal=Errand(Delivery.SENT, reason))
        case news.NotBooked(reason=reason):
            return replace(standing, appointment=Errand(Delivery.SENT, reason))
        case news.Refused():
            return _come_to(Delivery.REFUSED, standing)
        case news.MayHaveArrived() | news.CaseUnknown() | news.NoAnswer():
            # What may have arrived can also be a wish for a time: the outbox knows which.
            return standing
        case news.SlotsFound() | news.NoSlots():
            return standing
        case _:
            assert_never(told)


def _with_case(standing: Standing, case: Case, zone: tzinfo | None) -> Standing:
    before = standing.offices[0] if standing.offices else Office(Delivery.SENT)
    office = replace(before, delivery=Delivery.SENT, case=case_in(zone, case))
    return replace(standing, service=standing.service or case.service_code, offices=(office,))


def _let_go(standing: Standing, case: Case | None, zone: tzinfo | None) -> Standing:
    if case is None:
        # It had not been sent after all.
        return _come_to(Delivery.TAKEN_BACK, standing)
    return replace(_with_case(standing, case, zone), withdrawal=Errand(Delivery.SENT))


def _come_to(delivery: Delivery, standing: Standing) -> Standing:
    offices = tuple(replace(each, delivery=delivery) for each in standing.offices)
    return replace(standing, offices=offices)
