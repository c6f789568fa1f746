"""Brings the lists of words up to date with the code: run by `make words`.

Sentences that are gone leave the lists; new ones come in empty for Chinese, and for English as
the code has them. What is translated stays. The files change only where the words did.
"""

import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from locales.check import LANGUAGES
from locales.extraction import sentences_of, unreadable_calls

_HEADER: Final = """\
# The words of the kiosk. `make words` keeps this list; translate only msgstr.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Of our own, because gettext's has dates that would change the file every time."""


def update(root: Path) -> None:
    """Writes `messages.pot` and each language's `messages.po`."""
    template = _template(root)
    _write(root / "locales" / "messages.pot", template)
    for language in LANGUAGES:
        file = root / "locales" / language / "LC_MESSAGES" / "messages.po"
        _write(file, _updated(file, language, template))


def _template(root: Path) -> Catalog:
    template = Catalog()
    for sentence in sentences_of(root):
        template.add(
            sentence.one if sentence.several is None else (sentence.one, sentence.several),
            locations=[(sentence.file.as_posix(), sentence.line)],
            auto_comments=sentence.comments,
        )
    return template


def _updated(file: Path, language: str, template: Catalog) -> Catalog:
    known = Catalog(locale=language)
    if file.is_file():
        with file.open("rb") as lines:
            known = read_po(lines, locale=language)
    catalogue = Catalog(locale=language)
    for message in template:
        if not message.id:
            continue
        before = known.get(message.id if isinstance(message.id, str) else message.id[0])
        string = before.string if before and before.id == message.id else None
        if language == "en" and not any(string or ()):
            string = message.id
        catalogue.add(
            message.id,
            string,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            flags=before.flags if before else (),
        )
    return catalogue


def _write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    header = _HEADER.format(
        language=catalogue.locale_identifier or "", plural_forms=catalogue.plural_forms
    )
    with file.open("wb") as lines:
        lines.write(header.encode("utf-8"))
        # Without line numbers, so that a moved line of code changes no list.
        write_po(lines, catalogue, width=0, include_lineno=False, omit_header=True)


def main(root: Path) -> int:
    """Updates the lists; 1 and the faults if a sentence cannot be read out of the code."""
    if faults := [*unreadable_calls(root)]:
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
        return 1
    update(root)
    sys.stdout.write("The words are up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
