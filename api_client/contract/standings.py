"""From when a service is held in reserve, tried in some places, offered, or withdrawn (S3, S5)."""

from datetime import date
from enum import StrEnum

from msgspec import Struct


class ServiceState(StrEnum):
    """How far a service has come in its life."""

    RESERVE = "reserve"
    PILOT = "pilot"
    LIVE = "live"
    WITHDRAWN = "withdrawn"

    @property
    def is_offered(self) -> bool:
        """Whether residents see it: a trial too, though it is labelled as one (试点)."""
        return self in {ServiceState.PILOT, ServiceState.LIVE}


class Standing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state and the day, by the halls' clocks, that it begins.

    `areas`: where it is tried, as the first digits of area codes (行政区划代码: 6 a district, 9 a
    street, 12 a committee). Only a pilot names any.
    """

    state: ServiceState
    since: date
    areas: tuple[str, ...] = ()
