"""How far one office is, and what happens next: two sentences, without a code."""

from typing import assert_never

from api_client.contract import Case, CaseStatus
from api_client.outbox import Delivery
from kiosk.standing import Office
from locales import Words


def state(office: Office, words: Words) -> str:  # noqa: PLR0911 -- one match, a line a state
    """Where it stands."""
    if office.case is not None:
        return _case_state(office.case, words)
    match office.delivery:
        case Delivery.KEPT if office.may_be_there:
            # Translators: it was sent, no answer came, and it is sent again by itself; spoken
            return words("It is kept here. The office has not confirmed yet that it has it.")
        case Delivery.KEPT:
            # Translators: on the receipt and when following up, before it was sent; spoken
            return words("It is kept here, not yet sent.")
        case Delivery.SENT:
            # Translators: on the receipt and when following up: the office has it (收件); spoken
            return words("It was sent, and the office has received it.")
        case Delivery.HELD | Delivery.REFUSED:
            # Translators: the back end would not take it, staff must see to it; spoken
            return words(
                "It is kept here. A member of staff has to look at it before it can go on."
            )
        case Delivery.UNCERTAIN:
            # Translators: nobody knows whether the office has it, staff find out; spoken
            return words(
                "It may already have arrived. A member of staff is checking, so that it is not"
                " handed in twice."
            )
        case Delivery.TAKEN_BACK:
            # Translators: the resident took it back before it was sent; spoken
            return words("You took it back. Nothing was sent.")
        case _:
            assert_never(office.delivery)


def next_step(office: Office, words: Words) -> str:  # noqa: PLR0911 -- as above
    """What happens now, and what the resident has to do, if anything."""
    if office.case is not None:
        return _case_next(office.case, words)
    match office.delivery:
        case Delivery.KEPT if office.may_be_there:
            # Translators: follows the sentence that the office has not confirmed it; spoken
            return words("The kiosk sees to it by itself. You need not wait.")
        case Delivery.KEPT:
            # Translators: follows "It is kept here, not yet sent."; spoken
            return words("The kiosk sends it by itself as soon as it can. You need not wait.")
        case Delivery.SENT:
            # Translators: when following up: nothing is asked of the resident; spoken
            return words("You do not need to do anything now.")
        case Delivery.HELD | Delivery.REFUSED:
            # Translators: follows the sentence that staff must look at it; spoken
            return words("Please show your reference at the counter, or call 12345.")
        case Delivery.UNCERTAIN:
            # Translators: follows the sentence that it may have arrived; spoken
            return words(
                "Please do not hand it in again. To ask about it, show your reference at the"
                " counter, or call 12345."
            )
        case Delivery.TAKEN_BACK:
            # Translators: after an application was taken back before it was sent; spoken
            return words("Your answers are erased here. You can hand it in again at any time.")
        case _:
            assert_never(office.delivery)


def _case_state(case: Case, words: Words) -> str:
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
        CaseStatus.DECLINED: words("The office has declined it."),
        # Translators: when following up; the resident took it back; spoken
        CaseStatus.WITHDRAWN: words("It was withdrawn."),
    }
    return sentences[case.status]


def _case_next(case: Case, words: Words) -> str:
    sentences = {
        # Translators: when following up: nothing is asked of the resident; spoken
        CaseStatus.RECEIVED: words("You do not need to do anything now."),
        # Translators: when following up: nothing is asked of the resident; spoken
        CaseStatus.ACCEPTED: words("You do not need to do anything now."),
        # Translators: when following up, after the papers that are needed (补正); spoken
        CaseStatus.CORRECTION_NEEDED: words(
            "Please bring them to the counter, with your reference."
        ),
        # Translators: when following up: it is completed (办结); spoken
        CaseStatus.CONCLUDED: words(
            "If you do not have the result yet, ask at the counter, or call 12345."
        ),
        # Translators: when following up: it was declined (不予受理); spoken
        CaseStatus.DECLINED: words("To find out why, ask at the counter, or call 12345."),
        # Translators: when following up: it was withdrawn; spoken
        CaseStatus.WITHDRAWN: words(
            "The office does nothing more with it. You can hand it in again at any time."
        ),
    }
    return sentences[case.status]
