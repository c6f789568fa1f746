"""The store of one authority: cases with their papers and appointments, ratings, calls for help."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from api_client.contract import Appointment, Attachment, Case, HelpCall, Rating, Slot, Waiting
from onestop.kiosks import Kiosk
from onestop.store import attachments, bookings, matters, moves, once, statements
from onestop.store.accepted import Accepted
from onestop.store.cases import Found, Matter, found, whole
from onestop.store.file import begin, connect
from onestop.store.folder import held
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.papers import Papers, name_of
from onestop.store.troubles import CaseUnknown, StoreUnusable
from onestop.store.waiting import waiting
from onestop.store.writer import Writer


class Store:
    """Writes are awaited until they are durable; reads are answered at once.

    All calls come from one event loop. Raises StoreUnusable where the disk refuses, and at once
    while another back end has the folder.
    """

    def __init__(self, folder: Path) -> None:
        with ExitStack() as opened:
            opened.enter_context(closing(held(folder)))
            path = begin(folder)
            self._papers = Papers(folder)
            try:
                self._reader = opened.enter_context(closing(connect(path)))
                self._reader.execute("PRAGMA query_only = ON")
                self._writer = opened.enter_context(closing(Writer(lambda: connect(path))))
            except sqlite3.Error as error:
                raise StoreUnusable(f"{path} cannot be used: {error}") from error
            self._opened = opened.pop_all()

    async def take(self, kiosk: Kiosk, matter: Matter, now: datetime) -> Accepted[Case]:
        """Make a case of it; the same again finds the same case. Raises OtherContent."""
        key = Key.of(kiosk, matter.reference)
        return await self._writer.write(lambda file: matters.take(file, key, matter, now))

    async def attach(self, kiosk: Kiosk, attachment: Attachment) -> Accepted[Case]:
        """Keep a paper; the same again is well. Raises CaseUnknown, OtherContent.

        The file is written beside the one writer, so that a large one holds nobody up.
        """
        key = Key.of(kiosk, attachment.reference)
        name = await asyncio.to_thread(name_of, attachment)
        with self._reading() as file:
            is_here = attachments.is_here(file, key, attachment, name)
        if not is_here:
            await asyncio.to_thread(self._papers.keep, name, attachment.content)
        return await self._writer.write(lambda file: attachments.add(file, key, attachment, name))

    async def book(self, kiosk: Kiosk, wanted: Appointment, slot: Slot | None) -> Accepted[Case]:
        """`slot`: what is offered under the wanted name, if anything is.

        Raises CaseUnknown, SlotUnknown, SlotTaken, TooLate for a case that has ended.
        """
        key = Key.of(kiosk, wanted.reference)
        return await self._writer.write(lambda file: bookings.book(file, key, wanted, slot))

    async def cancel_booking(self, kiosk: Kiosk, reference: str, now: datetime) -> Case:
        """Raises CaseUnknown, SlotUnknown if none was booked, TooLate once the time has come."""
        key = Key.of(kiosk, reference)
        return await self._writer.write(lambda file: bookings.cancel(file, key, now))

    async def withdraw(self, key: Key, now: datetime) -> Case:
        """Raises CaseUnknown, TooLate."""
        return await self._writer.write(lambda file: moves.withdraw(file, key, now))

    async def decide(self, key: Key, decision: Decision, now: datetime) -> Case:
        """Raises CaseUnknown, MoveImpossible."""
        return await self._writer.write(lambda file: moves.decide(file, key, decision, now))

    async def rate(self, kiosk: Kiosk, rating: Rating) -> Accepted[Rating]:
        """Once a case. Raises CaseUnknown, OtherContent."""
        key = Key.of(kiosk, rating.reference)
        return await self._writer.write(lambda file: once.rate(file, key, rating))

    async def call_help(self, kiosk: Kiosk, call: HelpCall) -> Accepted[HelpCall]:
        """Raises OtherContent."""
        key = Key.of(kiosk, call.reference)
        return await self._writer.write(lambda file: once.call_help(file, key, call))

    def case(self, kiosk: Kiosk, reference: str) -> Case | None:
        """The case that this kiosk handed in."""
        try:
            with self._reading() as file:
                return whole(file, Key.of(kiosk, reference))
        except CaseUnknown:
            return None

    def found(self, reference: str) -> list[Found]:
        """All matters of that reference, of any kiosk, with what was handed in."""
        with self._reading() as file:
            return found(file, reference)

    def waiting(self, district: str, case: Case, now: datetime) -> Waiting | None:
        """How long the case will wait; None unless it does."""
        with self._reading() as file:
            return waiting(file, district, case, now)

    def booked_slots(self, service_code: str) -> frozenset[str]:
        """Which of the service's slots are taken."""
        with self._reading() as file:
            return bookings.booked_slots(file, service_code)

    def help_call(self, kiosk: Kiosk, reference: str) -> HelpCall | None:
        with self._reading() as file:
            row = file.execute(statements.FIND_HELP_CALL, Key.of(kiosk, reference)).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=HelpCall)

    async def check(self) -> None:
        """Raises StoreUnusable unless a write would be taken now."""
        await self._writer.write(lambda file: file.execute(statements.TOUCH).rowcount)

    def close(self) -> None:
        """Everything that was acknowledged is in the file already."""
        self._opened.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._reader
        except sqlite3.Error as error:
            raise StoreUnusable(f"nothing can be read: {error}") from error
