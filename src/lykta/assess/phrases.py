"""Plain-word lexicons against hostile text, by RE2 only."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import re2

from lykta.assess.contract import Hit
from lykta.model.desk import AdView, NetworkView
from lykta.model.signal import Quote
from lykta.model.words import Said

MOST_QUOTES = 20  # a reader needs examples, not a thousand of them; the sentence tells the number of ads
_MOST_CHARACTERS = 20_000  # longer than any honest ad; the rest of a longer text is not searched
# Characters without width that split a word for a machine and not for a reader.
_INVISIBLE = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_WITHOUT = str.maketrans("", "", _INVISIBLE)
_GAP = r"(?:[^\p{L}\p{N}.!?]+[\p{L}\p{N}]+){0,4}?[^\p{L}\p{N}.!?]+"
_BETWEEN = r"[^\p{L}\p{N}]{1,3}"


class Lexicon:
    """Phrases of a card in plain words, compiled once.

    In a phrase `a/b` is either word, `word*` any ending, and `...` up to four words in one sentence.
    Case, line breaks and characters without width do not matter.
    """

    def __init__(self, *phrases: str) -> None:
        body = "|".join(_pattern(phrase) for phrase in phrases)
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        # With RE2's own 8 MB the automaton of the longer lexicons does not fit, and a search takes 20-30 times
        # as long; measured, 16 MB are enough. Memory is taken only as texts need it.
        options.max_mem = 32 << 20
        # \b of RE2 knows only ASCII and would see a border inside "skön"; so the borders are spelled out.
        self._pattern = re2.compile(rf"(?:^|[^\p{{L}}\p{{N}}])({body})(?:$|[^\p{{L}}\p{{N}}])", options)

    def span(self, text: str) -> tuple[int, int] | None:
        """Where the first phrase stands, as code points of the text given."""
        text = text[:_MOST_CHARACTERS]
        searched, hidden = _readable(text)
        match = self._pattern.search(searched)
        if match is None:
            return None
        start, end = match.span(1)
        if not hidden:
            return start, end
        where = _places(text)
        return where[start], where[end - 1] + 1

    def quote(self, seen: AdView) -> Quote | None:
        span = self.span(seen.ad.text)
        if span is None:
            return None
        start, end = span
        return Quote(ad=seen.ad.id, start=start, end=end, written=seen.ad.text[start:end])


def quotes_in(view: NetworkView, lexicon: Lexicon) -> tuple[tuple[Quote, ...], int]:
    """The first quote of each ad that has any, at most MOST_QUOTES, and the number of such ads."""
    found = [quote for seen in view.ads if (quote := lexicon.quote(seen)) is not None]
    return tuple(found[:MOST_QUOTES]), len(found)


@lru_cache(maxsize=4096)  # each lexicon asks for the same ads in turn
def _readable(text: str) -> tuple[str, bool]:
    """The text as RE2 and a reader see it, and whether characters without width were left out."""
    # RE2 reads UTF-8; a lone surrogate has none and becomes "?", one for one.
    readable = text.encode("utf-8", "replace").decode("utf-8")
    hidden = any(character in text for character in _INVISIBLE)
    return (readable.translate(_WITHOUT) if hidden else readable), hidden


def _places(text: str) -> list[int]:
    return [index for index, letter in enumerate(text) if letter not in _INVISIBLE]


def _pattern(phrase: str) -> str:
    words = phrase.split()
    built = _word(words[0])
    for before, word in pairwise(words):
        if word == "...":
            continue
        built += (_GAP if before == "..." else _BETWEEN) + _word(word)
    return built


def _word(word: str) -> str:
    choices = [re2.escape(one.removesuffix("*")) + (r"\p{L}*" if one.endswith("*") else "") for one in word.split("/")]
    return "(?:" + "|".join(choices) + ")"


def saying(says: Said, words: Lexicon) -> Callable[[NetworkView], Hit | None]:
    """A card's check that fires with one fixed sentence on any of the words."""

    def check(view: NetworkView) -> Hit | None:
        quotes, _ = quotes_in(view, words)
        return Hit(says=says, quotes=quotes) if quotes else None

    return check
