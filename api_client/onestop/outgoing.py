"""How each kind of message goes out: where to, and as what."""

from dataclasses import dataclass, field
from typing import assert_never
from urllib.parse import quote

import msgspec

from api_client.contract import (
    Appointment,
    Attachment,
    Consultation,
    Heartbeat,
    HelpCall,
    Message,
    Rating,
    Submission,
    Withdrawal,
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call, without its signature. The path is below the endpoint, and encoded."""

    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def outgoing(message: Message) -> Outgoing:  # noqa: PLR0911 - one table
    """The call that hands this message over."""
    reference = in_path(message.reference)
    match message:
        case Submission():
            return _json("PUT", f"/v1/submissions/{reference}", message)
        case Consultation():
            return _json("PUT", f"/v1/consultations/{reference}", message)
        case Rating():
            return _json("PUT", f"/v1/ratings/{reference}", message)
        case HelpCall():
            return _json("PUT", f"/v1/help-calls/{reference}", message)
        case Appointment():
            return _json("PUT", f"/v1/bookings/{reference}", message)
        case Withdrawal():
            return _json("POST", f"/v1/cases/{reference}/withdrawal", message)
        case Attachment():
            return _file(message, reference)
        case _:
            assert_never(message)


def heartbeat_of(kiosk: str, beat: Heartbeat) -> Outgoing:
    """One a minute: neither side keeps a line open for it."""
    headers = {"Content-Type": "application/json", "Connection": "close"}
    path = f"/v1/kiosks/{in_path(kiosk)}/heartbeat"
    return Outgoing("POST", path, msgspec.json.encode(beat), headers)


def in_path(name: str) -> str:
    """Encoded for a path or a query."""
    return quote(name, safe="")


def _json(method: str, path: str, message: Message) -> Outgoing:
    body = msgspec.json.encode(message)
    return Outgoing(method, path, body, {"Content-Type": "application/json"})


def _file(message: Attachment, reference: str) -> Outgoing:
    """The file itself; what was asked for afterwards is told apart by its number as the key."""
    headers = {"Content-Type": message.media_type}
    document = f"?document={in_path(message.document)}"
    if message.is_correction:
        headers["Idempotency-Key"] = f'"{message.number}"'
        path = f"/v1/cases/{reference}/documents{document}"
        return Outgoing("POST", path, message.content, headers)
    path = f"/v1/submissions/{reference}/documents/{message.number}{document}"
    return Outgoing("PUT", path, message.content, headers)
