"""What a hall hands in, kind by kind, and how the back end's file tells what it has of each.

A kind that the back end learns to take is one more line in `KINDS`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from api_client.contract import (
    Answer,
    Attachment,
    Consultation,
    HelpCall,
    Message,
    Rating,
    Submission,
)

SERVICE = "meal-delivery"
SOME_TIME = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)
MATTERS = """
    SELECT reference, sha256(message_json) FROM matter
    WHERE json_extract(CAST(message_json AS TEXT), '$.kind') = '{}'"""


@dataclass(frozen=True, slots=True)
class Kind:
    """`stored` asks the back end's file for references and the digests of what it has of them.

    A digest that the file cannot tell is NULL there. `follows`: belongs to a matter of before.
    """

    name: str
    share: int
    make: Callable[[str], Message]
    stored: str
    follows: bool = False


def submission(reference: str) -> Submission:
    return Submission(
        reference=reference,
        service_code=SERVICE,
        catalogue_version="2026-01-01",
        language="zh_CN",
        handed_in_at=SOME_TIME,
        answers=(
            Answer(field="name", value="沈阿婆"),
            Answer(field="phone", value="13812345678"),
            Answer(field="address", value=f"桂花弄{reference}号"),
        ),
    )


def consultation(reference: str) -> Consultation:
    like = submission(reference)
    return Consultation(**{name: getattr(like, name) for name in like.__struct_fields__})


def rating(reference: str) -> Rating:
    return Rating(reference=reference, score=5, rated_at=SOME_TIME)


def help_call(reference: str) -> HelpCall:
    return HelpCall(reference=reference, page="welcome", language="en", called_at=SOME_TIME)


KINDS = (
    Kind("submission", 10, submission, MATTERS.format("submission")),
    Kind("consultation", 4, consultation, MATTERS.format("consultation")),
    Kind("rating", 6, rating, "SELECT reference, sha256(rating_json) FROM rating", follows=True),
    Kind("help-call", 1, help_call, "SELECT reference, sha256(help_call_json) FROM help_call"),
)
"""In about these shares."""
MATTERS_ONLY = tuple(kind for kind in KINDS if kind.name in {"submission", "consultation"})
"""What an authority takes that knows nothing else."""


def digest(message: Message) -> str:
    """Tells whether what was stored is what was handed in. Of a paper the file alone is stored."""
    content = message.content if isinstance(message, Attachment) else msgspec.json.encode(message)
    return hashlib.sha256(content).hexdigest()
