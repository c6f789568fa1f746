"""What a kiosk hands in and what an authority answers."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct

Score = Literal[1, 2, 3, 4, 5]


class Answer(Struct, frozen=True, kw_only=True):
    """One answer of a form, in the order in which it was asked."""

    field: str
    value: str


class Helper(Struct, frozen=True, kw_only=True):
    """The person who fills in for someone else (代办人); both names are kept."""

    name: str
    phone: str = ""
    relation: str = ""


class Matter(Struct, frozen=True, kw_only=True):
    """What a filled-in form holds. Its reference is made by the kiosk before sending."""

    reference: str
    service_code: str
    catalogue_version: str
    language: str
    handed_in_at: datetime
    answers: tuple[Answer, ...]
    on_behalf_of: str | None = None
    helper: Helper | None = None


class Submission(Matter, frozen=True, kw_only=True, tag="submission", tag_field="kind"):
    """An application for a service (申请)."""


class Consultation(Matter, frozen=True, kw_only=True, tag="consultation", tag_field="kind"):
    """A question about a service that cannot be applied for online yet."""


class Rating(Struct, frozen=True, kw_only=True, tag="rating", tag_field="kind"):
    """好差评: 5 very satisfied … 1 very dissatisfied, once a case."""

    reference: str
    score: Score
    rated_at: datetime


class HelpCall(Struct, frozen=True, kw_only=True, tag="help-call", tag_field="kind"):
    """Somebody at the kiosk pressed "call a person". Carries the page, never an answer."""

    reference: str
    page: str
    language: str
    called_at: datetime


class HelpCallState(StrEnum):
    """How far a call for help is: heard, noticed, somebody is on the way, done."""

    OPENED = "opened"
    SEEN = "seen"
    ANSWERED = "answered"
    CLOSED = "closed"


class HelpCallProgress(HelpCall, frozen=True, kw_only=True, tag="help-call", tag_field="kind"):
    """A call for help as it stands. `place`: 1 is next; None once somebody is on the way."""

    state: HelpCallState
    place: int | None = None


class Withdrawal(Struct, frozen=True, kw_only=True, tag="withdrawal", tag_field="kind"):
    """The resident takes a matter back (撤回). `phone_tail`: the last four digits, as proof.

    The kiosk that handed in needs no proof for what was taken back within ten minutes.
    """

    reference: str
    withdrawn_at: datetime
    phone_tail: str = ""


class Appointment(Struct, frozen=True, kw_only=True, tag="appointment", tag_field="kind"):
    """A time that is wanted for a matter (预约): one of the slots that the authority offered."""

    reference: str
    service_code: str
    slot: str
    asked_at: datetime


class Attachment(Struct, frozen=True, kw_only=True, tag="attachment", tag_field="kind"):
    """A paper that belongs to a matter, as a file. On the wire its content travels as it is.

    `number` counts from 1 within the matter; `document` is the guide's id of the paper, or "";
    `is_correction`: the authority asked for it afterwards (补正).
    """

    reference: str
    number: int
    document: str
    media_type: str
    content: bytes
    added_at: datetime
    is_correction: bool = False


Message = Submission | Consultation | Rating | HelpCall | Withdrawal | Appointment | Attachment


class Receipt(Struct, frozen=True, kw_only=True):
    """The kiosk's promise: we have it (收件). Never says that it was accepted."""

    reference: str
    taken_at: datetime


class ProblemDetails(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457 problem details. Holds nothing that a resident wrote.

    `holder`: who at the desk has the case, where that is what stands in the way.
    """

    type: str
    title: str
    status: int
    detail: str = ""
    holder: str = ""
