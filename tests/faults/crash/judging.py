"""Lets everything go out that one kiosk has kept, and counts what it came to."""

from pathlib import Path

from tests.faults.crash.authority import Authority
from tests.faults.crash.drain import drained
from tests.faults.crash.life import KILLED, Lived
from tests.faults.crash.orders import Orders
from tests.faults.crash.verdict import Verdict


def judge(authority: Authority, orders: Orders, lives: list[Lived], verdict: Verdict) -> None:
    """`orders` names the folder in which those lives were lived."""
    left = drained(orders)
    verdict.uncertain += left.uncertain
    verdict.stretches.update(each.stretch for each in lives)
    acknowledged = [words for each in lives for words in each.acknowledged]
    verdict.compare(acknowledged, authority.arrived(), left.kept)
    who = authority.name
    verdict.troubles += [f"{who}: {trouble}" for trouble in authority.troubles()]
    if left.integrity != "ok":
        verdict.troubles.append(f"{who}: the outbox is damaged: {left.integrity}")
    damaged = sum(each.was_damaged for each in lives) + left.was_damaged
    if damaged:
        verdict.troubles.append(f"{who}: the outbox was found damaged {damaged} times")
    verdict.troubles += [f"{who}: {each.trouble}" for each in lives if each.trouble]
    ended = [each.code for each in lives if each.code not in {0, KILLED}]
    if ended:
        verdict.troubles.append(f"{who}: halls ended by themselves, with {sorted(set(ended))}")


def stumbles(log: Path) -> list[str]:
    """What halls said on standard error of things that should not happen."""
    lines = log.read_text("utf-8", "replace").splitlines()
    return [line for line in lines if "Traceback" in line or "stumbled" in line]
