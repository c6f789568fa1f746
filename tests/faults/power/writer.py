"""Puts one message after another and says so: `python -m tests.faults.power.writer FOLDER HOW`.

HOW is `durable`, as the kiosk does it, or `hasty`: then nothing waits for the disk.
"""

import sys
from pathlib import Path

from api_client.outbox import Outbox
from api_client.vault import KeyFile, Vault
from tests.faults.crash.kinds import SOME_TIME, submission

MANY = 20


def main() -> None:
    folder, how = Path(sys.argv[1]), sys.argv[2]
    with Outbox.open(folder, Vault.of(KeyFile(folder / "outbox.key"))) as outbox:
        own = outbox.for_thread(is_durable=how == "durable")
        for number in range(MANY):
            own.put(submission(f"R-{number:02}"), SOME_TIME)
        sys.stdout.write("put\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
