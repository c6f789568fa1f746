"""What was asked for after an application: to take it back, or a time. What came of it."""

from collections.abc import Iterator

from api_client.errors import Reason
from kiosk.standing import Errand, Standing
from locales import Words
from screens.page import Block, Paragraph, Phrase, Tone


def errands(standing: Standing, words: Words) -> Iterator[Block]:
    """Nothing where nothing was asked for, or where the office has done it."""
    if standing.is_given_up:
        return
    if standing.withdrawal is not None:
        for sentence in _withdrawal_told(standing.withdrawal, words):
            yield Paragraph(Phrase(sentence), Tone.IMPORTANT)
    if standing.appointment is not None:
        for sentence in _appointment_told(standing.appointment, words):
            yield Paragraph(Phrase(sentence), Tone.IMPORTANT)


def _withdrawal_told(errand: Errand, words: Words) -> Iterator[str]:
    if errand.is_refused:
        # Translators: on the receipt and when following up: the office said no; spoken
        yield words("It was not taken back.")
        yield why_not(errand.reason, words)
    elif errand.is_with_staff:
        # Translators: on the receipt and when following up, after "Take it back"; spoken
        yield words("You asked to take it back. A member of staff is looking at it.")
    elif errand.is_under_way:
        # Translators: on the receipt and when following up, after "Take it back"; spoken
        yield words("You asked to take it back. The office has not answered yet.")


def why_not(reason: Reason | None, words: Words) -> str:
    """Why it was not taken back, as far as is known, and what to do."""
    match reason:
        case Reason.TOO_LATE:
            # Translators: an application could not be taken back; spoken
            return words(
                "The office has accepted it already. Please ask at the counter what can be done."
            )
        case Reason.WRONG_PHONE:
            # Translators: an application could not be taken back; spoken
            return words(
                "The four digits do not belong to this application. Please try again, or ask at the"
                " counter."
            )
        case Reason.TOO_MANY_TRIES:
            # Translators: an application could not be taken back; spoken
            return words("Wrong digits were tried too often. Please go to the counter.")
        case _:
            # Translators: an application could not be taken back; spoken
            return words("Please ask at the counter, or call 12345.")


def _appointment_told(errand: Errand, words: Words) -> Iterator[str]:
    if errand.is_refused:
        # Translators: on the receipt and when following up, after a time was asked for; spoken
        yield words("The time you asked for could not be booked.")
    elif errand.is_with_staff:
        # Translators: on the receipt and when following up, after a time was asked for; spoken
        yield words("You asked for a time. A member of staff is looking at it.")
    elif errand.is_under_way:
        # Translators: on the receipt and when following up, after a time was asked for; spoken
        yield words("You asked for a time. It is not yours until the office has confirmed it.")
