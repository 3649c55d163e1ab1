"""Prices: amount and currency, with the time they buy in `extra`."""

import functools
from collections.abc import Iterable, Iterator

from lykta.extract._contact import in_field
from lykta.extract._numberwords import below_hundred
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_AMOUNT = r"([1-9][0-9]{0,2}(?:[ .,'][0-9]{3}){1,2}|[1-9][0-9]{1,5})(?:[.,]00)?"
_CURRENCY = r"svenska kronor|kronor|kr|sek|:-|,-|spann|nok|dkk|euros|euro|eur|\x80|\x81|\$|usd|gbp|pund|dollar"
_AFTER = canonical_pattern(rf"\b{_AMOUNT} ?({_CURRENCY})")
_BEFORE = canonical_pattern(rf"(\x80|\x81|\$|\bsek|\beur|\busd|\bgbp) ?{_AMOUNT}\b")
_UNITS = "en|ett|tva|tre|fyra|fem|sex|sju|atta|nio|one|two|three|four|five|six|seven|eight|nine"
_TENS = "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|attio|nittio|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "tio|elva|tolv|femton|ten|eleven|twelve|fifteen"
_COUNT = rf"[1-9][0-9]{{0,2}}(?:[.,]5)?|(?:{_TENS})(?:[ -]?(?:{_UNITS}))?|{_TEENS}|{_UNITS}|an|a"
_HOURS = "(?:timmen|timmar|timme|timma|tim|hours|hour|hrs|hr|h)"


def _time_words(group: str) -> str:
    """What a time is written as; `group` opens what is captured. Only a found time is taken apart: captures cost."""
    # The sign for a half folds to the byte of pictures, 3.
    return (
        rf"(?:{group}[1-9] ?\x03|(?:en|ett|one) (?:och|and) (?:en?|a) hal[vf]|halvannan) ?{_HOURS}"
        rf"|{group}{_COUNT}) ?{_HOURS}(?:(?: och| and)? ?{group}[1-5][05]) ?min(?:uter|utes)?)?"
        rf"|{group}{_COUNT}) ?(?:minuter|minutes|minut|mins|min)"
        rf"|{group}halv ?timm(?:en?|a)|half (?:an |a )?hour|half-hour)"
        rf"|{group}trekvart)|{group}kvarten|kvart|quarter(?: of an)? hour)|(?:(?:hel|full|whole) )?{_HOURS}"
        rf"|(?:[0-9]{{1,3}} ?|en |one |hela? )?{group}natten|natt|night|dygn|dag|day))"
    )


