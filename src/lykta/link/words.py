"""Ad texts as runs of word numbers: lower case, any script, digits masked, lines and sentences marked."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Scripts written without spaces give one word a character; a shingle of three is then a character trigram.
_UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR", "CJK", "HIRAGANA", "KATAKANA")
_BREAK_MARK = "\x00"  # a control character, which no text keeps
BREAK, NUMBER = np.uint64(0), np.uint64(1)
# A number spelled out is a slot as much as one in digits.
_SWEDISH_DIGITS = (
    "noll",
    "nolla",
    "ett",
    "två",
    "tva",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "atta",
    "nio",
)
_ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGIT_WORDS = frozenset((*_SWEDISH_DIGITS, *_ENGLISH_DIGITS))


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
        if word == _BREAK_MARK:
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
        codes.extend(map(vocabulary.__getitem__, cut_words(text, cap_chars)))
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


class _Letters(dict[int, str]):
    """What `str.translate` makes of a character: letters, marks, digits stay; lines and the rest part words."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        if letter == "\n":
            made = f" {_BREAK_MARK} "
        elif unicodedata.category(letter)[0] not in "LMN":
            made = " "
        elif unicodedata.name(letter, "").startswith(_UNSPACED):
            made = f" {letter} "
        else:
            made = letter
        self[point] = made
        return made


_LETTERS = _Letters()


def cut_words(text: str, cap_chars: int) -> list[str]:
    """The words of a text in lower case, compatibility forms folded; å ä ö and other scripts stay.

    Plain string methods: they are linear in the length, whatever a hostile text holds.
    """
    # Lone surrogates have no UTF-8 form; a text with them is broken, the rest of it still counts.
    safe = text[:cap_chars].encode("utf-8", "replace").decode("utf-8")
    folded = unicodedata.normalize("NFKC", safe)[:cap_chars].casefold().replace("\r", "\n")
    for end in (". ", "! ", "? ", "… "):  # a full stop inside a number or an address ends no sentence
        folded = folded.replace(end, "\n")
    return folded.translate(_LETTERS).split()
