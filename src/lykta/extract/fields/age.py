"""The stated age of the person in the ad, as a whole number of years.

A range counts by its lower age, a half by its whole years, and whoever is soon 18 as 17: a suspicion
that a person is a minor must not be lost to the wording, and a human decides on it.
"""

from collections.abc import Iterable, Iterator

from lykta.extract._names import LINE_START, NAME, is_name
from lykta.extract._numberwords import WORDS, Role, split_words
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.extract.fields import _agewords as around
from lykta.model.finding import Finding

YOUNGEST, OLDEST = 10, 79
ADULT = 18
# "16-17 år" is one person's age put vaguely; "30-60 år" is what guests are.
WIDEST_RANGE = 4
TEEN, OLDEST_TEEN = 13, 19
_WORD = "|".join(
    sorted(
        (word.decode() for word, means in WORDS.items() if means.role in (Role.TEEN, Role.TENS)),
        key=len,
        reverse=True,
    )
)
_UNIT_WORD = "|".join(word.decode() for word, means in WORDS.items() if means.role is Role.UNIT)
_WORDS = rf"(?:{_WORD})(?:[ -]?(?:{_UNIT_WORD}))?"
_NUMBER = rf"([1-7][0-9]|{_WORDS})"
_RANGE = r"(?: ?[-/] ?([1-7][0-9])\b)"
# The sign for a half folds to the byte of pictures, 3.
_HALF = r"(?:[.,]5\b| ?\x03| (?:and|och) (?:a|en|ett) hal(?:f|vt|v)\b)"
_YEARS = (
    r"(?: ?[-:]? ?(?:years? old|yrs? old|year-old|yo\b|y\.o\.?|y/o|ars? ung|ar gammal|ar\b|aring|arig"
    r"|years\b|yrs\b))"
)
_I_AM = r"(?:jag ar|i am|i['\"]m|im)"
_LEAD = (
    r"(?:(?:fyllda|(?:nyss|precis|just|nyligen|har) fyllt|(?:i )?(?:just )?turned|age|alder|aged)[ :]{1,3}"
    rf"|(?:{_I_AM}(?: bara| endast| only| just| nyss| nu| now| still)?|tjej|kvinna|dam|girl|woman|lady)(?: pa|,)? )"
)
_ONLY = "(?:only|just|bara|endast|knappt|barely) "
_SOON = (
    r"(?:fyller|fylla|blir|bli|nastan|snart|strax|inte ens|(?:inte|ej) fyllt|annu inte|almost|nearly|not yet"
    r"|not even|not quite|turning|soon|about to|will be|going on)"
)
_FILL = r"(?:(?:snart|jag|ar|fyllda|fyller|fyllt|bli|blir|nu|i|am|turning|turn|be|to) ){0,3}"
_EIGHTEEN = r"(?:18|arton|eighteen)\b"
_AGE = canonical_pattern(
    rf"\b(?:{_LEAD}|{_ONLY})?([1-7][0-9]|1 [0-9]|{_WORDS})(?:{_RANGE}|{_HALF})?{_YEARS}"
    rf"|\b{_LEAD}{_NUMBER}(?:{_RANGE}|{_HALF}|\b)"
    rf"|\b(?:mellan|between) {_NUMBER} (?:och|and) {_NUMBER}{_YEARS}"
    rf"|\b{_ONLY}(1[0-9]|{_WORDS})\b"
    rf"|\b({_SOON} {_FILL}{_EIGHTEEN}{_YEARS}?"
    rf"|{_I_AM} {_FILL}(?:under|below|yngre an|younger than|inte|not) {_EIGHTEEN}{_YEARS}?"
    rf"|{_I_AM} (?:fortfarande |still |bara |only )?(?:minderarig|under-? ?age|a minor)\b"
    rf"|\b(?:not|inte|ej) {_EIGHTEEN}{_YEARS}? (?:yet|annu|an)\b)"
    rf"|\b(1[0-9]) (?:and a half|och en? halvt?)\b"
    rf"|\b{_NUMBER} (?:och|and) {_NUMBER}{_YEARS}"
)
# "Lisa, 27, i Lund": a name and an age open a line.
_NAMED = canonical_pattern(rf"{LINE_START}{NAME}, ?([1-7][0-9])(?:[,.\n]|$| (?:i|in|fran|from|och|and)\b)")
# The groups of _AGE; the upper end of a range is the group after its lower end.
_YEARS_AT, _LEAD_AT, _BETWEEN_AT, _ONLY_AT, _SOON_AT, _HALF_AT, _PAIR_AT = _GROUPS = (1, 3, 5, 7, 8, 9, 10)
_HINTS = (
    b"ar",
    b"yo",
    b"y.o",
    b"y/o",
    b"year",
    b"yr",
    b"fyll",
    b"age",
    b"alder",
    b"i am",
    b"i'm",
    b'i"m',
    b"im ",
    b"girl",
    b"woman",
    b"tjej",
    b"dam",
    b"lady",
    b"kvinna",
    b"turn",
    b"18",
    b"eighteen",
    b"only",
    b"just",
    b"barely",
    b"knappt",
    b"endast",
    b" hal",
)


