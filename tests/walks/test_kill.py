"""What has a receipt arrives, once, whatever is killed and when."""

import json
import random
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.commands.back_end import DISTRICT, published
from kiosk.commands.key_file import own_key_file
from onestop.process import BackEndProcess, Running
from tests.walks.plain_kiosk import PlainKiosk

MOST_SECONDS = 30.0


@pytest.fixture
def onestop(tmp_path: Path) -> Running:
    """A back end that is not running yet; its port is free."""
    folder = tmp_path / "onestop"
    folder.mkdir()
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    catalogue = published(folder, "default")
    return Running(
        folder,
        catalogue,
        tmp_path / "onestop.log",
        port,
        own_kiosk=f"{DISTRICT}/TRY",
        own_key=own_key_file(folder),
    )


@pytest.fixture
def settings(tmp_path: Path, onestop: Running) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(
        f'[kiosk]\ndata_folder = "{tmp_path / "kiosk"}"\n[voice]\nengine = "silent"\n'
        f'[onestop]\nendpoint = "http://127.0.0.1:{onestop.port}"\nkey_file = "{onestop.own_key}"\n'
    )
    return file


def arrived(onestop: Running) -> list[str]:
    """The references that the back end has, as often as it has them."""
    database = onestop.folder / "onestop.db"
    if not database.exists():
        return []
    with closing(sqlite3.connect(database)) as cases:
        rows = cases.execute("SELECT message_json FROM matter").fetchall()
    return sorted(json.loads(row[0])["reference"] for row in rows)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + MOST_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


@pytest.mark.parametrize("seed", range(5))
def test_killed_after_the_receipt_it_arrives_once(
    seed: int, settings: Path, onestop: Running
) -> None:
    pause = random.Random(seed).uniform(0, 0.3)  # noqa: S311 -- when to kill
    with BackEndProcess(onestop):
        with PlainKiosk(settings) as kiosk:
            reference = kiosk.hand_in_meals()
            time.sleep(pause)
            kiosk.kill()
        with PlainKiosk(settings):
            wait_until(lambda: bool(arrived(onestop)))
    assert arrived(onestop) == [reference]


def test_without_a_back_end_it_is_kept_and_said_so(settings: Path, onestop: Running) -> None:
    with PlainKiosk(settings) as kiosk:
        reference = kiosk.hand_in_meals()
        assert "已保存在本机，还没有发出。" in kiosk.printed
        kiosk.kill()
    with BackEndProcess(onestop), PlainKiosk(settings):
        wait_until(lambda: bool(arrived(onestop)))
    assert arrived(onestop) == [reference]


def test_a_killed_back_end_holds_up_nobody(settings: Path, onestop: Running) -> None:
    with PlainKiosk(settings) as kiosk:
        with BackEndProcess(onestop) as process:
            first = kiosk.hand_in_meals()
            wait_until(lambda: arrived(onestop) == [first])
            process.kill()
        kiosk.say("")
        kiosk.wait_for("您好，请选择要办的事")
        second = kiosk.hand_in_meals()
        assert "已保存在本机，还没有发出。" in kiosk.printed
        with BackEndProcess(onestop):
            wait_until(lambda: arrived(onestop) == sorted([first, second]))
            kiosk.wait_for("办件编号")
