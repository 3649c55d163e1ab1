"""Names of days and months in Swedish and English, as canonical bytes."""

from lykta.extract._patterns import canonical_pattern

_DAYS = (
    ("mandag", "monday"), ("tisdag", "tuesday"), ("onsdag", "wednesday"), ("torsdag", "thursday"),
    ("fredag", "friday"), ("lordag", "saturday"), ("sondag", "sunday"),
)  # fmt: skip
_SHORT = (
    ("man", "mon"), ("tis", "tue", "tues"), ("ons", "wed"), ("tor", "tors", "thu", "thur", "thurs"), ("fre", "fri"),
    ("lor", "sat"), ("son", "sun"),
)  # fmt: skip
_MONTHS = (
    ("januari", "january", "jan"), ("februari", "february", "feb"), ("mars", "march", "mar"), ("april", "apr"),
    ("maj", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"), ("augusti", "august", "aug"),
    ("september", "sept", "sep"), ("oktober", "october", "okt", "oct"), ("november", "nov"), ("december", "dec"),
)  # fmt: skip
# Shortened these are words of their own: he, son, place of sitting.
_WORDS_TOO = frozenset(("man", "son", "sat", "tor"))

LONG_DAYS = {name.encode(): number for number, names in enumerate(_DAYS) for name in names}
SHORT_DAYS = {name.encode(): number for number, names in enumerate(_SHORT) for name in names}
MONTHS = {name.encode(): number for number, names in enumerate(_MONTHS, 1) for name in names}


def _any_of(names: list[bytes]) -> str:
    return "|".join(sorted((name.decode() for name in names), key=len, reverse=True))


_LONG = f"(?:{_any_of(list(LONG_DAYS))})(?:en|s)?"
DAY = rf"(?:{_LONG}|(?:{_any_of(list(SHORT_DAYS))})\b\.?)"
# A day that stands alone is written out, or shortened to what is no word.
SURE_DAY = rf"(?:{_LONG}|(?:{_any_of([name for name in SHORT_DAYS if name.decode() not in _WORDS_TOO])})\b\.?)"
MONTH = rf"(?:{_any_of(list(MONTHS))})\b\.?"
_LETTERS = canonical_pattern("[a-z]+")


def day_number(name: bytes) -> int | None:
    """0 for Monday to 6 for Sunday."""
    for word in (name, name.removesuffix(b"en"), name.removesuffix(b"s")):
        found = LONG_DAYS.get(word, SHORT_DAYS.get(word))
        if found is not None:
            return found
    return None


def month_in(piece: bytes) -> int | None:
    """The first month named in a piece of text."""
    for match in _LETTERS.finditer(piece):
        if match.group() in MONTHS:
            return MONTHS[match.group()]
    return None
