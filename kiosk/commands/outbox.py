"""`kiosk outbox list|show|retry|hold`: what waits here, for staff at the console.

Nothing that a resident wrote is printed unless it is asked for with `--answers`, and that is noted
in the log.
"""

import logging
import sys
from datetime import UTC, datetime

from api_client.contract import Consultation, Message, Submission
from api_client.errors import Reason
from api_client.outbox import Delivery, Item, Rest
from kiosk import reference as references
from kiosk.cli import ExitCode
from kiosk.commands.hand_off import open_outbox
from kiosk.settings import Settings

log = logging.getLogger(__name__)

STATES = {
    Delivery.KEPT: "kept",
    Delivery.SENT: "sent",
    Delivery.HELD: "held",
    Delivery.REFUSED: "refused",
    Delivery.UNCERTAIN: "may have arrived",
    Delivery.TAKEN_BACK: "taken back",
}


def list_outbox(settings: Settings) -> int:
    """Print what no authority has yet, the oldest first, and which endpoints rest."""
    with open_outbox(settings) as outbox:
        items = outbox.shelf.items()
        for rest in outbox.endpoints.resting():
            print(_rest_line(rest))
        for item in items:
            print(item_line(item))
        wait = "1 message waits" if len(items) == 1 else f"{len(items) or 'no'} messages wait"
        print(f"{wait} to be sent.")
        if any(item.leg.state in {Delivery.REFUSED, Delivery.UNCERTAIN} for item in items):
            print(
                "A person must look at those that are refused or may have arrived:"
                " kiosk outbox show REFERENCE."
            )
    return ExitCode.DONE


def show_reference(settings: Settings, typed: str, *, with_answers: bool) -> int:
    """Print everything about one reference. 1 if this kiosk does not know it."""
    with open_outbox(settings) as outbox:
        reference = parsed(typed)
        items = outbox.shelf.history(reference)
        if not items:
            print(f"kiosk: {reference} was not handed in at this kiosk.", file=sys.stderr)
            return ExitCode.FAILED
        for item in items:
            print(item_line(item))
            if item.leg.case:
                case = item.leg.case
                print(f"  case number: {case.case_number}, status: {case.status.value}")
        if with_answers:
            log.info("the answers of %s were shown at the console", reference)
            for message in outbox.shelf.messages(reference):
                _print_answers(message)
    return ExitCode.DONE


def retry(
    settings: Settings, typed: str, destination: str, *, is_not_there: bool, case_number: str
) -> int:
    """Let it go on, or note where a person has found it. 1 if nothing of it waits here."""
    with open_outbox(settings) as outbox:
        reference, now = parsed(typed), datetime.now(UTC)
        items = outbox.shelf.items(reference)
        if case_number:
            waiting = {item.leg.destination for item in items}
            if not destination and len(waiting) > 1:
                print(
                    f"kiosk: {reference} waits for {', '.join(sorted(waiting))}: say --to with the"
                    " one where it was found.",
                    file=sys.stderr,
                )
                return ExitCode.WRONG_USE
            place = destination or next(iter(waiting), "")
            count = outbox.shelf.arrived(reference, case_number, now, place)
            done = f"is noted as arrived under {case_number}; its answers are erased here"
            if items and not count:
                print(
                    f"kiosk: {reference} has not been sent yet, so it cannot be there. If somebody"
                    " entered it at the office by hand, hold it first.",
                    file=sys.stderr,
                )
                return ExitCode.FAILED
        elif not is_not_there and _uncertain(items, destination):
            print(
                f"kiosk: {reference} may have arrived already. Look it up at the office first;"
                " then say --arrived CASE-NUMBER, or --not-there to send it again.",
                file=sys.stderr,
            )
            return ExitCode.WRONG_USE
        else:
            count = outbox.shelf.retry(reference, now, destination, is_not_there=is_not_there)
            done = "will be sent again; a running kiosk does so within half a minute"
            for each in {item.leg.destination for item in items}:
                outbox.endpoints.wake(each)
        return _told(reference, count, done)


def hold(settings: Settings, typed: str, destination: str) -> int:
    """Keep it back until `retry`. 1 if nothing of it waits here."""
    with open_outbox(settings) as outbox:
        reference = parsed(typed)
        count = outbox.shelf.hold(reference, datetime.now(UTC), destination)
        return _told(reference, count, "is kept back until `kiosk outbox retry`")


class NoReference(Exception):
    """What was typed is no reference."""


def parsed(typed: str) -> str:
    """Raises NoReference, with what to do."""
    reference = references.parse(typed)
    if reference is None:
        raise NoReference(
            f"{typed} is no reference, or one character of it is wrong: three groups of four"
            " letters and digits, the last of which checks the others. Please compare it with the"
            " slip"
        )
    return reference


def item_line(item: Item) -> str:
    """One line for one message and destination."""
    taken = item.taken_at.astimezone().strftime("%Y-%m-%d %H:%M")
    what = f"{item.kind} {item.service_code}".strip()
    tries = f", tried {item.leg.tries}×" if item.leg.tries else ""
    why = f": {item.leg.last_problem}" if item.leg.last_problem else ""
    is_no = item.leg.reason not in {None, Reason.OTHER}
    no = f" (the answer was no: {item.leg.reason})" if is_no else ""
    state = STATES[item.leg.state]
    return f"{item.reference}  {taken}  {what} to {item.leg.destination}  {state}{tries}{no}{why}"


def _rest_line(rest: Rest) -> str:
    left = round(rest.left(datetime.now(UTC)))
    when = f"again in {left} s" if left else "again now"
    return f"endpoint {rest.destination}: failed {rest.failures}× in a row, {when}: {rest.trouble}"


def _uncertain(items: list[Item], destination: str) -> bool:
    return any(
        item.leg.state is Delivery.UNCERTAIN
        for item in items
        if destination in {"", item.leg.destination}
    )


def _told(reference: str, count: int, done: str) -> ExitCode:
    if count:
        print(f"{reference} {done}.")
        return ExitCode.DONE
    print(f"kiosk: nothing of {reference} waits here.", file=sys.stderr)
    return ExitCode.FAILED


def _print_answers(message: Message) -> None:
    if isinstance(message, Submission | Consultation):
        for answer in message.answers:
            print(f"  {answer.field}: {answer.value}")
