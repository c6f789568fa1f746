"""The store as people at a desk see it: of their own district, and with a trail of what they see.

Whatever shows a person's data is written into the audit trail in the same transaction: without the
entry there is no look.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from api_client.contract import HelpCallState
from api_client.contract.desk import (
    AuditEntry,
    AuditPage,
    DeskCase,
    DeskHelpCall,
    DeskList,
    DeskPaper,
    DeskRow,
    Person,
)
from onestop.store import audit, desk_case, desk_rows, help_calls, search
from onestop.store.audit import About, Did, note
from onestop.store.cases import moment
from onestop.store.doing import Doing, by, to_each
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.papers import Papers
from onestop.store.statements_desk import Filter
from onestop.store.tables import Database, Row, Tables

MOST_FOUND = 50
MOST_ENTRIES = 200
Find = Callable[[Tables], list[Row]]


class Desk:
    """Any call may raise StoreUnusable; any but lists CaseUnknown or HelpCallUnknown."""

    def __init__(self, database: Database, papers: Papers) -> None:
        self._database = database
        self._papers = papers

    async def listed(self, person: Person, wanted: Filter) -> DeskList:
        """Without names."""
        district = person.district
        return await self._database.read(
            lambda tables: desk_rows.page(tables, district, wanted, with_names=False)
        )

    async def listed_with_names(self, person: Person, wanted: Filter, now: datetime) -> DeskList:
        """Each of them is noted as seen."""

        def work(tables: Tables) -> DeskList:
            page = desk_rows.page(tables, person.district, wanted, with_names=True)
            note(tables, person.district, *to_each(person, Did.LISTED, page.cases, now))
            return page

        return await self._database.write(work)

    async def of_reference(self, person: Person, reference: str) -> DeskList:
        """Without names."""
        district = person.district
        return await self._database.read(
            lambda tables: desk_rows.of_reference(tables, district, reference, MOST_FOUND)
        )

    async def with_terms(
        self, person: Person, terms: Sequence[str], now: datetime, detail: str
    ) -> DeskList:
        """The newest that can be found by one of these; each is noted as seen."""
        district = person.district
        return await self._found(
            person,
            lambda tables: search.with_terms(tables, district, terms, MOST_FOUND),
            now,
            detail,
        )

    async def beginning_with(
        self, person: Person, term: str, now: datetime, detail: str
    ) -> DeskList:
        """Those that can be found by something that begins so; each is noted as seen."""
        district = person.district
        return await self._found(
            person,
            lambda tables: search.beginning_with(tables, district, term, MOST_FOUND),
            now,
            detail,
        )

    async def look(self, doing: Doing) -> DeskCase:
        def work(tables: Tables) -> DeskCase:
            case = desk_case.look(tables, doing.key, doing.at)
            note(tables, doing.key.district, doing.act(Did.LOOKED))
            return case

        return await self._database.write(work)

    async def paper(
        self, doing: Doing, number: int, *, is_correction: bool
    ) -> tuple[DeskPaper, bytes]:
        """What is known of it and what it holds. Raises PaperUnknown."""

        def work(tables: Tables) -> tuple[str, DeskPaper]:
            found = desk_case.paper(tables, doing.key, number, is_correction=is_correction)
            which = f"{'asked for' if is_correction else 'handed in'} {number}"
            note(tables, doing.key.district, doing.act(Did.OPENED_PAPER, which))
            return found

        file, known = await self._database.write(work)
        return known, await asyncio.to_thread(self._papers.read, file)

    async def take(self, doing: Doing) -> DeskRow:
        """Raises HeldByOther, MoveImpossible."""
        return await self._database.write(lambda tables: desk_case.take(tables, doing))

    async def give_back(self, doing: Doing) -> DeskRow:
        """Raises HeldByOther."""
        return await self._database.write(lambda tables: desk_case.give_back(tables, doing))

    async def decide(self, doing: Doing, decision: Decision) -> DeskRow:
        """Raises NotHeld, HeldByOther, ChangedMeanwhile, MoveImpossible."""
        return await self._database.write(lambda tables: desk_case.decide(tables, doing, decision))

    async def reply(self, doing: Doing, text: str) -> DeskRow:
        """Raises as `decide` does."""
        return await self._database.write(lambda tables: desk_case.reply(tables, doing, text))

    async def write_note(self, doing: Doing, name: str, text: str) -> bool:
        """Whether it is new. Raises OtherContent."""
        return await self._database.write(
            lambda tables: desk_case.write_note(tables, doing, name, text)
        )

    async def help_calls(self, person: Person, *, is_open: bool) -> list[DeskHelpCall]:
        district = person.district
        return await self._database.read(
            lambda tables: help_calls.listed(tables, district, is_open=is_open)
        )

    async def move_help_call(
        self, person: Person, key: Key, state: HelpCallState, now: datetime
    ) -> DeskHelpCall:
        """Raises HelpCallUnknown, HeldByOther, MoveImpossible."""

        def work(tables: Tables) -> DeskHelpCall:
            if help_calls.move(tables, key, state, person):
                about = About("help-call", key.reference, key.kiosk)
                act = by(person, Did.MOVED, about, now, f"to {state}")
                note(tables, person.district, act)
            return help_calls.standing(tables, key)

        return await self._database.write(work)

    async def export(self, person: Person, wanted: Filter, now: datetime) -> DeskList:
        """A page of an export, without names; its first page is noted."""

        def work(tables: Tables) -> DeskList:
            note(tables, person.district, by(person, Did.EXPORTED, About("cases"), now))
            return desk_rows.page(tables, person.district, wanted, with_names=False)

        if wanted.after:
            return await self.listed(person, wanted)
        return await self._database.write(work)

    async def trail(
        self, person: Person, reference: str, before: int | None, now: datetime
    ) -> AuditPage:
        """Of one reference, all of it; or of the district, the newest first. Noted, too."""

        def work(tables: Tables) -> AuditPage:
            about = About("audit", reference)
            note(tables, person.district, by(person, Did.LOOKED, about, now))
            if reference:
                found = audit.entries(tables, person.district, reference)
                return AuditPage(entries=tuple(_entry(each) for each in reversed(found)))
            found = audit.latest(tables, person.district, before, MOST_ENTRIES + 1)
            is_last = len(found) <= MOST_ENTRIES
            return AuditPage(
                entries=tuple(_entry(each) for each in found[:MOST_ENTRIES]),
                before=None if is_last else found[MOST_ENTRIES - 1].number,
            )

        return await self._database.write(work)

    async def _found(self, person: Person, find: Find, now: datetime, detail: str) -> DeskList:
        def work(tables: Tables) -> DeskList:
            rows = tuple(desk_rows.row_of(row, with_name=True) for row in find(tables))
            search = by(person, Did.SEARCHED, About("cases"), now, detail)
            seen = to_each(person, Did.SEARCHED, rows, now)
            note(tables, person.district, search, *seen)
            return DeskList(cases=rows)

        return await self._database.write(work)


def _entry(entry: audit.Entry) -> AuditEntry:
    return AuditEntry(
        number=entry.number,
        at=moment(entry.noted_at),
        who=entry.who,
        name=entry.name,
        did=entry.did,
        about=entry.about,
        kiosk=entry.kiosk,
        reference=entry.reference,
        detail=entry.detail,
    )
