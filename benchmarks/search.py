"""How soon the search page answers, with the services shipped and with as many as all Shanghai has.

Run with `python -m benchmarks.search`. The larger catalogue repeats the shipped services, so that
each query finds many times as much as it would in a real one: the figures are rather too high.
"""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Final

from msgspec.structs import replace

from api_client.contract import Service
from kiosk.catalogue import load
from kiosk.catalogue.search import Index

ALL_OF_SHANGHAI: Final = 2261
ROUNDS: Final = 5
SENTENCES: Final = (
    "我想打疫苗",
    "老人吃饭送到家里",
    "轮椅",
    "养老金什么时候发",
    "where can I see a doctor",
    "meal delivery for my mother",
    "I need a wheelchair",
    "没有这样的事",
)
_P95: Final = 94


def main() -> int:
    services = load().services
    queries = tuple(_queries(services))
    for amount in (len(services), ALL_OF_SHANGHAI):
        begun = time.perf_counter()
        index = Index(_as_many(services, amount))
        ready = 1000 * (time.perf_counter() - begun)
        milliseconds = [_searched(index, query) for _ in range(ROUNDS) for query in queries]
        p50, p95 = statistics.median(milliseconds), statistics.quantiles(milliseconds, n=100)[_P95]
        print(
            f"search: {amount} services, {len(queries)} queries: p50 {p50:.2f} ms,"
            f" p95 {p95:.2f} ms, most {max(milliseconds):.2f} ms; made ready in {ready:.0f} ms"
        )
    return 0


def _queries(services: Sequence[Service]) -> Iterator[str]:
    """Sentences people say, and the first keyword of every service in both languages."""
    yield from SENTENCES
    for service in services:
        yield from service.keywords.zh[:1]
        yield from service.keywords.en[:1]


def _as_many(services: Sequence[Service], amount: int) -> Iterator[Service]:
    for number, service in enumerate(islice(cycle(services), amount)):
        yield replace(service, id=f"{service.id}-{number}")


def _searched(index: Index, query: str) -> float:
    begun = time.perf_counter()
    index.search(query)
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
