"""The stated age of the person in the ad, as a whole number of years."""

from collections.abc import Iterable

from lykta.extract._numberwords import WORDS, Role, split_words
from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

YOUNGEST, OLDEST = 10, 79
_WORD = "|".join(
    sorted(
        (word.decode() for word, means in WORDS.items() if means.role in (Role.TEEN, Role.TENS)),
        key=len,
        reverse=True,
    )
)
_UNIT_WORD = "|".join(word.decode() for word, means in WORDS.items() if means.role is Role.UNIT)
_NUMBER = rf"([1-7][0-9]|(?:{_WORD})(?:[ -]?(?:{_UNIT_WORD}))?)"
_YEARS = (
    r"(?: ?-? ?(?:years? old|yrs? old|year-old|yo\b|y\.o\.?|y/o|ars? ung|ar gammal|ar\b|aring|arig"
    r"|years\b|yrs\b))"
)
_AGE = canonical_pattern(
    rf"\b{_NUMBER}{_YEARS}|\b(?:fyllda|nyss fyllt|just turned|age|alder|aged)[ :]{{1,3}}{_NUMBER}\b"
    rf"|\b(?:jag ar|i am|i'm|im|tjej|kvinna|girl|woman)(?: pa|,)? {_NUMBER}\b"
)
# Words before: of the reader's age, a limit, a time. Words after: experience, a lease, a limit.
_OTHER_BEFORE = canonical_pattern(
    r"(?:\b(?:over|under|minst|lagst|aldersgrans|above|below|least|from|mellan|between|than|till|to|yngre an"
    r"|aldre an|upp till"
    r"|sedan|since|for|efter|after|inom|within|i|varit|erfarenhet|experience|max|hogst|fran|endast"
    r"|only)(?: fyllda)?"
    r"|[0-9] ?[-/]|\bher|[$\x80\x81]) ?$"
)
_OTHER_AFTER = canonical_pattern(
    r"^s? ?(?:av |of )?(?:erfarenhet|experience|yrke|branschen|in business|garanti|tillbaka|sedan|ago"
    r"|utbildning|avtal|\+|och uppat|eller aldre|or older|and (?:over|up|older)|uppat|plus\b"
    r"|minimum|in the|som )|^s "
)
# "12 years of <any word>" counts a time, mistyped or not; only "17 years of age" states an age.
_TIME_OF = canonical_pattern(r"^s? ?(?:years? )?of [a-z]")
_AGE_OF = canonical_pattern(r"^s? ?(?:years? )?of age")
_AFTER_BARE = canonical_pattern(
    r"^ ?(?:cm|kg|kr|min|km|m\b|h\b|tim|sek|:|%|\.[0-9]|-|/|,[0-9]|/|st\b|minut"
    r"|hour|x\b|och [0-9]|men|girls|tjejer|dagar|days)"
)
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
    b"im ",
    b"girl",
    b"woman",
    b"tjej",
    b"kvinna",
)


def read(ad: AdText) -> Iterable[Finding]:
    units = ad.canonical.units
    if not any(hint in units for hint in _HINTS):
        return
    for match in matches(_AGE, units):
        start, end = match.span()
        place = next(number for number in (1, 2, 3) if match.start(number) >= 0)
        age = _years(match.group(place))
        after = units[end : end + 32]
        if not YOUNGEST <= age <= OLDEST or _OTHER_BEFORE.search(units[max(0, start - 24) : start]):
            continue
        if _TIME_OF.search(after) and not _AGE_OF.search(after):
            continue
        if _OTHER_AFTER.search(after) or (place != 1 and _AFTER_BARE.search(after)):
            continue
        yield ad.found(
            "age",
            str(age),
            ad.canonical.span(*match.span(0 if place == 1 else place)),
            confidence=0.95 if place == 1 else 0.85,
        )


def _years(written: bytes) -> int:
    if written.isdigit():
        return int(written)
    words = split_words(written.translate(None, b" -")) or ()
    return sum(int(word.digits) for word, _ in words)


EXTRACTOR = Extractor(
    read=read,
    version=1,
    fires_on=(
        FiresOn(text="Jag är 22 och bor i stan", values=("22",)),
        FiresOn(text="Anna, 19 år, ny här", values=("19",)),
        FiresOn(text="25 years old, or 24yo", values=("25", "24")),
        FiresOn(text="nitton år och fyllda 18", values=("19", "18")),
        FiresOn(text="17 år", values=("17",)),
        FiresOn(text="I am 17 years of age", values=("17",)),
        FiresOn(text="Twenty-four years old", values=("24",)),
    ),
    silent_on=(
        "17 års erfarenhet", "endast över 18", "inga under 18", "no one under 25", "18+", "öppet i 13 år",
        "Öppet 10-22, 1500 kr, 168 cm", "20 years of experience",
        "12 years of exxperience in flowers", "du ska vara minst 25 år",
    ),
)  # fmt: skip
