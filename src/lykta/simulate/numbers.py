"""Telephone numbers as people write them: one small pure function a family, (digits, rng) -> text.

`digits` is a Swedish national number such as 0740123456, or digits of an international number without
the plus. The catalogue is kept small on purpose: a long list of tricks would also teach them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

SV_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
SV_TEENS = (
    "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
SV_TENS = ("", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
EN_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
EN_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
GROUPINGS = ((3, 3, 2, 2), (4, 2, 2, 2), (3, 7), (4, 3, 3), (4, 6), (3, 2, 2, 3), (10,), (3, 3, 4))
LOOK_ALIKE = {"0": "Oo", "1": "lI", "5": "S", "8": "B"}
HOMOGLYPHS = {"a": "а", "e": "е", "o": "о", "i": "і", "x": "х", "y": "у"}  # Latin -> Cyrillic
WITHOUT_MARKS = str.maketrans("åäö", "aao")

Write = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One way to write a number. `language` is None when it serves every language."""

    name: str
    group: str
    write: Write
    obscured: bool = True
    language: str | None = None


def split(digits: str, rng: Random) -> list[str]:
    """The digits in groups as people say them."""
    grouping = rng.choice(GROUPINGS)
    parts, at = [], 0
    for size in grouping:
        parts.append(digits[at : at + size])
        at += size
    parts.append(digits[at:])
    return [part for part in parts if part]


def joined_by(separator: str) -> Write:
    """Groups of digits with one separator."""
    return lambda digits, rng: separator.join(split(digits, rng))


def spread_by(separators: tuple[str, ...]) -> Write:
    """Every digit apart, with one separator all through."""
    return lambda digits, rng: rng.choice(separators).join(digits)


def plain_hyphen(digits: str, rng: Random) -> str:
    return f"{digits[:3]}-{rng.choice((digits[3:], f'{digits[3:6]} {digits[6:8]} {digits[8:]}'))}"


def plain_brackets(digits: str, rng: Random) -> str:
    return f"({digits[:3]}) {rng.choice((digits[3:], f'{digits[3:6]} {digits[6:]}'))}"


def plain_slash(digits: str, rng: Random) -> str:
    return f"{digits[:3]}{rng.choice(('/', ' / '))}{digits[3:]}"


def after_code(code: str) -> Write:
    """The national number without its 0, after a country code."""

    def write(digits: str, rng: Random) -> str:
        local = f"{digits[1:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"
        return code + rng.choice((local, local.replace(" ", "")))

    return write


def international_bare(digits: str, rng: Random) -> str:
    return "46" + digits[1:] if rng.random() < 0.5 else f"46 {digits[1:3]} {digits[3:]}"


def foreign(digits: str, rng: Random) -> str:
    """An 11-digit number of country code 1."""
    area, office, line = digits[1:4], digits[4:7], digits[7:]
    return rng.choice((f"+1 {area} {office} {line}", f"+1-{area}-{office}-{line}", f"001{digits[1:]}"))


def _cased(text: str, rng: Random) -> str:
    return rng.choice((text, text, text.upper(), text.title()))


def spelled(words: tuple[str, ...], separator: str = " ") -> Write:
    """Every digit as a word, in any case."""
    return lambda digits, rng: _cased(separator.join(words[int(digit)] for digit in digits), rng)


def spelled_without_marks(digits: str, rng: Random) -> str:
    return spelled(SV_WORDS)(digits, rng).lower().translate(WITHOUT_MARKS)


def _pairs(digits: str) -> Iterator[str]:
    """A leading 0 alone, the area code as a pair, then pairs with a single digit where the count is odd."""
    yield digits[0]
    rest = digits[1:]
    if len(rest) % 2:
        yield rest[:2]
        yield rest[2]
        rest = rest[3:]
    for at in range(0, len(rest), 2):
        yield rest[at : at + 2]


def tens(words: tuple[str, ...], teens: tuple[str, ...], tens_words: tuple[str, ...], joint: str) -> Write:
    """Pairs of digits as tens words, such as sjuttiofyra or seventy-four."""

    def say(pair: str) -> str:
        if len(pair) == 1 or pair[0] == "0":
            return " ".join(words[int(digit)] for digit in pair)
        if pair[0] == "1":
            return teens[int(pair[1])]
        ten = tens_words[int(pair[0])]
        return ten if pair[1] == "0" else ten + joint + words[int(pair[1])]

    return lambda digits, rng: _cased(" ".join(say(pair) for pair in _pairs(digits)), rng)


def mixed(words: tuple[str, ...], separator: str) -> Write:
    """Words and digits in one number; at least two of each."""

    def write(digits: str, rng: Random) -> str:
        spelled_out = set(rng.sample(range(len(digits)), k=rng.randint(2, len(digits) - 2)))
        return separator.join(words[int(digit)] if at in spelled_out else digit for at, digit in enumerate(digits))

    return write


