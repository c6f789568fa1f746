"""What the courier has to tell: it reaches the visit through the same door as a tap."""

from dataclasses import dataclass

from api_client.contract import Case


@dataclass(frozen=True, slots=True)
class Delivered:
    """The authority has it and gave it a case number."""

    reference: str
    case: Case


@dataclass(frozen=True, slots=True)
class Refused:
    """The authority would not take it: a person must look. It is still kept."""

    reference: str


@dataclass(frozen=True, slots=True)
class CaseFound:
    """The authority told where a case stands."""

    reference: str
    case: Case


@dataclass(frozen=True, slots=True)
class CaseUnknown:
    """The authority knows no such reference."""

    reference: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The authority could not be asked; try again later."""

    reference: str


News = Delivered | Refused | CaseFound | CaseUnknown | NoAnswer
