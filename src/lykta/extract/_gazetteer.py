"""Swedish places by the words that name them (`data/places.tsv`; its head names the sources)."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from lykta.extract._folding import fold
from lykta.extract._waking import WordTable

# Short and foreign names in use. The rest of the names come from the table.
_ALSO = (("Gothenburg", "Göteborg"), ("GBG", "Göteborg"), ("STHLM", "Stockholm"), ("Ö-vik", "Örnsköldsvik"))
_ENDINGS = ("", "s", "området", "sområdet", "trakten", "strakten")
_NO_LETTERS = bytes(byte if 97 <= byte < 123 else 32 for byte in range(256))
_SHORTEST_PLAIN = 4  # "Åre" as "are" is an English word
_WORDS_WHEN_PLAIN = frozenset(("ange", "mala", "amal", "habo", "alta"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A municipality, or a town or district in it. `is_word`: also a common word or a person's name."""

    code: str
    municipality: str
    county: str
    county_name: str
    name: str
    level: str
    is_word: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way a name stands in a text. `folded` is without accents, hyphens as spaces; `exact` has both.

    `plain_is_safe` says that the form without å, ä, ö names nothing else.
    """

    place: Place
    folded: bytes
    exact: str
    plain_is_safe: bool


def flatten(units: bytes) -> bytes:
    """Canonical bytes with a space for all that is no letter, and one at each end."""
    return b" " + units.translate(_NO_LETTERS) + b" "


@functools.cache
def forms_by_first_word() -> dict[bytes, tuple[Form, ...]]:
    """Every form by its first word, long forms first. Read at first use."""
    places = _places()
    names = {flatten(fold(name)).strip() for name, place in places if name == place.name.lower() and name.isascii()}
    grouped: dict[bytes, list[Form]] = {}
    for name, place in places:
        plain = flatten(fold(name)).strip()
        safe = name.isascii() or (
            len(plain) >= _SHORTEST_PLAIN and plain not in names and plain.decode() not in _WORDS_WHEN_PLAIN
        )
        for ending in _ENDINGS:
            exact = (name + ending).replace("-", " ")
            folded = flatten(fold(exact)).strip()
            grouped.setdefault(folded.split()[0], []).append(
                Form(place=place, folded=folded, exact=exact, plain_is_safe=safe)
            )
    return {word: tuple(sorted(forms, key=lambda form: -len(form.folded))) for word, forms in grouped.items()}


@functools.cache
def first_words() -> WordTable:
    """The words that a form may begin with."""
    return WordTable(dict.fromkeys(forms_by_first_word(), 1))


def _places() -> list[tuple[str, Place]]:
    """Each place with its lower-case name; a municipality comes before a town of the same name."""
    lines = files("lykta.extract").joinpath("data", "places.tsv").read_text("utf-8").splitlines()
    rows = [[*line.split("\t"), ""][:4] for line in lines if not line.startswith("#")]
    counties = {code: name for level, code, name, _ in rows if level == "county"}
    municipalities = {code: name for level, code, name, _ in rows if level == "municipality"}
    places = [
        (
            name.lower(),
            Place(
                code=code,
                municipality=municipalities[code],
                county=code[:2],
                county_name=counties[code[:2]],
                name=name,
                level=level,
                is_word=bool(context),
            ),
        )
        for level, code, name, context in rows
        if level != "county"
    ]
    by_name = {place.name: place for _, place in reversed(places)}
    return places + [(also.lower(), by_name[name]) for also, name in _ALSO]
