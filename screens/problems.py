"""What a resident is told about a slip: what is missing and what to do. Nothing blames."""

from kiosk.answers import Problem, Slip
from locales import Words
from screens.page import Phrase


def phrase_for(problem: Problem | None, words: Words) -> Phrase | None:
    """The sentence shown beside the prompt and spoken, or None where all is well."""
    return Phrase(_sentence(problem, words)) if problem else None


def _sentence(problem: Problem, words: Words) -> str:
    own = {
        # Translators: Next was pressed on a question without an answer; spoken
        Slip.MISSING: words("Please fill this in first."),
        # Translators: Next was pressed before a choice was made; spoken
        Slip.NOT_CHOSEN: words("Please choose one first."),
        # Translators: hand in was pressed before agreeing; spoken
        Slip.NOT_AGREED: words("To hand this in, please choose “I agree”."),
        # Translators: an answer is too long; {most} is a number of characters; spoken
        Slip.TOO_LONG: words(
            "Please make it shorter: at most {most} characters.", most=problem.most
        ),
        # Translators: an answer does not have the form it should have; spoken
        Slip.MISTYPED: words("Please check what you entered."),
        # Translators: an old identity number of 15 digits was entered; spoken
        Slip.FIFTEEN_DIGITS: words(
            "This is an old 15-digit number. Please enter the 18-digit number on your present card."
        ),
        # Translators: an identity number has too few or too many digits; spoken
        Slip.NUMBER_LENGTH: words("An ID number has 18 digits. Please count them once more."),
        # Translators: the date of birth inside an identity number is impossible; spoken
        Slip.NUMBER_BIRTH_DATE: words(
            "Digits 7 to 14 should be the date of birth. Please compare them with the card."
        ),
        # Translators: the check digit of an identity number is wrong; spoken
        Slip.CHECK_DIGIT: words(
            "One of the digits is not right. Please compare the number with the card."
        ),
        # Translators: a date that does not exist was entered; spoken
        Slip.NO_SUCH_DATE: words(
            "There is no such date. Please enter year, month and day, for example 20260131."
        ),
        # Translators: a date outside the days that can be chosen; spoken
        Slip.DATE_NOT_OPEN: words("Please choose another day."),
        # Translators: a reference was mistyped; spoken
        Slip.NOT_A_REFERENCE: words(
            "This reference is not quite right. Please compare every character with your slip."
        ),
        # Translators: fewer than four digits of a phone number were entered; spoken
        Slip.NOT_FOUR_DIGITS: words("Please enter the last four digits."),
        # Translators: nobody knows the reference, or not with these four digits; spoken
        Slip.UNKNOWN_WITH_DIGITS: words(
            "We found no application with this reference and these digits. Please check both, or"
            " call a person."
        ),
        # Translators: the four digits were wrong too often, nobody looks any more; spoken
        Slip.TOO_MANY_TRIES: words("Wrong digits were tried too often. Please go to the counter."),
        # Translators: search was pressed without any words; spoken
        Slip.NOTHING_TO_SEARCH: words("Please enter a word first."),
        # Translators: the disk is full or broken, nothing could be kept; spoken
        Slip.CANNOT_KEEP: words("The kiosk cannot keep this now. Please go to the counter."),
    }
    return words.of(problem.sentence) if problem.sentence else own[problem.slip]
