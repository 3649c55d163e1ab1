"""When the ad says that somebody is in a place, as first/last day; .. where one side is open.

Read only when it is known when the ad was posted or seen: "till fredag" names no date by itself.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from lykta.extract._days import DAY, MONTH, SURE_DAY, day_number, month_in
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import EXAMPLE_TIME, Extractor, FiresOn
from lykta.model.finding import Finding

LONGEST_DAYS = 120  # more is a contract, not a stay
_D = r"[0-3]?[0-9](?:st|nd|rd|th|:[ea])?"
_NUMERIC = r"[0-3]?[0-9]/[01]?[0-9](?:[/-]20[0-9]{2})?"
_ISO = r"20[0-9]{2}-[01][0-9]-[0-3][0-9]"
_NAMED = rf"(?:{_D}(?: of)? ?{MONTH}|{MONTH} {_D})(?: 20[0-9]{{2}})?"
_DATE = rf"(?:{_ISO}|{_NUMERIC}|{_NAMED})"
_THE = r"(?: den| the)?"
_TO = rf" ?(?:-+|till(?: och med)?|to|until|through|t\.?o\.?m\.?){_THE} ?"
_UNTIL = (
    r"(?:fram till|fram tills|tills|till och med|till pa|leav(?:e|ing)(?: on)?|sista dag(?:en)?|last day"
    r"|aker(?: hem| vidare)?(?: pa)?|till|until"
    rf"|untill|til|t\.?o\.?m\.?|through|thru)(?: och med)?{_THE} "
)
_FROM = rf"(?:fr\.?o\.?m\.?|fran och med|from|fran|starting|with start){_THE} "
_SOON = "i ?dag|today|i ?morgon|tomorrow"
_COMES = r"(?:kommer|anlander|arriving|arrive)(?: (?:till|to|in|i) [a-z]{2,20})?(?: den| pa| on| the)?"
_GOES = r",?(?: och| and)? (?:reser|aker|leaving|leave|departing)(?: hem| vidare)?(?: den| pa| on| the)?"
_NEXT_WEEK = "(?:nasta vecka|next week)"
_STAY = canonical_pattern(
    rf"\b(?:{_COMES} ({_DATE}|{SURE_DAY}|{_SOON}){_GOES} ({_DATE}|{SURE_DAY}|{_SOON})"
    rf"|({_SOON}){_TO}(?:pa )?({_DATE}|{SURE_DAY})"
    r"|(?:(?:bara|endast|only|just|here|har) )?(?:i ?dag|today) (?:och|and|&) (i ?morgon|tomorrow)"
    rf"|{_NEXT_WEEK}[ ,:]{{1,2}}({DAY}){_TO}({DAY})|({DAY}){_TO}({DAY}),? {_NEXT_WEEK}|({_ISO}) ?/ ?({_ISO})"
    rf"|(?:{_FROM})?(?:({_DATE}){_TO}({_DATE})|({_D}){_TO}({_NUMERIC}|{_NAMED})"
    rf"|(?:mellan|between){_THE} ({_D})(?: och| and){_THE} ({_NUMERIC}|{_NAMED})"
    rf"|([0-3]?[0-9]\.[01]?[0-9])\.? ?-+ ?([0-3]?[0-9]\.[01]?[0-9](?:\.20[0-9]{{2}})?)"
    rf"|({_D})(?:, ?{_D}){{1,4}}(?:, ?|,? (?:och|and|&) )({_NAMED})"
    rf"|({MONTH} {_D}){_TO}({_D})\b|({DAY}){_TO}({DAY}))"
    rf"|{_UNTIL}({_DATE}|{SURE_DAY}|(?:1[0-9]|2[0-9]|3[01]|[1-9])(?:st|nd|rd|th|:[ea]))"
    rf"|{_FROM}({_DATE}|{SURE_DAY})"
    r"|(i helgen|den har helgen|over helgen|this weekend|nasta helg|next weekend"
    r"|den har veckan|denna vecka|hela veckan|this week|all week|nasta vecka|next week)\b"
    r"|(?:vecka|week|v\.?) ?([0-5]?[0-9])\b"
    r"|(?:bara|endast|only|just|har|here|(?:i|in) [a-z]{3,20}) (i ?dag|today|tonight|i ?kvall|i ?morgon|tomorrow)\b"
    r"|(i ?dag|today|i ?morgon|tomorrow)(?: only| bara| endast|,? (?:i|in) [a-z]{3}))"
)
_COMING_AT, _SOON_AT, _TWO_DAYS, _NEXT_AT, _OF_NEXT_AT = 1, 3, 5, 6, 8
_RANGES = ((10, 11), (12, 13), (14, 15), (16, 17), (18, 19), (20, 21), (22, 23))
_DOTTED = 18  # "1.12 - 5.12", which may also be times
_DAYS, _UNTIL_AT, _FROM_AT, _PHRASE, _WEEK, _TODAY, _TODAY_LED = 24, 26, 27, 28, 29, 30, 31
_NUMBERS = canonical_pattern("[0-9]+")
# A span of days with times after it says when somebody answers, not when they are there.
_TIMES_AFTER = canonical_pattern(r"^[ :,]{0,3}(?:kl\.? |oppet |mellan |between )?[0-9]")


def read(ad: AdText) -> Iterable[Finding]:
    if ad.seen_at is None:
        return
    units = ad.canonical.units
    seen = ad.seen_at.date()
    for match in matches(_STAY, units):
        start, end = match.span()
        stay = None if _is_part_of_more(units, start, end) else _stay(units, match, seen)
        if stay is not None:
            first, last = stay
            if first is None or last is None or timedelta(0) <= last - first <= timedelta(LONGEST_DAYS):
                value = f"{first or '..'}/{last or '..'}"
                yield ad.found("stay", value, ad.canonical.span(start, end), confidence=0.9)


def _is_part_of_more(units: bytes, start: int, end: int) -> bool:
    after = units[end : end + 2]
    return units[start - 1 : start] in (b"/", b"-", b".", b":", b"+") or (
        units[end - 1 : end].isdigit() and (after[:1].isdigit() or (after[:1] in b"/:-" and after[1:].isdigit()))
    )


def _stay(units: bytes, match: Match, seen: date) -> tuple[date | None, date | None] | None:
    """First and last day, None for a side that is open; None when the words name no day."""
    # Every match asks this, so it asks without a loop.
    start = match.start
    if max(start(_COMING_AT), start(_SOON_AT), start(_TWO_DAYS), start(_NEXT_AT), start(_OF_NEXT_AT)) >= 0:
        return _of_days_to_come(match, seen)
    for left, right in _RANGES:
        if match.start(left) >= 0:
            first, last = match.group(left), match.group(right)
            return None if left == _DOTTED and not _are_dates(first, last) else _between(first, last, seen)
    if match.start(_DAYS) >= 0:
        return _between_days(match.group(_DAYS), match.group(_DAYS + 1), units[match.end() : match.end() + 16], seen)
    for side in (_UNTIL_AT, _FROM_AT):
        if match.start(side) >= 0:
            day = _day(match.group(side), seen)
            return None if day is None else (None, day) if side == _UNTIL_AT else (day, None)
    return _of_words(match, seen)


def _of_days_to_come(match: Match, seen: date) -> tuple[date, date] | None:
    """From a day to come until the next such day after it: "i morgon till lördag", "next week, Monday to Thursday"."""
    if match.start(_TWO_DAYS) >= 0:
        return seen, seen + timedelta(1)
    for left in (_COMING_AT, _SOON_AT):
        if match.start(left) >= 0:
            first = _day(match.group(left), seen)
            last = None if first is None else _day(match.group(left + 1), first)
            return None if first is None or last is None else (first, last)
    left = _NEXT_AT if match.start(_NEXT_AT) >= 0 else _OF_NEXT_AT
    begins, ends = (day_number(match.group(group).strip(b".")) for group in (left, left + 1))
    if begins is None or ends is None:
        return None
    monday = seen + timedelta(7 - seen.weekday())
    return monday + timedelta(begins), monday + timedelta(ends)


def _are_dates(first: bytes, last: bytes) -> bool:
    """Whether "1.12" and "5.12" are a day and a month each; "9.30" and "1.5" are a time and a measure."""
    days = [tuple(map(int, piece.split(b".")[:2])) for piece in (first, last)]
    is_whole_hours = any(piece.split(b".")[1] in (b"0", b"00", b"5") for piece in (first, last))
    return not is_whole_hours and all(1 <= day <= 31 and 1 <= month <= 12 for day, month in days)


def _of_words(match: Match, seen: date) -> tuple[date, date] | None:
    """The days of a week, a weekend, today or tomorrow."""
    if match.start(_PHRASE) >= 0:
        return _of_phrase(match.group(_PHRASE), seen)
    if match.start(_WEEK) >= 0:
        return _of_week(int(match.group(_WEEK)), seen)
    word = match.group(_TODAY if match.start(_TODAY) >= 0 else _TODAY_LED)
    day = seen + timedelta(b"mor" in word)
    return day, day


def _between(left: bytes, right: bytes, seen: date) -> tuple[date, date] | None:
    """Both days; a side without a month has the other's. The last day is the one nearest to when the ad was seen."""
    first, last = _parts(left), _parts(right)
    if first is None or last is None:
        return None
    month = last[1] or first[1]
    end = _nearest(last[0], month, last[2], seen)
    if end is None:
        return None
    begun_month = first[1] or month
    begins = [_date(year, begun_month, first[0]) for year in (first[2] or end.year, first[2] or end.year - 1)]
    start = next((one for one in begins if one is not None and one <= end), None)
    return None if start is None else (start, end)


