"""Whatever is wrong with the machine or its files is told in a sentence; nothing kept is lost."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.commands.run import run

ROOT = Path(run.__code__.co_filename).parents[2]
PACKAGES = ("accessibility", "api_client", "locales", "onestop", "screens")


def kiosk(
    *words: str, settings: str = "", place: Path, cwd: Path = ROOT, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings, its data in `place`."""
    file = place / "kiosk.toml"
    if "data_folder" not in settings:
        settings += f'\n[kiosk]\ndata_folder = "{place / "data"}"'
    file.write_text(f'{settings}\n[voice]\nengine = "silent"\n', "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "--config", str(file), *words],
        input=typed,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(cwd)},
        timeout=60,
        check=False,
    )


def told(ended: subprocess.CompletedProcess[str], *parts: str) -> bool:
    assert "Traceback" not in ended.stderr
    return all(part in ended.stderr for part in parts)


PLAIN = ("run", "--front-end", "plain")


def test_plain_lines_end_cleanly_with_their_input(tmp_path: Path) -> None:
    ended = kiosk(*PLAIN, place=tmp_path)
    assert ended.returncode == 0
    assert "您好" in ended.stdout
    assert told(ended, "plain front end")


def test_an_unknown_setting_is_named_with_what_is_allowed(tmp_path: Path) -> None:
    ended = kiosk(*PLAIN, settings="[printer]\nkinds = 3\n", place=tmp_path)
    assert ended.returncode == 2
    assert told(ended, "kinds", "printer", "kind")


def test_an_endpoint_without_a_key_is_named(tmp_path: Path) -> None:
    settings = '[onestop]\nendpoint = "https://onestop.example.cn"\n'
    ended = kiosk(*PLAIN, settings=settings, place=tmp_path)
    assert ended.returncode == 2
    assert told(ended, "[onestop] key_file", "enrolment")


