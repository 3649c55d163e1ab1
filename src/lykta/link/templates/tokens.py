"""A text as tokens with their places: words of any script, numbers, and every other sign by itself."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from lykta.link.words import DIGIT_WORDS

# Scripts written without spaces give one token a character with its marks, as in `link/words.py`.
_UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR", "CJK", "HIRAGANA", "KATAKANA")
# Alignment fills a table of tokens by tokens; ads have about a hundred, and what lies beyond is not compared.
MOST_TOKENS = 1_500
CURRENCY = frozenset({"kr", "kronor", "sek", "euro", "eur", "usd", "€", "$", "£"})  # beside an amount, part of it
_JOINTS = frozenset("-/.()+")  # stand between the parts of one number
_LONG_DIGITS = 5  # a price, an age and an hour have fewer
MOST_CHARS = 20_000  # as `LinkSettings.text_cap_chars`


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """`words` are lower case; token i stands at `starts[i]` to `ends[i]` in the text, in code points."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


class _Kind(IntEnum):
    """What a character is to a token."""

    SPACE = 0
    LETTER = 1
    DIGIT = 2
    MARK = 3  # goes on with whatever it stands after
    ALONE = 4  # a sign, or a letter of a script without spaces


class _Kinds(dict[str, _Kind]):
    """The kind of each character, looked up once."""

    def __missing__(self, character: str) -> _Kind:
        category = unicodedata.category(character)
        if character.isspace():
            kind = _Kind.SPACE
        elif category.startswith("M"):
            kind = _Kind.MARK
        elif category == "Nd":
            kind = _Kind.DIGIT
        elif category.startswith("L") and not unicodedata.name(character, "").startswith(_UNSPACED):
            kind = _Kind.LETTER
        else:
            kind = _Kind.ALONE
        self[character] = kind
        return kind


_KINDS = _Kinds()


def tokens_of(text: str) -> Tokens:
    """The tokens within the first MOST_CHARS characters, at most MOST_TOKENS of them."""
    readable = text[:MOST_CHARS]
    starts: list[int] = []
    ends: list[int] = []
    before = _Kind.SPACE
    for at, kind in enumerate([_KINDS[character] for character in readable]):
        if kind is _Kind.MARK and before is not _Kind.SPACE:
            continue
        if kind is before and kind in _RUNS:
            continue
        if before is not _Kind.SPACE:
            ends.append(at)
            if len(ends) == MOST_TOKENS:
                break
        if kind is not _Kind.SPACE:
            starts.append(at)
        before = _Kind.LETTER if kind is _Kind.MARK else kind
    if len(ends) < len(starts):
        ends.append(len(readable))
    starts = starts[: len(ends)]
    words = tuple(readable[start:end].casefold() for start, end in zip(starts, ends, strict=True))
    return Tokens(words=words, starts=tuple(starts), ends=tuple(ends))


_RUNS = frozenset({_Kind.LETTER, _Kind.DIGIT, _Kind.SPACE})


def is_number(word: str) -> bool:
    """Whether a token is digits, or a digit spelled out in Swedish or English."""
    return word.isdecimal() or word in DIGIT_WORDS


def is_sign(word: str) -> bool:
    """Whether a token is neither a word nor a number."""
    return not (word[0].isalnum() or unicodedata.category(word[0]).startswith("M"))


def with_whole_numbers(tokens: Tokens, known: Sequence[tuple[int, int]]) -> Tokens:
    """The tokens with each long number, however it is divided, as one; `known` are stretches that are one in any case.

    Two telephone numbers share pairs of digits by chance, which would else pass for common text.
    """
    joined: list[tuple[int, int]] = []  # first token and the one after the last
    at = 0
    while at < len(tokens):
        end = max(_end_of_number(tokens, at), _end_of_known(tokens, at, known))
        joined.append((at, end))
        at = end
    return Tokens(
        words=tuple("".join(tokens.words[a:b]) for a, b in joined),
        starts=tuple(tokens.starts[a] for a, _ in joined),
        ends=tuple(tokens.ends[b - 1] for _, b in joined),
    )


def _end_of_number(tokens: Tokens, at: int) -> int:
    """After the last token of the number that begins here; the next token where none of any length does."""
    end, digits = at, 0
    while end < len(tokens) and (
        is_number(tokens.words[end])
        or (end > at and end + 1 < len(tokens) and tokens.words[end] in _JOINTS and is_number(tokens.words[end + 1]))
    ):
        word = tokens.words[end]
        digits += len(word) if word.isdecimal() else is_number(word)
        end += 1
    return end if digits >= _LONG_DIGITS else at + 1


def _end_of_known(tokens: Tokens, at: int, known: Sequence[tuple[int, int]]) -> int:
    for start, end in known:
        if start <= tokens.starts[at] < end:
            after = at + 1
            while after < len(tokens) and tokens.starts[after] < end:
                after += 1
            return after
    return at + 1


class Vocabulary:
    """A number for every distinct word, in the order of the words, so that the order of texts changes nothing."""

    def __init__(self, texts: Sequence[Tokens]) -> None:
        self.words = sorted({word for tokens in texts for word in tokens.words})
        self._code = {word: code for code, word in enumerate(self.words)}
        self.is_sign = np.array([is_sign(word) for word in self.words], dtype=np.bool_)
        self.is_number = np.array([is_number(word) for word in self.words], dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.words)

    def codes(self, tokens: Tokens) -> NDArray[np.int32]:
        return np.array([self._code[word] for word in tokens.words], dtype=np.int32)
