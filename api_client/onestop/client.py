"""Speaks the one-stop contract to an authority: hand in, ask for a case, fetch the catalogue.

1. A message becomes a call (`outgoing.py`), which is signed with the kiosk's key.
2. If the authority says that the clocks differ, its answer has just told its time: the call is
   signed once more and asked again. It was refused before anything was taken.
3. What the answer means is decided in `answers.py`.
"""

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from api_client.adapter import Ability, CannotDo, Publication
from api_client.contract import (
    Case,
    Consultation,
    Heartbeat,
    HeartbeatAnswer,
    HelpCall,
    Message,
    Published,
    PublishedDelta,
    Rating,
    Slots,
    Submission,
)
from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.problems import ProblemType
from api_client.errors import OneStopError, Unintelligible
from api_client.onestop.answers import problem_type, raise_unless_taken, read, read_case
from api_client.onestop.outgoing import Outgoing, heartbeat_of, in_path, outgoing
from api_client.presentable import presentable_slots
from api_client.reply import Reply
from api_client.transport import Transport
from api_client.trust import is_safe

if TYPE_CHECKING:
    from api_client.contract.signing import Signer

# A person is standing there waiting for the answer.
SECONDS_FOR_A_PERSON = 8.0
SECONDS_FOR_A_SIGN_OF_LIFE = 4.0
# A kiosk that is switched off waits for one that is under way.
SECONDS_FOR_A_HEARTBEAT = 5.0


