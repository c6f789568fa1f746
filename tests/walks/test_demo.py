"""`kiosk demo` hands in six times for real, and `kiosk case` finds every one of them."""

import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

FOLDERS = [
    f"{way}-{language}" for way in ("plain", "terminal", "touch") for language in ("zh_CN", "en")
]
MOST_SECONDS = 300
CHINESE = re.compile("[\u3400-\u9fff]")


def kiosk(settings: Path, *words: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", "--config", str(settings), *words],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_demo_hands_in_six_times(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n', "utf-8")
    out = tmp_path / "pictures"
    printed = kiosk(settings, "demo", "--out", str(out))
    cases = re.findall(r"case number: (\S+)  reference: (\S+)", printed)
    assert len({number for number, _ in cases}) == len(FOLDERS)
    for number, reference in cases:
        assert f"case number: {number}" in kiosk(settings, "case", reference)
    for folder in FOLDERS:
        pages = {file.stem.split("-", 1)[1] for file in (out / folder).iterdir()}
        assert {"welcome", "guide-el-meals", "review-agree", "receipt"} <= pages
    for file in (out / "touch-zh_CN").glob("*-receipt.png"):
        with Image.open(file) as picture:
            assert picture.size == (1080, 1920)
            colors = picture.getcolors(maxcolors=1 << 24)
            assert colors is not None
            assert len(colors) > 1
    english = (out / "plain-en").glob("*-question-*.txt")
    for file in english:
        shown = [line for line in file.read_text("utf-8").splitlines() if "中文" not in line]
        assert not CHINESE.search("\n".join(shown)), file
