"""Finds services by what people call them, in Chinese and in English, best first.

1. Full-width letters, case, accents and English plurals make no difference.
2. The whole query is looked for, then each of its words; a service with all of them comes first.
3. A hit weighs by how it fits (whole, beginning, inside) and by where (name, keyword, text).
4. A Chinese query that holds a keyword counts too: 我想打疫苗 finds 疫苗.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api_client.contract import Service

WORDS = re.compile(r"[a-z0-9]+(?:'[a-z]+)?(?:\+[0-9]+)*|[\u3400-\u9fff〇\U00020000-\U0003ffff]+")
CHINESE = re.compile(r"[\u3400-\u9fff〇\U00020000-\U0003ffff]")
ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
LITTLE_WORDS = re.compile(
    "an?|and|are|at|be|can|do|does|for|from|get|go|have|help|how|i|in|is|it|me|my|near|need|of|on|"
    "or|our|please|some|the|there|to|us|want|we|what|when|where|which|with|would|your?"
)
SHORTEST_PLURAL = 4
LONGEST_KEYWORD = 12
WHOLE, BEGINNING, INSIDE, HELD = 100.0, 75.0, 55.0, 45.0
NAME, KEYWORD, TEXT = 1.0, 0.95, 0.35
WHOLE_QUERY = 1.2
FURTHER_HIT = 0.1
FAR_BEHIND = 0.3


def folded(text: str) -> str:
    """The text as it is compared: `ＦＡＭＩＬＹ doctors’` becomes `family doctor`."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    if ACCENTED.search(plain):
        plain = "".join(
            each for each in unicodedata.normalize("NFD", plain) if not _is_accent(each)
        )
    return " ".join(_singular(word) for word in WORDS.findall(plain))


@dataclass(frozen=True, slots=True)
class _Known:
    """One text a service can be found by, each word after a space, and what a hit is worth."""

    text: str
    worth: float


class Index:
    """Every service's names, keywords and texts, made ready once."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._services = tuple(services)
        self._known = [tuple(_known(service)) for service in self._services]
        self._all = ["".join(known.text for known in each) for each in self._known]
        self._keywords: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, each in enumerate(self._known):
            for known in each:
                if known.worth > TEXT and CHINESE.search(known.text):
                    self._keywords[known.text.strip()].append((place, known.worth))

    def search(self, text: str) -> list[Service]:
        """The services that fit, best first; equals stay in the catalogue's order."""
        query = folded(text)
        terms = [
            word for word in query.split() if not LITTLE_WORDS.fullmatch(word)
        ] or query.split()
        if not terms:
            return []
        whole = self._scores(query)
        each = [whole] if [query] == terms else [self._scores(term) for term in terms]
        found: dict[int, float] = {}
        for place in {place for scores in (whole, *each) for place in scores}:
            hits = [scores[place] for scores in each if place in scores]
            share = sum(hits) / len(terms) * len(hits) / len(terms)
            found[place] = max(share, whole.get(place, 0.0) * WHOLE_QUERY)
        least = max(found.values(), default=0.0) * FAR_BEHIND
        ranked = sorted(found, key=lambda place: (-found[place], place))
        return [self._services[place] for place in ranked if found[place] >= least]

    def _scores(self, term: str) -> dict[int, float]:
        """What each place scores for one term."""
        is_chinese = bool(CHINESE.search(term))
        scores = self._held_in(term) if is_chinese else {}
        sought = term if is_chinese else f" {term}"
        for place, text in enumerate(self._all):
            if sought in text:
                hits = [_fit(term, each) for each in self._known[place] if sought in each.text]
                if hits:
                    best = max(hits)
                    score = best + FURTHER_HIT * (sum(hits) - best)
                    scores[place] = max(score, scores.get(place, 0.0))
        return scores

    def _held_in(self, term: str) -> dict[int, float]:
        """Services with a keyword inside the term; a longer keyword tells more."""
        scores: dict[int, float] = defaultdict(float)
        for start in range(len(term)):
            for end in range(start + 2, min(start + LONGEST_KEYWORD, len(term)) + 1):
                for place, worth in self._keywords.get(term[start:end], ()):
                    scores[place] += HELD * worth * (end - start) / len(term)
        return dict(scores)


def _known(service: Service) -> Iterator[_Known]:
    for text in (service.name.zh, service.name.en):
        yield _Known(_marked(text), NAME)
    for keywords in (service.keywords.zh, service.keywords.en):
        yield from _keywords(keywords)
    for both in (service.content, service.audience):
        yield _Known(_marked(both.zh), TEXT)
        yield _Known(_marked(both.en), TEXT)


def _keywords(keywords: Sequence[str]) -> Iterator[_Known]:
    """The first keyword is the one most people say; each further one is worth a little less."""
    for number, keyword in enumerate(keywords):
        yield _Known(_marked(keyword), max(KEYWORD - number * 0.01, KEYWORD / 2))


def _marked(text: str) -> str:
    return f" {folded(text)}"


def _fit(term: str, known: _Known) -> float:
    """How well the term fits a text that holds it."""
    if len(known.text) == len(term) + 1:
        return WHOLE * known.worth
    is_beginning = known.worth > TEXT and known.text.startswith(term, 1)
    return (BEGINNING if is_beginning else INSIDE) * known.worth


def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1].removesuffix("'")


def _is_accent(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"