def _between_days(left: bytes, right: bytes, after: bytes, seen: date) -> tuple[date, date] | None:
    first, last = day_number(left.strip(b".")), day_number(right.strip(b"."))
    # From Monday on is how a shop writes its hours.
    if first is None or last is None or first == 0 or _TIMES_AFTER.search(after):
        return None
    end = seen + timedelta((last - seen.weekday()) % 7)
    return end - timedelta((last - first) % 7), end


def _day(piece: bytes, seen: date) -> date | None:
    if piece.startswith((b"i", b"today", b"tomorrow")):
        return seen + timedelta(b"mor" in piece)
    weekday = day_number(piece.strip(b"."))
    if weekday is not None:
        return seen + timedelta((weekday - seen.weekday()) % 7)
    parts = _parts(piece)
    if parts is None:
        return None
    day, month, year = parts
    if month:
        return _nearest(day, month, year, seen)
    # "till den 15:e": the next such day.
    months = [(seen.year, seen.month), (seen.year + seen.month // 12, seen.month % 12 + 1)]
    return next((one for one in (_date(y, m, day) for y, m in months) if one is not None and one >= seen), None)


def _parts(piece: bytes) -> tuple[int, int, int] | None:
    """Day, month and year, 0 for what is not said."""
    numbers = [int(match.group()) for match in _NUMBERS.finditer(piece)]
    year = next((number for number in numbers if number > 999), 0)
    rest = [number for number in numbers if number <= 999]
    month = month_in(piece)
    if month is not None:
        return (rest[0], month, year) if len(rest) == 1 else None
    if len(rest) == 2:
        day, numeric = (rest[1], rest[0]) if piece[:4].isdigit() else rest
        return day, numeric, year
    return (rest[0], 0, year) if len(rest) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, year: int, seen: date) -> date | None:
    years = (year,) if year else (seen.year - 1, seen.year, seen.year + 1)
    days = [found for found in (_date(one, month, day) for one in years) if found is not None]
    return min(days, key=lambda found: abs((found - seen).days), default=None)


def _of_phrase(phrase: bytes, seen: date) -> tuple[date, date]:
    monday = seen - timedelta(seen.weekday())
    if phrase.startswith((b"nasta", b"next")):
        monday += timedelta(7)
    return (monday + timedelta(5 if b"helg" in phrase or b"weekend" in phrase else 0)), monday + timedelta(6)


def _of_week(week: int, seen: date) -> tuple[date, date] | None:
    """The week of ISO 8601 with this number that is nearest to when the ad was seen."""
    mondays = []
    for year in (seen.year - 1, seen.year, seen.year + 1):
        try:
            mondays.append(date.fromisocalendar(year, week, 1))
        except ValueError:
            continue
    monday = min(mondays, key=lambda one: abs((one - seen).days), default=None)
    return None if monday is None else (monday, monday + timedelta(6))


EXTRACTOR = Extractor(
    read=read,
    version=3,
    fires_on=(
        FiresOn(text="I stan till fredag", values=("../2026-11-27",), seen_at=EXAMPLE_TIME),
        FiresOn(text="Malmö 12-15/11, Lund 25 nov till 2 dec",
                values=("2026-11-12/2026-11-15", "2026-11-25/2026-12-02"), seen_at=EXAMPLE_TIME),
        FiresOn(text="Here this week, then until Dec 3rd", values=("2026-11-23/2026-11-29", "../2026-12-03"),
                seen_at=EXAMPLE_TIME),
        FiresOn(text="29/12-3/1", values=("2026-12-29/2027-01-03",), seen_at=EXAMPLE_TIME),
        FiresOn(text="Anländer på torsdag, reser på lördag", values=("2026-11-26/2026-11-28",), seen_at=EXAMPLE_TIME),
        FiresOn(text="Från och med fredag. 2026-12-10/2026-12-11", values=("2026-11-27/..", "2026-12-10/2026-12-11"),
                seen_at=EXAMPLE_TIME),
        FiresOn(text="Monday to Wednesday next week", values=("2026-11-30/2026-12-02",), seen_at=EXAMPLE_TIME),
    ),
    silent_on=("I stan till fredag", "Mån-fre 10-18", "1/2 timme"),
)  # fmt: skip
