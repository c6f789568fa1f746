"""Which endpoint a message goes to: by its service, and by what each endpoint can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from api_client.adapter import NEEDED, Ability
from api_client.contract import Message

ONESTOP = "onestop"
"""The destination that takes whatever has no other."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The kiosk's endpoints by name. A service may go to several; `cannot` is told by adapters."""

    by_service: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cannot: Mapping[str, frozenset[Ability]] = field(default_factory=dict)

    def of_service(self, service_code: str) -> tuple[str, ...]:
        return self.by_service.get(service_code, (ONESTOP,))

    def that_can(self, ability: Ability, destinations: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in destinations if ability not in self.cannot.get(name, ()))

    def of_matter(self, matter: Message, service_code: str) -> tuple[str, ...]:
        """Where a new matter, or a call for help, goes; () if nobody takes it."""
        return self.that_can(NEEDED[type(matter)], self.of_service(service_code))

    def of_follower(self, follower: Message, gone_to: Iterable[str]) -> tuple[str, ...]:
        """Where what belongs to a matter goes: to those of its destinations that can take it."""
        return self.that_can(NEEDED[type(follower)], gone_to)