def test_a_key_file_without_a_key_is_named(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.touch(mode=0o600)
    key.write_text("two words")
    settings = f'[onestop]\nendpoint = "https://onestop.example.cn"\nkey_file = "{key}"\n'
    ended = kiosk(*PLAIN, settings=settings, place=tmp_path)
    assert ended.returncode == 1
    assert told(ended, str(key), "no key")


def test_a_key_file_that_others_can_read_is_named(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("a-key")
    key.chmod(0o644)
    settings = f'[onestop]\nendpoint = "https://onestop.example.cn"\nkey_file = "{key}"\n'
    for words in (PLAIN, ("doctor",)):
        ended = kiosk(*words, settings=settings, place=tmp_path)
        assert ended.returncode == 1
        assert "chmod 600" in ended.stderr + ended.stdout


def test_the_doctor_fails_where_the_kiosk_would_not_start(tmp_path: Path) -> None:
    settings = '[routes]\nel-moon = ["onestop"]\n'
    ended = kiosk("doctor", settings=settings, place=tmp_path)
    assert ended.returncode == 1
    assert "el-moon: the catalogue of this hall has no such service" in ended.stdout


def test_what_is_kept_is_for_the_kiosks_user_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    assert kiosk(*PLAIN, place=tmp_path).returncode == 0
    files = [each for each in (tmp_path / "data").rglob("*") if each.is_file()]
    assert files
    assert not [each for each in files if each.stat().st_mode & 0o077]


def test_agreeing_does_not_hand_in_by_itself(tmp_path: Path) -> None:
    form = ("王秀英", "13800138000", "19480321", "1", "1", "1", "/1", "", "", "1")
    typed = "\n".join(("/1", "社区食堂", "1", "", *form)) + "\n"
    ended = kiosk(*PLAIN, place=tmp_path, typed=typed)
    assert "已收到您的申请" not in ended.stdout


def test_an_unwritable_data_folder_is_named(tmp_path: Path) -> None:
    settings = '[kiosk]\ndata_folder = "/dev/null/kiosk"\n'
    ended = kiosk(*PLAIN, settings=settings, place=tmp_path)
    assert ended.returncode == 1
    assert told(ended, "/dev/null")


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = kiosk(*PLAIN, settings=f"[onestop]\nport = {port}\n", place=tmp_path)
    assert ended.returncode == 1
    assert told(ended, str(port), "taken")


def test_an_unknown_hall_is_named(tmp_path: Path) -> None:
    ended = kiosk(*PLAIN, settings='[hall]\nprofile = "atlantis"\n', place=tmp_path)
    assert ended.returncode == 1
    assert told(ended, "atlantis")


def test_a_broken_outbox_is_moved_aside_whole(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    rubbish = os.urandom(5000)
    (data / "outbox.db").write_bytes(rubbish)
    ended = kiosk(*PLAIN, place=tmp_path)
    assert ended.returncode == 0
    [aside] = data.glob("damaged-*")
    assert (aside / "outbox.db").read_bytes() == rubbish
    assert told(ended, "damaged", str(aside))


@pytest.mark.parametrize(
    ("file", "before", "after", "parts"),
    [
        ("fields/elder_care.json", '"id": "el-meals"', '"id": "el-meals",', ("elder_care.json",)),
        (
            "fields/elder_care.json",
            '"zh": "送餐上门"',
            '"zz": "送餐上门"',
            ("elder_care.json", "el-meal-delivery", "name"),
        ),
        ("guides/g-meals.json", '"type": "date"', '"type": "moon"', ("g-meals", "birth_date")),
    ],
)
def test_a_broken_catalogue_file_is_named_with_item_and_field(
    tmp_path: Path, file: str, before: str, after: str, parts: tuple[str, ...]
) -> None:
    for package in PACKAGES:
        (tmp_path / package).symlink_to(ROOT / package)
    shutil.copytree(ROOT / "kiosk", tmp_path / "kiosk")
    broken = tmp_path / "kiosk/catalogue/data" / file
    text = broken.read_text("utf-8")
    assert before in text
    broken.write_text(text.replace(before, after, 1), "utf-8")
    for words in (PLAIN, ("catalogue", "check")):
        ended = kiosk(*words, place=tmp_path, cwd=tmp_path)
        assert ended.returncode == 1
        assert told(ended, *parts)


def test_strange_answers_get_a_sentence_each(tmp_path: Path) -> None:
    strange = ("王" * 10_000, "王\x1b[2J\x00\x07秀英", "12", "13800138000", "20260231", "19480321")
    walk = ("/1", "助餐", "1", "", *strange)
    ended = kiosk(*PLAIN, place=tmp_path, typed="\n".join(walk) + "\n")
    assert ended.returncode == 0
    assert told(ended, "plain front end")
    for sentence in ("请输入姓名", "请输入11位手机号", "日期不存在", "哪几天来吃"):
        assert sentence in ended.stdout


def test_a_wrong_check_digit_gets_its_own_sentence(tmp_path: Path) -> None:
    number = ("110105194912310021", "110105491231002", "11010519490231002X", "11010519491231002x")
    walk = ("/1", "照护需求评估", "1", "", "王秀英", "13800138000", "1", *number)
    ended = kiosk(*PLAIN, place=tmp_path, typed="\n".join(walk) + "\n")
    for sentence in ("号码里有一位不对", "老的15位号码", "第7到14位", "现在住的地址"):
        assert sentence in ended.stdout


def test_a_full_form_by_plain_lines_can_be_asked_for_at_the_console(tmp_path: Path) -> None:
    form = ("王秀英", "13800138000", "19480321", "1", "1", "1", "/1", "", "", "1", "")
    ended = kiosk(
        *PLAIN, place=tmp_path, typed="\n".join(("/1", "社区食堂", "1", "", *form)) + "\n"
    )
    [reference] = {line for line in ended.stdout.splitlines() if line.startswith("TRY")}
    asked = kiosk("case", reference.lower(), place=tmp_path)
    assert asked.returncode == 0
    assert "el-meals" in asked.stdout
    unknown = kiosk("case", "TRY6-TP9G-FKR6", place=tmp_path)
    assert unknown.returncode == 1
    assert told(unknown, "was not handed in at this kiosk")
    mistyped = kiosk("case", "TRY6-TP9G-FKR7", place=tmp_path)
    assert mistyped.returncode == 2