class OneStopClient:
    """One kiosk's line to one authority."""

    cannot = frozenset({Ability.FIND})
    """Nothing needs to be found: whatever is sent again makes no second one."""

    def __init__(
        self,
        endpoint: str,
        kiosk_id: str,
        key: str,
        transport: Transport,
        *,
        algorithm: str = Algorithm.HMAC_SHA256,
    ) -> None:
        """`kiosk_id`: its id, or district/id. Raises ValueError for what no call can be made with.

        So does plain HTTP elsewhere: answers must not cross a network in the clear.
        """
        if not (_is_plain(key) and _is_plain(kiosk_id)):
            raise ValueError(
                "the key and the kiosk's id must be printable ASCII without blanks around them"
            )
        if not is_safe(endpoint):
            raise ValueError("the endpoint must begin with https:// (or be this machine itself)")
        if not _is_plain(endpoint) or any(mark in endpoint for mark in " ?#"):
            raise ValueError("the endpoint must be an address in ASCII, without ? and #")
        self._endpoint = endpoint.rstrip("/")
        self._kiosk_id = kiosk_id
        self._key = key
        self._algorithm = _known(algorithm)
        self._transport = transport
        self._signer: Signer | None = None

    @property
    def endpoint(self) -> str:
        return self._endpoint

    def send(self, message: Message) -> Case | None:
        """Hand it over. Returns the case; None for a rating or a help call, which have none.

        Raises a OneStopError unless the authority has it.
        """
        reply = self._asked(outgoing(message))
        match message:
            case Rating():
                read(reply, Rating, message.reference)
                return None
            case HelpCall():
                read(reply, HelpCall, message.reference)
                return None
            case _:
                return read_case(reply, message.reference)

    def find(self, message: Submission | Consultation, since: datetime) -> Case | None:  # noqa: ARG002 - every adapter's shape
        raise CannotDo("a one-stop authority is sent the same again; nothing needs to be found")

    def case(
        self,
        reference: str,
        *,
        case_number: str = "",  # noqa: ARG002 - other authorities need their own number
        phone_tail: str | None = None,
    ) -> Case | None:
        """Where a case stands; None when the authority says that it knows no such reference.

        `phone_tail`, the last four digits, is needed for what another kiosk handed in.
        """
        query = "" if phone_tail is None else f"?phone_tail={in_path(phone_tail)}"
        call = Outgoing("GET", f"/v1/cases/{in_path(reference)}{query}")
        reply = self._asked(call, within=SECONDS_FOR_A_PERSON)
        is_missed = reply.status == HTTPStatus.NOT_FOUND
        if is_missed and problem_type(reply) == ProblemType.UNKNOWN_CASE:
            return None
        return read_case(reply, reference)

    def slots(self, service_code: str) -> Slots:
        """The times that can be booked now. Raises Refused where nothing can be booked."""
        call = Outgoing("GET", f"/v1/services/{in_path(service_code)}/slots")
        reply = self._asked(call, within=SECONDS_FOR_A_PERSON)
        raise_unless_taken(reply)
        slots = reply.read_as(Slots)
        if slots.service_code != service_code:
            raise Unintelligible("the times are those of another service")
        return presentable_slots(slots)

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        """The newest edition; None when it is still the one of that etag. Anybody may ask.

        It may come as what is otherwise than in edition `since`, where that is not 0.
        """
        query = f"?since={since}" if since else ""
        headers = {"If-None-Match": etag} if etag else {}
        reply = self._transport.exchange("GET", f"{self._endpoint}/v1/catalogue{query}", headers)
        if reply.status == HTTPStatus.NOT_MODIFIED and etag:
            return None
        raise_unless_taken(reply)
        return Publication(_published(reply), reply.headers.get("etag", ""))

    def edition(self, number: int) -> Published | None:
        """That edition of the catalogue, whole; None where there is none of that number."""
        url = f"{self._endpoint}/v1/catalogue/editions/{number}"
        reply = self._transport.exchange("GET", url, {})
        is_missed = reply.status == HTTPStatus.NOT_FOUND
        if is_missed and problem_type(reply) == ProblemType.UNKNOWN_EDITION:
            return None
        raise_unless_taken(reply)
        return reply.read_as(Published)

    def heartbeat(self, beat: Heartbeat) -> HeartbeatAnswer:
        """Tell how this kiosk is. Returns what the authority would have done."""
        reply = self._asked(
            heartbeat_of(self._kiosk_id.rpartition("/")[2], beat), within=SECONDS_FOR_A_HEARTBEAT
        )
        raise_unless_taken(reply)
        return reply.read_as(HeartbeatAnswer)

    def is_up(self) -> bool:
        """Whether the authority says that it can take anything now. This needs no signature."""
        url, seconds = f"{self._endpoint}/readyz", SECONDS_FOR_A_SIGN_OF_LIFE
        try:
            reply = self._transport.exchange("GET", url, {}, within=seconds)
        except OneStopError:
            return False
        return reply.status == HTTPStatus.OK and reply.is_json

    def close(self) -> None:
        self._transport.close()

    def _asked(self, call: Outgoing, *, within: float | None = None) -> Reply:
        reply = self._exchange(call, within)
        is_denied = reply.status == HTTPStatus.UNAUTHORIZED
        if not is_denied or problem_type(reply) != ProblemType.CLOCK_SKEW:
            return reply
        left = None if within is None else max(within - reply.took, 0.0)
        return self._exchange(call, left)

    def _exchange(self, call: Outgoing, within: float | None) -> Reply:
        url = self._endpoint + call.path
        headers = self._signed(call, url)
        return self._transport.exchange(call.method, url, headers, call.body, within=within)

    def _signed(self, call: Outgoing, url: str) -> dict[str, str]:
        # Only now: it brings the signature's library, which the first page need not wait for.
        from api_client.contract.signing import Signer  # noqa: PLC0415

        if self._signer is None:
            self._signer = Signer(self._kiosk_id, self._key, self._algorithm)
        created = int(self._transport.authority_clock.now())
        return self._signer.signed(Call(call.method, url, call.headers), call.body, created)


def _published(reply: Reply) -> Published | PublishedDelta:
    """Whole, or as what is otherwise."""
    try:
        return reply.read_as(Published)
    except Unintelligible:
        return reply.read_as(PublishedDelta)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and text.strip() == text != ""


def _known(algorithm: str) -> Algorithm:
    try:
        return Algorithm(algorithm)
    except ValueError:
        names = " or ".join(Algorithm)
        raise ValueError(f"calls are signed by {names}, not by {algorithm}") from None
