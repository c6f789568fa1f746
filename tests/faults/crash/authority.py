"""What every kind of authority is to the harness: where it is, and what has arrived there."""

from dataclasses import dataclass
from typing import Protocol

from tests.faults.crash.orders import Orders


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message as it lies at the authority. Without a digest its content cannot be told."""

    kind: str
    reference: str
    digest: str | None


class Authority(Protocol):
    """Somebody to hand in to. `name` tells them apart in what is printed."""

    @property
    def name(self) -> str: ...

    @property
    def orders(self) -> Orders:
        """Where its halls keep what they take, and how they reach it."""

    def arrived(self) -> list[Arrived]:
        """Everything that it has, as often as it has it."""

    def troubles(self) -> list[str]:
        """What is wrong with its own files, in words; nothing if all is well."""

    def close(self) -> None:
        """It answers no more."""
