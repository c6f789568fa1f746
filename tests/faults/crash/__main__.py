"""`python -m tests.faults.crash`: kills kiosk and back end, and counts what is lost or doubled."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.crash.run import Plan, carried_out


def main() -> int:
    """The last line says what it came to. After a failure the folders are kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.crash", description=__doc__)
    parser.add_argument("--kiosk", type=int, default=500, help="how often the kiosk is killed")
    parser.add_argument("--back-end", type=int, default=100, help="how often the back end is")
    parser.add_argument("--seed", type=int, default=1, help="another one kills at other moments")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crash-"))
    verdict = carried_out(Plan(asked.kiosk, asked.back_end, asked.seed), folder)
    if verdict.is_good:
        shutil.rmtree(folder)
    else:
        sys.stdout.write(f"everything is kept in {folder}\n")
    sys.stdout.write("\n".join(verdict.told()) + "\n")
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
