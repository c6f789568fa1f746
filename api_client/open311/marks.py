"""How a matter of ours is known again among a GeoReport server's requests: by its description.

The description begins with our reference in brackets and our service code.
"""

from collections.abc import Sequence
from html import unescape

from api_client.errors import Unintelligible
from api_client.open311.records import Record


def marker(reference: str) -> str:
    """What the description begins with."""
    return f"[{reference}]"


def bears(description: str, reference: str) -> bool:
    """Whether it is the description of that matter, also where a server escaped it for a page."""
    return marker(reference) in unescape(description)


def service_in(description: str, reference: str) -> str:
    """Our service code, as it stands behind the marker; "" if it does not."""
    _, found, rest = unescape(description).partition(marker(reference))
    words = rest.split(maxsplit=1)
    return words[0] if found and words else ""


def ours(told: Sequence[Record], reference: str) -> Record:
    """The request that the answer to our form is about; Unintelligible if it may be another's."""
    marked = [each for each in told if bears(each.description, reference)]
    if len(marked) == 1:
        return marked[0]
    if len(told) == 1 and not told[0].description:
        return told[0]
    raise Unintelligible("it was taken, but the answer is not about our request alone")
