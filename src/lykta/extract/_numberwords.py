"""Swedish and English words for digits, and how a run of glued letters splits into them."""

import functools
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """How a word combines with the next: sjuttio + fyra may be 74 or 70 4."""

    ZERO = 0
    UNIT = 1
    TEEN = 2
    TENS = 3
    PLUS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """`digits` as dialled; a tens word carries its zero."""

    digits: str
    role: Role
    language: str  # "sv", "en" or "" when both have it


_UNITS_SV = ("ett en", "tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio")
_UNITS_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS_SV = ("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
_TEENS_EN = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS_SV = ("tjugo tjugi", "trettio", "fyrtio fortio", "femtio", "sextio", "sjuttio", "attio", "nittio")
_TENS_EN = ("twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety")
LONGEST_WORD = 9
LONGEST_RUN = 160  # 15 digits of 9 letters are 135


def _vocabulary() -> dict[bytes, Word]:
    words = {
        b"plus": Word(digits="", role=Role.PLUS, language=""),
        b"noll": Word(digits="0", role=Role.ZERO, language="sv"),
        b"nolla": Word(digits="0", role=Role.ZERO, language="sv"),
        b"nollan": Word(digits="0", role=Role.ZERO, language="sv"),
        b"zero": Word(digits="0", role=Role.ZERO, language="en"),
        b"oh": Word(digits="0", role=Role.ZERO, language="en"),
    }
    for language, units, teens, tens in (
        ("sv", _UNITS_SV, _TEENS_SV, _TENS_SV),
        ("en", _UNITS_EN, _TEENS_EN, _TENS_EN),
    ):
        for role, spelled, first, step in (
            (Role.UNIT, units, 1, 1),
            (Role.TEEN, teens, 10, 1),
            (Role.TENS, tens, 20, 10),
        ):
            for number, spellings in enumerate(spelled):
                for spelling in spellings.split():
                    digits = str(first + number * step)
                    words[spelling.encode()] = Word(digits=digits, role=role, language=language)
    return words


WORDS = _vocabulary()


@functools.lru_cache(maxsize=8192)
def split_words(letters: bytes) -> tuple[tuple[Word, int], ...] | None:
    """The number words that make up the letters, each with its length; None if any letter is left over."""
    if len(letters) > LONGEST_RUN:
        return None
    # best[i] is the split of letters[i:]; filled from the end, so each place is decided once.
    best: list[tuple[tuple[Word, int], ...] | None] = [None] * len(letters) + [()]
    for start in range(len(letters) - 1, -1, -1):
        for length in range(min(LONGEST_WORD, len(letters) - start), 1, -1):
            word = WORDS.get(letters[start : start + length])
            rest = best[start + length]
            if word is not None and rest is not None:
                best[start] = ((word, length), *rest)
                break
    return best[0]
