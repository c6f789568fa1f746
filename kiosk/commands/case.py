"""`kiosk case REFERENCE`: how far an application is, for staff at the console."""

import sys
import time

from api_client.contract import Case
from api_client.errors import OneStopError
from api_client.onestop import OneStopClient
from api_client.outbox import Delivery, Tracking
from api_client.transport import Transport
from kiosk import reference as references
from kiosk.cli import ExitCode
from kiosk.commands.assembly import open_outbox
from kiosk.commands.back_end import back_end
from kiosk.commands.demo import apart
from kiosk.commands.trouble import told
from kiosk.settings import Settings

MOST_SECONDS_TO_START = 10.0


def ask_case(settings: Settings, typed: str) -> int:
    """Print what this kiosk and the authority know. 1 if nobody knows the reference."""
    reference = references.parse(typed)
    if reference is None:
        print(
            f"kiosk: {typed} is no reference, or one character of it is wrong: three groups of four"
            " letters and digits, the last of which checks the others. Please compare it with the"
            " slip.",
            file=sys.stderr,
        )
        return ExitCode.WRONG_USE
    with told() as outcome:
        known = _known(settings, reference) or _known(apart(settings), reference)
        if known is not None and known.case is not None:
            print(_sentence(known, known.case))
        else:
            outcome.code = _asked(settings, reference, known)
    return outcome.code


def _known(settings: Settings, reference: str) -> Tracking | None:
    if not settings.data_folder.exists():
        return None
    with open_outbox(settings) as outbox:
        return outbox.find(reference)


def _asked(settings: Settings, reference: str, known: Tracking | None) -> int:
    with back_end(settings) as hand_off:
        client = OneStopClient(hand_off.endpoint, settings.kiosk_id, hand_off.key, Transport())
        try:
            _wait_for(client)
            case = client.case(reference)
        except OneStopError as error:
            if known is None:
                print(f"kiosk: the back end could not be asked: {error}.", file=sys.stderr)
                return ExitCode.FAILED
            case = None
        finally:
            client.close()
    if case is None and known is None:
        print(f"kiosk: nobody knows {reference}.", file=sys.stderr)
        return ExitCode.FAILED
    print(_sentence(known, case))
    return ExitCode.DONE


def _wait_for(client: OneStopClient) -> None:
    """The kiosk's own back end may just be starting; whoever asks at the console can wait."""
    end = time.monotonic() + MOST_SECONDS_TO_START
    while not client.is_up() and time.monotonic() < end:
        time.sleep(0.1)


def _sentence(known: Tracking | None, case: Case | None) -> str:
    lines = []
    if known is not None:
        lines.append(f"reference: {known.reference}")
        lines.append(f"service: {known.service_code}")
        lines.append(f"handed in: {known.taken_at:%Y-%m-%d %H:%M}")
        lines.append(f"here: {_state(known)}")
    if case is not None:
        lines.append(f"case number: {case.case_number}")
        lines.append(f"status: {case.status.value}")
    return "\n".join(lines)


def _state(known: Tracking) -> str:
    match known.state:
        case Delivery.SENT:
            return "delivered; the answers are erased here"
        case Delivery.REFUSED:
            return f"refused, a person must look: {known.last_problem}"
        case Delivery.KEPT:
            why = f"; last try: {known.last_problem}" if known.last_problem else ""
            return f"kept, not yet sent{why}"
