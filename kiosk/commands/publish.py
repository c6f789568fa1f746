"""`kiosk onestop publish …`: two people publish the catalogue, after it was proofread.

This is where the proofreader, which knows the catalogue, and the press, which knows the people,
meet; neither knows the other.
"""

import getpass
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import assert_never

import msgspec

from api_client.contract import CataloguePackage, Change, Rollout
from api_client.contract.publication import EVERYBODY
from kiosk.catalogue.findings import CatalogueError, Finding
from kiosk.catalogue.lint import problems_in
from kiosk.catalogue.reading import read
from kiosk.cli import ExitCode
from kiosk.cli_publish import (
    ListChanges,
    ListEditions,
    MakeKey,
    Propose,
    PublishCommand,
    Release,
    RollBack,
    Widen,
)
from kiosk.settings import Settings
from onestop.hall_time import SHANGHAI
from onestop.publishing.acts import Wish, propose, release, roll_back, widen
from onestop.publishing.drafts import Draft, drafts
from onestop.publishing.machine import NAMES
from onestop.publishing.opening import PRESS
from onestop.publishing.people import Person, line, make_key, person
from onestop.publishing.press import Press
from onestop.publishing.troubles import BadKey, PublishingTrouble


def publish(settings: Settings, command: PublishCommand) -> int:
    """Returns the exit code; what is not possible is told in a sentence."""
    try:
        return _do(settings, command)
    except PublishingTrouble as trouble:
        print(f"kiosk: {trouble}.", file=sys.stderr)
        return ExitCode.FAILED


def _do(settings: Settings, command: PublishCommand) -> int:
    if isinstance(command, MakeKey):
        return _make_key(command)
    press = Press(command.press or settings.data_folder / "onestop" / PRESS)
    match command:
        case Propose():
            return _propose(press, command)
        case Release():
            _release(press, command)
        case RollBack(number, key, effective):
            _tell(roll_back(press, number, _signer(press, key), effective or _today(), _now()))
        case Widen():
            _widen(press, command)
        case ListEditions():
            _list(press)
        case ListChanges(since):
            _list_changes(press, since)
        case _:
            assert_never(command)
    return ExitCode.DONE


def _make_key(command: MakeKey) -> int:
    if command.name in NAMES:
        raise BadKey(f"{command.name} is what a machine calls its own key")
    file = command.file or Path(f"{command.name}.key")
    key = make_key(file, command.name, _new_passphrase() if command.has_passphrase else "")
    print(f"kiosk: the private key is in {file}. The line that makes it trusted:", file=sys.stderr)
    print(line(key))
    return ExitCode.DONE


def _propose(press: Press, command: Propose) -> int:
    package = _package(command.source)
    findings = problems_in(package)
    for finding in findings:
        print(finding.sentence, file=sys.stderr)
    if not all(finding.is_warning for finding in findings):
        print("kiosk: nothing is proposed before this is put right.", file=sys.stderr)
        return ExitCode.FAILED
    percent = command.percent
    if percent is None:
        percent = 0 if command.areas else EVERYBODY
    wish = Wish(command.effective or _today(), percent, command.areas, command.district)
    _tell(propose(press, package, _signer(press, command.key), wish, _now()))
    return ExitCode.DONE


def _release(press: Press, command: Release) -> None:
    edition, useless = release(press, command.draft, _signer(press, command.key))
    print(f"edition {edition.number}, version {edition.version}, is published")
    for each in useless:
        print(f"{each} was proposed beside it and is of no use now: propose it again")


def _widen(press: Press, command: Widen) -> None:
    newest = press.newest()
    percent = command.percent
    if percent is None:
        percent = newest[0].rollout.percent if newest else EVERYBODY
    signer = _signer(press, command.key)
    _tell(
        widen(press, command.number, signer, _now(), percent=percent, areas=command.areas),
        with_changes=False,
    )


def _package(source: Path) -> CataloguePackage:
    """Raises CatalogueError."""
    if source.is_dir():
        return read(source)
    try:
        return msgspec.json.decode(source.read_bytes(), type=CataloguePackage)
    except OSError as error:
        raise CatalogueError(Finding(str(source), "", "", "cannot be read")) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(Finding(str(source), "", "", f"is no package ({error})")) from error


def _signer(press: Press, key: Path) -> Person:
    """Raises BadKey, also for a machine's key: it takes people to publish."""
    signer = person(key, press.trusted(), lambda: getpass.getpass(f"passphrase of {key}: "))
    if signer.name in NAMES:
        raise BadKey(f"{key} is a machine's own: a person publishes with a key of their own")
    return signer


def _new_passphrase() -> str:
    chosen = getpass.getpass("passphrase for the new key: ")
    if not chosen:
        raise BadKey("a passphrase has at least one character")
    if getpass.getpass("the same again: ") != chosen:
        raise BadKey("the two passphrases are not the same")
    return chosen


def _tell(draft: Draft, *, with_changes: bool = True) -> None:
    edition = draft.edition
    for change in edition.changes if with_changes else ():
        if change.edition == edition.number:
            print(_line(change))
    print(
        f"{draft.id} is proposed: edition {edition.number}, version {edition.version}, from"
        f" {edition.effective_from}, {_whom(edition.rollout)}. Another person releases it:"
        f" kiosk onestop publish release {draft.id} --as KEYFILE"
    )


def _list(press: Press) -> None:
    for each in drafts(press.folder):
        print(f"{each.id}\tdraft\t{each.edition.version}\t{each.edition.effective_from}")
    for edition in press.editions():
        print(
            f"{edition.number}\tedition\t{edition.version}\t{edition.effective_from}"
            f"\t{_whom(edition.rollout)}"
        )


def _list_changes(press: Press, since: int) -> None:
    for change in press.changes().changes:
        if change.edition > since:
            print(_line(change))


def _whom(rollout: Rollout) -> str:
    if rollout.percent == EVERYBODY:
        return "for all kiosks"
    share = f"{rollout.percent} % of the "
    if not rollout.areas:
        return f"for {share}kiosks"
    areas = f"for all kiosks in {', '.join(rollout.areas)}"
    return f"{areas} and {share}others" if rollout.percent else areas


def _line(change: Change) -> str:
    where = f"\t{change.level} {change.place}" if change.level else ""
    name = f"{change.name.zh}\t{change.name.en}"
    return f"{change.since}\t{change.kind}\t{change.service_code}\t{name}{where}"


def _today() -> date:
    return datetime.now(SHANGHAI).date()


def _now() -> datetime:
    return datetime.now(UTC)
