"""A kiosk that hands in and delivers, step by step: `python -m tests.faults.left.kiosk ORDERS`.

1. It keeps what residents wrote, says `kept` and waits for a line.
2. Nobody is there: the first try fails. Then all goes out; it says `delivered` and waits again.
3. It brings its log in, as after every round, and ends.

It logs everything that there is to log into its data folder.
"""

import logging
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import msgspec

from api_client.contract import Answer, Helper, Rating, Submission
from api_client.courier import Courier
from api_client.outbox import Lane, Outbox
from api_client.routes import ONESTOP
from tests.faults.crash.hall import say
from tests.faults.crash.kinds import SERVICE, SOME_TIME
from tests.faults.crash.orders import Orders
from tests.faults.crash.parts import line, opened

LONG = "这是一个很长的回答" * 900
ANSWERS = (
    "沈阿婆婆婆",
    "桂花弄九号三楼东",
    "Zebra Crossing 99 Q",
    "a <b>&amp; \"quoted\" 'thing'",
    LONG,
)
NOBODY = "http://127.0.0.1:1"
AN_HOUR = timedelta(hours=1)


def main() -> None:
    orders = Orders.from_word(sys.argv[1])
    orders.data_folder.mkdir(parents=True)
    logging.basicConfig(filename=orders.data_folder / "kiosk.log", level=logging.DEBUG)
    with opened(orders) as outbox:
        for number in range(orders.most):
            outbox.put(application(f"R-{number}"), SOME_TIME)
            outbox.put(Rating(reference=f"R-{number}", score=5, rated_at=SOME_TIME), SOME_TIME)
        say("kept")
        sys.stdin.readline()
        go_round(outbox, msgspec.structs.replace(orders, address=NOBODY), timedelta(0))
        for _ in range(2):  # ratings follow in the second
            go_round(outbox, orders, AN_HOUR)
        say("delivered", str(outbox.rounds.undelivered()))
        sys.stdin.readline()
        outbox.upkeep.tidy()


def application(reference: str) -> Submission:
    return Submission(
        reference=reference,
        service_code=SERVICE,
        catalogue_version="2026-01-01",
        language="zh_CN",
        handed_in_at=SOME_TIME,
        answers=tuple(
            Answer(field=f"answer-{number}", value=value) for number, value in enumerate(ANSWERS)
        ),
        on_behalf_of=ANSWERS[0],
        helper=Helper(name=ANSWERS[2], phone="13812345678"),
    )


def go_round(outbox: Outbox, orders: Orders, later: timedelta) -> None:
    with closing(line(orders)) as adapter:
        courier = Courier(
            outbox,
            adapter,
            lambda _: None,
            Lane(ONESTOP),
            clock=lambda: datetime.now(UTC) + later,
        )
        courier.run_once()


if __name__ == "__main__":
    main()