def mixed_languages(digits: str, rng: Random) -> str:
    both = [rng.choice((SV_WORDS, EN_WORDS)) for _ in digits]
    both[1], both[2] = SV_WORDS, EN_WORDS
    return " ".join(words[int(digit)] for words, digit in zip(both, digits, strict=True))


def look_alike(digits: str, rng: Random) -> str:
    """The zero at the front always, the other look-alikes mostly, in ordinary groups."""
    letters = "".join(
        rng.choice(LOOK_ALIKE[digit]) if digit in LOOK_ALIKE and (at == 0 or rng.random() < 0.8) else digit
        for at, digit in enumerate(digits)
    )
    return " ".join(split(letters, rng))


def other_digits(zero: int) -> Write:
    """The ten digits of another block, of which `zero` is the first code point."""
    return lambda digits, rng: " ".join(split("".join(chr(zero + int(digit)) for digit in digits), rng))


def translated(table: str) -> Write:
    """The ten digits replaced by the characters of `table`."""
    return lambda digits, rng: " ".join(split("".join(table[int(digit)] for digit in digits), rng))


def followed_by(marks: str, share: float) -> Write:
    """Invisible or combining marks after a share of the digits, always after the second."""

    def write(digits: str, rng: Random) -> str:
        return "".join(
            digit + (rng.choice(marks) if at == 1 or rng.random() < share else "") for at, digit in enumerate(digits)
        )

    return write


def homoglyphs(words: tuple[str, ...]) -> Write:
    """Number words with some Latin letters replaced by Cyrillic ones of the same shape."""

    def write(digits: str, rng: Random) -> str:
        said = " ".join(words[int(digit)] for digit in digits)
        swapped = "".join(
            HOMOGLYPHS[letter] if letter in HOMOGLYPHS and rng.random() < 0.6 else letter for letter in said
        )
        return swapped if swapped != said else said.replace("o", HOMOGLYPHS["o"], 1)

    return write


def bracketed(digits: str, rng: Random) -> str:
    opening, closing = rng.choice(("()", "[]"))
    return "".join(f"{opening}{digit}{closing}" for digit in digits)


def over_lines(digits: str, rng: Random) -> str:
    parts = split(digits, rng)
    if len(parts) == 1:
        parts = [digits[:4], digits[4:]]
    at = rng.randint(1, len(parts) - 1)
    return " ".join(parts[:at]) + "\n" + " ".join(parts[at:])


def letters_between(digits: str, rng: Random) -> str:
    letter = rng.choice("xqz")
    parts = split(digits, rng)
    return letter.join(parts if len(parts) > 1 and rng.random() < 0.5 else digits)


def words_and_separators(digits: str, rng: Random) -> str:
    """Two families at once: words and digits with a separator between them."""
    return mixed(SV_WORDS, rng.choice((".", "*", "_")))(digits, rng)


def wide_and_separators(digits: str, rng: Random) -> str:
    """Two families at once: full-width digits, each apart."""
    return rng.choice((".", "*", "-")).join(chr(0xFF10 + int(digit)) for digit in digits)


def code_in_words(digits: str, rng: Random) -> str:
    """Two families at once: the country code in words, the rest in digits."""
    return f"plus {rng.choice(('fyrtiosex', 'fyra sex'))} {digits[1:3]} {digits[3:]}"


