"""How the kiosks are: the last that each said, and what each is to do."""

from datetime import datetime

import msgspec

from api_client.contract import Heartbeat, Instruction, InstructionKind
from onestop.codes import Code
from onestop.store import kiosks
from onestop.store import statements_kiosks as statements
from onestop.store.cases import in_order
from onestop.store.enrolments import give_code
from onestop.store.kiosks import KioskName
from onestop.store.tables import Tables


def beat(
    tables: Tables, name: KioskName, heartbeat: Heartbeat, now: datetime, code: str
) -> tuple[Instruction, ...]:
    """Keep it in place of the last one. Returns what the kiosk is to do.

    `code`: a fresh one, given out if the kiosk is to enrol again.
    """
    kept = msgspec.structs.replace(heartbeat, carried_out=(), report=None)
    reported_at = None if heartbeat.report is None else in_order(now)
    tables.execute(
        statements.PUT_HEARTBEAT,
        (*name, in_order(now), msgspec.json.encode(kept), heartbeat.report, reported_at),
    )
    for done in heartbeat.carried_out:
        told = (done.kind.value, in_order(done.told_at))
        tables.execute(statements.END_INSTRUCTION, (*name, *told))
    rows = tables.execute(statements.INSTRUCTIONS, name).fetchall()
    pending = [(InstructionKind(kind), datetime.fromisoformat(told_at)) for kind, told_at in rows]
    return tuple(_instruction(tables, name, kind, told_at, now, code) for kind, told_at in pending)


def tell(tables: Tables, name: KioskName, kind: InstructionKind, now: datetime) -> None:
    """The kiosk is told with its next heartbeats, until it says that it is done."""
    tables.execute(statements.PUT_INSTRUCTION, (*name, kind.value, in_order(now)))


def last_report(tables: Tables, name: KioskName) -> tuple[str, datetime] | None:
    """The last report that it sent, and when it came."""
    row = tables.execute(statements.LAST_REPORT, name).fetchone()
    if row is None or row[0] is None:
        return None
    return row[0], datetime.fromisoformat(row[1])


def _instruction(  # noqa: PLR0913, PLR0917 - what it is, and what a code is made of
    tables: Tables,
    name: KioskName,
    kind: InstructionKind,
    told_at: datetime,
    now: datetime,
    code: str,
) -> Instruction:
    if kind is not InstructionKind.ENROL_AGAIN:
        return Instruction(kind=kind, told_at=told_at)
    algorithm = kiosks.keys_of(tables, name)[-1].algorithm
    give_code(tables, name, Code.of(code), algorithm, now)
    return Instruction(kind=kind, told_at=told_at, code=code)
