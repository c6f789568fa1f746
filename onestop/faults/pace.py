"""How slow the slow faults are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """In seconds: between two bytes, until a line is picked up, until a call comes again."""

    drip: float = 1.0
    pick_up: float = 6.0
    late: float = 10.0
    retry_after: int = 3
    """What a busy back end asks a kiosk to wait."""
