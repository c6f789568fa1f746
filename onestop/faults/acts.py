"""What befalls one call: passed on, kept, damaged, doubled, or answered by somebody else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from onestop.faults.answers import damaged, false_case, in_place_of, is_elsewhere
from onestop.faults.ends import CHUNK, KioskEnd, OfficeEnd
from onestop.faults.pace import Pace
from onestop.faults.record import Call, Record
from onestop.faults.table import FAULTS, FaultName
from onestop.faults.wire import Head, Request, read_request


@dataclass(frozen=True, slots=True)
class Stage:
    """What every act needs besides the call."""

    office: OfficeEnd
    record: Record
    pace: Pace
    now: Callable[[], datetime]

    async def act(self, fault: FaultName, head: Head, kiosk: KioskEnd, number: int) -> bool:
        """Let it befall the call that begins with this head.

        `number`: how many calls this fault has struck. Returns whether the line may carry another.
        """
        request = await _read(fault, head, kiosk)
        if is_elsewhere(head):
            self.record.note_followed(Call(request.method, request.path))
            await kiosk.say(false_case(request, self.now()))
            is_open = True
        else:
            is_open = await self._befall(fault, request, kiosk, number)
        return is_open and not head.is_last

    async def _befall(  # noqa: C901, PLR0912 -- one match, a few lines a fault
        self, fault: FaultName, request: Request, kiosk: KioskEnd, number: int
    ) -> bool:
        office, is_open = self.office, True
        match fault:
            case (
                FaultName.NONE
                | FaultName.REFUSE
                | FaultName.STALL_ACCEPT
                | FaultName.SLOW_CONNECT
                | FaultName.WRONG_NAME
            ):
                # A fault of the whole line has struck before; a call that comes through is passed.
                answer = await office.take(request)
                await kiosk.say(answer.raw)
                is_open = not answer.head.is_last
            case FaultName.DUPLICATE:
                await office.take(request)
                await kiosk.say((await office.take(request)).raw)
            case FaultName.LATE_DUPLICATE:
                await kiosk.say((await office.take(request)).raw)
                office.take_later(request, self.pace.late)
            case FaultName.DRIP:
                await kiosk.drip((await office.take(request)).raw, self.pace.drip)
            case FaultName.CORRUPT_JSON | FaultName.WRONG_JSON:
                await kiosk.say(damaged(fault, await office.take(request)))
            case FaultName.TRUNCATE_LENGTH | FaultName.TRUNCATE_BARE:
                await kiosk.say(damaged(fault, await office.take(request)))
                is_open = False
            case FaultName.HUGE:
                await kiosk.say(damaged(fault, await office.take(request)))
                await kiosk.say_without_end(b"0" * CHUNK)
            case FaultName.STALL:
                await kiosk.until_gone()
            case FaultName.HALF_CLOSE:
                await office.take(request)
                await kiosk.stop_speaking()
                is_open = False
            case FaultName.RESET_BEFORE:
                kiosk.cut()
                is_open = False
            case FaultName.RESET_AFTER:
                await office.take(request)
                kiosk.cut()
                is_open = False
            case (
                FaultName.PORTAL
                | FaultName.REDIRECT
                | FaultName.STORM_500
                | FaultName.STORM_503
                | FaultName.BUSY_429
                | FaultName.NOT_ADMITTED_401
                | FaultName.FORBIDDEN_403
            ):
                if FAULTS[fault].times:
                    await office.take(request)
                wait = self.pace.retry_after
                await kiosk.say(in_place_of(fault, request, self.now(), wait, number))
            case _:
                assert_never(fault)
        return is_open


async def _read(fault: FaultName, head: Head, kiosk: KioskEnd) -> Request:
    """The call; only half of it where the line is to break before it is read."""
    if fault is FaultName.RESET_BEFORE:
        return Request(head, await kiosk.reader.readexactly((head.length or 0) // 2))
    return await read_request(kiosk.reader, head)
