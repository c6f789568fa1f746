"""One scripted visit on a bad line: what the resident sees, what is true, and that it arrives once.

`python -m kiosk.commands.demo_fault FRONT_END LANGUAGE FOLDER ENDPOINT FAULT [SETTINGS]` reads the
key for the endpoint from standard input.

1. The resident hands in; the receipt is there at once, whatever the line does.
2. The resident asks how far it has come, and is told what is known here.
3. The line is put right. Where only staff could help, they let everything go on.
4. The resident asks again and sees the case number. The back end made one case, however often the
   call was passed on to it.
"""

import sys
from dataclasses import replace
from pathlib import Path

from accessibility.preferences import Language
from kiosk.cli import ExitCode
from kiosk.commands.back_end import BackEnd
from kiosk.commands.demo import apart
from kiosk.commands.demo_story import Ears, Story
from kiosk.commands.demo_visit import language_of, shown
from kiosk.commands.hand_off import open_outbox
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.settings import Settings, load
from kiosk.settings_hand_off import TlsSettings
from onestop.faults import FAULTS, FaultName, FaultyLine, Pace, named

PACE = Pace(late=1.0, retry_after=1)


def visit(  # noqa: PLR0913 -- what a visit is made of, each by its name
    *,
    fault: FaultName,
    front_end: str,
    language: Language,
    folder: Path,
    hand_off: BackEnd,
    settings: Settings,
) -> bool:
    """Whether what was handed in on the bad line arrived once."""
    ears, what = Ears(), FAULTS[fault]
    print(f"\n  {fault}: {what.says}\n  What a kiosk can know: {what.arrival.value}.")
    with FaultyLine(to=hand_off.endpoint, fault=fault, pace=PACE) as line:
        to_line = BackEnd(line.address, hand_off.key)
        own = _trusting(line, settings)
        with (
            shown(front_end, folder, to_line, own, ears.hear) as resident,
            open_outbox(own) as outbox,
        ):
            story = Story(line, what, resident, language, outbox, ears)
            story.hand_in()
            story.follow_up()
            story.put_right()
            return story.arrive()


def _trusting(line: FaultyLine, settings: Settings) -> Settings:
    """A kiosk that trusts whoever vouches for the line, so that only the name is wrong."""
    if not line.is_secure:
        return settings
    file = settings.data_folder / "authority.pem"
    file.write_bytes(line.authority)
    return replace(settings, onestop=replace(settings.onestop, tls=TlsSettings(ca_file=file)))


def main() -> int:
    """Everything comes in words, in the order of the docstring above."""
    front_end, spoken, folder, endpoint, fault, *file = sys.argv[1:]
    key = sys.stdin.readline().strip()
    with told() as outcome:
        settings = apart(load(Path(file[0]) if file else None))
        start_log(settings)
        has_arrived = visit(
            fault=named(fault),
            front_end=front_end,
            language=language_of(spoken),
            folder=Path(folder),
            hand_off=BackEnd(endpoint, key),
            settings=settings,
        )
        if not has_arrived:
            print(f"kiosk: on the line {fault} it did not arrive once.", file=sys.stderr)
            outcome.code = ExitCode.FAILED
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
