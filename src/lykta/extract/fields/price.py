"""Prices: amount and currency, with the time they buy in `extra`."""

from collections.abc import Iterable, Iterator

from lykta.extract._contact import in_field
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_AMOUNT = r"([1-9][0-9]{0,2}(?:[ .,'][0-9]{3}){1,2}|[1-9][0-9]{1,5})(?:[.,]00)?"
_CURRENCY = r"svenska kronor|kronor|kr|sek|:-|,-|spann|nok|dkk|euros|euro|eur|\x80|\x81|\$|usd|gbp|pund|dollar"
_UNIT = (
    r"(timmen|timmar|timme|timma|tim|hours|hour|hrs|hr|h|minuter|minutes|minut|min|natten|natt|night|dygn|dag|day)\b"
)
_PER = rf"(?: ?(?:/|per|pr|a|an|i|for|=|-) ?(?:en |one |1 )?| )([0-9]{{1,3}}(?:[.,]5)? ?)?{_UNIT}"
_AFTER = canonical_pattern(rf"\b{_AMOUNT} ?({_CURRENCY})(?:{_PER})?")
_BEFORE = canonical_pattern(rf"(\x80|\x81|\$|\bsek|\beur|\busd|\bgbp) ?{_AMOUNT}\b(?:{_PER})?")
# Without a currency: said to be a price, bought by the hour, or in a list of times. It is then the region's.
_LEADING = (b"\x80", b"\x81", b"$", b"sek", b"eur", b"usd", b"gbp")
_BARE_AMOUNT = "([1-9][0-9]{2,3}|[1-9][0-9]?[ .][0-9]{3})"
_BARE = canonical_pattern(
    rf"\b(?:pris|priset|price|kostar|costs?)(?: ar| is| fran| from)?:? {_BARE_AMOUNT}\b"
    rf"|\b{_BARE_AMOUNT} ?(?:/|per |for (?:en |one |1 )) ?(timme|timmen|timma|tim|hour|hr|h)\b"
    rf"|\b([1-9][0-9]{{0,2}}) ?(min|minuter|minutes|tim|timme|timma|timmar|hour|hours|h) ?[:=-]? ?{_BARE_AMOUNT}\b"
    rf"|\b(?:en|one|an|a|per|hel) (?:timme|timma|hour)(?: kostar| costs| is| ar)? ?[:=-]? ?{_BARE_AMOUNT}\b"
)
_IN_WORDS = canonical_pattern(
    r"\b(?:(ett|tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton)"
    r" ?)?(hundra|tusen) ?(?:kr\b|kronor|spann|:-)"
)
_ONES = dict(
    zip(
        b"ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton"
        b" nitton".split(),
        range(1, 20),
        strict=True,
    )
)
_NAMES = {
    b"kronor": "SEK", b"kr": "SEK", b"sek": "SEK", b":-": "SEK", b",-": "SEK", b"spann": "SEK", b"nok": "NOK",
    b"svenska kronor": "SEK", b"euros": "EUR",
    b"dkk": "DKK", b"euro": "EUR", b"eur": "EUR", b"\x80": "EUR", b"\x81": "GBP", b"$": "USD", b"usd": "USD",
    b"gbp": "GBP", b"pund": "GBP", b"dollar": "USD",
}  # fmt: skip
_REGIONS = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "GB": "GBP", "US": "USD", "FI": "EUR", "DE": "EUR"}
_OTHER_UNIT = canonical_pattern(r"^ ?(?:m\b|met|km|st\b|kvm|[-/:.][0-9]|[0-9])")
# What an amount needs beside it, in any of the patterns.
_CALLS = (
    *(name.decode() for name in _NAMES if name.isascii() and b" " not in name),
    *(
        word.decode()
        for word in (
            b"pris priset price kostar cost costs timme timma timmen timmar tim hour hours hr h min"
            b" minuter minutes hundrakronor tusenkronor hundrakr tusenkr"
        ).split()
    ),
)
LOWEST_BARE = 300  # less without a currency is a distance or a room number
HIGHEST = 100_000  # more is a house, not a meeting


