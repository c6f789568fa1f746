"""The store of one authority: cases with their papers and appointments, ratings, calls for help."""

import asyncio
from datetime import datetime

from api_client.contract import (
    Appointment,
    Attachment,
    Case,
    HelpCall,
    HelpCallProgress,
    Rating,
    Slot,
    Waiting,
)
from onestop.kiosks import Kiosk
from onestop.store import attachments, bookings, help_calls, matters, moves, once, statements
from onestop.store.accepted import Accepted
from onestop.store.cases import Found, Matter, found, whole
from onestop.store.desk import Desk
from onestop.store.fleet import Fleet
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.papers import Papers, name_of
from onestop.store.people import People
from onestop.store.tables import Database
from onestop.store.troubles import CaseUnknown
from onestop.store.waiting import waiting


class Store:
    """Writes are awaited until they are durable. Any call may raise StoreUnusable.

    All calls come from one event loop. The database and the papers are closed with it.
    """

    def __init__(self, database: Database, papers: Papers) -> None:
        self._database = database
        self._papers = papers
        self.fleet = Fleet(database)
        self.desk = Desk(database, papers)
        self.people = People(database)

    @property
    def database(self) -> Database:
        """For what is kept beside the cases."""
        return self._database

    async def take(self, kiosk: Kiosk, matter: Matter, now: datetime) -> Accepted[Case]:
        """Make a case of it; the same again finds the same case. Raises OtherContent."""
        key = Key.of(kiosk, matter.reference)
        return await self._database.write(lambda tables: matters.take(tables, key, matter, now))

    async def attach(self, kiosk: Kiosk, attachment: Attachment) -> Accepted[Case]:
        """Keep a paper; the same again is well. Raises CaseUnknown, OtherContent.

        The file is written beside the one writer, so that a large one holds nobody up.
        """
        key = Key.of(kiosk, attachment.reference)
        name = await asyncio.to_thread(name_of, attachment)
        is_here = await self._database.read(
            lambda tables: attachments.is_here(tables, key, attachment, name)
        )
        if not is_here:
            await asyncio.to_thread(self._papers.keep, name, attachment.content)
        return await self._database.write(
            lambda tables: attachments.add(tables, key, attachment, name)
        )

    async def book(self, kiosk: Kiosk, wanted: Appointment, slot: Slot | None) -> Accepted[Case]:
        """`slot`: what the kiosk's hall offers under the wanted name, if anything.

        Raises CaseUnknown, SlotUnknown, SlotTaken, TooLate for a case that has ended.
        """
        key = Key.of(kiosk, wanted.reference)
        return await self._database.write(
            lambda tables: bookings.book(tables, key, kiosk.hall, wanted, slot)
        )

    async def cancel_booking(self, kiosk: Kiosk, reference: str, now: datetime) -> Case:
        """Raises CaseUnknown, SlotUnknown if none was booked, TooLate once the time has come."""
        key = Key.of(kiosk, reference)
        return await self._database.write(lambda tables: bookings.cancel(tables, key, now))

    async def withdraw(self, key: Key, now: datetime) -> Case:
        """Raises CaseUnknown, TooLate."""
        return await self._database.write(lambda tables: moves.withdraw(tables, key, now))

    async def decide(self, key: Key, decision: Decision, now: datetime) -> Case:
        """Raises CaseUnknown, MoveImpossible."""
        return await self._database.write(lambda tables: moves.decide(tables, key, decision, now))

    async def rate(self, kiosk: Kiosk, rating: Rating) -> Accepted[Rating]:
        """Once a case. Raises CaseUnknown, OtherContent."""
        key = Key.of(kiosk, rating.reference)
        return await self._database.write(lambda tables: once.rate(tables, key, rating))

    async def is_rated(self, key: Key) -> bool:
        return await self._database.read(lambda tables: once.is_rated(tables, key))

    async def call_help(self, kiosk: Kiosk, call: HelpCall, now: datetime) -> Accepted[HelpCall]:
        """Raises OtherContent."""
        key = Key.of(kiosk, call.reference)
        return await self._database.write(lambda tables: once.call_help(tables, key, call, now))

    async def case(self, kiosk: Kiosk, reference: str) -> Case | None:
        """The case that this kiosk handed in."""
        key = Key.of(kiosk, reference)
        try:
            return await self._database.read(lambda tables: whole(tables, key))
        except CaseUnknown:
            return None

    async def found(self, district: str, reference: str) -> list[Found]:
        """All matters of that reference there, of any kiosk, with what was handed in."""
        return await self._database.read(lambda tables: found(tables, district, reference))

    async def waiting(self, district: str, case: Case, now: datetime) -> Waiting | None:
        """How long the case will wait; None unless it does."""
        return await self._database.read(lambda tables: waiting(tables, district, case, now))

    async def booked_slots(self, kiosk: Kiosk, service_code: str) -> frozenset[str]:
        """Which of the service's slots are taken in the kiosk's hall."""
        return await self._database.read(
            lambda tables: bookings.booked_slots(tables, kiosk.district, kiosk.hall, service_code)
        )

    async def help_call(self, kiosk: Kiosk, reference: str) -> HelpCallProgress | None:
        key = Key.of(kiosk, reference)
        return await self._database.read(lambda tables: help_calls.progress(tables, key))

    async def check(self) -> None:
        """Raises StoreUnusable unless a write would be taken now."""
        await self._database.write(lambda tables: tables.execute(statements.TOUCH).rowcount)

    def close(self) -> None:
        """Everything that was acknowledged is durable already."""
        self._database.close()
