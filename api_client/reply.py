"""What came back from one call, whole, and what can be read from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec

from api_client.age import can_be_now
from api_client.errors import Unintelligible, Unreachable

LONGEST_RETRY_AFTER = 86_400.0
Struct = TypeVar("Struct")


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers by their names in small letters, body; and the seconds it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: float = 0.0

    @property
    def media_type(self) -> str:
        """What it says that it is, without parameters and in small letters; "" if nothing."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """Whether it says that it is JSON: a portal's or a proxy's page does not."""
        return _is(self.media_type, "json")

    @property
    def is_xml(self) -> bool:
        return _is(self.media_type, "xml") or self.media_type == "text/xml"

    @property
    def sent_at(self) -> float | None:
        """When its sender made it, by the sender's clock; None if a store on the way kept it."""
        if "age" in self.headers:
            return None
        return _moment(self.headers.get("date", ""))

    @property
    def retry_after(self) -> float | None:
        """Seconds we were asked to wait (a number or a date, RFC 9110 10.2.3), at most a day."""
        text = self.headers.get("retry-after", "").strip()
        if text.isdecimal():
            return min(float(text), LONGEST_RETRY_AFTER)
        until, sent = _moment(text), _moment(self.headers.get("date", ""))
        if until is None or sent is None:
            return None
        return min(max(until - sent, 0.0), LONGEST_RETRY_AFTER)

    def read_as(self, kind: type[Struct]) -> Struct:
        """The body as this struct of the contract.

        Raises Unreachable if a page came instead of JSON, since then something else answered;
        Unintelligible if the JSON is another one.
        """
        if not self.is_json:
            raise Unreachable(
                f"a page came in place of the authority's answer ({self.status})",
                may_have_arrived=True,
            )
        try:
            return msgspec.json.decode(self.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # msgspec's own words may quote what was sent.
            raise Unintelligible(f"the answer is no {kind.__name__} of the contract") from None


def _is(media_type: str, syntax: str) -> bool:
    """RFC 6839: problem+json is JSON too."""
    return media_type == f"application/{syntax}" or media_type.endswith(f"+{syntax}")


def _moment(text: str) -> float | None:
    """A date of a header in seconds since 1970; None unless it can be one of this age."""
    try:
        moment = parsedate_to_datetime(text)
        seconds = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return seconds if can_be_now(seconds) else None
