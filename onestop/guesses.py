"""Limits how often somebody may guess at a reference's phone number.

1. A try is taken before anything is looked up, and given back if it was right. Whoever has none
   left waits, the longer the more they have guessed; the right digits do not help them meanwhile.
2. It is taken from the reference; on a resident's own phone, where nobody signs, from the address
   the call comes from, too.
3. The store counts, so that every back end knows, and knows whom it counts by a digest alone.

Four digits are 10,000 guesses; five wrong ones an hour and twenty a day make that 500 days.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from ipaddress import IPv6Address, IPv6Network, ip_address

from onestop.store import guesses
from onestop.store.audit import Act, note
from onestop.store.guesses import Counted, Limit
from onestop.store.tables import Database, Tables

HOUR = 3600
DAY = 24 * HOUR
OF_A_REFERENCE = (Limit(5, HOUR), Limit(20, DAY))
# Many phones may share one address at their provider's.
OF_AN_ADDRESS = (Limit(10, 600), Limit(30, HOUR), Limit(60, DAY))
SECONDS_BETWEEN_SWEEPS = 60
NOWHERE = ""
"""The district of what belongs to none."""
DIGEST_BYTES = 16
HOUSEHOLD = 64
"""So many bits of an IPv6 address are a household's; the rest its devices choose themselves."""


class TooMany(Exception):
    """No try is left; `seconds` until there is one."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Try:
    """One that was taken, to be given back if it was right."""

    counted: tuple[Counted, ...]
    taken_at: int


class Guesses:
    """Takes tries and gives them back. Any call may raise StoreUnusable."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self.clock = clock
        self._swept: dict[str, int] = {}

    async def take_try(self, *counted: Counted) -> Try:
        """Raises TooMany."""
        now = math.floor(self.clock().timestamp())
        # A look first: those who must wait and come all the same hold up nobody who writes.
        seconds = await self._database.read(lambda tables: guesses.wait(tables, counted, now))
        if seconds == 0:
            seconds = await self._database.write(
                lambda tables: guesses.take_try(tables, counted, now)
            )
        if seconds > 0:
            raise TooMany(seconds)
        for district in {each.district for each in counted}:
            await self._sweep(district, now)
        return Try(counted, now)

    async def give_back(self, taken: Try, *acts: tuple[str, Act]) -> None:
        """It was right, and led to these acts, each with its district: both or neither is kept."""

        def work(tables: Tables) -> None:
            guesses.give_back(tables, taken.counted, taken.taken_at)
            for district, act in acts:
                note(tables, district, act)

        await self._database.write(work)

    async def _sweep(self, district: str, now: int) -> None:
        """Each back end sweeps where it counts; that another one does as well costs nothing."""
        if now >= self._swept.get(district, 0):
            self._swept[district] = now + SECONDS_BETWEEN_SWEEPS
            await self._database.write(lambda tables: guesses.sweep(tables, district, now))


def at_reference(reference: str, district: str = NOWHERE) -> Counted:
    """Always under the same district, or else each would give tries of its own."""
    return Counted(district, _digest("reference", reference), OF_A_REFERENCE)


def from_address(address: str) -> Counted:
    return Counted(NOWHERE, _digest("address", _household(address)), OF_AN_ADDRESS)


def _household(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(IPv6Network((int(known), HOUSEHOLD), strict=False))


def _digest(kind: str, who: str) -> bytes:
    return blake2b(who.encode(), digest_size=DIGEST_BYTES, person=kind.encode()).digest()
