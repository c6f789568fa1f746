"""`python -m onestop.fleet`: an operator adds kiosks, revokes them, and sees how they are.

It works on the store itself, while back ends run or do not; what is changed is noted in the audit
trail by the name of the operator's account.
"""

import argparse
import getpass
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec

from api_client.contract import InstructionKind
from api_client.contract.algorithms import Algorithm
from api_client.contract.symbols import ALPHABET, OWN_LENGTH, is_own
from onestop.admitted import SEEN_AFTER
from onestop.codes import Code, mint
from onestop.fleet_view import fleet, table
from onestop.hall_time import SHANGHAI
from onestop.kiosks import Kiosk
from onestop.store import StoreUnusable, audit, heartbeats, kiosks
from onestop.store.audit import About, Act, Actor, Did, Who
from onestop.store.enrolments import IsRevoked, give_code
from onestop.store.fleet import seen
from onestop.store.kiosks import KioskKnown, KioskName, KioskUnknown
from onestop.store.tables import Tables
from onestop.where import add_place, place_of

DONE = 0
FAILED = 1

Does = Callable[[argparse.Namespace, Tables, datetime], str]
PLAIN_NAME = re.compile(r"[ -~]{1,200}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; one clear line on standard error when it cannot be done."""
    asked = _parser().parse_args(arguments)
    does: Does = asked.does
    try:
        with place_of(asked).changing() as tables:
            told = does(asked, tables, datetime.now(UTC))
    except (KioskUnknown, KioskKnown, IsRevoked, StoreUnusable) as error:
        sys.stderr.write(f"onestop: {error}\n")
        return FAILED
    if asked.must_be_seen:
        # Only then what is told holds for every back end.
        time.sleep(SEEN_AFTER)
    sys.stdout.write(f"{told}\n")
    return DONE


def _add(asked: argparse.Namespace, tables: Tables, now: datetime) -> str:
    kiosk = Kiosk(asked.id, asked.district, asked.hall, asked.area, asked.name)
    kiosks.add(tables, kiosk, now)
    _note(tables, KioskName.of(kiosk), Did.ADDED, now)
    return _code(tables, KioskName.of(kiosk), Algorithm(asked.signature), now)


def _give(asked: argparse.Namespace, tables: Tables, now: datetime) -> str:
    name = kiosks.named(tables, asked.id)
    _note(tables, name, Did.CHANGED, now, "code")
    return _code(tables, name, Algorithm(asked.signature), now)


def _revoke(asked: argparse.Namespace, tables: Tables, now: datetime) -> str:
    name = kiosks.named(tables, asked.id)
    kiosks.revoke(tables, name, now)
    _note(tables, name, Did.DISABLED, now)
    return f"{name} is revoked: it is not admitted any more"


def _restore(asked: argparse.Namespace, tables: Tables, now: datetime) -> str:
    name = kiosks.named(tables, asked.id)
    _note(tables, name, Did.ENABLED, now)
    if asked.new_key:
        keys = kiosks.keys_of(tables, name)
        kiosks.end_keys(tables, name, *keys)
        kiosks.restore(tables, name)
        return _code(tables, name, keys[-1].algorithm if keys else Algorithm.HMAC_SHA256, now)
    kiosks.restore(tables, name)
    return f"{name} is admitted again, with the key it had"


def _tell(asked: argparse.Namespace, tables: Tables, now: datetime) -> str:
    name = kiosks.named(tables, asked.id)
    if not kiosks.keys_of(tables, name):
        raise KioskUnknown(f"{name} is not enrolled yet")
    heartbeats.tell(tables, name, InstructionKind(asked.what), now)
    _note(tables, name, Did.CHANGED, now, asked.what)
    return f"{name} is told with its next heartbeat"


def _report(asked: argparse.Namespace, tables: Tables, _: datetime) -> str:
    name = kiosks.named(tables, asked.id)
    found = heartbeats.last_report(tables, name)
    if found is None:
        raise KioskUnknown(f"{name} has sent no report: tell it to ({asked.prog} tell)")
    report, came_at = found
    return f"{name}, {came_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}\n{report}"


def _list(asked: argparse.Namespace, tables: Tables, now: datetime) -> str:
    found = fleet(seen(tables, asked.district), now)
    if asked.json:
        return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()
    return table(found)


def _code(tables: Tables, name: KioskName, algorithm: Algorithm, now: datetime) -> str:
    code = mint(secrets.SystemRandom())
    give_code(tables, name, Code.of(code), algorithm, now)
    return (
        f"{code}\n"
        f"is the code for {name}, good for 24 hours and once. At the kiosk:\n"
        f"kiosk enrol https://… {code}"
    )


def _note(tables: Tables, name: KioskName, did: Did, now: datetime, detail: str = "") -> None:
    about = About("kiosk", reference=name.kiosk, kiosk=name.kiosk)
    actor = Actor(Who.OPERATOR, _account())
    audit.note(tables, name.district, Act(actor, did, about, now, detail))


def _account() -> str:
    """Whoever is signed in on this machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return name if PLAIN_NAME.fullmatch(name) else str(os.getuid())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onestop.fleet", description=__doc__)
    add_place(parser)
    parser.set_defaults(must_be_seen=False, prog=parser.prog)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = _command(commands, "add", _add, "a kiosk that may be enrolled; prints its code")
    add.add_argument("--district", type=_digits(6), required=True, help="6 digits (GB/T 2260)")
    add.add_argument(
        "--area", type=_digits(12), required=True, help="12 digits, down to its committee"
    )
    add.add_argument("--hall", required=True, help="its id in the catalogue")
    add.add_argument("--name", default="", help="as its operators call it")
    code = _command(commands, "code", _give, "another code: the old key ends with the new one")
    for each in (add, code):
        each.add_argument("--signature", choices=tuple(Algorithm), default=Algorithm.HMAC_SHA256)
    revoke = _command(commands, "revoke", _revoke, "not to be admitted any more, at once")
    revoke.set_defaults(must_be_seen=True)
    restore = _command(commands, "restore", _restore, "to be admitted again")
    restore.set_defaults(must_be_seen=True)
    restore.add_argument("--new-key", action="store_true", help="by a new code, not the old key")
    tell = _command(commands, "tell", _tell, "have it do something")
    tell.add_argument("what", choices=tuple(InstructionKind))
    _command(commands, "report", _report, "the last report that it sent")
    every = commands.add_parser("list", help="all kiosks, the late ones first")
    every.add_argument("--district", default="", help="of one district")
    every.add_argument("--json", action="store_true", help="for programs")
    every.set_defaults(does=_list)
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    does: Does,
    help_: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_)
    kind = _own if name == "add" else str
    command.add_argument("id", type=kind, help="the kiosk's symbols, or DISTRICT/ID")
    command.set_defaults(does=does)
    return command


def _own(text: str) -> str:
    if not is_own(text):
        raise argparse.ArgumentTypeError(f"{text} is no id: {OWN_LENGTH} symbols of {ALPHABET}")
    return text


def _digits(number: int) -> Callable[[str], str]:
    def digits(text: str) -> str:
        if re.fullmatch(rf"[1-9][0-9]{{{number - 1}}}", text) is None:
            raise argparse.ArgumentTypeError(f"{text} has not {number} digits")
        return text

    return digits


if __name__ == "__main__":
    sys.exit(main())
