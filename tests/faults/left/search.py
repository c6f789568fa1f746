"""Looks for what residents wrote in every file of a folder, in every form it might have taken."""

import base64
import json
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, quote_plus

PIECE, APART = 24, 400
"""So many bytes are written by nobody by chance. A long message lies in many places."""


def forms(text: str) -> Iterator[bytes]:
    """The text as it might stand in a database, a log, a form or a journal."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(text)[1:-1].upper().encode()
    yield quote(text).encode()
    yield quote_plus(text).encode()
    yield repr(text.encode())[2:-1].encode()
    yield from in_base64(text.encode())


def in_base64(content: bytes) -> Iterator[bytes]:
    """As it stands in longer text, whatever comes before and after it."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + content)
        # The first and the last four letters also carry bits of their neighbours.
        yield coded[4:-4]
        yield coded[4:-4].translate(bytes.maketrans(b"+/", b"-_"))


def pieces(content: bytes) -> list[bytes]:
    """Of something long: several of each place that it may lie in."""
    return [content[at : at + PIECE] for at in range(0, len(content) - PIECE + 1, APART)]


def sealed_in(database: Path) -> list[bytes]:
    """Every sealed message that lies there now."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as file:
        rows = file.execute("SELECT sealed FROM parcel WHERE sealed IS NOT NULL")
        return [row[0] for row in rows]


def found(folder: Path, sought: Iterable[bytes]) -> list[str]:
    """Where any of it stands: the names of the files."""
    wanted = list(sought)
    with TemporaryDirectory() as place:
        # By another process: to close a file here would end SQLite's locks on it in this one.
        copy = ["cp", "-r", str(folder), place]
        subprocess.run(copy, check=True)
        files = [path for path in sorted(Path(place).rglob("*")) if path.is_file()]
        return [path.name for path in files if _holds(path.read_bytes().strip(b"\0"), wanted)]


def _holds(content: bytes, wanted: list[bytes]) -> bool:
    return any(each in content for each in wanted)
