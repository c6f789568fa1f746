import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kiosk", "screens", "accessibility", "api_client", "locales", "onestop")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code, in which imports can be planted."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            copy = tmp_path / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    return tmp_path


def told(tree: Path) -> tuple[bool, str]:
    """Whether the contracts are kept, and what import-linter says."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_are_kept(tree: Path) -> None:
    is_kept, said = told(tree)
    assert is_kept, said
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("kiosk/planted.py", "import kivy", "Kivy stays in the touch screen"),
        ("screens/planted.py", "from kivy.app import App", "Kivy stays in the touch screen"),
        ("kiosk/planted.py", "import textual", "Textual stays in the terminal"),
        ("screens/touch/planted.py", "import textual.app", "Textual stays in the terminal"),
        ("accessibility/planted.py", "import pyttsx3", "pyttsx3 stays in one voice"),
        ("api_client/planted.py", "import requests", "requests stays in the transport"),
        ("kiosk/planted.py", "import sqlite3", "SQLite stays in the outbox"),
        ("accessibility/planted.py", "import screens", "Imports point down only"),
        ("accessibility/planted.py", "import locales", "Imports point down only"),
        ("kiosk/planted.py", "import screens.page", "Imports point down only"),
        ("api_client/planted.py", "import kiosk.events", "Imports point down only"),
        ("screens/plain/planted.py", "import screens.touch", "The renderers do not know"),
        ("onestop/planted.py", "import api_client.outbox", "The back end knows the contract"),
        ("onestop/planted.py", "import kiosk.events", "The back end knows the contract"),
        ("kiosk/planted.py", "import onestop", "Only the composition root knows the back end"),
        ("screens/planted.py", "import kiosk.__main__", "Nobody knows the composition root"),
    ],
)
def test_a_forbidden_import_is_found(tree: Path, file: str, line: str, contract: str) -> None:
    planted = tree / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n", "utf-8")
    is_kept, said = told(tree)
    broken = [row for row in said.splitlines() if "BROKEN" in row]
    assert not is_kept
    assert any(row.startswith(contract) for row in broken), said
