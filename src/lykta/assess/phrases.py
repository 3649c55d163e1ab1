"""Plain-word lexicons against hostile text, by RE2 only."""

from itertools import pairwise

import re2

from lykta.model.desk import AdView, NetworkView
from lykta.model.signal import Quote

MOST_QUOTES = 20  # a reader needs examples, not a thousand of them; the sentence tells the number of ads
_MOST_CHARACTERS = 20_000  # longer than any honest ad; the rest of a longer text is not searched
# Characters without width that split a word for a machine and not for a reader.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
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
        # \b of RE2 knows only ASCII and would see a border inside "skön"; so the borders are spelled out.
        self._pattern = re2.compile(rf"(?:^|[^\p{{L}}\p{{N}}])({body})(?:$|[^\p{{L}}\p{{N}}])", options)

    def span(self, text: str) -> tuple[int, int] | None:
        """Where the first phrase stands, as code points of the text given."""
        text = text[:_MOST_CHARACTERS]
        # RE2 reads UTF-8; a lone surrogate has none and becomes "?", one for one.
        searched = text.encode("utf-8", "replace").decode("utf-8").translate(_INVISIBLE)
        match = self._pattern.search(searched)
        if match is None:
            return None
        start, end = match.span(1)
        if len(searched) == len(text):
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


def _places(text: str) -> list[int]:
    return [index for index, letter in enumerate(text) if ord(letter) not in _INVISIBLE]


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
