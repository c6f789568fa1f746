"""What is new: services that came, that were changed, that are offered no more, and since when."""

from collections.abc import Iterator, Sequence

from api_client.contract import Change, ChangeKind
from kiosk.events import OpenedService
from kiosk.places import ReadingChanges
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.hours import numbers
from screens.pages.listing import MOST, turning_keys
from screens.pages.marks import heading
from screens.pages.services import numbered, trial


def page(place: ReadingChanges, visit: Visit, words: Words) -> Page:
    # Translators: title of the page that lists changes to the services; spoken
    title = words("What is new")
    sheets = _sheets(visit.catalogue.changes)
    shown = sheets[min(place.sheet, len(sheets) - 1)]
    options = [_option(each, visit, words) for each in shown if _is_offered(each)]
    gone = [each for each in shown if not _is_offered(each)]
    return Page(
        id="whats-new",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=(
            Paragraph(Phrase(which_list(visit, words))),
            *(() if shown else _nothing(words)),
            *(_gone(gone, visit, words) if gone else ()),
        ),
        prompt=numbered(options, 0) if options else None,
        extras=turning_keys(len(sheets) * MOST, place.sheet, words),
    )


def which_list(visit: Visit, words: Words) -> str:
    """The version of the services that are offered here, and the day that it holds from."""
    version, edition = visit.catalogue.version, visit.catalogue.issue.edition
    if edition is None:
        # Translators: at the foot of the first page, and spoken on the page with changes
        return words("Service list {version}", version=version)
    # Translators: at the foot of the first page, and spoken on the page with changes
    return words(
        "Service list {version}, since {date}",
        version=version,
        date=words.date(edition.effective_from),
    )


def _sheets(changes: Sequence[Change]) -> list[Sequence[Change]]:
    """What can be opened comes first; what is offered no more has sheets of its own."""
    kinds = (
        [each for each in changes if _is_offered(each)],
        [each for each in changes if not _is_offered(each)],
    )
    return [kind[at : at + MOST] for kind in kinds for at in range(0, len(kind), MOST)] or [()]


def _is_offered(change: Change) -> bool:
    return change.kind is not ChangeKind.WITHDRAWN


def _option(change: Change, visit: Visit, words: Words) -> Option:
    """A key that opens the service, under the name that it has now."""
    service = visit.catalogue.service(change.service_code)
    is_on_trial = visit.catalogue.is_on_trial(service)
    parts = [_since(change, words), *([trial(words)] if is_on_trial else [])]
    # Translators: puts names one after another, as in "Monday, Friday"
    note = Phrase(words(", ").join(parts))
    return Option(Phrase(words.of(service.name)), OpenedService(service.id), note)


def _since(change: Change, words: Words) -> str:
    day = words.date(change.since)
    if change.kind is ChangeKind.NEW:
        # Translators: below a service's name on the page with changes; spoken
        return words("new since {date}", date=day)
    # Translators: below a service's name on the page with changes; spoken
    return words("changed on {date}", date=day)


def _nothing(words: Words) -> Iterator[Block]:
    # Translators: on the page with changes, where there are none; spoken
    yield Paragraph(Phrase(words("Nothing has changed lately.")))


def _gone(gone: Sequence[Change], visit: Visit, words: Words) -> Iterator[Block]:
    # Translators: heading on the page with changes: services that were withdrawn; spoken
    yield heading(words("No longer offered here"))
    for each in gone:
        name, day = words.of(each.name), words.date(each.since)
        # Translators: on the page with changes: a service that was withdrawn, and when; spoken
        yield Paragraph(Phrase(words("{service}, since {date}", service=name, date=day)))
    # Translators: on the page with changes, below what was withdrawn; {numbers} to call; spoken
    ask = words("For these, ask at the counter or call {numbers}.", numbers=numbers(visit, words))
    yield Paragraph(Phrase(ask), Tone.HELP)
