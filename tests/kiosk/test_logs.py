"""The log tells an operator what happened, and nothing of what residents wrote."""

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from api_client.contract import Answer, Case, CaseStatus, Submission
from api_client.onestop import OneStopClient
from api_client.transport import Transport
from kiosk.commands.logs import start_log
from kiosk.settings import load
from tests.api_client.scripted_server import ScriptedServer

NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)
CASE = Case(
    reference="R-1",
    case_number="310115-20260115-000001",
    status=CaseStatus.RECEIVED,
    service_code="meals",
    received_at=NOW,
)
SUBMISSION = Submission(
    reference="R-1",
    service_code="meals",
    catalogue_version="1",
    language="zh_CN",
    handed_in_at=NOW,
    answers=(Answer(field="name", value="沈阿婆"), Answer(field="phone", value="13812345678")),
)


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """The log of a kiosk that tells as much as it can."""
    root, libraries = logging.getLogger(), logging.getLogger("urllib3")
    before = root.handlers[:], root.level, libraries.level, os.umask(0o022)
    start_log(load(overrides={"kiosk.data_folder": str(tmp_path), "log.level": "debug"}))
    yield tmp_path / "kiosk.log"
    for handler in set(root.handlers) - set(before[0]):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[1])
    libraries.setLevel(before[2])
    os.umask(before[3])


def answer(*headers: bytes) -> bytes:
    body = msgspec.json.encode(CASE)
    lines = (b"HTTP/1.1 200 OK", b"Content-Type: application/json", *headers)
    return b"\r\n".join((*lines, b"Content-Length: %d" % len(body), b"", body))


def test_at_its_most_talkative_it_holds_nothing_that_a_resident_wrote(log_file: Path) -> None:
    transport = Transport()
    # A header that is none makes urllib3 warn, with the whole address of the call.
    with ScriptedServer([answer(), answer(), answer(b"no header")]) as server:
        client = OneStopClient(server.address, "K1", "key", transport)
        assert client.send(SUBMISSION) is not None
        for _ in range(2):
            client.case("R-1", phone_tail="5678")
    transport.close()
    logging.getLogger("kiosk").debug("the log is there")
    written = log_file.read_text("utf-8")
    assert "the log is there" in written
    assert not [each for each in ("=5678", "phone_tail", "沈阿婆", "1381234") if each in written]
