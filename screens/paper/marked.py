"""The sign on paper for what the hall has not confirmed yet, and the line that explains it."""

from collections.abc import Iterator, Sequence

from api_client.contract import SourcedText
from kiosk.catalogue import is_to_be_confirmed
from locales import Words
from screens.paper.slip import Said, Weight

SIGN = "※"


def marked(text: SourcedText, words: Words) -> str:
    """The text, with the sign if its source does not vouch for it."""
    return with_sign(words.of(text), text.source)


def with_sign(text: str, source: str) -> str:
    return f"{SIGN} {text}" if is_to_be_confirmed(source) else text


def legend(sources: Sequence[str], words: Words) -> Iterator[Said]:
    """What the sign means, if a text from any of these sources bears it."""
    if any(is_to_be_confirmed(source) for source in sources):
        # Translators: mark below a sentence that the hall has not confirmed yet; spoken
        yield Weight.STRONG, f"{SIGN} {words('To be confirmed by the hall.')}"
