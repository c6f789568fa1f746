"""The slip of somebody who handed something in: we have it, its reference, and what comes next."""

from collections.abc import Iterator
from functools import partial

from kiosk.standing import Standing
from locales import Words
from screens.page import Facts, Paragraph, Tone
from screens.pages.progress import progress
from screens.paper import qr_text
from screens.paper.marked import legend, marked, with_sign
from screens.paper.slip import Matter, Said, Slip, SlipReference, Weight, in_both

HOTLINE = "12345"


def receipt_slip(standing: Standing, matter: Matter, *, address: str | None = None) -> Slip:
    """Holds no answer and no name. `address` is the web page that follows the case, if any."""
    code = SlipReference(standing.reference, address or qr_text(standing.reference))
    return Slip(
        (
            *in_both(partial(_top, standing, matter)),
            code,
            *in_both(partial(_standing, standing)),
            *in_both(partial(_next, matter, address)),
            *in_both(partial(foot, matter)),
            *in_both(partial(legend, _sources(matter))),
        )
    )


def foot(matter: Matter, words: Words) -> Iterator[Said]:
    """Whom to ring and where the hall is, at the end of every slip."""
    hall = matter.hall
    # Translators: heading near the end of a printed slip; not spoken
    yield Weight.HEADING, words("Questions?")
    # Translators: on a printed slip; the number of the city's hotline is 12345; not spoken
    yield Weight.STRONG, words("Citizen hotline: {number}", number=HOTLINE)
    if hall.phone not in {"", HOTLINE}:
        # Translators: on a printed slip: the hall's telephone number; not spoken
        number = words("This hall: {number}", number=hall.phone)
        yield Weight.STRONG, with_sign(number, hall.phone_source)
    yield Weight.SMALL, with_sign(words.of(hall.address), hall.address.source)


def foot_sources(matter: Matter) -> list[str]:
    """Where the words of the foot were found."""
    hall = matter.hall
    has_own_phone = hall.phone not in {"", HOTLINE}
    return [hall.address.source, *([hall.phone_source] if has_own_phone else [])]


def _top(standing: Standing, matter: Matter, words: Words) -> Iterator[Said]:
    yield Weight.HALL, words.of(matter.hall.name)
    if matter.is_question:
        # Translators: title of the receipt for a question to staff; spoken
        yield Weight.TITLE, words("We have your question")
    else:
        # Translators: title of the receipt; "have" is 收件, not 受理; spoken
        yield Weight.TITLE, words("We have your application")
    yield Weight.NAME, words.of(matter.service.name)
    if standing.taken_at is not None:
        # Translators: on the receipt: date and time; not spoken
        yield Weight.SMALL, words("Handed in: {moment}", moment=words.moment(standing.taken_at))
    # Translators: on the receipt, above the reference; spoken
    yield Weight.STRONG, words("Your reference. Please keep it.")


def _standing(standing: Standing, words: Words) -> Iterator[Said]:
    # Translators: heading on a printed slip: how far the application has come; not spoken
    yield Weight.HEADING, words("How it stands now")
    for block in progress(standing, words):
        match block:
            case Paragraph(phrase, tone):
                yield Weight.STRONG if tone is Tone.IMPORTANT else Weight.PLAIN, phrase.shown
            case Facts(rows):
                for name, value in rows:
                    # Translators: on a printed slip: a name and what belongs to it; not spoken
                    line = words("{name}: {value}", name=name.shown, value=value.shown)
                    yield Weight.PLAIN, line
            case _:
                pass


def _next(matter: Matter, address: str | None, words: Words) -> Iterator[Said]:
    # Translators: on the receipt: heading; spoken
    yield Weight.HEADING, words("What happens next")
    guide = matter.guide
    if guide is not None:
        office = words.of(guide.receiver.name)
        yield (
            Weight.PLAIN,
            # Translators: on the receipt; {office} gets the answers; spoken
            words("{office} will look at it and contact you.", office=office),
        )
    if guide is not None and guide.time_limit:
        yield Weight.PLAIN, marked(guide.time_limit, words)
    else:
        # Translators: on the receipt where no time is known; spoken
        yield Weight.PLAIN, words("How long it takes is not known yet. Call 12345 to ask.")
    yield (
        Weight.PLAIN,
        # Translators: on a printed slip; “My application” is the key on the first page; not spoken
        words(
            "To see how far it has come, choose “My application” at the kiosk, "
            "or show this slip at the counter."
        ),
    )
    if address:
        yield (
            Weight.PLAIN,
            # Translators: on a printed slip whose QR code leads to a web page; not spoken
            words(
                "Or scan the code with your phone, and have the last four digits of the telephone"
                " number ready."
            ),
        )


def _sources(matter: Matter) -> list[str]:
    limit = matter.guide.time_limit if matter.guide else None
    return [*foot_sources(matter), *([limit.source] if limit else [])]
