"""Ad texts as runs of word numbers: lower case, any script, digits masked, lines and sentences marked."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import re2
from numpy.typing import NDArray

# Scripts written without spaces give one word a character; a shingle of three is then a character trigram.
_UNSPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}"
_TOKEN = re2.compile(rf"\n|[.!?…]+\s|[{_UNSPACED}]|[\p{{L}}\p{{M}}\p{{N}}]+")
BREAK, NUMBER = np.uint64(0), np.uint64(1)
# A number spelled out is a slot as much as one in digits.
_DIGIT_WORDS = frozenset(
    "noll nolla ett två tva tre fyra fem sex sju åtta atta nio zero one two three four five six seven eight nine".split()
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """All words of all ads in one run. `ad[i]` is the ad of word i; `segment[i]` numbers lines and sentences.

    `masked` are 64-bit word hashes with every number replaced by one code; `exact` keeps the numbers;
    `number` marks words that were masked because they hold a digit.
    """

    ad: NDArray[np.int64]
    segment: NDArray[np.int64]
    masked: NDArray[np.uint64]
    exact: NDArray[np.uint64]
    number: NDArray[np.bool_]
    ads: int


class _Vocabulary(dict[str, int]):
    """Numbers words as they come and keeps what is known of each, so that a word is looked at once."""

    def __init__(self) -> None:
        super().__init__()
        self.masked: list[int] = []
        self.exact: list[int] = []
        self.number: list[bool] = []

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self)
        if word[0] == "\n" or word[0] in ".!?…":
            self.exact.append(int(BREAK))
            self.masked.append(int(BREAK))
            self.number.append(False)
            return code
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self.exact.append(int.from_bytes(digest, "little") | 2)  # never BREAK or NUMBER
        has_digit = any(letter.isnumeric() for letter in word)
        self.masked.append(int(NUMBER) if has_digit or word in _DIGIT_WORDS else self.exact[-1])
        self.number.append(has_digit)
        return code


def read_words(texts: Iterable[str], *, cap_chars: int) -> Words:
    """The words of each text within its first `cap_chars` characters."""
    vocabulary = _Vocabulary()
    codes: list[int] = []
    counts: list[int] = []
    for text in texts:
        before = len(codes)
        codes.extend(map(vocabulary.__getitem__, _TOKEN.findall(normalise(text, cap_chars))))
        counts.append(len(codes) - before)
    code = np.array(codes, dtype=np.int64)
    ad = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    exact = np.array(vocabulary.exact, dtype=np.uint64)[code]
    starts_ad = np.diff(ad, prepend=-1) != 0
    segment = np.cumsum((exact == BREAK) | starts_ad)
    keep = exact != BREAK
    return Words(
        ad=ad[keep],
        segment=segment[keep],
        masked=np.array(vocabulary.masked, dtype=np.uint64)[code][keep],
        exact=exact[keep],
        number=np.array(vocabulary.number, dtype=np.bool_)[code][keep],
        ads=len(counts),
    )


def normalise(text: str, cap_chars: int) -> str:
    """Compatibility forms folded, lower case, at most `cap_chars` long; å ä ö and other scripts stay."""
    # Lone surrogates cannot be encoded for RE2; a text with them is hostile or broken, the rest of it still counts.
    safe = text[:cap_chars].encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", safe)[:cap_chars].casefold()
