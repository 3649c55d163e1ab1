"""Swedish municipalities by SCB code, from names of municipalities, towns and districts."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from lykta.extract._contact import in_field
from lykta.extract._gazetteer import Form, first_words, flatten, forms_by_first_word
from lykta.extract._waking import known_words
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

MOST_PLACES = 40  # a list of all towns is a menu, not where the ad is
_LOOK_BACK = 24
_PREPOSITIONS = frozenset(
    b"i till fran nara kring runt vid utanfor omkring mot via ort stad".split()
    + b"in at near from to around outside place".split()
)
_SAYS_PLACE = frozenset(
    b"kommun centrum city stad central centralstation c forum station stationen resecentrum hamn torg sjukhus"
    b" universitet university flygplats airport innerstad sweden sverige".split()
)
# After these even a word in small letters is a place, though it may name something else too.
_AT_HOME = (
    b" bor i ",
    b" bor nara ",
    b" finns i ",
    b" ar i ",
    b" bosatt i ",
    b" hemma i ",
    b" living in ",
    b" live in ",
)
_BETWEEN = frozenset((b"", b"och", b"and", b"eller", b"or", b"samt", b"till", b"to", b"sedan", b"then"))
_SAFE_SHORT = frozenset(("sthlm", "gbg"))
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
    found: list[tuple[int, int, Form, bool]] = []
    for at, end in known_words(ad.canonical.units, first_words()):
        for form in forms[flat[at + 1 : end + 1]]:
            if not flat.startswith(form.folded + b" ", at + 1):
                continue
            meant = _is_meant(ad, flat, at, form, sure=sure)
            if meant is not None:
                found.append((at, at + len(form.folded), form, meant))
    mentions = _without_hidden(sorted(found, key=_by_place))
    for number, (start, end, form, meant) in enumerate(mentions):
        if meant or _stands_in_a_list(flat, mentions, number):
            yield start, end, form


def _by_place(mention: tuple[int, int, Form, bool]) -> tuple[int, int, str]:
    start, end, form, _ = mention
    return start, -end, form.exact


def _without_hidden(mentions: list[tuple[int, int, Form, bool]]) -> list[tuple[int, int, Form, bool]]:
    kept: list[tuple[int, int, Form, bool]] = []
    for mention in mentions:
        if not kept or mention[0] >= kept[-1][1]:
            kept.append(mention)
    return kept


def _stands_in_a_list(flat: bytes, mentions: list[tuple[int, int, Form, bool]], number: int) -> bool:
    """Whether a word that may be a place stands beside one that surely is, as in "Malmö, Lund och Boden"."""
    start, end, _, _ = mentions[number]
    return any(
        meant and flat[low:high].strip() in _BETWEEN
        for low, high, meant in (
            *((other[1] + 1, start + 1, other[3]) for other in mentions[max(0, number - 1) : number]),
            *((end + 1, other[0] + 1, other[3]) for other in mentions[number + 1 : number + 2]),
        )
    )


def _is_meant(ad: AdText, flat: bytes, at: int, form: Form, *, sure: bool) -> bool | None:
    """True for a place, False for a word in capitals' first that is one beside other places, None for no place."""
    start, end = ad.canonical.span(at, at + len(form.folded))
    written = unicodedata.normalize("NFC", ad.text[start:end])
    lower = written.lower().replace("-", " ")
    if lower != form.exact and not (form.plain_is_safe and lower.isascii()):
        return None
    before = flat[max(0, at - _LOOK_BACK) : at + 1].split()
    after = flat[at + 1 + len(form.folded) : at + 1 + len(form.folded) + _LOOK_BACK].split()
    if after and after[0] in _LARGER:
        return None
    placed = bool(before and before[-1] in _PREPOSITIONS) or bool(after and after[0] in _SAYS_PLACE)
    capital = written[0].isupper()
    if sure or form.exact in _SAFE_SHORT:
        return True
    if form.place.is_word:
        if (capital and placed) or flat[: at + 1].endswith(_AT_HOME) or written == ad.text.strip():
            return True
        return False if capital else None
    named = capital or placed or (form.place.level == "municipality" and len(form.folded) >= _NAME_ALONE)
    return named or None


EXTRACTOR = Extractor(
    read=read,
    version=2,
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
