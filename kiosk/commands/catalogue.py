"""`kiosk catalogue …`: look into the catalogue, and what is published of it."""

import json
import sys
from collections.abc import Iterator
from typing import assert_never

from api_client.contract import Edition
from kiosk.catalogue import Catalogue, load
from kiosk.catalogue.editions import published_in
from kiosk.catalogue.lint import problems
from kiosk.cli import ExitCode
from kiosk.cli_catalogue import (
    CatalogueCommand,
    CheckCatalogue,
    InstallEdition,
    ListChanges,
    SearchCatalogue,
    ShowStatus,
)
from kiosk.commands.editions import catalogue_of, refusals_of, serving_of, troubles_of
from kiosk.commands.trouble import told
from kiosk.hall_time import local_now
from kiosk.settings import Settings


def do_with_catalogue(settings: Settings, command: CatalogueCommand) -> int:
    """Returns the exit code; a trouble is told in a sentence."""
    with told() as outcome:
        outcome.code = _do(settings, command)
    return outcome.code


def _do(settings: Settings, command: CatalogueCommand) -> int:
    match command:
        case CheckCatalogue():
            return _check()
        case SearchCatalogue(text, is_json):
            return _search(catalogue_of(settings), text, is_json=is_json)
        case ShowStatus():
            return _show_status(settings)
        case InstallEdition():
            return _install(settings, command)
        case ListChanges(since):
            return _list_changes(settings, since)
        case _:
            assert_never(command)


def _check() -> int:
    """Print every problem of the shipped catalogue. 1 if there is any."""
    findings = problems()
    for finding in findings:
        print(finding.sentence, file=sys.stderr)
    catalogue = load()
    guides = len(catalogue.package().guides)
    print(
        f"{len(catalogue.services)} services, {guides} guides, version {catalogue.version}:"
        f" {len(findings) or 'no'} problem{'' if len(findings) == 1 else 's'}"
    )
    return ExitCode.FAILED if findings else ExitCode.DONE


def _search(catalogue: Catalogue, text: str, *, is_json: bool) -> int:
    """Print what the search page would find, best first. 1 if nothing was found."""
    found = catalogue.search(text)
    if is_json:
        listed = [{"code": each.id, "zh": each.name.zh, "en": each.name.en} for each in found]
        print(json.dumps(listed, ensure_ascii=False))
    else:
        for each in found:
            print(f"{each.id}\t{each.name.zh}\t{each.name.en}")
        if not found:
            print(f"kiosk: nothing was found for {text}.", file=sys.stderr)
    return ExitCode.DONE if found else ExitCode.FAILED


def _show_status(settings: Settings) -> int:
    """1 if something that was published, or is kept here, is not used."""
    for line in _status(settings):
        print(line)
    troubles = troubles_of(settings)
    for sentence in troubles:
        print(f"kiosk: {sentence}.", file=sys.stderr)
    return ExitCode.FAILED if troubles else ExitCode.DONE


def _status(settings: Settings) -> Iterator[str]:
    serving, today = serving_of(settings), local_now().date()
    in_use = serving.on(today)
    edition = in_use.issue.edition
    if edition is None:
        yield f"in use: the catalogue that was shipped, version {in_use.version}"
    else:
        yield f"in use: {_told(edition)}, since {edition.effective_from}"
    for kept in serving.editions.kept():
        if kept.edition.effective_from > today:
            yield f"coming: {_told(kept.edition)}, from {kept.edition.effective_from} on"
    names = [each.name for each in serving.trusted()]
    yield f"trusted to publish: {', '.join(names) or 'nobody'}"


def _told(edition: Edition) -> str:
    return f"edition {edition.number}, version {edition.version}"


def _install(settings: Settings, command: InstallEdition) -> int:
    """Raises EditionRefused. A kiosk that is running notices by itself."""
    serving = serving_of(settings)
    published = published_in(command.file)
    # Whoever carries it here means this kiosk, however far it is rolled out.
    taken = serving.editions.take(published, local_now().date(), lambda _: True)
    refusals_of(settings).forget()
    if taken is None:
        print("It is here already.")
    else:
        print(f"{_told(taken)}, is kept and serves from {taken.effective_from} on.".capitalize())
    return ExitCode.DONE


def _list_changes(settings: Settings, since: int) -> int:
    """Those that concern this hall, the latest first; also what is still to come."""
    kept = serving_of(settings).editions.in_force(local_now().date())
    changes = kept.edition.changes if kept else ()
    for each in changes:
        if each.edition > since and each.concerns(settings.area, settings.hall):
            name = f"{each.name.zh}\t{each.name.en}"
            print(f"{each.since}\t{each.kind.value}\t{each.service_code}\t{name}")
    return ExitCode.DONE
