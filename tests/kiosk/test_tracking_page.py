"""Where a resident's own phone is led to: an address with the district and the reference."""

import pytest

from api_client.routes import Routes
from kiosk import reference as references
from kiosk.standing import Standing
from kiosk.tracking_page import TrackingPage

REFERENCE = "4KD7-M9XA-3PTM"
URL = "https://onestop.example.cn/t"
ADDRESS = f"{URL}/310104/{REFERENCE}"


def test_the_address_names_the_district_and_is_read_back_by_a_kiosk() -> None:
    address = TrackingPage(URL, "310104").address_of(Standing(REFERENCE, "el-meals"))
    assert address == ADDRESS
    assert references.parse(address) == REFERENCE


@pytest.mark.parametrize(
    ("destinations", "address"),
    [(("onestop",), ADDRESS), (("grid", "onestop"), ADDRESS), (("grid",), None)],
)
def test_only_what_the_one_stop_office_gets_can_be_followed_there(
    destinations: tuple[str, ...], address: str | None
) -> None:
    page = TrackingPage(URL, "310104", Routes({"sp-venue": destinations}))
    assert page.address_of(Standing(REFERENCE, "sp-venue")) == address


def test_without_a_page_there_is_no_address() -> None:
    assert TrackingPage().address_of(Standing(REFERENCE, "el-meals")) is None
