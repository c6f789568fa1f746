"""Asking where a case stands, through the courier."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from api_client.contract.problems import ProblemType
from api_client.courier import Courier
from api_client.news import CaseFound, CaseUnknown, Delivered, News, NoAnswer
from api_client.onestop import OneStopClient
from api_client.outbox import Outbox

if TYPE_CHECKING:
    from tests.api_client.conftest import Answering, Make, OddServer, Say

CourierOf = Callable[["Answering"], tuple[Courier, "OddServer"]]


def test_an_enquiry_is_answered_and_noted(
    courier: Courier, client: OneStopClient, outbox: Outbox, told: list[News], make: "Make"
) -> None:
    outbox.put(make.submission("CO-5"), make.now)
    courier.run_once()
    courier.enquire("CO-5")
    courier.enquire("NOT-THERE")
    courier.run_once()
    case = client.case("CO-5")
    assert case is not None
    assert told[1:] == [CaseFound("CO-5", case), CaseUnknown("NOT-THERE")]


def test_enquiries_go_before_parcels(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    courier, server = to_odd(say.unless({}))
    outbox.put(make.submission("R-0"), make.now)
    courier.enquire("R-9")
    assert courier.run_once() == 1
    assert [head.split(b" ")[0] for head in server.calls] == [b"GET", b"PUT"]
    assert [type(news) for news in told] == [CaseFound, Delivered]


def test_an_enquiry_does_not_wait_for_the_rest_of_the_round(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    usual = say.unless({})

    def answer(head: bytes) -> Iterator[bytes]:
        if b"/R-0 " in head:
            mine.enquire("R-9")
        yield from usual(head)

    mine, _ = to_odd(answer)
    for number in range(3):
        outbox.put(make.submission(f"R-{number}"), make.now)
    mine.run_once()
    assert [news.reference for news in told] == ["R-0", "R-9", "R-1", "R-2"]


def test_what_still_lies_here_is_never_called_unknown(
    to_odd: CourierOf, outbox: Outbox, told: list[News], make: "Make", say: "Say"
) -> None:
    unknown = say.problem(404, kind=ProblemType.UNKNOWN_CASE)
    courier, _ = to_odd(lambda _: iter([unknown]))
    outbox.put(make.submission("R-0"), make.now)
    courier.enquire("R-0")
    courier.run_once()
    assert told[0] == NoAnswer("R-0")


def test_without_a_line_an_enquiry_is_told_so(to_odd: CourierOf, told: list[News]) -> None:
    courier, server = to_odd(lambda _: iter([]))
    server.close()
    courier.enquire("R-0")
    courier.run_once()
    assert told == [NoAnswer("R-0")]
