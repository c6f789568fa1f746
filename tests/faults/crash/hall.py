"""A hall without a screen, to be killed: `python -m tests.faults.crash.hall ORDERS`.

1. It opens the vault and the outbox, and says how that was found: `found sound` or `found damaged`.
2. Its couriers set out with whatever was kept.
3. It hands in without pause, and says each kind, reference and digest once `put` has returned.
4. It goes on delivering until standard input ends; then it ends in good order.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from api_client.contract import Message
from api_client.couriers import Couriers
from api_client.outbox import Retention
from api_client.watch import Watch
from tests.faults.crash.kinds import KINDS, MATTERS_ONLY, Kind, digest
from tests.faults.crash.orders import Orders
from tests.faults.crash.parts import offices, opened, routes

A_DAY = timedelta(days=1)


def main() -> None:
    orders = Orders.from_word(sys.argv[1])
    with opened(orders) as outbox:
        say("found", "damaged" if outbox.found.moved_aside else "sound")
        watch = Watch(outbox, alarm_after=A_DAY, retention=Retention())
        couriers = Couriers(outbox, offices(orders), routes(orders), lambda _: None, watch)
        couriers.start()
        for kind, message in handed_in(orders):
            outbox.put(message, datetime.now(UTC))
            say(kind.name, message.reference, digest(message))
            couriers.nudge()
        sys.stdin.read()
        couriers.close()


def handed_in(orders: Orders) -> Iterator[tuple[Kind, Message]]:
    """The same for the same orders. Each matter is followed once at most."""
    draw = random.Random(f"{orders.seed}/{orders.life}")  # noqa: S311 - the same in every run
    kinds = KINDS if orders.authority == "onestop" else MATTERS_ONLY
    shares = [kind.share for kind in kinds]
    matters: list[str] = []
    for number in range(orders.most):
        (kind,) = draw.choices(kinds, shares)
        if kind.follows and not matters:
            kind = kinds[0]
        if kind.follows:
            reference = matters.pop(draw.randrange(len(matters)))
        else:
            reference = f"{orders.kiosk}-{orders.life:04}-{number:02}"
        if kind in MATTERS_ONLY:
            matters.append(reference)
        yield kind, kind.make(reference)


def say(*words: str) -> None:
    """One line, written at once: whoever reads it may kill us in the same moment."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
