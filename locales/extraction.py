"""Finds every sentence that the code asks for, with the comment that tells translators about it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

MAPPING: Final = Path("locales/babel.cfg")
COMMENT_TAG: Final = "Translators:"
KEYWORDS: Final[Mapping[str, tuple[int, ...] | None]] = {
    "words": None,
    "_words": None,
    "many": (1, 2),
}
"""`words("…")`, `self._words("…")` and `words.many("…", "…", n)`; numbers count arguments."""

_ASKED_BY: Final = ("words", "_words")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the code; `several` is its plural. `comments` are for translators."""

    one: str
    several: str | None
    file: Path
    line: int
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where."""

    file: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


def sentences_of(root: Path) -> list[Sentence]:
    """Every sentence of the code under this folder, in the order of files and lines.

    Babel's reader stumbles over calls that are unreadable: ask for those first.
    """
    with (root / MAPPING).open(encoding="utf-8") as lines:
        methods, options = parse_mapping_cfg(lines)  # type: ignore[no-untyped-call]  # babel's has none
    found = [
        Sentence(
            one=message if isinstance(message, str) else message[0],
            several=None if isinstance(message, str) else message[1],
            file=Path(file),
            line=line,
            comments=tuple(comments),
        )
        for file, line, message, comments, _ in extract_from_dir(
            root, methods, options, KEYWORDS, (COMMENT_TAG,)
        )
    ]
    return sorted(found, key=lambda sentence: (sentence.file, sentence.line))


def unreadable_calls(root: Path) -> Iterator[Fault]:
    """Every call for words whose sentence is not written out, so that nobody can translate it."""
    for file in sorted([*root.glob("screens/**/*.py"), *root.glob("kiosk/**/*.py")]):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _is_unreadable(node):
                yield Fault(
                    file.relative_to(root),
                    node.lineno,
                    "write the whole sentence into the call, as one literal text.",
                )


def _is_unreadable(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name) if name in _ASKED_BY:
            needed = 1
        case ast.Attribute(ast.Name(name) | ast.Attribute(attr=name), "many") if name in _ASKED_BY:
            needed = 2
        case _:
            return False
    given = call.args[:needed]
    return len(given) < needed or not all(
        isinstance(each, ast.Constant) and isinstance(each.value, str) for each in given
    )
