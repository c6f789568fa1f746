import shutil
from pathlib import Path

import pytest

from locales.check import faults_of, main
from locales.update import main as bring_up_to_date
from locales.update import update

ROOT = Path(__file__).parents[2]
CODE = """
def page(words):
    # Translators: a key; spoken
    back = words("Back")
    # Translators: above the reference; spoken
    kept = words("Kept at {moment}, {name}", moment="9:00", name="Li")
    # Translators: above what a search found; spoken
    found = words.many("{number} service", "{number} services", 3)
    return back, kept, found
"""
CHINESE = {
    'msgid "Back"\nmsgstr ""': 'msgid "Back"\nmsgstr "返回"',
    'msgid "Kept at {moment}, {name}"\nmsgstr ""': (
        'msgid "Kept at {moment}, {name}"\nmsgstr "{name}，{moment}已收件"'
    ),
    'msgstr[0] ""': 'msgstr[0] "{number}项服务"',
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small kiosk whose words are whole."""
    (tmp_path / "locales").mkdir()
    shutil.copy(ROOT / "locales" / "babel.cfg", tmp_path / "locales")
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "page.py").write_text(CODE, "utf-8")
    update(tmp_path)
    for empty, filled in CHINESE.items():
        change(po(tmp_path), empty, filled)
    return tmp_path


def po(tree: Path, language: str = "zh_CN") -> Path:
    return tree / "locales" / language / "LC_MESSAGES" / "messages.po"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def told(tree: Path) -> str:
    (fault,) = faults_of(tree)
    return str(fault)


def test_whole_words_have_no_fault(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert faults_of(tree) == []
    assert main(tree) == 0
    assert "The words are whole: 3 places" in capsys.readouterr().out


def test_a_sentence_without_a_comment_is_told_where_it_stands(tree: Path) -> None:
    change(tree / "screens" / "page.py", "    # Translators: a key; spoken\n", "")
    assert told(tree).startswith("screens/page.py:3: “Back” needs a line “# Translators: …”")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_sentence_missing_from_a_language_is_told_where_it_is_asked_for(
    tree: Path, language: str
) -> None:
    change(po(tree, language), 'msgid "Back"', 'msgid "Forward"')
    first, second = sorted(map(str, faults_of(tree)))
    where = f"locales/{language}/LC_MESSAGES/messages.po"
    assert first.startswith(where)
    assert first.endswith("“Forward” is used nowhere in the code.")
    assert second == f"screens/page.py:4: “Back” is missing in {where}."


def test_a_language_without_a_list_is_told(tree: Path) -> None:
    po(tree, "en").unlink()
    assert told(tree) == "locales/en/LC_MESSAGES/messages.po:1: is missing; `make words` makes it."


def test_an_old_sentence_kept_for_later_is_told(tree: Path) -> None:
    with po(tree).open("a", encoding="utf-8") as lines:
        lines.write('\n#~ msgid "Old"\n#~ msgstr "旧"\n')
    assert "“Old” is no longer used." in told(tree)


def test_a_guessed_translation_is_told(tree: Path) -> None:
    change(po(tree), 'msgid "Back"', '#, fuzzy\nmsgid "Back"')
    assert "is marked fuzzy" in told(tree)


@pytest.mark.parametrize("empty", ['msgstr ""', 'msgstr "  "'])
def test_an_empty_translation_is_told_with_its_line(tree: Path, empty: str) -> None:
    change(po(tree), 'msgstr "返回"', empty)
    lines = po(tree).read_text("utf-8").splitlines()
    line = lines.index('msgid "Back"') + 1
    assert told(tree) == (
        f"locales/zh_CN/LC_MESSAGES/messages.po:{line}: “Back” is not translated."
    )


@pytest.mark.parametrize(
    ("translation", "has"),
    [("{moment}已收件", "{moment}"), ("{name}，{time}已收件", "{name}, {time}"), ("收件", "none")],
)
def test_other_places_than_the_sentence_has_are_told(
    tree: Path, translation: str, has: str
) -> None:
    change(po(tree), "{name}，{moment}已收件", translation)
    assert f"has the places {has} and needs {{moment}}, {{name}}" in told(tree)


def test_a_plural_without_its_number_is_told(tree: Path) -> None:
    change(po(tree), "{number}项服务", "几项服务")
    assert "has the places none and needs {number}" in told(tree)


def test_braces_that_do_not_pair_are_told(tree: Path) -> None:
    change(po(tree), "{name}，{moment}已收件", "{name，已收件")
    assert "has braces that do not pair" in told(tree)


@pytest.mark.parametrize("mark", [",", ", ", "?", ";", ":", "!"])
def test_a_western_mark_between_chinese_characters_is_told(tree: Path, mark: str) -> None:
    change(po(tree), "返回", f"返{mark}回")
    assert f"has a Western “{mark.strip()}” between Chinese characters" in told(tree)


def test_western_marks_beside_digits_are_left_alone(tree: Path) -> None:
    change(po(tree), "返回", "8:30，返回 12,345")
    assert faults_of(tree) == []


@pytest.mark.parametrize(
    "call",
    [
        "words(title)",
        'words(f"Hello {name}")',
        'words("Hello " + name)',
        "words()",
        'words.many("one", several, 3)',
        "self._words(title)",
        "self._words.many(one, several, 3)",
    ],
)
def test_a_sentence_that_is_not_written_out_is_told(
    tree: Path, call: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tree / "screens" / "other.py"
    other.write_text(f"# Translators: a title; spoken\nx = {call}\n", "utf-8")
    sentence = "screens/other.py:2: write the whole sentence into the call, as one literal text."
    assert told(tree) == sentence
    assert bring_up_to_date(tree) == 1
    assert sentence in capsys.readouterr().out


def test_two_plurals_for_one_sentence_are_told(tree: Path) -> None:
    (tree / "screens" / "zz.py").write_text(
        '# Translators: a count; spoken\nx = words.many("{number} service", "{number} more", 3)\n',
        "utf-8",
    )
    assert told(tree).endswith("has another plural at screens/page.py:8.")


def test_new_sentences_come_in_empty_for_chinese_and_as_written_for_english(tree: Path) -> None:
    (tree / "screens" / "other.py").write_text(
        '# Translators: a greeting; spoken\nx = words("Hello")\n', "utf-8"
    )
    update(tree)
    assert "“Hello” is not translated." in told(tree)
    assert 'msgid "Hello"\nmsgstr "Hello"' in po(tree, "en").read_text("utf-8")
    assert 'msgstr "返回"' in po(tree).read_text("utf-8")


def test_sentences_that_are_gone_leave_the_lists(tree: Path) -> None:
    change(tree / "screens" / "page.py", '"Back"', '"Go back"')
    update(tree)
    assert '"Back"' not in po(tree).read_text("utf-8")
    assert "“Go back” is not translated." in told(tree)


def test_bringing_up_to_date_twice_or_moving_lines_changes_nothing(tree: Path) -> None:
    files = [tree / "locales" / "messages.pot", po(tree), po(tree, "en")]
    before = [file.read_bytes() for file in files]
    page = tree / "screens" / "page.py"
    page.write_text("\n\n\n" + page.read_text("utf-8"), "utf-8")
    update(tree)
    assert [file.read_bytes() for file in files] == before


def test_the_kiosks_own_words_are_whole() -> None:
    assert [str(fault) for fault in faults_of(ROOT)] == []
