"""Take it back? What that means, and what came of it."""

from collections.abc import Iterator

from api_client.errors import Reason
from kiosk.events import Stayed, TookBack, WentHome, WentOn
from kiosk.places import TakingBack
from kiosk.standing import Standing
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone, Wait
from screens.pages.bars import bars
from screens.pages.errands import why_not
from screens.pages.progress import each_office
from screens.problems import phrase_for


def page(place: TakingBack, visit: Visit, words: Words) -> Page:
    standing = place.standing
    wish = standing.withdrawal
    if standing.is_given_up:
        return _done(standing, visit, words)
    if place.asked_at is None:
        return _asking(place, visit, words)
    if wish is not None and wish.is_refused:
        return _refused(wish.reason, standing, visit, words)
    if wish is not None and not wish.is_under_way and len(standing.offices) > 1:
        return _in_part(standing, visit, words)
    return _waiting(place, visit, words)


def _asking(place: TakingBack, visit: Visit, words: Words) -> Page:
    # Translators: title of the page that asks before an application is taken back; spoken
    title = words("Take it back?")
    return Page(
        id="take-back",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=tuple(_meaning(place.standing, words)),
        problem=phrase_for(place.problem, words),
        # Translators: main key where one is asked: take it back? It stays handed in
        next=Option(Phrase(words("No, keep it")), Stayed()),
        # Translators: lesser key where one is asked: take it back? It is taken back
        extras=(Option(Phrase(words("Yes, take it back")), TookBack()),),
        is_urgent=True,
    )


def _meaning(standing: Standing, words: Words) -> Iterator[Block]:
    if standing.is_not_sent:
        # Translators: what it means to take back what was not sent yet; spoken
        means = words(
            "It has not been sent yet. If you take it back, nothing is sent, and your answers are"
            " erased."
        )
    else:
        # Translators: what it means to take back what the office has; spoken
        means = words("If you take it back, the office does nothing more with it.")
    yield Paragraph(Phrase(means), Tone.IMPORTANT)
    if standing.booked is not None:
        # Translators: before taking back: the booked time is cancelled too; spoken
        yield Paragraph(Phrase(words("Your booked time is cancelled too.")))
    # Translators: before taking back; spoken
    yield Paragraph(Phrase(words("You can hand it in again at any time.")))


def _done(standing: Standing, visit: Visit, words: Words) -> Page:
    # Translators: title once an application was taken back; spoken
    title = words("It is taken back")
    if standing.is_taken_back_here:
        # Translators: after an application was taken back before it was sent; spoken
        told = words(
            "Nothing was sent, and your answers are erased here. You can hand it in again at any"
            " time."
        )
    else:
        # Translators: when following up: it was withdrawn; spoken
        told = words("The office does nothing more with it. You can hand it in again at any time.")
    return Page(
        id="take-back:done",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=(Paragraph(Phrase(told)),),
        next=_end(words),
    )


def _waiting(place: TakingBack, visit: Visit, words: Words) -> Page:
    # Translators: top bar while an application is being taken back
    where = words("Take it back")
    why = _why_not_yet(place, words)
    # Translators: title while the office is asked to let an application go; spoken
    title = words("We are telling the office")
    if why:
        # Translators: title when the office does not answer a wish to take back; spoken
        title = words("Not taken back yet")
    # Translators: while the office is asked to let an application go; spoken
    not_yet = words("It is not taken back until the office agrees.")
    body: list[Block] = [Paragraph(Phrase(not_yet), Tone.IMPORTANT)]
    if why:
        # Translators: how to find out what came of something; names a key; spoken
        later = words("To see what came of it, choose “My application” on the first page.")
        body += [Paragraph(Phrase(why)), Paragraph(Phrase(later))]
    # Translators: while an office is asked for something; spoken
    waiting = Wait(Phrase(words("Waiting for the office's answer…")))
    return Page(
        id="take-back:asked",
        title=Phrase(title),
        bars=bars(visit, words, where),
        body=tuple(body),
        prompt=None if why else waiting,
        next=_end(words),
    )


def _why_not_yet(place: TakingBack, words: Words) -> str:
    """Why the answer will be longer in coming; "" while it may come at any moment."""
    wish = place.standing.withdrawal
    if wish is not None and wish.is_with_staff:
        # Translators: on the receipt and when following up, after "Take it back"; spoken
        return words("You asked to take it back. A member of staff is looking at it.")
    if place.is_late:
        # Translators: the office did not answer a wish to take back; spoken
        return words("We cannot reach the office right now. Your wish is kept here and sent later.")
    return ""


def _refused(reason: Reason | None, standing: Standing, visit: Visit, words: Words) -> Page:
    # Translators: title where an application could not be taken back; spoken
    title = words("It is not taken back")
    # Translators: main key where four digits were wrong
    again = Option(Phrase(words("Try again")), WentOn())
    return Page(
        id="take-back:refused",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=(
            *each_office(standing, words),
            Paragraph(Phrase(why_not(reason, words)), Tone.IMPORTANT),
        ),
        next=again if reason is Reason.WRONG_PHONE else _end(words),
    )


def _in_part(standing: Standing, visit: Visit, words: Words) -> Page:
    """Of several offices one cannot be asked to let it go."""
    # Translators: title where only some of several offices let an application go; spoken
    title = words("Not taken back everywhere")
    # Translators: an application could not be taken back; spoken
    ask = words("Please ask at the counter, or call 12345.")
    return Page(
        id="take-back:in-part",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=(*each_office(standing, words), Paragraph(Phrase(ask), Tone.IMPORTANT)),
        next=_end(words),
    )


def _end(words: Words) -> Option:
    # Translators: main key at the end of a visit; leads to the first page
    return Option(Phrase(words("Done")), WentHome())
