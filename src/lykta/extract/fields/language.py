"""The languages an ad is written in, line by line.

Language only routes translation; it is never a sign of anything.
"""

import functools
from collections.abc import Iterable, Iterator

from lykta.extract._langid import identify
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

# Chosen for sites that Swedish readers see; with all 97 languages short lines go wrong more often.
LANGUAGES = (
    "ar", "bg", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hu", "it",
    "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk",
)  # fmt: skip
FEWEST_WORDS = 4
FEWEST_LETTERS = 16  # of a line in a script without spaces: four words
_THAI_FIRST, _THAI_LAST = "\u0e01", "\u0e5b"
LONGEST_LINE = 120  # characters: more seldom changes the answer, and costs
MOST_LINES = 8
MOST_SCANNED = 200  # lines looked at for these
SUREST = 0.99
# Common words that no other language of the list has; two of one language and none of the other decide
# at a twentieth of the model's cost.
_OWN_WORDS = {
    "sv": frozenset(
        [
            "och",
            "jag",
            "är",
            "inte",
            "mig",
            "hos",
            "också",
            "någon",
            "dig",
            "bara",
            "efter",
            "själv",
            "vill",
            "eller",
            "när",
            "år",
            "tar",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "and",
            "you",
            "with",
            "are",
            "my",
            "this",
            "have",
            "your",
            "from",
            "only",
            "of",
            "please",
            "will",
            "can",
            "years",
            "speak",
        ]
    ),
}


# Lines come again and again: a template, a site's own sentences, the same ad on another site.
KEPT_LINES = 1 << 15


def read(ad: AdText) -> Iterable[Finding]:
    """One finding a language, at its first line; `share` is its part of the characters read."""
    lines = list(_lines(ad.text))
    total = sum(end - start for start, end, _, _ in lines)
    for language in dict.fromkeys(language for _, _, language, _ in lines):
        own = [(start, end, sure) for start, end, code, sure in lines if code == language]
        start, end, _ = own[0]
        share = sum(high - low for low, high, _ in own) / total
        sure = max(sure for _, _, sure in own)
        yield ad.found(
            "language", language, (start, end), confidence=min(SUREST, sure), extra={"share": round(share, 2)}
        )


@functools.lru_cache(maxsize=KEPT_LINES)
def _language(line: str) -> tuple[str, float] | None:
    """The language of a line and how sure it is, None for a line of too few words."""
    if not _has_words(line):
        return None
    words = frozenset(line.lower().split())
    hits = {language: len(words & own) for language, own in _OWN_WORDS.items()}
    for language, count in hits.items():
        if count >= 2 and sum(hits.values()) == count:
            return language, SUREST
    return identify(line, LANGUAGES)


def _has_words(line: str) -> bool:
    """Whether a line has words enough; vowel signs are no letters to Python, and Thai has no spaces."""
    words = line.split()
    if sum(map(str.isalpha, words)) >= FEWEST_WORDS:
        return True
    if line.isascii():
        return False
    thai = sum(_THAI_FIRST <= one <= _THAI_LAST for one in line)
    return sum(word[0].isalpha() for word in words) >= FEWEST_WORDS or thai >= FEWEST_LETTERS


def _lines(text: str) -> Iterator[tuple[int, int, str, float]]:
    at = count = seen = 0
    while at < len(text) and count < MOST_LINES and seen < MOST_SCANNED:
        seen += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        cut = min(end, at + LONGEST_LINE)
        language = _language(text[at:cut])
        if language is not None:
            count += 1
            yield at, cut, *language
        at = end + 1


EXTRACTOR = Extractor(
    read=read,
    version=2,
    fires_on=(
        FiresOn(
            text="Lugn och trevlig stund hemma hos mig\nI am here until next Friday evening",
            values=("sv", "en"),
        ),
        FiresOn(text="Sunt o persoană calmă și vorbesc puțin engleza", values=("ro",)),
    ),
    silent_on=("Hej", "0701740605\n1500 kr", ""),
)
