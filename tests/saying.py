"""Whether the two languages of a sentence name the same numbers: what one reader is told, the other is told too."""

import re
from collections import Counter

from lykta.model.words import Said

_WORDS = {
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_NUMBER = re.compile(r"\d+(?:[.,\u00a0]\d+)*|[a-zåäö]+")


def numbers_of(sentence: str, language: str) -> Counter[str]:
    """Every number of a sentence, in words or digits. One is left out: it is also an article and a pronoun."""
    values = {word: str(value) for value, word in enumerate(_WORDS[language], start=2)}
    found = (values.get(one, one) for one in _NUMBER.findall(sentence.lower()))
    return Counter(re.sub(r"[,\u00a0](?=\d{3})", "", one).replace(",", ".") for one in found if one[0].isdigit())


def same_numbers(said: Said) -> bool:
    return numbers_of(said.sv, "sv") == numbers_of(said.en, "en")
