"""Checks that every sentence of the kiosk stands whole in every language: run by `make check`."""

import re
import string
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales.extraction import COMMENT_TAG, Fault, Sentence, sentences_of, unreadable_calls

LANGUAGES: Final = ("zh_CN", "en")
_IDEOGRAPH: Final = "[\u3400-\u9fff]"
_WESTERN_MARK: Final = re.compile(f"{_IDEOGRAPH}\\s*([,;:?!])\\s*{_IDEOGRAPH}")


def faults_of(root: Path) -> list[Fault]:
    """Everything that is wrong with the words under this folder."""
    if unreadable := [*unreadable_calls(root)]:
        return unreadable
    sentences = sentences_of(root)
    faults = [*_uncommented(sentences), *_unformattable(sentences), *_two_plurals(sentences)]
    wanted: dict[str, Sentence] = {}
    for sentence in sentences:
        wanted.setdefault(sentence.one, sentence)
    for language in LANGUAGES:
        file = Path("locales", language, "LC_MESSAGES", "messages.po")
        faults += _faults_of_language(root, file, language, wanted)
    return faults


def main(root: Path) -> int:
    """Prints each fault as `file:line: sentence`; 1 if there is any."""
    faults = faults_of(root)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if faults:
        sys.stdout.write(f"{len(faults)} faults in the words; `make words` adds what is missing.\n")
        return 1
    sys.stdout.write(f"The words are whole: {len(sentences_of(root))} places in the code.\n")
    return 0


def _uncommented(sentences: Sequence[Sentence]) -> Iterator[Fault]:
    commented = {sentence.one for sentence in sentences if sentence.comments}
    for sentence in sentences:
        if sentence.one not in commented:
            yield Fault(
                sentence.file,
                sentence.line,
                f"“{sentence.one}” needs a line “# {COMMENT_TAG} …” directly above, that says where"
                " it appears and whether it is spoken.",
            )


def _unformattable(sentences: Sequence[Sentence]) -> Iterator[Fault]:
    for sentence in sentences:
        for text in filter(None, (sentence.one, sentence.several)):
            if _places(text) is None:
                yield Fault(sentence.file, sentence.line, f"“{text}” has braces that do not pair.")


def _two_plurals(sentences: Sequence[Sentence]) -> Iterator[Fault]:
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        known = first.setdefault(sentence.one, sentence)
        if known.several != sentence.several:
            yield Fault(
                sentence.file,
                sentence.line,
                f"“{sentence.one}” has another plural at {known.file}:{known.line}.",
            )


def _faults_of_language(
    root: Path, file: Path, language: str, wanted: Mapping[str, Sentence]
) -> Iterator[Fault]:
    if not (root / file).is_file():
        yield Fault(file, 1, "is missing; `make words` makes it.")
        return
    with (root / file).open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    entries = {_ids(message)[0]: message for message in catalogue if message.id}
    for one, sentence in wanted.items():
        if one not in entries:
            yield Fault(sentence.file, sentence.line, f"“{one}” is missing in {file}.")
    for obsolete in catalogue.obsolete.values():
        yield Fault(file, obsolete.lineno or 1, f"“{_ids(obsolete)[0]}” is no longer used.")
    for one, message in entries.items():
        line = message.lineno or 1
        if one not in wanted:
            yield Fault(file, line, f"“{one}” is used nowhere in the code.")
            continue
        for wrong in _wrong_in(message, wanted[one], catalogue):
            yield Fault(file, line, f"“{one}” {wrong}")


def _wrong_in(message: Message, sentence: Sentence, catalogue: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "is marked fuzzy: read it again and take the mark away."
    several = _ids(message)[1] if message.pluralizable else None
    if several != sentence.several:
        yield f"has another plural than the code at {sentence.file}:{sentence.line}."
        return
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ("",))
    if message.pluralizable and len(texts) != catalogue.num_plurals:
        yield f"needs {catalogue.num_plurals} plural forms and has {len(texts)}."
    for form, text in enumerate(texts):
        if not text.strip():
            yield "is not translated."
            continue
        # The last form is for many; a language with one form uses it for every number.
        model = sentence.one if form == 0 and len(texts) > 1 else several or sentence.one
        places, meant = _places(text), _places(model)
        if places is None:
            yield f"has braces that do not pair: “{text}”."
        elif meant is not None and places != meant:
            yield f"has the places {_listed(places)} and needs {_listed(meant)}: “{text}”."
        if mark := _WESTERN_MARK.search(text):
            yield f"has a Western “{mark[1]}” between Chinese characters: “{text}”."


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _places(text: str) -> frozenset[str] | None:
    """The names in braces; None if the text cannot be filled in."""
    try:
        return frozenset(
            name for _, name, _, _ in string.Formatter().parse(text) if name is not None
        )
    except ValueError:
        return None


def _listed(places: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(places)) or "none"


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
