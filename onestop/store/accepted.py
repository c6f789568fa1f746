"""What a write comes to."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from api_client.contract import Case, HelpCall, Rating

Kept = TypeVar("Kept", Case, Rating, HelpCall)


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Kept]):
    """What stands in the store now, and whether this call brought it there."""

    value: Kept
    is_new: bool
