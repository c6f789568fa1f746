"""How far an application has come, in words that promise no more than is true.

*Kept here* and *sent* are ours to say; accepted, more needed, concluded and declined are the
authority's alone.
"""

from api_client.contract import Case, CaseStatus
from locales import Words
from screens.page import Block, Paragraph, Phrase, Tone


def progress(case: Case | None, *, is_refused: bool, words: Words) -> list[Block]:
    """The state of an application: one sentence that weighs, and what follows from it."""
    if case is None:
        return _refused(words) if is_refused else _kept(words)
    blocks: list[Block] = [_important(_status(case, words))]
    # Translators: on the receipt and when following up: the authority's own number; spoken
    number = words("Case number: {number}", number=case.case_number)
    blocks.append(Paragraph(Phrase(number)))
    if case.promised_by:
        # Translators: when following up: the day promised by the office; spoken
        promised = words("Promised by {date}.", date=words.date(case.promised_by.date()))
        blocks.append(Paragraph(Phrase(promised)))
    if case.needed:
        # Translators: when following up: papers that the office asks for; spoken
        blocks.append(Paragraph(Phrase(words("Still needed: {papers}", papers=case.needed))))
    return blocks


def _kept(words: Words) -> list[Block]:
    # Translators: on the receipt and when following up, before it was sent; spoken
    kept = words("It is kept here, not yet sent.")
    # Translators: follows "It is kept here, not yet sent."; spoken
    later = words("The kiosk sends it by itself as soon as it can. You need not wait.")
    return [_important(kept), Paragraph(Phrase(later))]


def _refused(words: Words) -> list[Block]:
    # Translators: the back end would not take it, staff must see to it; spoken
    refused = words("It is kept here. A member of staff has to look at it before it can go on.")
    # Translators: follows the sentence that staff must look at it; spoken
    ask = words("Please show your reference at the counter, or call 12345.")
    return [_important(refused), Paragraph(Phrase(ask))]


def _status(case: Case, words: Words) -> str:
    sentences = {
        # Translators: when following up; "received" (收件) is not "accepted" (受理); spoken
        CaseStatus.RECEIVED: words(
            "The office has received it, and has not yet decided to accept it."
        ),
        # Translators: when following up (受理); spoken
        CaseStatus.ACCEPTED: words("The office has accepted it and is working on it."),
        # Translators: when following up (补正); spoken
        CaseStatus.CORRECTION_NEEDED: words("The office needs more papers from you."),
        # Translators: when following up (办结); spoken
        CaseStatus.CONCLUDED: words("The office has completed it."),
        # Translators: when following up (不予受理); spoken
        CaseStatus.DECLINED: words("The office has declined it. Please ask at the counter why."),
        # Translators: when following up; the resident took it back; spoken
        CaseStatus.WITHDRAWN: words("It was withdrawn."),
    }
    return sentences[case.status]


def _important(text: str) -> Paragraph:
    return Paragraph(Phrase(text), Tone.IMPORTANT)
