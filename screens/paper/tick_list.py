"""The slip to take along before anything is handed in: who can apply, what to bring, where."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from api_client.contract import SourcedText
from locales import Words
from screens.pages.hours import hours
from screens.paper.marked import legend, marked, with_sign
from screens.paper.receipt import foot, foot_sources
from screens.paper.slip import Matter, Said, Slip, Weight, in_both


def tick_list(matter: Matter, printed_at: datetime) -> Slip:
    """What one service takes, with a box to tick before each paper to bring."""
    parts = (_top, _who, _what_you_get, _bring, _where, _cost, foot)
    return Slip(
        (
            *(line for part in parts for line in in_both(partial(part, matter))),
            *in_both(partial(legend, _sources(matter))),
            *in_both(partial(_end, printed_at)),
        )
    )


def _top(matter: Matter, words: Words) -> Iterator[Said]:
    yield Weight.HALL, words.of(matter.hall.name)
    # Translators: title of the printed list of what to bring; not spoken
    yield Weight.TITLE, words("Your tick list")
    yield Weight.NAME, words.of(matter.service.name)


def _who(matter: Matter, words: Words) -> Iterator[Said]:
    if matter.guide and matter.guide.conditions:
        # Translators: heading on a guide; spoken
        yield Weight.HEADING, words("Who can apply")
        for condition in matter.guide.conditions:
            yield Weight.PLAIN, marked(condition, words)
    else:
        # Translators: heading on a guide: the people a service is for; spoken
        yield Weight.HEADING, words("Who can use it")
        yield Weight.PLAIN, words.of(matter.service.audience)


def _what_you_get(matter: Matter, words: Words) -> Iterator[Said]:
    service = matter.service
    if service.standard is None:
        return
    # Translators: heading on a guide: what the service gives; spoken
    yield Weight.HEADING, words("What you get")
    yield Weight.PLAIN, words.of(service.standard)
    if service.standard_as_of:
        # Translators: below an amount on a guide; {date} is a year or year and month; spoken
        dated = words("As published in {date}; it may have changed.", date=service.standard_as_of)
        yield Weight.SMALL, dated


def _bring(matter: Matter, words: Words) -> Iterator[Said]:
    # Translators: heading on a guide above the tick list; spoken
    yield Weight.HEADING, words("What to bring")
    for document in matter.documents:
        name = words.of(document.name)
        # Translators: line of the tick list for a paper that is not always needed; spoken
        optional = words("{document} (if you have it)", document=name)
        line = name if document.is_required else optional
        yield Weight.TICK, with_sign(line, document.source)
    if not matter.documents:
        # Translators: on the printed list, where the catalogue names no papers; not spoken
        yield Weight.PLAIN, words("No papers are listed. Please ask before you come.")


def _where(matter: Matter, words: Words) -> Iterator[Said]:
    # Translators: heading on the printed list; not spoken
    yield Weight.HEADING, words("Where and when")
    for place in _places(matter):
        yield Weight.PLAIN, marked(place, words)
    opening = hours(matter.hall.opening_hours, words)
    yield Weight.PLAIN, with_sign(opening, matter.hall.hours_source)
    numbers = matter.guide.hotlines if matter.guide else ()
    if numbers:
        # Translators: on a guide; {numbers} are telephone numbers; spoken
        yield Weight.PLAIN, words("Ring {numbers}.", numbers=" / ".join(numbers))


def _cost(matter: Matter, words: Words) -> Iterator[Said]:
    if matter.guide is None:
        return
    # Translators: heading on a guide; spoken
    yield Weight.HEADING, words("What it costs")
    yield Weight.PLAIN, marked(matter.guide.fee, words)
    if matter.guide.time_limit:
        # Translators: heading on a guide: how long it takes; spoken
        yield Weight.HEADING, words("How long it takes")
        yield Weight.PLAIN, marked(matter.guide.time_limit, words)


def _end(printed_at: datetime, words: Words) -> Iterator[Said]:
    # Translators: last line of the printed list; not spoken
    yield Weight.SMALL, words("Printed: {moment}", moment=words.moment(printed_at))


def _places(matter: Matter) -> list[SourcedText]:
    """Each place once, however many texts name it; the hall's address stands in the foot."""
    texts = [matter.guide.where] if matter.guide else []
    texts += [matter.counter] if matter.counter else []
    return list({text.zh: text for text in texts}.values())


def _sources(matter: Matter) -> list[str]:
    texts = [text.source for text in _places(matter)]
    guide = matter.guide
    if guide:
        sourced = (*guide.conditions, guide.fee, *([guide.time_limit] if guide.time_limit else []))
        texts += [text.source for text in sourced]
    papers = [document.source for document in matter.documents]
    return [*texts, *papers, matter.hall.hours_source, *foot_sources(matter)]
