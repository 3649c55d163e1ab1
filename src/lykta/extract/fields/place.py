"""Swedish municipalities by SCB code, from names of municipalities, towns and districts."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from lykta.extract._contact import in_field
from lykta.extract._gazetteer import Form, flatten, forms_by_first_word
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

MOST_PLACES = 40  # a list of all towns is a menu, not where the ad is
_LOOK_BACK = 24
_PREPOSITIONS = frozenset(
    b"i till fran nara kring runt vid utanfor omkring mot via ort stad".split()
    + b"in at near from to around outside place".split()
)
_SAYS_PLACE = frozenset((b"kommun", b"centrum", b"city", b"stad", b"central", b"c"))
_LARGER = frozenset((b"lan", b"county"))  # a county bears the name of its town
_NAME_ALONE = 6  # letters of a lower-case municipality that needs no preposition


def read(ad: AdText) -> Iterable[Finding]:
    """One finding for each municipality named in the text, at its first mention, and those of the page's field.

    A finding of the field has extra["field"] = "place", and its span counts code points of that field.
    """
    yield from _findings(ad)
    yield from in_field(ad, "place", _findings)


def _findings(ad: AdText) -> Iterator[Finding]:
    is_field = bool(ad.field_name)
    seen: set[str] = set()
    for start, end, form in islice(_mentions(ad, sure=is_field), MOST_PLACES):
        place = form.place
        if place.code in seen:
            continue
        seen.add(place.code)
        extra: dict[str, str | int | float] = {
            "name": place.municipality,
            "county": place.county,
            "county_name": place.county_name,
            "level": place.level,
            "place": place.name,
        }
        confidence = 0.98 if is_field or place.level == "municipality" else 0.9
        yield ad.found(
            "place",
            place.code,
            ad.canonical.span(start, end),
            confidence=confidence - 0.1 * place.is_word,
            extra=extra,
        )


def _mentions(ad: AdText, *, sure: bool) -> Iterator[tuple[int, int, Form]]:
    """Each place that the text names, with its bytes, in order; a longer name hides the shorter within it."""
    forms = forms_by_first_word()
    flat = flatten(ad.canonical.units)
    mentions: list[tuple[int, int, Form]] = []
    for word in forms.keys() & set(flat.split()):
        for form in forms[word]:
            mentions += [
                (at, -len(form.folded), form)
                for at in islice(_occurrences(flat, form.folded), MOST_PLACES)
                if _is_meant(ad, flat, at, form, sure=sure)
            ]
    taken = 0
    for start, length, form in sorted(mentions, key=lambda mention: (mention[0], mention[1], mention[2].exact)):
        if start >= taken:
            taken = start - length
            yield start, taken, form


def _occurrences(flat: bytes, folded: bytes) -> Iterator[int]:
    """Where the form stands as whole words; offsets without the space that `flatten` puts first."""
    wanted = b" " + folded + b" "
    at = flat.find(wanted)
    while at >= 0:
        yield at
        at = flat.find(wanted, at + 1)


def _is_meant(ad: AdText, flat: bytes, at: int, form: Form, *, sure: bool) -> bool:
    start, end = ad.canonical.span(at, at + len(form.folded))
    written = unicodedata.normalize("NFC", ad.text[start:end])
    lower = written.lower().replace("-", " ")
    if lower != form.exact and not (form.plain_is_safe and lower.isascii()):
        return False
    before = flat[max(0, at - _LOOK_BACK) : at + 1].split()
    after = flat[at + 1 + len(form.folded) : at + 1 + len(form.folded) + _LOOK_BACK].split()
    if after and after[0] in _LARGER:
        return False
    placed = bool(before and before[-1] in _PREPOSITIONS) or bool(after and after[0] in _SAYS_PLACE)
    capital = written[0].isupper()
    if sure:
        return True
    if form.place.is_word:
        return capital and placed
    return capital or placed or (form.place.level == "municipality" and len(form.folded) >= _NAME_ALONE)


EXTRACTOR = Extractor(
    read=read,
    version=1,
    also_reads=("place",),
    fires_on=(
        FiresOn(text="Mitt i Göteborgs centrum", values=("1480",)),
        FiresOn(text="Malmös lugnaste gata, nära Rosengård", values=("1280",)),
        FiresOn(text="I am in Stockholm until Friday, then Upplands-Bro", values=("0180", "0139")),
        FiresOn(text="Bor i Mark", values=("1463",)),
        FiresOn(text="Ring mig", values=("2482",), place="Skellefteå"),
    ),
    silent_on=(
        "Mark my words",
        "Vi ses i Köpenhamn eller Oslo",
        "Anna Lund svarar",
        "we are here",
        "Stockholms län",
    ),
)
