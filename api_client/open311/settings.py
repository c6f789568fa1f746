"""What an operator states about one Open311 endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from typing import Literal

from api_client.contract import Consultation, Submission
from api_client.trust import is_safe

# GeoReport v2, POST Service Request.
LONGEST_DESCRIPTION = 4000
_NORTH_POLE = 90
_DATE_LINE = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Open311Settings:
    """One endpoint, or the discovery address that names it, and what is sent there.

    - `services`: our service code → theirs. `for_questions`: theirs for every other question.
    - `attributes`: their attribute code → our field, where the two have different names.
    - `hall_address`, `hall_latitude`, `hall_longitude`: where a request without an address belongs.
    - `needs_position`: their server takes none without latitude and longitude, so the hall's are
      sent also with a resident's own address.
    - `finds_by_reference`: new requests can be listed at once with their description. Whoever may
      list them reads residents' answers there: not for a server that lists them to the public.
    - `timezone`: the zone of dates that have none.
    """

    services: Mapping[str, str]
    hall_address: str
    endpoint: str = ""
    discovery: str = ""
    wanted: Literal["production", "test"] = "production"
    jurisdiction_id: str = ""
    api_key: str = field(default="", repr=False)
    for_questions: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    hall_latitude: float | None = None
    hall_longitude: float | None = None
    needs_position: bool = False
    finds_by_reference: bool = False
    timezone: tzinfo = timezone(timedelta(hours=8))
    longest_description: int = LONGEST_DESCRIPTION

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot work. Answers must not cross a network in the clear."""
        if bool(self.endpoint) is bool(self.discovery):
            raise ValueError("either an endpoint or a discovery address must be set")
        if not is_safe(self.endpoint or self.discovery):
            raise ValueError("the endpoint must begin with https:// (or be this machine itself)")
        if not self.hall_address.strip():
            raise ValueError("the hall's address must be set: every request needs a place")
        latitude, longitude = self.hall_latitude, self.hall_longitude
        if (latitude is None) is not (longitude is None):
            raise ValueError("the hall's latitude and longitude must both be set, or neither")
        if latitude is not None and not -_NORTH_POLE <= latitude <= _NORTH_POLE:
            raise ValueError("the hall's latitude must be from -90 to 90")
        if longitude is not None and not -_DATE_LINE <= longitude <= _DATE_LINE:
            raise ValueError("the hall's longitude must be from -180 to 180")
        if self.needs_position and latitude is None:
            raise ValueError("needs_position needs the hall's latitude and longitude")

    def their_code(self, message: Submission | Consultation) -> str:
        """Their code of the service it is about; "" where none is set."""
        found = self.services.get(message.service_code, "")
        return found or (self.for_questions if isinstance(message, Consultation) else "")

    def our_code(self, theirs: str) -> str:
        """Our code of their service; "" where none or more than one is set."""
        ours = [ours for ours, code in self.services.items() if code == theirs]
        return ours[0] if len(ours) == 1 else ""
