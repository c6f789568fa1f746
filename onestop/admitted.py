"""Which kiosks are admitted now: a worker's own view of the store, half a second old at most.

1. Each call is judged by a view that was read within the last half second; so once a kiosk has been
   revoked for that long, no worker admits it.
2. A look asks only how often each district's kiosks were changed; a district is read again when
   that has changed.
3. A view that is half as old is renewed beside the calls, so that none of them waits for it.

Where the store does not answer, nobody is admitted: nothing could be taken then anyway.
"""

import asyncio
import secrets
import time
from collections.abc import Callable

from api_client.contract.algorithms import Algorithm
from api_client.contract.symbols import OWN_LENGTH
from onestop.kiosks import Kiosk
from onestop.store.fleet import Fleet
from onestop.store.kiosks import Admissible, Key
from onestop.store.troubles import StoreUnusable

OLDEST = 0.5
"""Seconds."""
SEEN_AFTER = OLDEST + 0.1
"""So long after a change every worker has seen it; a revocation is told only then."""
RENEWED_AFTER = OLDEST / 2
MOST_LOOKS = 4


class Kiosks:
    """Tells who a kiosk is, and what it signs with. Used on one event loop."""

    def __init__(self, fleet: Fleet, clock: Callable[[], float] = time.monotonic) -> None:
        self._fleet = fleet
        self._clock = clock
        self._changes: dict[str, int] = {}
        self._districts: dict[str, dict[str, Admissible]] = {}
        self._looked_at = float("-inf")
        self._look: asyncio.Task[None] | None = None
        # Whoever names a kiosk that is none waits as long as one that signs wrongly.
        self._nobodys = (secrets.token_bytes(32),)

    async def renew(self) -> None:
        """Before a call is judged: the view is young enough then. Raises StoreUnusable."""
        if self._age() < RENEWED_AFTER:
            return
        for _ in range(MOST_LOOKS):
            look = self._looking()
            if self._age() <= OLDEST:
                return
            # Shielded, since others wait for the same look when this caller hangs up.
            await asyncio.shield(look)
            if self._age() <= OLDEST:
                return
        raise StoreUnusable("the database takes too long to say which kiosks are admitted")

    async def close(self) -> None:
        """Before the store is closed: no look goes on then."""
        if self._look is not None:
            await asyncio.wait([self._look])

    def find(self, key_id: str) -> Kiosk | None:
        """By its id, or by district/id where several districts have one of that id."""
        found = self._found(key_id)
        return None if found is None else found.kiosk

    def districts_of(self, reference: str) -> tuple[str, ...]:
        """Where a kiosk has the symbols that the reference begins with; usually one, or none."""
        prefix = reference[:OWN_LENGTH]
        return tuple(
            district for district, kiosks in sorted(self._districts.items()) if prefix in kiosks
        )

    def secrets(self, key_id: str, algorithm: Algorithm) -> tuple[bytes, ...]:
        """The keys that this kiosk may sign with in that way; else one that nobody has."""
        return self._ways(self._keys(key_id), algorithm)

    def newest(self, key_id: str, algorithm: Algorithm) -> tuple[bytes, ...]:
        """The same, without those that end when the newest is used."""
        return self._ways(self._keys(key_id)[-1:], algorithm)

    def is_replacing(self, key_id: str) -> bool:
        """Whether it has a new key besides the one that it has used so far."""
        return len(self._keys(key_id)) > 1

    async def newest_is_used(self, key_id: str) -> None:
        """The kiosk has signed with its newest key. Raises StoreUnusable."""
        found = self._found(key_id)
        if found is not None:
            await self._fleet.key_is_used(found.kiosk, found.keys[-1])

    def _found(self, key_id: str) -> Admissible | None:
        district, _, kiosk = key_id.rpartition("/")
        if district:
            return self._districts.get(district, {}).get(kiosk)
        found = [each[kiosk] for each in self._districts.values() if kiosk in each]
        return found[0] if len(found) == 1 else None

    def _keys(self, key_id: str) -> tuple[Key, ...]:
        found = self._found(key_id)
        return () if found is None else found.keys

    def _ways(self, keys: tuple[Key, ...], algorithm: Algorithm) -> tuple[bytes, ...]:
        fitting = tuple(key.secret.encode() for key in keys if key.algorithm is algorithm)
        return fitting or self._nobodys

    def _age(self) -> float:
        return self._clock() - self._looked_at

    def _looking(self) -> asyncio.Task[None]:
        """The look that goes on, or a new one."""
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._looked())
            self._look.add_done_callback(_heeded)
        return self._look

    async def _looked(self) -> None:
        began = self._clock()
        changes = await self._fleet.changes()
        for district, number in changes.items():
            if self._changes.get(district) != number:
                # Counted before it is read: what changes in between is read once more.
                self._districts[district] = await self._fleet.admissible(district)
                self._changes[district] = number
        self._looked_at = began


def _heeded(look: asyncio.Task[None]) -> None:
    """Whoever waited was told; where nobody did, the next call looks again."""
    if not look.cancelled():
        look.exception()