_TIME = canonical_pattern(rf"^{_time_words('(')}\b")
_AND_A_HALF_AT, _HOURS_AT, _MINUTES_AT, _HALF_AT, _THREE_QUARTERS_AT, _QUARTER_AT, _NIGHT_AT = (1, 2, 4, 5, 6, 7, 8)
_PARTS_OF_AN_HOUR = ((_HALF_AT, 30), (_THREE_QUARTERS_AT, 45), (_QUARTER_AT, 15))
_BUYS = canonical_pattern(rf"^(?: ?(?:/|per|pr|a|an|i|for|=|-|\() ?| ){_time_words('(?:')}\b")
_BUYS_LED = canonical_pattern(r"^(?: ?(?:/|per\b|pr\b|i\b|for\b|=|-|\()| (?:an?\b)?|an?\b) ?")
# The time stands first: "30 min 600 kr", "Half hour: 700 kr", "Two hours at 2 200 kr".
_BOUGHT = canonical_pattern(
    rf"(?:^|[^a-z0-9.,/+-]){_time_words('(?:')}\b(?:\)? ?[:=/-]| for| kostar| costs| at| a| is| ar|\)|,)? ?$"
)
# After these a time is how far or how soon, or was bought by the price before it.
_NOT_BOUGHT = canonical_pattern(
    r"(?:[0-9] ?(?:-|per|i|an?|pr)|\b(?:inom|om|i|in|within|efter|after|till|to|over|oppet)) ?$"
)
_NO_TIME: dict[str, str | int | float] = {}
_WINDOW = 40  # bytes before an amount in which its time stands
_LONGEST_HOURS = 12  # more is when somebody is open
# Without a currency: said to be a price, bought by the hour, or in a list of times. It is then the region's.
_BARE_AMOUNT = "([1-9][0-9]{2,3}|[1-9][0-9]?[ .][0-9]{3})"
_BARE = canonical_pattern(
    rf"\b(?:pris|priset|price|kostar|costs?)(?: ar| is| fran| from)?:? {_BARE_AMOUNT}\b"
    rf"|\b{_BARE_AMOUNT} ?(?:/|per |for (?:en |one |1 )) ?(timme|timmen|timma|tim|hour|hr|h)\b"
    rf"|\b([1-9][0-9]{{0,2}}) ?(min|minuter|minutes|tim|timme|timma|timmar|hour|hours|h) ?[:=-]? ?{_BARE_AMOUNT}\b"
    rf"|\b(?:en|one|an|a|per|hel) (?:timme|timma|hour)(?: kostar| costs| is| ar)? ?[:=-]? ?{_BARE_AMOUNT}\b"
    rf"|\b(?:halvtimme|half (?:an )?hour)(?: kostar| costs| is| ar)? ?[:=-]? ?{_BARE_AMOUNT}\b"
)
# "femtonhundra kronor", "tvatusen femhundra kr", "1,2 tusen kr", "One thousand kronor"; "2k" where a time follows.
_MANY = rf"(?:([1-9](?:[.,][0-9])?|{_TEENS}|tretton|fjorton|sexton|sjutton|arton|nitton|{_UNITS}|a) ?)?"
_IN_WORDS = canonical_pattern(
    rf"\b(?:{_MANY}(tusen|thousand)(?:(?: and| och)? ?{_MANY}(?:hundra|hundred))?|{_MANY}(?:hundra|hundred))"
    r" ?(?:kr\b|kronor|spann|sek\b|:-)|\b([1-9](?:[.,][0-9])?)k(?: kr\b|\b)"
)
_THOUSANDS_AT, _ROUND_AT, _BESIDE_AT, _HUNDREDS_AT, _K_AT = 1, 2, 3, 4, 5
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
            b" minuter minutes hundrakronor tusenkronor hundrakr tusenkr k"
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
    taken: list[tuple[int, int]] = []
    yield from _with_currency(ad, taken)
    yield from _in_words(ad, taken)
    currency = _REGIONS.get(ad.region)
    if currency:
        yield from _without_currency(ad, currency, taken)