def read(ad: AdText) -> Iterable[Finding]:
    """The prices of the text, and of the page's field with extra["field"] = "price" and spans in that field."""
    yield from _prices(ad)
    yield from in_field(ad, "price", _prices)


def _prices(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    taken: list[tuple[int, int]] = []
    yield from _with_currency(ad, taken)
    if b"hundra" in units or b"tusen" in units:
        yield from _in_words(ad)
    currency = _REGIONS.get(ad.region)
    if currency:
        yield from _without_currency(ad, currency, taken)


def _with_currency(ad: AdText, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    units = ad.canonical.units
    found = [(match, 1, 2) for match in matches(_AFTER, units)]
    if any(sign in units for sign in _LEADING):
        found += [(match, 2, 1) for match in matches(_BEFORE, units)]
    for match, amount_at, currency_at in sorted(found, key=_at):
        start, end = match.span()
        amount = _amount(match.group(amount_at))
        name = match.group(currency_at)
        is_within = bool(taken) and start < taken[-1][1]
        if is_within or amount > HIGHEST or (name.isalpha() and units[end : end + 1].isalpha()):
            continue
        taken.append((start, end))
        yield _found(ad, amount, _NAMES[name], (start, end), 0.95, _time(match))


def _without_currency(ad: AdText, currency: str, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Prices that name no currency, outside the spans already taken."""
    units = ad.canonical.units
    for match in matches(_BARE, units):
        group = next(number for number in (1, 2, 6, 7) if match.start(number) >= 0)
        start, end = match.span()
        amount = _amount(match.group(group))
        after = units[end : end + 5]
        if (
            amount < LOWEST_BARE
            or any(low < end and match.start(group) < high for low, high in taken)
            or units[start - 1 : start] in (b"-", b"+", b".", b"/")
            or _OTHER_UNIT.search(after)
        ):
            continue
        extra: dict[str, str | int | float] = {"currency_assumed": 1}
        if group in (2, 7):
            extra |= {"unit": "hour", "minutes": 60}
        elif group == 6:
            count = int(match.group(4))
            is_minute = match.group(5).startswith(b"m")
            extra |= {"unit": "minute" if is_minute else "hour", "minutes": count if is_minute else 60 * count}
        yield _found(ad, amount, currency, (start, end), 0.8, extra)


def _in_words(ad: AdText) -> Iterator[Finding]:
    for match in matches(_IN_WORDS, ad.canonical.units):
        count = _ONES[match.group(1)] if match.start(1) >= 0 else 1
        amount = count * (100 if match.group(2) == b"hundra" else 1000)
        yield _found(ad, amount, "SEK", match.span(), 0.9, {})


def _found(
    ad: AdText,
    amount: int,
    currency: str,
    span: tuple[int, int],
    confidence: float,
    extra: dict[str, str | int | float],
) -> Finding:
    return ad.found(
        "price",
        f"{amount} {currency}",
        ad.canonical.span(*span),
        confidence=confidence,
        extra={"amount": amount, "currency": currency, **extra},
    )


def _amount(written: bytes) -> int:
    return int(written.translate(None, b" .,'"))


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
    version=3,
    wakes_on=(frozenset((*"€£$", *_CALLS)),),
    also_reads=("price",),
    fires_on=(
        FiresOn(text="1500:-/h eller 1 000 kr/30 min", values=("1500 SEK", "1000 SEK")),
        FiresOn(text="2000 SEK per timme, €150", values=("2000 SEK", "150 EUR")),
        FiresOn(text="3.500 kronor för 2 timmar", values=("3500 SEK",)),
        FiresOn(text="30 min 1000, 60 min 1500 kr", values=("1000 SEK", "1500 SEK")),
        FiresOn(text="Pris 1300 eller femtonhundra kronor", values=("1300 SEK", "1500 SEK")),
    ),
    silent_on=("Ring 070-174 06 05", "10-22 alla dagar", "1500 meter till stationen", "168 cm, 60 kg"),
)
