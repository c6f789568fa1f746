"""`kiosk doctor`: what works on this machine, what does not, and what to do."""

import sys
from datetime import UTC, datetime

from accessibility.speech import SpeechFinding, speech_status
from api_client.outbox import OutboxUnusable
from api_client.vault import Vault, VaultError
from kiosk.catalogue import CatalogueError
from kiosk.catalogue.lint import problems
from kiosk.cli import ExitCode
from kiosk.commands.back_end import BackEnd
from kiosk.commands.editions import catalogue_of, serving_of, troubles_of
from kiosk.commands.hand_off import WrongEndpoint, key_source, offices, open_outbox, routes
from kiosk.commands.key_file import NoKey, enrolled_key
from kiosk.doctor import DoesNotWork, Probe, examine, fonts, is_well, report, screen, terminal
from kiosk.front_end import ScreenProbe
from kiosk.hall_time import local_now
from kiosk.routing import WrongRoutes
from kiosk.settings import Settings
from screens.fonts import BOLD, REGULAR
from screens.touch.can_show import can_show

LOCAL = "http://127.0.0.1"


def examine_machine(settings: Settings) -> int:
    """Try everything and print what was found. 1 if the kiosk cannot serve."""
    print("Trying the screen, the voices and the devices. This takes a few seconds.", flush=True)
    probes = (
        Probe(
            "screen",
            screen(_screen),
            "Connect a screen and start a display server (or set DISPLAY); until then the"
            " terminal or plain lines serve.",
        ),
        Probe(
            "terminal",
            terminal(sys.stdout.encoding),
            "Set the locale to one with UTF-8, for example LANG=C.UTF-8.",
        ),
        Probe(
            "fonts",
            fonts((REGULAR, BOLD)),
            "Install the kiosk again: its fonts come with it.",
            is_needed=True,
        ),
        Probe(
            "catalogue",
            lambda: _catalogue(settings),
            "Run `kiosk catalogue check` and mend the files, or set profile under [hall].",
            is_needed=True,
        ),
        Probe(
            "editions",
            lambda: editions(settings),
            "The last good one goes on serving. See `kiosk catalogue status`; those who publish"
            " are named under [catalogue] trusted_keys.",
        ),
        Probe(
            "hand-off",
            lambda: _hand_off(settings),
            "Mend what it names in the settings; `kiosk run` does not start without.",
            is_needed=True,
        ),
        Probe(
            "outbox",
            lambda: _outbox(settings),
            "See `kiosk outbox list`; what waits is kept until it has arrived.",
        ),
        *(_speech_probe(finding) for finding in speech_status()),
    )
    findings = examine(settings, probes)
    print(report(findings))
    return ExitCode.DONE if is_well(findings) else ExitCode.FAILED


def _screen() -> ScreenProbe:
    found = can_show()
    return ScreenProbe(can_draw=found.is_working, detail=found.reason)


def _catalogue(settings: Settings) -> str:
    try:
        catalogue = catalogue_of(settings)
    except CatalogueError as error:
        raise DoesNotWork(str(error)) from error
    found = problems()
    if found:
        raise DoesNotWork(f"{len(found)} problems, the first: {found[0].sentence}")
    offered = [each for each in catalogue.services if catalogue.is_offered(each)]
    return f"{len(offered)} services, every one with a way on, for hall {settings.hall}."


def editions(settings: Settings) -> str:
    """Whether what is published is taken."""
    troubles = troubles_of(settings)
    if troubles:
        raise DoesNotWork(troubles[0])
    serving = serving_of(settings)
    if not serving.trusted() and not settings.onestop.is_embedded:
        raise DoesNotWork("nobody is trusted to publish, so the shipped catalogue serves")
    in_use = serving.on(local_now().date())
    edition = in_use.issue.edition
    which = f"edition {edition.number}" if edition else "the shipped catalogue"
    return f"{which} is in use, version {in_use.version}."


def _hand_off(settings: Settings) -> str:
    """Whether everything is there that `kiosk run` needs for it."""
    endpoint = settings.onestop
    try:
        catalogue = catalogue_of(settings)
        key = "" if endpoint.is_embedded else enrolled_key(endpoint.key_file)
        reached = offices(settings, BackEnd(endpoint.endpoint or LOCAL, key or "none"), catalogue)
        for office in reached.values():
            office.line().close()
        routes(settings, catalogue)
        Vault.of(key_source(settings))
    except (CatalogueError, NoKey, WrongEndpoint, WrongRoutes, VaultError, ValueError) as error:
        raise DoesNotWork(str(error)) from error
    return (
        f"{len(reached)} endpoint{'' if len(reached) == 1 else 's'} set up, and the key is there."
    )


def _outbox(settings: Settings) -> str:
    """Whether what was handed in goes on its way."""
    if not settings.data_folder.exists():
        return "nothing was handed in yet."
    try:
        with open_outbox(settings) as outbox:
            waiting, oldest = outbox.rounds.undelivered(), outbox.rounds.oldest_undelivered()
            resting = outbox.endpoints.resting()
    except (OutboxUnusable, VaultError) as error:
        raise DoesNotWork(str(error)) from error
    if oldest and datetime.now(UTC) - oldest > settings.outbox.alarm_after:
        since = oldest.astimezone().strftime("%Y-%m-%d %H:%M")
        raise DoesNotWork(f"{waiting} messages wait to be sent, the oldest since {since}")
    if resting:
        raise DoesNotWork(f"{resting[0].destination} takes nothing now: {resting[0].trouble}")
    return f"{waiting or 'no'} message{'' if waiting == 1 else 's'} waiting to be sent."


def _speech_probe(finding: SpeechFinding) -> Probe:
    def trial() -> str:
        if not finding.is_ready:
            raise DoesNotWork(finding.sentence.rstrip("."))
        return finding.sentence

    return Probe(finding.subject.lower(), trial, "")
