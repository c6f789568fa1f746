"""Looks for our reference among a GeoReport server's requests, and is sure before it says no.

A wrong no would send a matter a second time. Servers cut their lists off (after 20, 100, 1000),
ignore or misread dates, hide closed requests, and staff move requests to other services. So:

1. The requests of that service since shortly before it was sent are looked through.
2. Then those of all services, half a day more on both sides, in case of another time zone; then
   the closed ones of these; then whatever is listed when nothing is said.
3. A list that may have been cut off is asked for page by page; where that does not help, in ever
   shorter spans, until each part is shorter than what the server has shown it can list.
4. The first look that finds the reference ends it. If none does, everything seen must be in order.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from api_client.errors import Unintelligible, Unreachable
from api_client.open311.marks import bears
from api_client.open311.records import Record

log = logging.getLogger(__name__)

SKEW = timedelta(minutes=10)
# Wider than any two time zones are apart.
WRONG_ZONE = timedelta(hours=15)
# No known server cuts off a list this short: FixMyStreet's, with 20, are the shortest.
SHORTEST_CUT = 10
MOST_QUESTIONS = 60
SECOND = timedelta(seconds=1)
SHORTEST_SPAN = timedelta(seconds=8)
JUST_NOW = timedelta(minutes=1)

Ask = Callable[[Mapping[str, str]], tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """Which requests to list."""

    start: datetime
    end: datetime
    service_code: str = ""
    status: str = ""

    @property
    def query(self) -> dict[str, str]:
        asked = {
            "service_code": self.service_code,
            "status": self.status,
            "start_date": _written(self.start),
            "end_date": _written(self.end),
        }
        return {name: value for name, value in asked.items() if value}


class Search:
    """One search for one reference. `ask` lists requests, or raises a OneStopError."""

    def __init__(
        self, ask: Ask, reference: str, service_code: str, since: datetime, now: datetime
    ) -> None:
        self._ask = ask
        self._reference = reference
        self._since = since
        self._now = now
        until = max(since, now)
        wide = Look(since - WRONG_ZONE, until + WRONG_ZONE)
        near = Look(since - SKEW, until + SKEW, service_code)
        self._looks = ([near] if service_code else []) + [wide, replace(wide, status="closed")]
        self._seen: dict[str, Record] = {}
        self._asked = 0

    def run(self) -> Record | None:
        """Its request; None only if it is certain that there is none.

        Raises a OneStopError where neither is certain.
        """
        try:
            for look in self._looks:
                self._look(look)
                if self._hits():
                    break
            else:
                self._look_at_anything()
        except (Unreachable, Unintelligible):
            if not self._hits():
                raise
        found = sorted(self._hits(), key=_earliest_first)
        if len(found) > 1:
            log.warning(
                "%s is there %d times; the earliest, %s, is its case",
                self._reference,
                len(found),
                found[0].number,
            )
        if not found:
            self._raise_where_unsure()
        return found[0] if found else None

    def _hits(self) -> list[Record]:
        return [each for each in self._seen.values() if bears(each.description, self._reference)]

    def _look(self, look: Look) -> None:
        listed = self._list(look)
        if len(listed) >= SHORTEST_CUT and not self._has_paged(look):
            self._split(look, len(listed))

    def _has_paged(self, look: Look) -> bool:
        """Go through the pages; False if there seem to be none.

        The first may be 0 or 1; behind the last there is an empty one, or the last one again.
        """
        before: set[str] = set()
        distinct = 0
        for page in count(1):
            try:
                listed = self._list(look, page)
            except Unreachable:
                # Some servers refuse what they do not know.
                return False
            if not listed:
                return True
            if listed == before:
                return distinct > 1
            before, distinct = listed, distinct + 1
        return False

    def _split(self, look: Look, longest: int) -> None:
        """List both halves; one as long as what was cut off may be cut off itself."""
        if look.end - look.start < SHORTEST_SPAN:
            raise Unintelligible("the list of requests is cut off, and no date makes it shorter")
        middle = look.start + (look.end - look.start) / 2
        # The halves overlap: some servers leave out what happened at the very limit.
        for half in (replace(look, start=middle - SECOND), replace(look, end=middle + SECOND)):
            if len(self._list(half)) >= longest:
                self._split(half, longest)

    def _look_at_anything(self) -> None:
        """A server that misreads dates lists here what it did not list for the dates it has."""
        known = set(self._seen)
        fresh = self._list(None) - known
        since, until = self._since - SKEW, self._now - JUST_NOW
        dates = [self._seen[number].requested_at for number in fresh]
        if any(date is not None and since <= date <= until for date in dates):
            raise Unintelligible("requests are not listed for the dates that they have")

    def _list(self, look: Look | None, page: int = 0) -> set[str]:
        self._asked += 1
        if self._asked > MOST_QUESTIONS:
            raise Unintelligible("the list of requests is too long to be looked through")
        query = look.query if look else {}
        listed = self._ask(query | ({"page": str(page)} if page else {}))
        if not all(each.number for each in listed):
            raise Unintelligible("requests without a number are listed")
        self._seen |= {each.number: each for each in listed}
        return {each.number for each in listed}

    def _raise_where_unsure(self) -> None:
        for each in self._seen.values():
            if self._reference in each.description:
                raise Unintelligible("the reference stands in a request, but not as we wrote it")
            is_recent = each.requested_at is None or each.requested_at >= self._since - SKEW
            if is_recent and not each.description:
                raise Unintelligible("requests are listed without their description")


def _earliest_first(record: Record) -> tuple[bool, datetime, int, str]:
    at = record.requested_at
    return at is None, at or datetime.max.replace(tzinfo=UTC), len(record.number), record.number


def _written(moment: datetime) -> str:
    """As in the specification's own example; not every server knows another zone than Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
