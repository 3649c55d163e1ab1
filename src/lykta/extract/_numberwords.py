"""Swedish and English words for digits, how a run of glued letters splits into them, and what they are mistaken for."""

import functools
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """How a word combines with the next: sjuttio + fyra may be 74 or 70 4, två + nollor is 00, dubbel + åtta 88."""

    ZERO = 0
    UNIT = 1
    TEEN = 2
    TENS = 3
    PLUS = 4
    HUNDRED = 5
    TIMES = 6
    PLURAL = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """`digits` as dialled; a tens word carries its zero and a hundred its two; of TIMES they are how often."""

    digits: str
    role: Role
    language: str  # "sv", "en" or "" when both have it


# Each number's spellings: as in a dictionary, as a noun ("en fyra", "femman"), then as spoken ("sexti", "tju").
_ZEROS_SV = "noll nolla nollan nol nall null"
_ZEROS_EN = "zero oh nought naught"
_UNITS_SV = (
    "ett en et etta ettan",
    "tva tvaa tvaan",
    "tre trea trean",
    "fyra fyran",
    "fem femma femman",
    "sex sexa sexan",
    "sju sjua sjuan",
    "atta attan otta",
    "nio nia nian",
)
_UNITS_EN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine niner")
_PLURALS_SV = ("nollor", "ettor", "tvaor", "treor", "fyror", "femmor", "sexor", "sjuor", "attor", "nior")
_PLURALS_EN = ("zeros zeroes", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines")
_TEENS_SV = (
    "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton aderton", "nitton",
)  # fmt: skip
_TEENS_EN = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS_SV = (
    "tjugo tjugi tjuge tju", "trettio tretti", "fyrtio fortio fyrti forti", "femtio femti", "sextio sexti",
    "sjuttio sjutti", "attio atti", "nittio nitti",
)  # fmt: skip
_TENS_EN = ("twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDREDS = (("hundra", "sv"), ("hundred", "en"))
_TIMES = (
    ("dubbel dubbelt dubbla", "2", "sv"),
    ("double", "2", "en"),
    ("trippel trippelt trippla", "3", "sv"),
    ("triple treble", "3", "en"),
)
LONGEST_WORD = 9
LONGEST_RUN = 160  # 15 digits of 9 letters are 135


def _vocabulary() -> dict[bytes, Word]:
    words = {b"plus": Word(digits="", role=Role.PLUS, language="")}

    def add(spellings: str, digits: str, role: Role, language: str) -> None:
        for spelling in spellings.split():
            words[spelling.encode()] = Word(digits=digits, role=role, language=language)

    add(_ZEROS_SV, "0", Role.ZERO, "sv")
    add(_ZEROS_EN, "0", Role.ZERO, "en")
    for language, role, first, step, spelled in (
        ("sv", Role.UNIT, 1, 1, _UNITS_SV),
        ("en", Role.UNIT, 1, 1, _UNITS_EN),
        ("sv", Role.PLURAL, 0, 1, _PLURALS_SV),
        ("en", Role.PLURAL, 0, 1, _PLURALS_EN),
        ("sv", Role.TEEN, 10, 1, _TEENS_SV),
        ("en", Role.TEEN, 10, 1, _TEENS_EN),
        ("sv", Role.TENS, 20, 10, _TENS_SV),
        ("en", Role.TENS, 20, 10, _TENS_EN),
    ):
        for number, spellings in enumerate(spelled):
            add(spellings, str(first + number * step), role, language)
    for spellings, language in _HUNDREDS:
        add(spellings, "100", Role.HUNDRED, language)
    for spellings, often, language in _TIMES:
        add(spellings, often, Role.TIMES, language)
    return words


WORDS = _vocabulary()
# What a misspelled word may have been meant as: the dictionary's spelling of each number, since a noun or a spoken
# form one letter wrong is more often another word.
MEANT = tuple(
    spellings.split()[0].encode()
    for spellings in (
        _ZEROS_SV, _ZEROS_EN, *_UNITS_SV, *_UNITS_EN, *_TEENS_SV, *_TEENS_EN, *_TENS_SV, *_TENS_EN,
    )
)  # fmt: skip
# Words and names one letter from those, each at least twice in a million words of Swedish or English by the lists of
# the package wordfreq 3.1.1 (Speer 2022, doi 10.5281/zenodo.7199437).
ORDINARY = frozenset(
    (
        b"acta afton akta alta anta anton aron arson arten artor aston att attic eighth elda elever ella elsa eva fam"
        b" fara fide fife fifth file fine fira fire flour for fora forr fort forte forth forts foul fra fur fyr neo"
        b" nice nike nile nina nino noel none sax seden seen semen seventh sixten sixth sjo sox steven sutton sven tan"
        b" tao teen thee there thirsty threw tia tie tin told tolk toll ton too tra trenton tro try"
    ).split()
)
# Words that sound like a number. They and the ordinary words are only a number between two others.
HOMOPHONES = {
    b"seks": b"sex", b"siks": b"six", b"sicks": b"six", b"won": b"one", b"to": b"two", b"too": b"two", b"for": b"four",
    b"fore": b"four", b"ate": b"eight",
}  # fmt: skip


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


def below_hundred(written: bytes) -> int:
    """The number that digits, or a tens and a unit word, stand for: "47", "fyrtiosju", "forty-seven"; 0 for others."""
    letters = written.translate(None, b" -")
    if letters.isdigit():
        return int(letters)
    return sum(int(word.digits) for word, _ in split_words(letters) or () if word.digits)
