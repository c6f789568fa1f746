"""What the desk asks and is told: signing in, cases as the office sees them, calls for help.

A volunteer is told no name, no phone number, no answer and no paper; `applicant` is None then.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from api_client.contract.cases import Case, CaseStatus
from api_client.contract.handoff import Consultation, HelpCallState, Submission


class Role(StrEnum):
    """What somebody at the desk is there for."""

    STAFF = "staff"
    VOLUNTEER = "volunteer"
    MANAGER = "manager"
    AUDITOR = "auditor"


class SignIn(Struct, frozen=True, kw_only=True):
    """Who wants to sign in. A name is known in its district only."""

    district: str
    name: str
    password: str


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who works at a desk of that district."""

    district: str
    name: str
    shown_name: str
    role: Role


class SignedIn(Struct, frozen=True, kw_only=True):
    """The token goes with each call, as a bearer; it ends by itself, sooner when nobody uses it."""

    token: str
    person: Person
    ends_at: datetime
    idle_seconds: int


class Rights(Struct, frozen=True, kw_only=True):
    """Who has signed in, and what they may do."""

    person: Person
    may: tuple[str, ...]


class DeskRow(Struct, frozen=True, kw_only=True):
    """A case in a list. `change` counts what was done to it: an update names the one it saw."""

    kiosk: str
    reference: str
    case_number: str
    service_code: str
    status: CaseStatus
    is_question: bool
    received_at: datetime
    promised_by: datetime | None = None
    holder: str = ""
    change: int
    applicant: str | None = None


class DeskList(Struct, frozen=True, kw_only=True):
    """A page of cases; `next` is asked for with `after`, "" on the last page."""

    cases: tuple[DeskRow, ...]
    next: str = ""


class DeskSearch(Struct, frozen=True, kw_only=True):
    """What somebody at the desk knows of a case; in a body, because addresses are logged.

    By the last six digits of the case number or of an identity number; by phone, or its last four
    digits; by name, or how it begins.
    """

    by: Literal["digits", "phone", "name"]
    term: str


class DeskPaper(Struct, frozen=True, kw_only=True):
    """A paper that has come; `is_correction`: the office had asked for it."""

    is_correction: bool
    number: int
    document: str
    media_type: str
    arrived_at: datetime


class DeskNote(Struct, frozen=True, kw_only=True):
    """What somebody at the desk wrote down for the others; residents never see it."""

    id: str
    author: str
    noted_at: datetime
    text: str


class Happening(Struct, frozen=True, kw_only=True):
    """What was done to a case, and by whom."""

    at: datetime
    who: str
    name: str
    did: str
    detail: str = ""


class DeskCase(Struct, frozen=True, kw_only=True):
    """One case with everything that the office knows of it."""

    row: DeskRow
    case: Case
    matter: Submission | Consultation
    taken_at: datetime | None = None
    papers: tuple[DeskPaper, ...] = ()
    notes: tuple[DeskNote, ...] = ()
    history: tuple[Happening, ...] = ()


class DeskDecision(Struct, frozen=True, kw_only=True):
    """Moves a case on. `needed` is asked of the resident, with correction-needed alone."""

    status: Literal["accepted", "correction-needed", "concluded", "declined"]
    needed: str = ""
    opinion: str = ""
    promised_by: datetime | None = None


class DeskText(Struct, frozen=True, kw_only=True):
    """What is written at the desk: a note, or the answer to a question."""

    text: str


class DeskHelpCall(Struct, frozen=True, kw_only=True):
    """A call for help: where, on which page, since when, and who goes there."""

    kiosk: str
    reference: str
    page: str
    language: str
    called_at: datetime
    arrived_at: datetime
    state: HelpCallState
    place: int | None = None
    handled_by: str = ""


class DeskHelpCalls(Struct, frozen=True, kw_only=True):
    """Calls for help, the one that waits longest first."""

    calls: tuple[DeskHelpCall, ...]


class HelpCallMove(Struct, frozen=True, kw_only=True):
    """Seen, somebody is on the way (answered), or done (closed)."""

    state: Literal["seen", "answered", "closed"]


class AuditEntry(Struct, frozen=True, kw_only=True):
    """One entry of the audit trail."""

    number: int
    at: datetime
    who: str
    name: str
    did: str
    about: str
    kiosk: str = ""
    reference: str = ""
    detail: str = ""


class AuditPage(Struct, frozen=True, kw_only=True):
    """The newest first; older ones are asked for with `before`, None on the last page."""

    entries: tuple[AuditEntry, ...]
    before: int | None = None