PLAIN = (
    Family(name="plain_spaces", group="plain", write=joined_by(" "), obscured=False),
    Family(name="plain_hyphen", group="plain", write=plain_hyphen, obscured=False),
    Family(name="plain_dots", group="plain", write=joined_by("."), obscured=False),
    Family(name="plain_slash", group="plain", write=plain_slash, obscured=False),
    Family(name="plain_brackets", group="plain", write=plain_brackets, obscured=False),
    Family(name="plain_joined", group="plain", write=joined_by(""), obscured=False),
    Family(name="international_plus", group="international", write=after_code("+46 "), obscured=False),
    Family(name="international_00", group="international", write=after_code("0046 "), obscured=False),
    Family(name="international_bare", group="international", write=international_bare, obscured=False),
    Family(name="international_zero", group="international", write=after_code("+46 (0)"), obscured=False),
)
FOREIGN = Family(name="foreign", group="international", write=foreign, obscured=False)
OBSCURED = (
    Family(name="words_sv", group="spelled", write=spelled(SV_WORDS), language="sv"),
    Family(name="words_sv_without_marks", group="spelled", write=spelled_without_marks, language="sv"),
    Family(name="words_sv_hyphens", group="spelled", write=spelled(SV_WORDS, "-"), language="sv"),
    Family(name="words_en", group="spelled", write=spelled(EN_WORDS), language="en"),
    Family(name="words_en_hyphens", group="spelled", write=spelled(EN_WORDS, "-"), language="en"),
    Family(name="tens_sv", group="tens", write=tens(SV_WORDS, SV_TEENS, SV_TENS, ""), language="sv"),
    Family(name="tens_en", group="tens", write=tens(EN_WORDS, EN_TEENS, EN_TENS, "-"), language="en"),
    Family(name="mixed_sv", group="mixed", write=mixed(SV_WORDS, " "), language="sv"),
    Family(name="mixed_en", group="mixed", write=mixed(EN_WORDS, " "), language="en"),
    Family(name="mixed_languages", group="mixed", write=mixed_languages),
    Family(name="glued_sv", group="glued", write=mixed(SV_WORDS, ""), language="sv"),
    Family(name="glued_en", group="glued", write=mixed(EN_WORDS, ""), language="en"),
    Family(name="look_alike", group="look_alike", write=look_alike),
    Family(name="full_width", group="other_digits", write=other_digits(0xFF10)),
    Family(name="mathematical", group="other_digits", write=other_digits(0x1D7CE)),
    Family(name="arabic_indic", group="other_digits", write=other_digits(0x0660)),
    Family(name="thai_digits", group="other_digits", write=other_digits(0x0E50)),
    Family(name="circled", group="other_digits", write=translated("⓪①②③④⑤⑥⑦⑧⑨")),
    Family(name="superscript", group="other_digits", write=translated("⁰¹²³⁴⁵⁶⁷⁸⁹")),
    Family(name="keycap", group="other_digits", write=lambda digits, _: "".join(f"{d}\ufe0f\u20e3" for d in digits)),
    Family(name="zero_width", group="invisible", write=followed_by("\u200b\u200c\u2060", 0.4)),
    Family(name="soft_hyphen", group="invisible", write=followed_by("\u00ad", 0.4)),
    Family(name="direction_marks", group="invisible", write=followed_by("\u200e\u200f", 0.4)),
    Family(name="combining", group="invisible", write=followed_by("\u0301\u0336\u0332", 0.6)),
    Family(name="homoglyphs_sv", group="homoglyphs", write=homoglyphs(SV_WORDS), language="sv"),
    Family(name="homoglyphs_en", group="homoglyphs", write=homoglyphs(EN_WORDS), language="en"),
    Family(name="spread_dots", group="separators", write=spread_by((".", "..", ". "))),
    Family(name="spread_commas", group="separators", write=spread_by((",", ", "))),
    Family(name="spread_stars", group="separators", write=spread_by(("*", " * "))),
    Family(name="spread_slashes", group="separators", write=spread_by(("/", "|"))),
    Family(name="spread_underscores", group="separators", write=spread_by(("_", "-", " "))),
    Family(name="spread_bullets", group="separators", write=spread_by(("•", " · "))),
    Family(name="bracketed", group="separators", write=bracketed),
    Family(name="over_lines", group="line_breaks", write=over_lines),
    Family(name="letters_between", group="between", write=letters_between),
    Family(name="emoji_between", group="between", write=spread_by(("🌼", "☎", "⭐"))),
    Family(name="words_and_separators", group="combined", write=words_and_separators, language="sv"),
    Family(name="wide_and_separators", group="combined", write=wide_and_separators),
    Family(name="code_in_words", group="combined", write=code_in_words, language="sv"),
)
FAMILIES = {family.name: family for family in (*PLAIN, FOREIGN, *OBSCURED)}


def families_for(language: str, *, obscured: bool) -> tuple[Family, ...]:
    """The families that a writer of this language uses, for a Swedish number."""
    return tuple(family for family in (OBSCURED if obscured else PLAIN) if family.language in (None, language))


def written(e164: str, family: Family, rng: Random) -> str:
    """The number as this family writes it; a number outside Sweden is always written as foreign."""
    if not e164.startswith("+46"):
        return foreign(e164[1:], rng)
    return family.write("0" + e164[3:], rng)


class NumberPool:
    """Hands out numbers that no person has, each once: 074-[02-9]xxxxxx, or 555-01xx of country code 1."""

    AREA_CODES = ("201", "212", "305", "312", "415", "617", "702", "713", "808", "917")

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()
        self._american_given = 0

    def swedish(self) -> str:
        return self._fresh(lambda: f"+4674{self._rng.choice('023456789')}{self._rng.randrange(10**6):06d}")

    def american(self) -> str:
        """A thousand of these exist here; when half are given, a Swedish number comes instead."""
        if self._american_given == len(self.AREA_CODES) * 50:
            return self.swedish()
        self._american_given += 1
        return self._fresh(lambda: f"+1{self._rng.choice(self.AREA_CODES)}55501{self._rng.randrange(100):02d}")

    def near(self, number: str) -> str:
        """A number of nobody that differs from `number` in its last two digits at most."""
        return self._fresh(lambda: f"{number[:-2]}{self._rng.randrange(100):02d}")

    def _fresh(self, draw: Callable[[], str]) -> str:
        number = draw()
        while number in self._given:
            number = draw()
        self._given.add(number)
        return number