def read(ad: AdText) -> Iterable[Finding]:
    yield from _stated(ad)
    units = ad.canonical.units
    if b"," in units:
        for match in matches(_NAMED, units):
            if is_name(ad, match.group(1), ad.canonical.span(*match.span(1)), led=False):
                yield ad.found("age", match.group(2).decode(), ad.canonical.span(*match.span(2)), confidence=0.8)


def _stated(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    if not any(hint in units for hint in _HINTS):
        return
    for match in matches(_AGE, units):
        group = next(number for number in _GROUPS if match.start(number) >= 0)
        age = ADULT - 1 if group == _SOON_AT else _years(match.group(group))
        if not YOUNGEST <= age <= OLDEST or _is_of_another(match, group, age, units):
            continue
        if group == _PAIR_AT:  # "17 och 18 år": two persons
            second = _years(match.group(group + 1))
            yield _found(ad, age, match.span(group), group)
            yield _found(ad, second, (match.start(group + 1), match.end()), group)
        else:
            yield _found(ad, age, (match.start(0 if group == _BETWEEN_AT else group), match.end()), group)


def _found(ad: AdText, age: int, span: tuple[int, int], group: int) -> Finding:
    confidence = 0.95 if group in (_YEARS_AT, _PAIR_AT) else 0.85
    return ad.found("age", str(age), ad.canonical.span(*span), confidence=confidence)


def _is_of_another(match: Match, group: int, age: int, units: bytes) -> bool:
    """Whether the words around it make it a guest's age, a thing's age or a time."""
    start, end = match.span()
    before, after = units[max(0, start - around.WINDOW) : start], units[end : end + around.WINDOW]
    # The English "i" of "I will be 18" is no Swedish "i": of an age soon reached only the subject counts.
    other = around.OF_A_SUBJECT if group == _SOON_AT else around.OTHER_BEFORE
    if other.search(before) or around.OTHER_AFTER.search(after):
        return True
    if around.TIME_OF.search(after) and not around.AGE_OF.search(after):
        return True
    if group == _YEARS_AT and age >= ADULT and around.ONLY_LED.search(units[start : match.start(group)]):
        return True
    if group == _ONLY_AT and not (TEEN <= age <= OLDEST_TEEN and around.ENDS_OR_GOES_ON.search(after)):
        return True
    if group not in (_YEARS_AT, _PAIR_AT) and around.AFTER_BARE.search(after):
        return True
    return _is_of_a_guest(match, group, age, before)


def _is_of_a_guest(match: Match, group: int, age: int, before: bytes) -> bool:
    if group in (_YEARS_AT, _LEAD_AT, _BETWEEN_AT) and match.start(group + 1) >= 0:
        if not 0 < _years(match.group(group + 1)) - age <= WIDEST_RANGE:
            return True
    elif group != _SOON_AT:
        return False
    return around.OF_A_GUEST.search(before) is not None


def _years(written: bytes) -> int:
    letters = written.translate(None, b" -")
    if letters.isdigit():
        return int(letters)
    return sum(int(word.digits) for word, _ in split_words(letters) or ())


EXTRACTOR = Extractor(
    read=read,
    version=3,
    fires_on=(
        FiresOn(text="Jag är 22 och bor i stan", values=("22",)),
        FiresOn(text="Anna, 19 år, ny här", values=("19",)),
        FiresOn(text="25 years old, or 24yo", values=("25", "24")),
        FiresOn(text="nitton år och fyllda 18", values=("19", "18")),
        FiresOn(text="17 år", values=("17",)),
        FiresOn(text="I am 17 years of age", values=("17",)),
        FiresOn(text="Twenty-four years old", values=("24",)),
        FiresOn(text="Jag fyller 18 i mars.", values=("17",)),
        FiresOn(text="I am almost 18", values=("17",)),
        FiresOn(text="16½ år", values=("16",)),
        FiresOn(text="Jag är mellan 16 och 18 år", values=("16",)),
        FiresOn(text="Jag är under 18", values=("17",)),
        FiresOn(text="only 17", values=("17",)),
        FiresOn(text="Lisa, 17, i Lund", values=("17",)),
    ),
    silent_on=(
        "17 års erfarenhet", "endast över 18", "inga under 18", "no one under 25", "18+", "öppet i 13 år",
        "Öppet 10-22, 1500 kr, 168 cm", "20 years of experience",
        "12 years of exxperience in flowers", "du ska vara minst 25 år",
        "du ska ha fyllt 18", "Bodde 17 år i Malmö", "min son är 16 år", "whisky 16 år", "företaget fyller 15 år",
        "jag är inte 17 år längre", "I'm 16 weeks pregnant", "massör med 14 år i yrket",
        "Pris, 15, 20", "Storgatan, 17, Lund",
    ),
)  # fmt: skip
