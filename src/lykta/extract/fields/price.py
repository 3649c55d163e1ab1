"""Prices: amount and currency, with the time they buy in `extra`."""

from collections.abc import Iterable, Iterator

from lykta.extract._contact import in_field
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_AMOUNT = r"([1-9][0-9]{0,2}(?:[ .,'][0-9]{3}){1,2}|[1-9][0-9]{1,5})"
_CURRENCY = r"kronor|kr|sek|:-|,-|nok|dkk|euro|eur|\x80|\x81|\$|usd|gbp|pund|dollar"
_PER = (
    r"(?: ?(?:/|per|pr|a|an|i|for|=|-) ?| )([0-9]{1,3}(?:[.,]5)? ?)?"
    r"(timmen|timmar|timme|tim|hours|hour|hrs|hr|h|minuter|minutes|minut|min|natten|natt|night|dygn|dag|day)\b"
)
_AFTER = canonical_pattern(rf"\b{_AMOUNT} ?({_CURRENCY})(?:{_PER})?")
_BEFORE = canonical_pattern(rf"(\x80|\x81|\$|\bsek|\beur|\busd|\bgbp) ?{_AMOUNT}\b(?:{_PER})?")
_NAMES = {
    b"kronor": "SEK", b"kr": "SEK", b"sek": "SEK", b":-": "SEK", b",-": "SEK", b"nok": "NOK", b"dkk": "DKK",
    b"euro": "EUR", b"eur": "EUR", b"\x80": "EUR", b"\x81": "GBP", b"$": "USD", b"usd": "USD", b"gbp": "GBP",
    b"pund": "GBP", b"dollar": "USD",
}  # fmt: skip
_SIGNS = (
    b"kr",
    b"sek",
    b":-",
    b",-",
    b"nok",
    b"dkk",
    b"eur",
    b"\x80",
    b"\x81",
    b"$",
    b"usd",
    b"gbp",
    b"pund",
    b"doll",
)
HIGHEST = 100_000  # more is a house, not a meeting


def read(ad: AdText) -> Iterable[Finding]:
    """The prices of the text, and of the page's field with extra["field"] = "price" and spans in that field."""
    yield from _prices(ad)
    yield from in_field(ad, "price", _prices)


def _prices(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    if not any(sign in units for sign in _SIGNS):
        return
    taken = 0
    found = [(match, 1, 2) for match in matches(_AFTER, units)]
    if any(sign in units for sign in (b"\x80", b"\x81", b"$", b"sek", b"eur", b"usd", b"gbp")):
        found += [(match, 2, 1) for match in matches(_BEFORE, units)]
    for match, amount_at, currency_at in sorted(found, key=_at):
        start, end = match.span()
        amount = int(match.group(amount_at).translate(None, b" .,'"))
        name = match.group(currency_at)
        if start < taken or amount > HIGHEST or (name.isalpha() and units[end : end + 1].isalpha()):
            continue
        taken = end
        currency = _NAMES[name]
        yield ad.found(
            "price",
            f"{amount} {currency}",
            ad.canonical.span(start, end),
            confidence=0.95,
            extra={"amount": amount, "currency": currency, **_time(match)},
        )


def _at(found: tuple[Match, int, int]) -> tuple[int, int]:
    return found[0].span()


def _time(match: Match) -> dict[str, str | int | float]:
    """What the price buys: `unit` hour, minute, night or day, and `minutes` where that can be counted."""
    if match.start(4) < 0:
        return {}
    unit = match.group(4)
    count = float((match.group(3) or b"1").strip().replace(b",", b"."))
    if unit[:1] in (b"n", b"d"):
        return {"unit": "night" if unit[:1] == b"n" else "day"}
    is_minute = unit.startswith(b"m")
    return {"unit": "minute" if is_minute else "hour", "minutes": int(count if is_minute else 60 * count)}


EXTRACTOR = Extractor(
    read=read,
    version=1,
    wakes_on=(frozenset((*"€£$", *(name.decode() for name in _NAMES if name.isascii()))),),
    also_reads=("price",),
    fires_on=(
        FiresOn(text="1500:-/h eller 1 000 kr/30 min", values=("1500 SEK", "1000 SEK")),
        FiresOn(text="2000 SEK per timme, €150", values=("2000 SEK", "150 EUR")),
        FiresOn(text="3.500 kronor för 2 timmar", values=("3500 SEK",)),
    ),
    silent_on=("Ring 070-174 06 05", "10-22 alla dagar", "1500 meter till stationen", "168 cm, 60 kg"),
)
