"""`kiosk catalogue check` and `kiosk catalogue search TEXT`."""

import json
import sys

from kiosk.catalogue import load
from kiosk.catalogue.lint import problems
from kiosk.cli import ExitCode
from kiosk.commands.trouble import told
from kiosk.settings import Settings


def check_catalogue() -> int:
    """Print every problem of the shipped catalogue. 1 if there is any."""
    with told() as outcome:
        findings = problems()
        for finding in findings:
            print(finding.sentence, file=sys.stderr)
        catalogue = load()
        guides = len(catalogue.package().guides)
        print(
            f"{len(catalogue.services)} services, {guides} guides, version {catalogue.version}:"
            f" {len(findings) or 'no'} problem{'' if len(findings) == 1 else 's'}"
        )
        outcome.code = ExitCode.FAILED if findings else ExitCode.DONE
    return outcome.code


def search_catalogue(settings: Settings, text: str, *, is_json: bool) -> int:
    """Print what the search page would find, best first. 1 if nothing was found."""
    with told() as outcome:
        found = load().for_hall(settings.hall).search(text)
        if is_json:
            listed = [{"code": each.id, "zh": each.name.zh, "en": each.name.en} for each in found]
            print(json.dumps(listed, ensure_ascii=False))
        else:
            for each in found:
                print(f"{each.id}\t{each.name.zh}\t{each.name.en}")
            if not found:
                print(f"kiosk: nothing was found for {text}.", file=sys.stderr)
        outcome.code = ExitCode.DONE if found else ExitCode.FAILED
    return outcome.code
