"""The power goes while a hall hands in and delivers: what had a receipt arrives, once."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec
import pytest

from api_client.outbox import Outbox
from api_client.vault import KeyFile, Vault
from tests.faults.crash.authority import Authority
from tests.faults.crash.judging import judge, stumbles
from tests.faults.crash.life import Lived, lived
from tests.faults.crash.moments import drawn
from tests.faults.crash.onestop_authority import OneStopAuthority
from tests.faults.crash.street import Street
from tests.faults.crash.verdict import Verdict
from tests.faults.power.disk import Leaves
from tests.faults.power.lazyfs import LazyFs
from tests.faults.power.own_disk import OwnDisk
from tests.faults.power.power import CannotCut, Power
from tests.faults.power.writer import MANY

SEED = 1
SECONDS_TO_START = 0.5
Make = Callable[[Path], Power]


def lazyfs(_: Path) -> Power:
    return LazyFs()


def own_disk(leaves: Leaves) -> Make:
    def made(place: Path) -> Power:
        return OwnDisk(place, leaves, SEED)

    return made


NOTHING, SOME, ANY = map(own_disk, Leaves)


@pytest.fixture
def powered(tmp_path: Path) -> Iterator[Callable[[Make], Power]]:
    """Gives a folder whose power can go, until the test ends."""
    with ExitStack() as stack:

        def begin(make: Make) -> Power:
            try:
                return stack.enter_context(make(tmp_path / "power"))
            except CannotCut as reason:
                pytest.skip(str(reason))

        yield begin


def cut_again_and_again(power: Power, authority: Authority, log_file: Path, cuts: int) -> Verdict:
    draw, lives, verdict = random.Random(SEED), list[Lived](), Verdict()  # noqa: S311 - the same cuts each time
    place = msgspec.structs.replace(authority.orders, folder=str(power.folder / "kiosk"))
    for number in range(cuts):
        life = drawn(draw, SECONDS_TO_START)
        orders = msgspec.structs.replace(place, life=number, most=life.most)
        lives.append(lived(orders, life.moment, log_file))
        power.cut()
    judge(authority, place, lives, verdict)
    verdict.troubles += stumbles(log_file)
    return verdict


@pytest.mark.parametrize("make", [lazyfs, NOTHING, SOME], ids=["lazyfs", "nothing", "some"])
def test_after_power_cuts_all_that_had_a_receipt_arrives_once(
    powered: Callable[[Make], Power], make: Make, tmp_path: Path
) -> None:
    power = powered(make)
    with closing(OneStopAuthority(tmp_path / "onestop", SEED)) as onestop:
        onestop.start()
        verdict = cut_again_and_again(power, onestop, tmp_path / "hall.log", cuts=20)
    assert verdict.is_good, verdict.told()
    assert verdict.acknowledged > 20


@pytest.mark.parametrize("make", [lazyfs, SOME], ids=["lazyfs", "some"])
def test_after_power_cuts_nobody_is_sent_a_second_one(
    powered: Callable[[Make], Power], make: Make, tmp_path: Path
) -> None:
    power = powered(make)
    with closing(Street(tmp_path / "street", SEED)) as street:
        verdict = cut_again_and_again(power, street, tmp_path / "hall.log", cuts=10)
    assert verdict.is_good, verdict.told()
    assert verdict.acknowledged > 10


def test_a_log_with_holes_may_count_as_damaged_but_nothing_is_lost(
    powered: Callable[[Make], Power], tmp_path: Path
) -> None:
    power = powered(ANY)
    with closing(OneStopAuthority(tmp_path / "onestop", SEED)) as onestop:
        onestop.start()
        verdict = cut_again_and_again(power, onestop, tmp_path / "hall.log", cuts=10)
    assert (verdict.lost, verdict.doubled) == ([], []), verdict.told()
    assert verdict.acknowledged > 10


@pytest.mark.parametrize(("how", "left"), [("durable", MANY), ("hasty", 0)])
def test_the_cut_is_one(powered: Callable[[Make], Power], how: str, left: int) -> None:
    power = powered(NOTHING)
    folder = power.folder / "kiosk"
    command = [sys.executable, "-m", "tests.faults.power.writer", str(folder), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"put\n"
        writer.kill()
    power.cut()
    with Outbox.open(folder, Vault.of(KeyFile(folder / "outbox.key"))) as outbox:
        assert outbox.rounds.undelivered() == left
