"""One case at the desk: looked at, taken, moved on, given back.

A case is moved on by whoever has taken it, and only as it was seen: each change counts, and an
update names the count that it saw.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from api_client.contract import ENDED, CaseStatus, Consultation
from api_client.contract.desk import (
    DeskCase,
    DeskNote,
    DeskPaper,
    DeskRow,
    Happening,
    Role,
)
from onestop.store import moves
from onestop.store import statements_desk as statements
from onestop.store.audit import Did, entries, note
from onestop.store.cases import Matter, in_order, moment, whole
from onestop.store.desk_rows import row_of, standing_row
from onestop.store.doing import Doing
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.tables import Tables
from onestop.store.troubles import (
    CaseUnknown,
    ChangedMeanwhile,
    HeldByOther,
    MoveImpossible,
    NotHeld,
    OtherContent,
    PaperUnknown,
)
from onestop.store.waiting import waiting

CHANGES = (Did.TOOK, Did.GAVE_BACK, Did.MOVED, Did.WITHDREW, Did.NOTED, Did.ANSWERED)


@dataclass(frozen=True, slots=True)
class _Hold:
    holder: str
    change: int
    is_question: bool


def look(tables: Tables, key: Key, now: datetime) -> DeskCase:
    """All of it. Raises CaseUnknown."""
    row = tables.execute(statements.FIND_ROW, key).fetchone()
    if row is None:
        raise CaseUnknown(key.reference)
    case = whole(tables, key)
    taken_at = row[-1]
    return DeskCase(
        row=row_of(row, with_name=True),
        case=msgspec.structs.replace(case, waiting=waiting(tables, key.district, case, now)),
        matter=msgspec.json.decode(row[3], type=Matter),
        taken_at=None if taken_at is None else moment(taken_at),
        papers=_papers(tables, key),
        notes=_notes(tables, key),
        history=_history(tables, key),
    )


def take(tables: Tables, doing: Doing) -> DeskRow:
    """Taken before by the same is well. Raises CaseUnknown, HeldByOther, MoveImpossible."""
    hold = _hold(tables, doing.key)
    if hold.holder == doing.person.name:
        return standing_row(tables, doing.key)
    if hold.holder:
        raise HeldByOther(hold.holder)
    if standing_row(tables, doing.key).status in ENDED:
        raise MoveImpossible("the case has ended: there is nothing to take")
    tables.execute(statements.PUT_HOLD, (doing.person.name, in_order(doing.at), *doing.key))
    note(tables, doing.key.district, doing.act(Did.TOOK))
    return standing_row(tables, doing.key)


def give_back(tables: Tables, doing: Doing) -> DeskRow:
    """Held by nobody is well; a manager gives back what another has. Raises HeldByOther."""
    hold = _hold(tables, doing.key)
    if not hold.holder:
        return standing_row(tables, doing.key)
    if hold.holder != doing.person.name and doing.person.role is not Role.MANAGER:
        raise HeldByOther(hold.holder)
    tables.execute(statements.PUT_HOLD, ("", None, *doing.key))
    note(tables, doing.key.district, doing.act(Did.GAVE_BACK, f"held by {hold.holder}"))
    return standing_row(tables, doing.key)


def decide(tables: Tables, doing: Doing, decision: Decision) -> DeskRow:
    """Raises CaseUnknown, NotHeld, HeldByOther, ChangedMeanwhile, MoveImpossible."""
    _own(tables, doing)
    moves.decide(tables, doing.key, decision, doing.at)
    note(tables, doing.key.district, doing.act(Did.MOVED, f"to {decision.status}"))
    return standing_row(tables, doing.key)


def reply(tables: Tables, doing: Doing, text: str) -> DeskRow:
    """Answers a question, which ends its case. Raises as `decide` does."""
    if not _own(tables, doing).is_question:
        raise MoveImpossible("this is no question: it is moved on by a decision")
    if standing_row(tables, doing.key).status is not CaseStatus.ACCEPTED:
        moves.decide(tables, doing.key, Decision(CaseStatus.ACCEPTED), doing.at)
    answer = Decision(CaseStatus.CONCLUDED, opinion=text)
    moves.decide(tables, doing.key, answer, doing.at)
    note(tables, doing.key.district, doing.act(Did.ANSWERED))
    return standing_row(tables, doing.key)


def write_note(tables: Tables, doing: Doing, name: str, text: str) -> bool:
    """Whether it is new; the same again is well. Raises CaseUnknown, OtherContent."""
    _hold(tables, doing.key)
    values = (*doing.key, name, doing.person.name, in_order(doing.at), text)
    if tables.execute(statements.ADD_NOTE, values).rowcount:
        tables.execute(statements.COUNT_CHANGE, doing.key)
        note(tables, doing.key.district, doing.act(Did.NOTED))
        return True
    before = tables.execute(statements.FIND_NOTE, (*doing.key, name)).fetchone()
    if before != (doing.person.name, text):
        raise OtherContent(doing.key.reference)
    return False


def paper(tables: Tables, key: Key, number: int, *, is_correction: bool) -> tuple[str, DeskPaper]:
    """Its file's name, and what is known of it. Raises PaperUnknown."""
    for *known, file in tables.execute(statements.FIND_PAPERS, key).fetchall():
        if known[:2] == [int(is_correction), number]:
            return file, _paper(*known)
    raise PaperUnknown(key.reference)


def _own(tables: Tables, doing: Doing) -> _Hold:
    hold = _hold(tables, doing.key)
    if not hold.holder:
        raise NotHeld(doing.key.reference)
    if hold.holder != doing.person.name:
        raise HeldByOther(hold.holder)
    if hold.change != doing.change:
        raise ChangedMeanwhile(doing.key.reference)
    return hold


def _hold(tables: Tables, key: Key) -> _Hold:
    """Nobody else changes it before this transaction ends. Raises CaseUnknown."""
    row = tables.execute(statements.FIND_HOLD + tables.for_update, key).fetchone()
    if row is None:
        raise CaseUnknown(key.reference)
    holder, change, _, message_json = row
    matter = msgspec.json.decode(message_json, type=Matter)
    return _Hold(holder, change, isinstance(matter, Consultation))


def _papers(tables: Tables, key: Key) -> tuple[DeskPaper, ...]:
    rows = tables.execute(statements.FIND_PAPERS, key).fetchall()
    return tuple(_paper(*known) for *known, _ in rows)


def _paper(
    is_correction: int, number: int, document: str, media_type: str, arrived_at: str
) -> DeskPaper:
    return DeskPaper(
        is_correction=bool(is_correction),
        number=number,
        document=document,
        media_type=media_type,
        arrived_at=moment(arrived_at),
    )


def _notes(tables: Tables, key: Key) -> tuple[DeskNote, ...]:
    rows = tables.execute(statements.FIND_NOTES, key).fetchall()
    return tuple(
        DeskNote(id=name, author=author, noted_at=moment(noted_at), text=text)
        for name, author, noted_at, text in rows
    )


def _history(tables: Tables, key: Key) -> tuple[Happening, ...]:
    """What was done to it, out of the audit trail; not who looked."""
    return tuple(
        Happening(
            at=moment(each.noted_at),
            who=each.who,
            name=each.name,
            did=each.did,
            detail=each.detail,
        )
        for each in entries(tables, key.district, key.reference)
        if each.kiosk == key.kiosk and each.about == "case" and each.did in CHANGES
    )
