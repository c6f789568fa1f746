"""`kiosk enrol`: a one-time code becomes this kiosk's key, once it stands where it will serve.

1. The code checks in itself, and the key can be kept: only then is the code used up.
2. The back end gives the key, which is written down for the kiosk's user alone.
3. What the settings must say goes to standard output, as they are written; all else is beside it.
"""

import json
import sys
from pathlib import Path

from api_client.contract import Enrolment
from api_client.contract.symbols import read
from api_client.errors import OneStopError, Unreachable
from api_client.onestop.enrolling import CodeRefused, enrol
from api_client.transport import Transport
from api_client.trust import Trust
from kiosk.catalogue import load as load_catalogue
from kiosk.cli import ExitCode
from kiosk.commands.key_file import must_be_writable, put_key
from kiosk.commands.trouble import told
from kiosk.commands.vitals import versions
from kiosk.settings import Settings, usual_places

KEY_FILE = "onestop.key"


def enrol_kiosk(settings: Settings, endpoint: str, typed: str, key_file: Path | None) -> int:
    """Returns the exit code; a trouble is told in a sentence."""
    code = read(typed)
    if code is None:
        _say("that is no code: it has twelve symbols, and one of them is wrong or missing")
        return ExitCode.WRONG_USE
    file = key_file or settings.onestop.key_file or settings.data_folder / KEY_FILE
    with told() as outcome:
        try:
            given = enrolled(settings, endpoint, code, file)
        except (CodeRefused, OneStopError, ValueError) as error:
            is_used = isinstance(error, Unreachable) and error.may_have_arrived
            _say(f"{error}. If the code is refused now, ask for another" if is_used else str(error))
            outcome.code = ExitCode.FAILED
        else:
            _tell(settings, endpoint, file, given)
    return outcome.code


def enrolled(settings: Settings, endpoint: str, code: str, file: Path) -> Enrolment:
    """The key lies in the file then. Raises CodeRefused, a OneStopError, OSError, ValueError."""
    must_be_writable(file)
    tls = settings.onestop.tls
    transport = Transport(trust=Trust(tls.ca_file, tls.certificate_file, tls.certificate_key_file))
    try:
        given = enrol(transport, endpoint, code, versions(load_catalogue().version))
    finally:
        transport.close()
    put_key(file, given.key)
    return given


def lines(endpoint: str, file: Path, given: Enrolment) -> dict[str, dict[str, str]]:
    """What the settings must say, by table and key."""
    return {
        "hall": {"profile": given.hall, "area": given.area},
        "kiosk": {"id": given.kiosk, "district": given.district},
        "onestop": {
            "endpoint": endpoint.rstrip("/"),
            "key_file": str(file.absolute()),
            "signature": given.algorithm.value,
        },
    }


def _tell(settings: Settings, endpoint: str, file: Path, given: Enrolment) -> None:
    _say(f"this is kiosk {given.kiosk} of district {given.district} now; its key lies in {file}")
    in_force = {(each.table, each.key): each.value for each in settings.in_force}
    needed = lines(endpoint, file, given)
    if all(
        in_force.get((table, key)) == value
        for table, keys in needed.items()
        for key, value in keys.items()
    ):
        _say("the settings say the rest already: start the kiosk anew, and the new key is used")
        return
    _say(f"the settings ({usual_places()[0]}, or the one that --config names) must say:")
    for table, keys in needed.items():
        print(f"[{table}]")
        for key, value in keys.items():
            print(f"{key} = {json.dumps(value, ensure_ascii=False)}")


def _say(sentence: str) -> None:
    print(f"kiosk: {sentence}.", file=sys.stderr, flush=True)
