"""A resident follows a matter on a phone of their own: looks at it, and rates it once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from api_client.contract import CaseStatus, CataloguePackage, Rating
from api_client.contract.handoff import Score
from onestop.proof import Proof
from onestop.publishing.shelf import Shelf
from onestop.store import Found, OtherContent, Store, once
from onestop.store.audit import About, Act, Actor, Did, Who, note
from onestop.store.tables import Tables

PAGE = Actor(Who.TRACKING_PAGE)
RATED_WHEN = frozenset({CaseStatus.CONCLUDED, CaseStatus.DECLINED})
"""Before, there is nothing yet to be satisfied with; what was taken back is nobody's work."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter as it stood at that moment, for whoever has proved that it is theirs."""

    found: Found
    at: datetime
    is_rated: bool

    @property
    def can_be_rated(self) -> bool:
        return not self.is_rated and self.found.case.status in RATED_WHEN


class Tracking:
    """What the page asks of the back end. Any call may raise StoreUnusable."""

    def __init__(
        self,
        store: Store,
        proof: Proof,
        shelf: Shelf,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._proof = proof
        self._shelf = shelf
        self._clock = clock

    @property
    def package(self) -> CataloguePackage:
        return self._shelf.package()

    async def look(
        self, district: str, reference: str, phone_tail: str, address: str
    ) -> Seen | None:
        """None alike for what is not there and for what is somebody else's. Raises Problem."""
        found = await self._proof.proven(district, reference, phone_tail, PAGE, address)
        if found is None:
            return None
        now = self._clock()
        waiting = await self._store.waiting(found.key.district, found.case, now)
        case = msgspec.structs.replace(found.case, waiting=waiting)
        is_rated = await self._store.is_rated(found.key)
        return Seen(replace(found, case=case), now, is_rated=is_rated)

    async def rate(self, seen: Seen, score: Score) -> Seen:
        """A second tap changes nothing: what was said first stands."""
        if not seen.can_be_rated:
            return seen
        key = seen.found.key
        rating = Rating(reference=key.reference, score=score, rated_at=seen.at)

        def work(tables: Tables) -> None:
            if once.rate(tables, key, rating).is_new:
                act = Act(PAGE, Did.RATED, About.case(key), seen.at)
                note(tables, key.district, act)

        with suppress(OtherContent):
            await self._store.database.write(work)
        return replace(seen, is_rated=True)
