"""Which of the two languages somebody reads: Chinese, unless they say otherwise."""

from contextlib import suppress
from typing import Final, Literal

from api_client.contract import Bilingual

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
IN_HTML: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}
IN_BABEL: Final[dict[Language, str]] = {"zh": "zh_CN", "en": "en"}


def said(text: Bilingual, language: Language) -> str:
    return text.zh if language == "zh" else text.en


def other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def named(text: str) -> Language | None:
    """The language of that name, if it is one of ours."""
    return next((each for each in LANGUAGES if each == text), None)


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def preferred(accept_language: str) -> Language:
    """The one of the two that a browser asks for most (RFC 9110 12.5.4); the first of equals."""
    best: Language = "zh"
    most = 0.0
    for part in accept_language.split(","):
        tag, _, parameter = part.partition(";")
        language = named(tag.strip().lower().partition("-")[0])
        weight = 1.0
        with suppress(ValueError):
            weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        if language is not None and weight > most:
            best, most = language, weight
    return best
