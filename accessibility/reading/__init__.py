"""What the ear needs where the eye reads figures and signs: dates, money, telephone numbers."""

from accessibility.preferences import Language
from accessibility.reading import english, mandarin
from accessibility.reading.rule import Rule, apply

RULES: dict[Language, tuple[Rule, ...]] = {"zh_CN": mandarin.RULES, "en": english.RULES}


def read_aloud(text: str, language: Language) -> str:
    """The text as it is said: no figures and no signs are left. What is read twice stays as it is.

    Commas in the result are the pauses of a number said in groups.
    """
    return apply(RULES[language], text)
