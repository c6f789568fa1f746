"""How a kiosk comes to its key: by a one-time code, of which only the digest lies here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from api_client.contract import Enrolment
from api_client.contract.algorithms import Algorithm
from onestop.codes import FORGOTTEN_AFTER, LASTS, Code, delay_after
from onestop.store import kiosks
from onestop.store import statements_kiosks as statements
from onestop.store.cases import in_order
from onestop.store.kiosks import Key, KioskName
from onestop.store.tables import Row, RunAgain, Tables


class IsRevoked(Exception):
    """The kiosk must be restored first."""


@dataclass(frozen=True, slots=True)
class WrongCode:
    """No kiosk is enrolled by that; and how long nobody may try at one that begins so."""

    wait: timedelta = timedelta(0)
    is_looked_at: bool = True


def give_code(
    tables: Tables, name: KioskName, code: Code, algorithm: Algorithm, now: datetime
) -> None:
    """In place of any code that was given before. Raises IsRevoked."""
    if kiosks.is_revoked(tables, name):
        raise IsRevoked(f"{name} is revoked: restore it first")
    ends_at = in_order(now + LASTS)
    tables.execute(statements.PUT_CODE, (*name, code.handle, code.digest, algorithm.value, ends_at))


def enrol(tables: Tables, code: Code, secret: str, now: datetime) -> Enrolment | WrongCode:
    """Give the key to whoever has the code, once. A wrong guess is counted, and returned.

    A key that was given before and never used ends: one that is lost on the way is nobody's.
    """
    wait = _wait(tables, code.handle, now)
    if wait > timedelta(0):
        return WrongCode(wait, is_looked_at=False)
    found = _found(tables, code, now)
    if found is None:
        tables.execute(statements.GUESSED_WRONG, (code.handle, in_order(now)))
        return WrongCode()
    name, key = KioskName(*found[:2]), Key(secret, Algorithm(found[3]))
    if not tables.execute(statements.USE_CODE, (*name, code.digest)).rowcount:
        raise RunAgain
    long_ago = in_order(now - FORGOTTEN_AFTER)
    tables.execute(statements.FORGET_GUESSES, (code.handle, long_ago))
    kiosks.end_keys(tables, name, *kiosks.keys_of(tables, name)[1:])
    kiosks.add_key(tables, name, key, now)
    return _enrolment(tables, name, key)


def _wait(tables: Tables, handle: str, now: datetime) -> timedelta:
    row = tables.execute(statements.GUESSES + tables.for_update, (handle,)).fetchone()
    if row is None:
        return timedelta(0)
    wrong, last_at = row
    if not delay_after(wrong):
        # Another machine's clock may be a little ahead.
        return timedelta(0)
    return datetime.fromisoformat(last_at) + delay_after(wrong) - now


def _found(tables: Tables, code: Code, now: datetime) -> Row | None:
    rows = tables.execute(statements.CODES_BEGINNING_SO, (code.handle,)).fetchall()
    fitting = [row for row in rows if compare_digest(row[2], code.digest)]
    return next((row for row in fitting if row[4] > in_order(now)), None)


def _enrolment(tables: Tables, name: KioskName, key: Key) -> Enrolment:
    row = tables.execute(statements.FIND_KIOSK, name).fetchone()
    area, hall, *_ = row or ("", "")
    return Enrolment(
        kiosk=name.kiosk,
        district=name.district,
        area=area,
        hall=hall,
        key=key.secret,
        algorithm=key.algorithm,
    )
