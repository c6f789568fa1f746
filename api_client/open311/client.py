"""Speaks GeoReport v2 to an authority: hands in once, asks for a case, finds what may have arrived.

*Delivered* means an answer 200 or 201 with a number for our request, nothing else. Handing in:

1. The list of services is asked for first: a portal or a dead line shows before anything is sent.
2. What the service asks for is looked up, and the form is written; what does not fit is refused.
3. The form is sent, once. Nothing here ever sends it again: GeoReport would make a second request.
4. A token in place of a number is asked after; as long as it has none, the matter is received but
   not delivered. Handed in again, only the token is asked after.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from urllib.parse import quote

from api_client.adapter import Ability, CannotDo, Publication
from api_client.contract import (
    Appointment,
    Attachment,
    Case,
    Consultation,
    HelpCall,
    Message,
    Published,
    Rating,
    Slots,
    Submission,
    Withdrawal,
)
from api_client.errors import OneStopError, Refused, Unintelligible, Unreachable, Untrusted
from api_client.open311.cases import case_of
from api_client.open311.definitions import Service
from api_client.open311.form import fields
from api_client.open311.line import Line
from api_client.open311.marks import ours, service_in
from api_client.open311.reading import read
from api_client.open311.records import Record, numbered, records
from api_client.open311.search import Search
from api_client.open311.settings import Open311Settings
from api_client.open311.troubles import raise_unless_answered, raise_unless_taken
from api_client.transport import Reply, Transport

log = logging.getLogger(__name__)

# A person is standing there waiting for the answer.
SECONDS_FOR_A_PERSON = 8.0
SECONDS_FOR_A_SIGN_OF_LIFE = 4.0
LONGEST_SEARCH = timedelta(minutes=1)
PAUSES_FOR_A_NUMBER = (0.0, 1.0, 2.0)
# Asks for the more exact status that CitySDK and SeeClickFix servers keep.
EXTENDED = {"extensions": "true"}
NEVER = frozenset(
    {
        Ability.RATE,
        Ability.CALL_HELP,
        Ability.ATTACH,
        Ability.WITHDRAW,
        Ability.BOOK,
        Ability.PUBLISH,
        Ability.TAKE_AGAIN,
    }
)


def cannot_of(*, finds_by_reference: bool) -> frozenset[Ability]:
    """What no such endpoint can do, and what one that does not list new requests cannot."""
    return NEVER if finds_by_reference else NEVER | {Ability.FIND}


class Open311Client:
    """One kiosk's line to one GeoReport v2 endpoint."""

    def __init__(
        self,
        settings: Open311Settings,
        transport: Transport,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._line = Line(settings, transport)
        self._clock = clock
        self._pause = pause
        self._tokens: dict[str, str] = {}

    @property
    def cannot(self) -> frozenset[Ability]:
        """What this endpoint cannot do."""
        return cannot_of(finds_by_reference=self._settings.finds_by_reference)

    def send(self, message: Message) -> Case | None:
        """Hand it over, once. Returns the case.

        Raises a OneStopError unless the authority has it. It may have it all the same after an
        Unreachable that says so, and after Unintelligible.
        """
        match message:
            case Submission() | Consultation() if message.reference in self._tokens:
                return self._numbered(message)
            case Submission() | Consultation():
                return self._hand_in(message, self._form(message))
            case Rating() | HelpCall() | Withdrawal() | Appointment() | Attachment():
                raise CannotDo(f"Open311 takes no {type(message).__name__}")

    def find(self, message: Submission | Consultation, since: datetime) -> Case | None:
        """The case of what may have arrived; None only if it is certain that there is none."""
        if Ability.FIND in self.cannot:
            raise CannotDo("requests cannot be listed with their description there")
        number = self._number_of_token(message.reference)
        if number:
            return self._delivered(numbered(number), message)
        code, now = self._settings.their_code(message), self._clock()
        found = Search(self._listing(now), message.reference, code, since, now).run()
        if found is not None:
            return self._delivered(found, message)
        if message.reference in self._tokens:
            raise _not_numbered_yet()
        if not self._line.services().get(code, Service()).numbers_at_once:
            raise Unintelligible("what was handed in is listed later there: it may still come")
        return None

    def case(
        self,
        reference: str,
        *,
        case_number: str = "",
        phone_tail: str | None = None,  # noqa: ARG002 - GeoReport asks for no proof
    ) -> Case | None:
        """Where a case stands, by its own number; None when the authority does not know that."""
        if not case_number:
            raise Unreachable("it can be asked for by its own number only, which is not known here")
        path = f"requests/{quote(case_number, safe='')}"
        reply = self._line.get(path, EXTENDED, within=SECONDS_FOR_A_PERSON)
        if reply.status == HTTPStatus.BAD_REQUEST:
            # Some servers refuse what they do not know.
            reply = self._line.get(path, within=SECONDS_FOR_A_PERSON)
        if reply.status == HTTPStatus.NOT_FOUND:
            # Everything is "not found" where a server has moved away.
            self._line.services(within=SECONDS_FOR_A_SIGN_OF_LIFE)
            return None
        told = self._told(reply)
        if not told:
            return None
        meant = next((each for each in told if each.number == case_number), None)
        if meant is None:
            raise Unintelligible("the answer is about another request")
        service = service_in(meant.description, reference)
        service = service or self._settings.our_code(meant.service_code)
        return case_of(meant, reference, service, self._clock())

    def slots(self, service_code: str) -> Slots:
        raise CannotDo(f"Open311 has no times to book for {service_code}")

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        raise CannotDo(f"Open311 publishes no catalogue (asked for one after {since} {etag})")

    def edition(self, number: int) -> Published | None:
        raise CannotDo(f"Open311 publishes no catalogue (asked for edition {number})")

    def is_up(self) -> bool:
        """Whether it lists its services now."""
        try:
            self._line.services(within=SECONDS_FOR_A_SIGN_OF_LIFE)
        except OneStopError:
            return False
        return True

    def close(self) -> None:
        self._line.close()

    def _form(self, message: Submission | Consultation) -> list[tuple[str, str]]:
        code = self._settings.their_code(message)
        if not code:
            raise Refused(f"no service of theirs is set for {message.service_code!r}")
        try:
            service = self._line.services().get(code, Service())
            asked = self._line.attributes(code) if service.may_have_definition else ()
        except Untrusted:
            raise
        except Unreachable as error:
            raise Unreachable(f"nothing was sent: {error}", error.retry_after) from error
        except Unintelligible as error:
            # Not as it is: after handing in, that would mean that it may have arrived.
            raise Unreachable(f"nothing was sent: {error}") from error
        if not service.numbers:
            raise Refused(f"their service {code!r} gives no numbers: nobody would know it arrived")
        return fields(message, code, asked, self._settings)

    def _hand_in(self, message: Submission | Consultation, form: list[tuple[str, str]]) -> Case:
        reply = self._line.post("requests", form)
        raise_unless_taken(reply)
        try:
            told = records(read(reply), self._settings.timezone)
        except Unreachable as error:
            raise Unreachable(str(error), may_have_arrived=True) from error
        record = ours(told, message.reference)
        if record.number:
            return self._delivered(record, message)
        if not record.token:
            raise Unintelligible("it was taken, but the answer has no number")
        self._tokens[message.reference] = record.token
        return self._numbered(message)

    def _numbered(self, message: Submission | Consultation) -> Case:
        """The case of what was received under a token, once that has a number."""
        for seconds in PAUSES_FOR_A_NUMBER:
            self._pause(seconds)
            number = self._number_of_token(message.reference)
            if number:
                return self._delivered(numbered(number), message)
        raise _not_numbered_yet()

    def _number_of_token(self, reference: str) -> str:
        """Its number; "" as long as it has none, which servers say with an error as well."""
        token = self._tokens.get(reference, "")
        if not token:
            return ""
        try:
            told = self._told(self._line.get(f"tokens/{quote(token, safe='')}"))
        except OneStopError as error:
            log.info("%s has a token and no number yet: %s", reference, error)
            return ""
        return told[0].number if len(told) == 1 else ""

    def _delivered(self, record: Record, message: Submission | Consultation) -> Case:
        self._tokens.pop(message.reference, None)
        return case_of(record, message.reference, message.service_code, self._clock())

    def _listing(self, began: datetime) -> Callable[[Mapping[str, str]], tuple[Record, ...]]:
        """Lists requests, for so long that somebody at the kiosk need not wait for the courier."""

        def listed(query: Mapping[str, str]) -> tuple[Record, ...]:
            if self._clock() - began > LONGEST_SEARCH:
                raise Unreachable("looking through the requests takes too long")
            return self._told(self._line.get("requests", query))

        return listed

    def _told(self, reply: Reply) -> tuple[Record, ...]:
        raise_unless_answered(reply)
        return records(read(reply), self._settings.timezone)


def _not_numbered_yet() -> Unreachable:
    return Unreachable("received under a token that has no number yet", may_have_arrived=True)
