"""Somebody away from the kiosk shows that a matter is theirs, by a phone number in it."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from api_client.contract import Answer, Submission
from api_client.contract.phones import phone_tails
from api_client.contract.problems import ProblemType
from onestop.admitted import Kiosks
from onestop.guesses import NOWHERE, Guesses, TooMany, at_reference, from_address
from onestop.problems import Problem
from onestop.store import Found, Store
from onestop.store.audit import About, Act, Actor, Did

NOBODY_S = msgspec.json.encode(
    Submission(
        reference="",
        service_code="",
        catalogue_version="",
        language="",
        handed_in_at=datetime(2026, 1, 1, tzinfo=UTC),
        answers=(Answer(field="", value="138 0000 0000"),) * 8,
    )
)


class Proof:
    """Finds a matter by its reference and the last four digits, and lets nobody try them all."""

    def __init__(self, store: Store, guesses: Guesses, kiosks: Kiosks) -> None:
        self._store = store
        self._guesses = guesses
        self._kiosks = kiosks

    async def proven(
        self, district: str, reference: str, phone_tail: str, by: Actor, address: str = ""
    ) -> Found | None:
        """The one matter of that reference with such a phone, noted as looked at by that actor.

        It is looked for in the district first, if one is named, then where the reference's kiosk
        stands. A wrong guess is counted. `address`: whom to count as well, where no kiosk has
        signed the call. A reference that does not exist takes as much work as wrong digits.
        Raises Problem when there were too many of them.
        """
        # A resident's own phone signs nothing, so nobody has looked for it yet.
        await self._kiosks.renew()
        homes = self._kiosks.districts_of(reference)
        counted = [at_reference(reference, *homes[:1])]
        if address:
            counted.append(from_address(address))
        try:
            taken = await self._guesses.take_try(*counted)
        except TooMany as many:
            headers = {"Retry-After": str(many.seconds)}
            raise Problem(ProblemType.TOO_MANY_TRIES, headers) from many
        for place in dict.fromkeys((district, *homes) if district else homes or (NOWHERE,)):
            found = await self._store.found(place, reference)
            theirs = [each for each in found if phone_tail in phone_tails(each.matter)]
            _take_as_long(found)
            if len(theirs) == 1:
                about = About.case(theirs[0].key)
                act = Act(by, Did.LOOKED, about, self._guesses.clock())
                await self._guesses.give_back(taken, (place, act))
                return theirs[0]
        return None


def _take_as_long(found: Sequence[Found]) -> None:
    """Where nothing was found, read somebody's answers all the same."""
    if not found:
        phone_tails(msgspec.json.decode(NOBODY_S, type=Submission))
