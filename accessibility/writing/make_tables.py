"""Makes `data/pinyin.txt`, the words and characters that can be written with pinyin.

For developers, not for kiosks. In an environment of its own, install from PyPI `pypinyin==0.55.0`
and `jieba==0.42.1`, unpack PyPI's `ngender` 0.1.1 (its `charfreq.csv`) and npm's `china-division`
2.7.0 (its `dist` folder), and in the project's folder run

    python -m accessibility.writing.make_tables charfreq.csv dist

`data/SOURCES.md` names the licences.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from accessibility.writing.table import FILE, order, sign

DATA: Final = FILE.parent
SHANGHAI: Final = "31"
LONGEST_WORD: Final = 6
LEAST_WORD: Final = 15
IS_IDEOGRAPHIC: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
IS_SYLLABLE: Final = re.compile(r"[a-z]{0,2}[aeiouv][a-z]{0,4}")
IS_NUMBERED: Final = re.compile(r"[弄第]")
COMMITTEE: Final = re.compile(r"(社区|村)?(居委会|村委会|社区)$")

# How frequent the kiosk's own words count, on the scale of jieba's 60 million words.
OF_DISTRICT: Final = 6000
OF_STREET: Final = 1500
OF_ROAD: Final = 1200
OF_NEIGHBOURHOOD: Final = 40
OF_ADDRESS_WORD: Final = 4000
OF_GIVEN_NAME: Final = 500
OF_DOUBLE_SURNAME: Final = 1500
OF_FIRST_SURNAME: Final = 2_000_000
DECLINE_OF_SURNAMES: Final = 0.7
OF_RARE_CHARACTER: Final = 600
OF_ADDRESS_CHARACTER: Final = 150_000
TEXT_SHARE: Final = 0.25
UNATTESTED: Final = 0.01

# Readings of Shanghai's places, and of a few words, that the phrase tables have otherwise.
LOCAL_READINGS: Final = {
    **dict.fromkeys(["杨行", "庙行", "殷行", "徐行", "高行", "庄行", "闵行"], (1, "hang")),
    "银都": (1, "du"),
    "莘": (0, "xin"),
    "浜": (0, "bang"),
    "长": (0, "chang"),
    "重固": (0, "chong"),
    "柘": (0, "zhe"),
}

# What people type for characters whose reading is no syllable, or that few tables have.
LOCAL_CHARACTERS: Final = {"嗯": ["en"]}


class Sounds:
    """Readings in the letters one types."""

    def __init__(self) -> None:
        self._pypinyin = import_module("pypinyin")  # not a dependency of the kiosk

    def of_character(self, character: str) -> list[str]:
        found: list[list[str]] = self._pypinyin.pinyin(
            character, style=self._pypinyin.Style.NORMAL, heteronym=True, v_to_u=False
        )
        readings = LOCAL_CHARACTERS.get(character, []) + found[0]
        return [one for one in readings if IS_SYLLABLE.fullmatch(one)]

    def of_word(self, word: str) -> list[str]:
        found: list[str] = self._pypinyin.lazy_pinyin(word, v_to_u=False)
        return found

    def of_place(self, name: str) -> list[str]:
        reading = self.of_word(name)
        for part, (offset, syllable) in LOCAL_READINGS.items():
            for match in re.finditer(part, name):
                reading[match.start() + offset] = syllable
        return reading


def words() -> Iterator[tuple[str, int]]:
    """The words of jieba with their frequencies."""
    jieba = import_module("jieba")  # not a dependency of the kiosk
    lines = (Path(str(jieba.__file__)).parent / "dict.txt").read_text("utf-8").splitlines()
    for word, frequency, _ in map(str.split, lines):
        if IS_IDEOGRAPHIC.fullmatch(word):
            yield word, int(frequency)


def sections() -> dict[str, list[str]]:
    """The parts of `name_characters.txt`."""
    found: dict[str, list[str]] = defaultdict(list)
    title = ""
    for line in (DATA / "name_characters.txt").read_text("utf-8").splitlines():
        if re.fullmatch(r"[a-z ]+", line):
            title = line
        else:
            found[title].append(line)
    return found


def places(division: Path) -> dict[str, int]:
    """Shanghai's places with the frequency they count."""
    found: dict[str, int] = {}

    def names(kind: str) -> list[str]:
        rows = json.loads((division / f"{kind}.json").read_text("utf-8"))
        return [row["name"] for row in rows if row["provinceCode"] == SHANGHAI]

    for name in names("villages"):
        if not IS_NUMBERED.search(name):
            found[COMMITTEE.sub("", name)] = OF_NEIGHBOURHOOD
    for name in names("streets"):
        found[name] = OF_STREET
        found[name.removesuffix("街道").removesuffix("镇")] = OF_STREET
    for name in (DATA / "shanghai_roads.txt").read_text("utf-8").split():
        found[name] = OF_ROAD
    for name in names("areas"):
        found[name] = OF_DISTRICT
        found[name.removesuffix("区")] = OF_DISTRICT
    return {
        name: count
        for name, count in found.items()
        if IS_IDEOGRAPHIC.fullmatch(name) and 1 < len(name) <= LONGEST_WORD + 2
    }


