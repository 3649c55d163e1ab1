"""Opening hours as Mo-Fr 10:00-18:00, 10:00-18:00 where no day is named, or 24/7."""

from collections.abc import Iterable

from lykta.extract._days import DAY, MONTH, day_number
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_EVERY = r"alla dagar|varje dag|dagligen|every ?day|daily|all days|7 dagar i veckan|seven days a week|7 days a week"
_WORKDAYS = r"vardagar|vardag|weekdays"
_WEEKEND = r"helger|helgen|weekends|helgdagar"
_TO = r" ?(?:-+|till|to|until|och|and) ?"
_SPAN = rf"(?:{DAY} ?(?:-+|till|to|until|through|och|and|&) ?)?{DAY}"
_DAYS = rf"({_EVERY}|{_WORKDAYS}|{_WEEKEND}|{_SPAN})"
_TIME = r"(2[0-4]|[01]?[0-9])(?:[:.]([0-5][0-9]))?(?: ?(am|pm|a\.m\.|p\.m\.))?"
_LEAD = (
    r"(oppet|oppettider|oppettid|oppen|open|opening hours|hours|tider|kl|klockan|tillganglig|available|svarar|ring|call"
    r"|nas|mellan|between|from|fran)"
)
_CLOCK = rf"\b{_TIME}(?: ?h)?{_TO}(?:kl\.? ?)?{_TIME}(?: ?h\b)?"
_HOURS = canonical_pattern(
    rf"\b(24/7|24 ?/ ?7|dygnet runt|(?:24|tjugofyra) (?:hours|timmar|hrs)|24h\b|(?:round|around) the clock|24-7\b)"
    rf"|\b{_DAYS}(?:[ :,]{{0,3}}\b{_LEAD})?[ :.,]{{0,3}}{_CLOCK}"
    rf"|(?:\b{_LEAD}[ :.]{{0,3}}(?:kl\.? )?)?{_CLOCK}(?: (?:pa )?{_DAYS}\b)?"
)
_ALWAYS, _DAYS_BEFORE, _FIRST, _LEAD_ALONE, _SECOND, _DAYS_AFTER = 1, 2, 4, 10, 11, 17
# What makes two numbers anything but times: a unit, a month, a further number.
_NO_TIME = canonical_pattern(
    rf"^ ?(?:ar\b|arig|years|yo\b|kr|:-|sek|eur|\x80|\$|cm|kg|kvm|m\b|km|min|tim|hours|days|dagar|veckor|st\b"
    rf"|personer|%|[-/:.][0-9]|{MONTH}|[0-9])"
)
_NOTICE = canonical_pattern(r"^ (?:notice|before|in advance|innan|i forvag|fore)\b")
_CALLS = frozenset(("9", "99", "dygnet", "tjugofyra", "clock"))


def read(ad: AdText) -> Iterable[Finding]:
    units = ad.canonical.units
    seen: set[str] = set()
    for match in matches(_HOURS, units):
        start, end = match.span()
        value = _value(units, match)
        if value and value not in seen:
            seen.add(value)
            yield ad.found("hours", value, ad.canonical.span(start, end), confidence=0.9)


def _value(units: bytes, match: Match) -> str:
    start, end = match.span()
    if match.start(_ALWAYS) >= 0:
        return "" if _NOTICE.search(units[end : end + 16]) else "24/7"
    if units[start - 1 : start] in (b"/", b"-", b".", b":", b"+") or _NO_TIME.search(units[end : end + 16]):
        return ""
    before = match.start(_DAYS_BEFORE) >= 0
    clock = _clock(match, _FIRST if before else _SECOND)
    if not clock:
        return ""
    days = _DAYS_BEFORE if before else _DAYS_AFTER
    if match.start(days) >= 0:
        return f"{_days(match.group(days))} {clock}"
    said = match.start(_LEAD_ALONE) >= 0 or any(match.start(_SECOND + at) >= 0 for at in (1, 2, 4, 5))
    return clock if said else ""


def _clock(match: Match, at: int) -> str:
    """Both times as 10:00-18:00, empty where they are none."""
    half = [match.group(at + part) if match.start(at + part) >= 0 else b"" for part in (2, 5)]
    hours = [_hour(int(match.group(at)), half[0] or b""), _hour(int(match.group(at + 3)), half[1])]
    if half[1] and not half[0] and hours[0] > hours[1]:
        return ""
    minutes = [match.group(at + part).decode() if match.start(at + part) >= 0 else "00" for part in (1, 4)]
    if max(hours) > 24 or hours[0] == hours[1] or hours[0] == 24:
        return ""
    return f"{hours[0]:02d}:{minutes[0]}-{hours[1]:02d}:{minutes[1]}"


def _hour(hour: int, half: bytes) -> int:
    if half.startswith(b"p") and hour < 12:
        return hour + 12
    return 0 if half.startswith(b"a") and hour == 12 else hour


def _days(named: bytes) -> str:
    words = [word.strip(b".") for word in named.replace(b"-", b" - ").split()]
    numbers = [number for number in map(day_number, words) if number is not None]
    if not numbers:
        if named.startswith((b"vardag", b"weekday")):
            return "Mo-Fr"
        return "Sa-Su" if named.startswith((b"helg", b"weekend")) else "Mo-Su"
    if len(numbers) == 1:
        return _CODES[numbers[0]]
    joiner = "," if {b"och", b"and", b"&"} & set(words) else "-"
    return f"{_CODES[numbers[0]]}{joiner}{_CODES[numbers[1]]}"


EXTRACTOR = Extractor(
    read=read,
    version=1,
    wakes_on=(_CALLS,),
    fires_on=(
        FiresOn(text="Öppet 10-22", values=("10:00-22:00",)),
        FiresOn(text="Mån-fre 10-18, lördag 11.00-15.30", values=("Mo-Fr 10:00-18:00", "Sa 11:00-15:30")),
        FiresOn(text="Open 9 am to 5 pm every day", values=("Mo-Su 09:00-17:00",)),
        FiresOn(text="Dygnet runt", values=("24/7",)),
    ),
    silent_on=("storlek 36-38", "10-22 december", "Tjejer 18-20 år", "10-15 min bort", "24 hours notice", "5-10"),
)
