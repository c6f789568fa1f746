"""A visit by lines: typed, printed, interrupted, ended."""

import os
import threading
from io import TextIOWrapper
from pathlib import Path

import pytest

from api_client.news import Refused
from kiosk.events import ChangedPreferences, Chose, Entered, OpenedTile, Skipped, Stayed, WentOn
from screens.plain import PlainLines
from tests.screens.plain.conftest import Desks
from tests.screens.sample_listener import SampleListener


def test_the_first_page_is_printed_before_anything_is_typed(desks: Desks) -> None:
    assert "1 Community meals" in desks.at("welcome").read()


def test_a_digit_opens_and_the_next_page_is_printed(desks: Desks) -> None:
    desk = desks.at("welcome")
    assert "Care at home: long-term care insurance" in desk.type("2")
    assert desk.listener.events == [OpenedTile("Care at home")]


def test_a_digit_marks_and_goes_on_and_only_the_last_page_is_printed(desks: Desks) -> None:
    desk = desks.at("question:sex")
    printed = desk.type("1")
    assert desk.listener.events == [Chose("Female"), WentOn()]
    assert "What is your telephone number?" in printed
    assert "Are you female or male?" not in printed


def test_a_line_is_the_answer_and_goes_on(desks: Desks) -> None:
    desk = desks.at("question:phone")
    assert "What help do you need?" in desk.type("13812345678")
    assert desk.listener.events == [Entered("13812345678"), WentOn()]


def test_a_wrong_answer_is_shown_with_what_to_do(desks: Desks) -> None:
    printed = desks.at("question:phone").type("138")
    assert "! A mobile number has 11 digits.\nTelephone number: 138\n" in printed


def test_leaving_a_question_enters_nothing(desks: Desks) -> None:
    desk = desks.at("question:phone")
    desk.type("/1")
    assert desk.listener.events == [Skipped()]


def test_an_unknown_command_repeats_only_the_keys(desks: Desks) -> None:
    printed = desks.at("question:sex").type("/zzz")
    assert printed.splitlines()[0] == "/n Next"
    assert "Are you female" not in printed


def test_hear_again_prints_the_page_again(desks: Desks) -> None:
    assert "Are you female or male?" in desks.at("question:sex").type("/r")


def test_the_language_changes_on_the_spot(desks: Desks) -> None:
    assert "您的电话号码是多少？" in desks.at("question:phone").type("/l")


@pytest.mark.parametrize("line", ["/s", "/c", "/v"])
def test_settings_can_be_changed_though_lines_look_the_same(line: str, desks: Desks) -> None:
    desk = desks.at("guide")
    desk.type(line)
    assert isinstance(desk.listener.events[0], ChangedPreferences)


@pytest.mark.parametrize(
    "line",
    [
        b"x" * 10_000,
        b"\x00\x01\x02",
        b"\xff\xfe\x80",
        b"\x1b[A\x1b[B",
        "\u202e陈".encode(),
        b"\x7f",
    ],
)
@pytest.mark.parametrize("page_id", ["welcome", "question:needs", "wait", "still-there"])
def test_no_line_is_too_strange(line: bytes, page_id: str, desks: Desks) -> None:
    printed = desks.at(page_id).type(line)
    assert printed
    assert not set(printed) & {"\x00", "\x01", "\x1b", "\u202e", "\x7f"}


def test_an_answer_that_is_too_long_is_not_cut_to_a_valid_one(desks: Desks) -> None:
    desk = desks.at("question:needs")
    desk.type("长" * 5000)
    assert desk.listener.events[0] == Entered("长" * 201)


def test_what_a_terminal_cannot_show_is_replaced(desks: Desks) -> None:
    desk = desks.at("question:needs", "zh_CN", encoding="ascii")
    assert "???" in desk.read()
    assert "Hello" in desks.at("welcome", encoding="ascii").read()


def test_a_chinese_terminal_is_read_and_written_in_its_own_encoding(desks: Desks) -> None:
    desk = desks.at("question:needs", "zh_CN", encoding="gb18030")
    assert "您需要什么帮助？" in desk.read()
    desk.type("修水管")
    assert desk.listener.events[0] == Entered("修水管")


def test_several_lines_at_once_are_taken_one_after_another(desks: Desks) -> None:
    desk = desks.at("question:sex")
    desk.send(b"2\n13812345678\nhelp with the bath\n")
    desk.screen.step()
    assert desk.listener.page.id == "receipt"


def test_news_from_another_thread_is_handled_while_waiting(desks: Desks) -> None:
    desk = desks.at("receipt")
    thread = threading.Thread(target=desk.screen.from_thread, args=(Refused("K7M2"),))
    thread.start()
    desk.screen.step()
    thread.join()
    assert desk.listener.events == [Refused("K7M2")]


def test_the_clock_is_told_once_a_second(desks: Desks) -> None:
    desk = desks.at("welcome")
    for tenths in range(31):
        desk.now = tenths / 10
        desk.type("/zzz")
    assert desk.listener.ticks == 3


def test_being_asked_whether_one_is_there_does_not_lose_the_line(desks: Desks) -> None:
    desk = desks.at("question:phone")
    desk.listener.is_idle_due = True
    desk.now = 1.0
    desk.screen.step()
    assert "Are you still there?" in desk.read()
    assert "What help do you need?" in desk.type("13812345678")
    assert desk.listener.events == [Stayed(), Entered("13812345678"), WentOn()]


def test_the_end_of_input_ends_it(desks: Desks) -> None:
    desk = desks.at("welcome")
    desk.send(b"2")
    desk.hang_up()
    assert desk.screen.step()
    assert not desk.screen.step()
    assert desk.listener.page.id == "guide"


def test_a_signal_can_stop_it(desks: Desks) -> None:
    desk = desks.at("welcome")
    desk.screen.stop()
    assert not desk.screen.step()


def test_a_file_of_lines_is_a_visit(tmp_path: Path) -> None:
    script, paper = tmp_path / "script.txt", tmp_path / "paper.txt"
    script.write_text("2\n\n1\n13812345678\n", "utf-8")
    with script.open(encoding="utf-8") as stdin, paper.open("w", encoding="utf-8") as stdout:
        assert PlainLines(stdin, stdout).run(SampleListener) == 0
    assert "What help do you need?" in paper.read_text("utf-8")


def test_nothing_to_read_prints_the_first_page_and_ends(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    with Path(os.devnull).open(encoding="utf-8") as stdin, paper.open("w") as stdout:
        assert PlainLines(stdin, stdout).run(SampleListener) == 0
    assert paper.read_text("utf-8").count("Hello.") == 1


def test_nobody_to_read_what_is_printed_ends_it() -> None:
    keyboard_end, keyboard = os.pipe()
    paper, paper_end = os.pipe()
    os.close(paper)
    with (
        TextIOWrapper(os.fdopen(keyboard_end, "rb")) as stdin,
        TextIOWrapper(os.fdopen(paper_end, "wb")) as stdout,
    ):
        assert PlainLines(stdin, stdout).run(SampleListener) == 0
    os.close(keyboard)


def test_a_terminal_that_is_hung_up_ends_it() -> None:
    main_end, terminal_end = os.openpty()
    with (
        TextIOWrapper(os.fdopen(terminal_end, "rb")) as stdin,
        Path(os.devnull).open("w", encoding="utf-8") as stdout,
    ):
        os.close(main_end)
        assert PlainLines(stdin, stdout).run(SampleListener) == 0
