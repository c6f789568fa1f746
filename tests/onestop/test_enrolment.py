"""A kiosk comes to its key by a one-time code, and loses it at once when it is revoked."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Enrolment, EnrolmentRequest, Versions
from api_client.contract.symbols import ALPHABET, completed
from api_client.transport import Reply
from onestop.codes import LASTS, Code, mint
from onestop.fleet import main
from onestop.kiosks import Kiosk
from onestop.process import Running
from onestop.store import Place, Store, kiosks
from onestop.store.enrolments import WrongCode, give_code
from onestop.store.kiosks import Key, KioskName

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
KIOSK = Kiosk("XH2", "310104", "default", "310104013001")
NAME = KioskName.of(KIOSK)
ProblemOf = Callable[[Reply], str]
Said = Callable[..., tuple[int, str, str]]
_numbers = count()


@pytest.fixture
def said(running: Running, capsys: pytest.CaptureFixture[str]) -> Said:
    """What the operator's command returns and says."""

    def said(*words: str) -> tuple[int, str, str]:
        code = main([f"--folder={running.folder}", f"--database={running.database}", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


@pytest.fixture
def new_id() -> str:
    """Of a kiosk that no other test has."""
    number = next(_numbers)
    return "".join(ALPHABET[number // 23**power % 23] for power in (2, 1, 0))


def code_in(told: tuple[int, str, str]) -> str:
    assert told[0] == 0, told
    return told[1].split()[0]


def added(said: Said, kiosk: str) -> str:
    """The code of a kiosk that is new."""
    place = ("--district", "310104", "--area", "310104013001", "--hall", "sample")
    return code_in(said("add", kiosk, *place))


def enrol(caller: "Caller", code: str) -> Reply:
    request = EnrolmentRequest(code=code, versions=Versions(program="0.1.0"))
    return caller.unsigned("POST", "/v1/enrolments", msgspec.json.encode(request))


def as_enrolled(caller: "Caller", code: str) -> "Caller":
    given = enrol(caller, code).read_as(Enrolment)
    return replace(caller, kiosk=f"{given.district}/{given.kiosk}", key=given.key)


def is_admitted(caller: "Caller") -> bool:
    return caller.call("GET", "/v1/cases/NOT-THERE").status == 404


def test_a_code_brings_a_key_that_is_good_at_once(kiosk: "Caller", said: Said, new_id: str) -> None:
    reply = enrol(kiosk, added(said, new_id))
    given = reply.read_as(Enrolment)
    assert reply.status == 200
    assert (given.kiosk, given.district, given.area, given.hall) == (
        *(new_id, "310104", "310104013001", "sample"),
    )
    assert is_admitted(replace(kiosk, kiosk=new_id, key=given.key))


def test_a_code_is_good_once_however_it_is_typed(
    kiosk: "Caller", said: Said, new_id: str, problem: ProblemOf
) -> None:
    code = added(said, new_id)
    assert enrol(kiosk, f" {code.lower().replace('-', ' ')}").status == 200
    again = enrol(kiosk, code)
    assert (again.status, problem(again)) == (422, "wrong-code")


@pytest.mark.parametrize("typed", ["", "7KDT-PE9G-ERAX", "DK:", "0" * 64])
def test_a_code_that_does_not_check_in_itself_is_refused(
    kiosk: "Caller", problem: ProblemOf, typed: str
) -> None:
    assert problem(enrol(kiosk, typed)) == "wrong-code"


def test_guesses_at_one_code_are_answered_ever_more_slowly(
    kiosk: "Caller", said: Said, new_id: str, problem: ProblemOf
) -> None:
    code = added(said, new_id)
    wrong = completed(code[:4] + code.replace("-", "")[4:10] + _other(code[12]))
    replies = [enrol(kiosk, wrong) for _ in range(5)]
    assert [problem(reply) for reply in replies[:3]] == ["wrong-code"] * 3
    assert (replies[-1].status, problem(replies[-1])) == (429, "too-many-tries")
    assert int(replies[-1].headers["retry-after"]) > 0
    assert problem(enrol(kiosk, code)) == "too-many-tries"
    assert is_admitted(as_enrolled(kiosk, code_in(said("code", new_id))))


def _other(symbol: str) -> str:
    return ALPHABET[(ALPHABET.index(symbol) + 1) % len(ALPHABET)]


def test_the_old_key_ends_when_the_new_one_is_used(
    kiosk: "Caller", said: Said, new_id: str
) -> None:
    old = as_enrolled(kiosk, added(said, new_id))
    assert is_admitted(old)
    new = as_enrolled(kiosk, code_in(said("code", new_id)))
    assert is_admitted(old)
    assert is_admitted(new)
    assert said("restore", new_id)[0] == 0  # says so once every back end has seen it
    assert [is_admitted(old), is_admitted(new)] == [False, True]


def test_a_revoked_kiosk_is_refused_at_once_until_it_is_restored(
    kiosk: "Caller", said: Said, new_id: str
) -> None:
    own = as_enrolled(kiosk, added(said, new_id))
    name = f"310104/{new_id}"
    assert is_admitted(own)
    assert said("revoke", new_id) == (0, f"{name} is revoked: it is not admitted any more\n", "")
    assert not is_admitted(own)
    assert said("code", new_id) == (1, "", f"onestop: {name} is revoked: restore it first\n")
    assert said("restore", new_id)[0] == 0
    assert is_admitted(own)


def test_restored_by_a_new_code_the_old_key_is_good_for_nothing(
    kiosk: "Caller", said: Said, new_id: str
) -> None:
    own = as_enrolled(kiosk, added(said, new_id))
    said("revoke", new_id)
    code = code_in(said("restore", new_id, "--new-key"))
    assert not is_admitted(own)
    assert is_admitted(as_enrolled(kiosk, code))


def test_a_code_of_a_kiosk_that_is_revoked_is_void(
    kiosk: "Caller", said: Said, new_id: str, problem: ProblemOf
) -> None:
    code = added(said, new_id)
    said("revoke", new_id)
    assert problem(enrol(kiosk, code)) == "wrong-code"


def test_a_kiosk_is_added_once_and_must_be_there(said: Said, new_id: str) -> None:
    added(said, new_id)
    place = ("--district", "310104", "--area", "310104013001", "--hall", "sample")
    again = said("add", new_id, *place)
    assert again == (1, "", f"onestop: there is a kiosk 310104/{new_id} already\n")
    assert said("revoke", "310115/" + new_id)[2] == (
        f"onestop: there is no kiosk 310115/{new_id}\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("add", "K1", "--district", "310104", "--area", "310104013001", "--hall", "h"),
        ("add", "XH2", "--district", "31010", "--area", "310104013001", "--hall", "h"),
        ("add", "XH2", "--district", "310104", "--area", "310104013", "--hall", "h"),
        ("tell", "XH2", "dance"),
    ],
)
def test_what_makes_no_sense_is_not_taken(said: Said, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        said(*words)
    assert ended.value.code == 2


async def test_a_code_lasts_a_day(place: Place, store: Store) -> None:
    code = given(place)
    assert isinstance(await store.fleet.enrol(code, NOW + LASTS), WrongCode)
    assert not isinstance(await store.fleet.enrol(code, NOW + LASTS / 2), WrongCode)


async def test_only_the_digest_of_a_code_is_stored(place: Place, store: Store) -> None:
    code = given(place)
    await store.fleet.enrol(mint(random.Random(7)), NOW)  # noqa: S311 - a guess
    with place.changing() as tables:
        rows = tables.execute("SELECT handle, digest, ends_at FROM enrolment").fetchall()
        rows += tables.execute("SELECT handle, last_at, wrong FROM enrolment_guess").fetchall()
    written = repr(rows)
    assert code[:4] in written
    assert all(part not in written for part in (code, code[5:9], code.replace("-", "")))


async def test_a_guess_waits_the_longer_the_more_were_wrong(store: Store) -> None:
    guess, now = mint(random.Random(7)), NOW  # noqa: S311 - a guess
    waits: list[float] = []
    for _ in range(3):
        assert await store.fleet.enrol(guess, now) == WrongCode()
    while len(waits) < 12:
        found = await store.fleet.enrol(guess, now)
        assert isinstance(found, WrongCode)
        waits.append(found.wait.total_seconds())
        now += found.wait
        assert await store.fleet.enrol(guess, now) == WrongCode()
    assert waits == [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]


async def test_a_key_that_was_never_used_ends_when_another_is_given(
    place: Place, store: Store
) -> None:
    """Whoever kept the answer of an enrolment that seemed to fail has nothing."""
    with place.changing() as tables:
        kiosks.add(tables, KIOSK, NOW)
        kiosks.add_key(tables, NAME, Key("in-use"), NOW)
    for _ in range(2):
        last = await store.fleet.enrol(given(place, is_new=False), NOW)
    assert not isinstance(last, WrongCode)
    found = await store.fleet.admissible("310104")
    assert [key.secret for key in found["XH2"].keys] == ["in-use", last.key]


def given(place: Place, *, is_new: bool = True) -> str:
    """A code for the kiosk."""
    code = mint(random.SystemRandom())
    with place.changing() as tables:
        if is_new:
            kiosks.add(tables, KIOSK, NOW)
        give_code(tables, NAME, Code.of(code), Key("").algorithm, NOW)
    return code
