"""Towns outside Sweden by country and English name, kept apart from Swedish places."""

from collections.abc import Iterable

from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

# Capitals of Europe and the towns of the neighbours, by the names in use in Swedish and English ads.
_TOWNS = {
    "NO": "oslo bergen trondheim stavanger kristiansand tromso drammen",
    "DK": "copenhagen kopenhamn kobenhavn aarhus=arhus odense aalborg=alborg helsingor",
    "FI": "helsinki helsingfors espoo=esbo tampere=tammerfors turku vantaa oulu=uleaborg mariehamn vaasa",
    "DE": "berlin hamburg munich munchen frankfurt cologne koln stuttgart dusseldorf leipzig kiel rostock",
    "GB": "london manchester birmingham edinburgh glasgow liverpool",
    "NL": "amsterdam rotterdam haag utrecht", "BE": "brussels bryssel antwerp antwerpen",
    "FR": "paris lyon marseille", "ES": "madrid barcelona valencia malaga marbella alicante sevilla",
    "IT": "rome milan milano naples turin", "PT": "lisbon lissabon porto",
    "RO": "bucharest bukarest bucuresti cluj timisoara constanta", "BG": "plovdiv varna",
    "HU": "budapest", "PL": "warsaw warszawa gdansk krakow wroclaw poznan", "CZ": "prague prag praha",
    "AT": "vienna salzburg", "CH": "zurich geneva basel", "GR": "athens aten", "TR": "istanbul antalya",
    "EE": "tallinn", "LV": "riga", "LT": "vilnius kaunas", "UA": "kyiv kiev odessa lviv", "RU": "moscow moskva",
    "TH": "bangkok pattaya phuket", "AE": "dubai", "IS": "reykjavik", "IE": "dublin", "LU": "luxembourg",
}  # fmt: skip
# Other names of a town already in the list.
_SAME = {
    "kopenhamn": "copenhagen", "kobenhavn": "copenhagen", "arhus": "aarhus", "alborg": "aalborg",
    "helsingfors": "helsinki", "esbo": "espoo", "tammerfors": "tampere", "uleaborg": "oulu", "munchen": "munich",
    "koln": "cologne", "bryssel": "brussels", "antwerpen": "antwerp", "milano": "milan", "lissabon": "lisbon",
    "bukarest": "bucharest", "bucuresti": "bucharest", "warszawa": "warsaw", "prag": "prague", "praha": "prague",
    "aten": "athens", "kiev": "kyiv", "moskva": "moscow",
}  # fmt: skip
_COUNTRY = {name: country for country, names in _TOWNS.items() for pair in names.split() for name in pair.split("=")}
_ABROAD = canonical_pattern(rf"\b({'|'.join(sorted(_COUNTRY, key=len, reverse=True))})s?\b")
_CALLS = frozenset((*_COUNTRY, *(f"{name}s" for name in _COUNTRY)))


def read(ad: AdText) -> Iterable[Finding]:
    """The first mention of each town, in capitals' first or after a preposition."""
    units = ad.canonical.units
    seen: set[str] = set()
    for match in matches(_ABROAD, units):
        name = match.group(1).decode()
        span = ad.canonical.span(*match.span())
        before = units[: match.start()].rsplit(None, 1)
        placed = bool(before) and before[-1] in (b"i", b"in", b"till", b"to", b"fran", b"from")
        value = f"{_COUNTRY[name]} {_SAME.get(name, name).title()}"
        if value not in seen and (placed or ad.text[span[0]].isupper()):
            seen.add(value)
            yield ad.found("abroad", value, span, confidence=0.9, extra={"country": _COUNTRY[name]})


EXTRACTOR = Extractor(
    read=read,
    version=1,
    wakes_on=(_CALLS,),
    fires_on=(
        FiresOn(text="Köpenhamn på måndag, sedan Oslo", values=("DK Copenhagen", "NO Oslo")),
        FiresOn(text="in bucharest", values=("RO Bucharest",)),
    ),
    silent_on=("Göteborg", "rome och snäll", "Nice to meet you"),
)