def _with_currency(ad: AdText, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    units = ad.canonical.units
    found = [(match, 1, 2) for match in matches(_AFTER, units)]
    if led := matches(_BEFORE, units):
        found = sorted(found + [(match, 2, 1) for match in led], key=_at)
    for match, amount_at, currency_at in found:
        start, end = match.span()
        amount = _amount(match.group(amount_at))
        name = match.group(currency_at)
        is_within = bool(taken) and start < taken[-1][1]
        if is_within or amount > HIGHEST or (name.isalpha() and units[end : end + 1].isalpha()):
            continue
        span, extra = _with_time(units, (start, end), taken)
        taken.append(span)
        yield _found(ad, amount, _NAMES[name], span, 0.95, extra)


def _without_currency(ad: AdText, currency: str, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Prices that name no currency, outside the spans already taken."""
    units = ad.canonical.units
    for match in matches(_BARE, units):
        group = next(number for number in (1, 2, 6, 7, 8) if match.start(number) >= 0)
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
        elif group == 8:
            extra |= {"unit": "minute", "minutes": 30}
        elif group == 6:
            count = int(match.group(4))
            is_minute = match.group(5).startswith(b"m")
            extra |= {"unit": "minute" if is_minute else "hour", "minutes": count if is_minute else 60 * count}
        yield _found(ad, amount, currency, (start, end), 0.8, extra)


def _in_words(ad: AdText, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    units = ad.canonical.units
    for match in matches(_IN_WORDS, units):
        if any(low < match.end() and match.start() < high for low, high in taken):
            continue
        span, extra = _with_time(units, match.span(), taken)
        if match.start(_K_AT) >= 0 and not extra:
            continue
        taken.append(span)
        yield _found(ad, _amount_in_words(match), "SEK", span, 0.9, extra)


def _amount_in_words(match: Match) -> int:
    if match.start(_K_AT) >= 0:
        return _times(match.group(_K_AT), 1000)
    if match.start(_ROUND_AT) < 0:
        return _times(match.group(_HUNDREDS_AT), 100)
    has_more = match.group().find(b"hund") >= 0
    return _times(match.group(_THOUSANDS_AT), 1000) + (_times(match.group(_BESIDE_AT), 100) if has_more else 0)


def _times(written: bytes, unit: int) -> int:
    """How many of a unit: one when nothing is said, as in "hundra kronor"."""
    if written[:1].isdigit():
        return round(float(written.replace(b",", b".")) * unit)
    return (below_hundred(written) or 1) * unit


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


def _with_time(
    units: bytes, span: tuple[int, int], taken: list[tuple[int, int]]
) -> tuple[tuple[int, int], dict[str, str | int | float]]:
    """The span with the time that it buys, and that time; one before the amount counts first, unless it is taken."""
    start, end = span
    low = max(start - _WINDOW, taken[-1][1] if taken else 0, 0)
    before = _BOUGHT.search(units[low:start]) if start > low else None
    may_wait = before is None or before.group().rstrip().endswith(b",")
    after = _BUYS.search(units[end : end + _WINDOW]) if may_wait else None
    if before is not None and after is None:
        at = low + before.start() + (not before.group()[:1].isalnum())
        extra = _time(units[at:start])
        is_counted = 0 < float(extra.get("minutes", 0)) <= 60 * _LONGEST_HOURS
        if is_counted and not _NOT_BOUGHT.search(units[max(0, at - 8) : at]):
            return (at, end), extra
        after = _BUYS.search(units[end : end + _WINDOW])
    if after is None:
        return span, _NO_TIME
    written = after.group()
    is_bracketed = written.lstrip().startswith(b"(") and units[end + len(written) : end + len(written) + 1] == b")"
    return (start, end + len(written) + is_bracketed), _time(written)


@functools.lru_cache(maxsize=1024)
def _time(written: bytes) -> dict[str, str | int | float]:
    """What the price buys: `unit` hour, minute, night or day, and `minutes` where that can be counted."""
    led = _BUYS_LED.search(written)
    match = _TIME.search(written[led.end() if led else 0 :])
    if match is None:
        return {}
    if match.start(_NIGHT_AT) >= 0:
        return {"unit": "night" if match.group(_NIGHT_AT)[:1] == b"n" else "day"}
    minutes = next((minutes for group, minutes in _PARTS_OF_AN_HOUR if match.start(group) >= 0), 0)
    if match.start(_MINUTES_AT) >= 0:
        minutes = int(_counted(match.group(_MINUTES_AT)))
    if minutes:
        return {"unit": "minute", "minutes": minutes}
    if match.start(_AND_A_HALF_AT) >= 0:
        first = match.group(_AND_A_HALF_AT)[:1]
        return {"unit": "hour", "minutes": 60 * (int(first) if first.isdigit() else 1) + 30}
    count = _counted(match.group(_HOURS_AT)) if match.start(_HOURS_AT) >= 0 else 1
    return {"unit": "hour", "minutes": int(60 * count) + int(match.group(_HOURS_AT + 1) or b"0")}


def _counted(written: bytes) -> float:
    return float(written.replace(b",", b".")) if written[:1].isdigit() else float(below_hundred(written) or 1)


EXTRACTOR = Extractor(
    read=read,
    version=4,
    wakes_on=(frozenset((*"€£$", *_CALLS)),),
    also_reads=("price",),
    fires_on=(
        FiresOn(text="1500:-/h eller 1 000 kr/30 min", values=("1500 SEK", "1000 SEK")),
        FiresOn(text="2000 SEK per timme, €150", values=("2000 SEK", "150 EUR")),
        FiresOn(text="3.500 kronor för 2 timmar", values=("3500 SEK",)),
        FiresOn(text="30 min 1000, 60 min 1500 kr", values=("1000 SEK", "1500 SEK")),
        FiresOn(text="Halvtimme 700:-, en timme för 1 200 kr", values=("700 SEK", "1200 SEK")),
        FiresOn(text="One thousand kronor for one hour, 2k för två timmar", values=("1000 SEK", "2000 SEK")),
        FiresOn(text="Pris 1300 eller femtonhundra kronor", values=("1300 SEK", "1500 SEK")),
    ),
    silent_on=("Ring 070-174 06 05", "10-22 alla dagar", "1500 meter till stationen", "168 cm, 60 kg", "4k skärm"),
)