class Maker:
    """Gathers how often each text is read in each way."""

    def __init__(self, division: Path) -> None:
        self._sounds = Sounds()
        self._places = places(division)
        self._parts = sections()
        self.found: Counter[tuple[str, str]] = Counter()
        self._attested: dict[str, Counter[str]] = defaultdict(Counter)

    def add_words(self) -> None:
        for word, frequency in words():
            is_place = word in self._places
            reading = self._sounds.of_place(word) if is_place else self._sounds.of_word(word)
            for character, syllable in zip(word, reading, strict=False):
                self._attested[character][syllable] += frequency
            if 1 < len(word) <= LONGEST_WORD and frequency >= LEAST_WORD:
                self._add(word, reading, frequency)

    def add_places(self) -> None:
        for name, count in self._places.items():
            self._add(name, self._sounds.of_place(name), count)
        for word in " ".join(self._parts["address words"]).split():
            self._add(word, self._sounds.of_place(word), OF_ADDRESS_WORD)

    def add_names(self) -> None:
        for word in " ".join(self._parts["given names"]).split():
            self._add(word, self._sounds.of_word(word), OF_GIVEN_NAME)
        for word in " ".join(self._parts["double surnames"]).split():
            reading = ["yu", "chi"] if word == "尉迟" else self._sounds.of_word(word)
            self._add(word, reading, OF_DOUBLE_SURNAME)

    def add_characters(self, name_frequencies: Path) -> None:
        counts = Counter(_all_characters())
        with name_frequencies.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                counts[row["char"]] += int(row["male"]) + int(row["female"])
        for character in "".join(self._parts["rare"]):
            counts[character] += OF_RARE_CHARACTER
        for character in "".join(self._parts["address"]):
            counts[character] += OF_ADDRESS_CHARACTER
        for character, count in counts.items():
            if IS_IDEOGRAPHIC.fullmatch(character):
                self._add_character(character, count)
        self._add_surnames()

    def _add_character(self, character: str, name_count: int) -> None:
        """Names go to the commonest reading; the others count as often as words have them."""
        attested = self._attested[character]
        readings = dict.fromkeys([*self._sounds.of_character(character), *attested])
        first = next(iter(self._sounds.of_character(character)), "")
        commonest = max(readings, key=lambda one: (attested[one], one == first), default="")
        total = attested.total() * TEXT_SHARE + name_count
        for reading in readings:
            if IS_SYLLABLE.fullmatch(reading):
                own = attested[reading] * TEXT_SHARE + name_count * (reading == commonest)
                self.found[character, reading] = round(max(own, total * UNATTESTED))

    def _add_surnames(self) -> None:
        exceptions = dict(line.split() for line in self._parts["surname readings"])
        for rank, surname in enumerate(dict.fromkeys("".join(self._parts["surnames"]))):
            usual = self._sounds.of_character(surname)[0]
            reading = exceptions.get(surname, usual)
            self.found[surname, reading] += round(
                OF_FIRST_SURNAME / (rank + 4) ** DECLINE_OF_SURNAMES
            )

    def _add(self, word: str, reading: list[str], count: int) -> None:
        is_readable = all(IS_SYLLABLE.fullmatch(one) for one in reading)
        if is_readable and len(reading) == len(word):
            self.found[word, " ".join(reading)] += count

    def lines(self) -> list[str]:
        by_reading: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for (text, reading), count in self.found.items():
            by_reading[reading].append((-count, text))
        return [
            reading + "\t" + "".join(text + sign(-count) for count, text in sorted(texts))
            for reading, texts in sorted(
                by_reading.items(), key=lambda item: (order(item[0]), item[0])
            )
        ]


def _all_characters() -> dict[str, int]:
    """All of GB2312 once more than the rest of GBK, so that the common forms come first."""
    found = {}
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        for charset, count in (("gb2312", 8), ("gbk", 0)):
            try:
                character.encode(charset)
            except UnicodeEncodeError:
                continue
            found[character] = count
            break
    return found


def main(name_frequencies: Path, division: Path) -> None:
    maker = Maker(division)
    maker.add_words()
    maker.add_places()
    maker.add_names()
    maker.add_characters(name_frequencies)
    FILE.write_text("\n".join(maker.lines()) + "\n", "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
