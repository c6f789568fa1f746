"""Lines that speak TLS: the right name, the wrong one, and every fault beneath it."""

import ssl
from contextlib import suppress

import pytest

from onestop.faults import FAULTS, Call, FaultName, FaultyLine
from tests.faults.caller import (
    A_WHILE,
    BODY,
    SUBMISSION,
    call,
    opened,
    said_to,
    status_of,
    trusting,
)
from tests.faults.conftest import Begin
from tests.faults.office import Office

PUT = Call("PUT", SUBMISSION)
NEVER = 3600.0
ENDLESS = 5_000_000


def shaken_hands(line: FaultyLine, context: ssl.SSLContext) -> bytes:
    with opened(line) as mine, context.wrap_socket(mine, server_hostname="127.0.0.1") as safe:
        safe.sendall(call("PUT", SUBMISSION, BODY, "Connection: close"))
        return said_to(safe)


def test_wrong_name_is_a_sound_certificate_of_somebody_else(begin: Begin, office: Office) -> None:
    line = begin("wrong-name")
    assert line.address.startswith("https://127.0.0.1:")
    with pytest.raises(ssl.SSLCertVerificationError, match="IP address mismatch"):
        shaken_hands(line, trusting(line))
    assert office.taken == []


def test_a_kiosk_that_looks_at_no_name_is_found_out(begin: Begin) -> None:
    line = begin("wrong-name")
    careless = trusting(line)
    careless.check_hostname = False
    assert status_of(shaken_hands(line, careless)) == 200
    assert line.seen == (PUT,)


def test_wrong_name_can_be_put_right(begin: Begin) -> None:
    line = begin("wrong-name")
    line.switch("none")
    assert status_of(shaken_hands(line, trusting(line))) == 200


@pytest.mark.parametrize(
    "name", [name for name in FaultName if not FAULTS[name].is_of_line and FAULTS[name].times]
)
def test_faults_of_calls_happen_on_secure_lines_too(begin: Begin, name: FaultName) -> None:
    line = begin(name, is_secure=True)
    context = trusting(line)
    with opened(line) as mine, context.wrap_socket(mine, server_hostname="127.0.0.1") as safe:
        safe.sendall(call())
        safe.settimeout(A_WHILE)
        with suppress(OSError):
            safe.recv(1)
    assert line.wait_until_seen(FAULTS[name].times)


def test_a_line_in_the_clear_shows_no_certificate(begin: Begin) -> None:
    line = begin()
    with pytest.raises(ValueError, match="is_secure=True"):
        line.switch("wrong-name")
    assert line.authority == b""
