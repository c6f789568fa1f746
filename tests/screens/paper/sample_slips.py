"""The slips that the tests look at: every service of the shipped catalogue."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from api_client.contract import Case, CaseStatus
from api_client.outbox import Delivery
from kiosk.catalogue import Catalogue
from kiosk.devices.printer import NARROW_PAPER, WIDE_PAPER
from kiosk.standing import Office, Standing
from screens.paper.receipt import receipt_slip
from screens.paper.slip import Matter, Slip, SlipLine
from screens.paper.tick_list import tick_list
from tests.screens.places_afterwards import several

REFERENCE = "4KD7-M9XA-3PTM"
SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 14, 5, tzinfo=SHANGHAI)
KEPT = Standing(REFERENCE, "el-meals", NOW, (Office(Delivery.KEPT),))
WIDTHS = [WIDE_PAPER, NARROW_PAPER]
MARGIN = 8
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def matter_of(service_id: str, catalogue: Catalogue) -> Matter:
    service = catalogue.service(service_id)
    return Matter(
        service=service,
        hall=catalogue.hall,
        guide=catalogue.guide_for(service),
        documents=catalogue.documents_for(service),
        counter=catalogue.counter_for(service),
        is_question=catalogue.is_consultation(service),
    )


def matters(catalogue: Catalogue) -> Iterator[Matter]:
    return (matter_of(service.id, catalogue) for service in catalogue.services)


def case_of(status: CaseStatus) -> Case:
    return Case(
        reference=REFERENCE,
        case_number="310113-2026-000123",
        status=status,
        service_code="el-meals",
        received_at=NOW,
    )


def come_to(delivery: Delivery) -> Standing:
    """As far as this on its way to the office."""
    return replace(KEPT, offices=(Office(delivery),))


def told(status: CaseStatus) -> Standing:
    """As the office tells it."""
    return replace(KEPT, offices=(Office(Delivery.SENT, case_of(status)),))


def lines(slip: Slip) -> list[SlipLine]:
    return [part for part in slip.parts if isinstance(part, SlipLine)]


SEVERAL = several(case_of(CaseStatus.ACCEPTED))


def english(slip: Slip) -> str:
    return "\n".join(line.english or line.chinese for line in lines(slip))


def every_slip(matter: Matter) -> Iterator[Slip]:
    yield tick_list(matter, NOW)
    for standing in (KEPT, *(come_to(each) for each in Delivery), *map(told, CaseStatus)):
        yield receipt_slip(standing, matter)
    yield receipt_slip(SEVERAL, matter)
