"""When an ad says it was posted, as aware UTC."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import re2

HOME_ZONE = "Europe/Stockholm"  # for times that no adapter gives a zone
DATE_CHARS = 120  # longer than any date; keeps hostile fields cheap
# A page drawn just before midnight and fetched just after it still says "today"; a clock may be off by this.
AHEAD_AT_MOST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """How a language says a day. Months and weekdays are told by their first three letters."""

    days: Mapping[str, int]
    now: tuple[str, ...]
    ago: str
    one: str
    units: Mapping[str, int]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]


_MINUTE, _HOUR, _DAY, _WEEK = 60, 3600, 86_400, 604_800
_LANGUAGES = {
    "sv": _Words(
        days={"förrgår": 2, "igår": 1, "i går": 1, "idag": 0, "i dag": 0},
        now=("just nu", "nyss"),
        ago="sedan",
        one="en|ett",
        units={"min": _MINUTE, "tim": _HOUR, "dag": _DAY, "dyg": _DAY, "vec": _WEEK},
        months=("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
        weekdays=("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
    ),
    "en": _Words(
        days={"yesterday": 1, "today": 0},
        now=("just now", "moments ago"),
        ago="ago",
        one="an?|one",
        units={"min": _MINUTE, "hou": _HOUR, "day": _DAY, "wee": _WEEK},
        months=("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        weekdays=("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ),
}
_ISO_DAY = re2.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_TIME = re2.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([ap]m)?\b")


@dataclass(frozen=True, slots=True)
class _Patterns:
    ago: Any  # compiled by RE2, which ships no types
    day_month: Any
    month_day: Any
    weekday: Any


def _patterns(words: _Words) -> _Patterns:
    months, units, weekdays = "|".join(words.months), "|".join(words.units), "|".join(words.weekdays)
    return _Patterns(
        ago=re2.compile(rf"(\d{{1,4}}|\b(?:{words.one}))\s+({units})\pL*\.?\s+{words.ago}"),
        day_month=re2.compile(rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th|:e)?\s+({months})\pL*\.?,?(?:\s+(\d{{4}})\b)?"),
        month_day=re2.compile(rf"\b({months})\pL*\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b,?(?:\s+(\d{{4}})\b)?"),
        weekday=re2.compile(rf"(?:^|[^\pL])({weekdays})\pL*"),
    )


_PATTERNS = {language: _patterns(words) for language, words in _LANGUAGES.items()}
RELATIVE = tuple(f"relative-{language}" for language in _LANGUAGES)
PLAIN: Mapping[str, Callable[[str], datetime]] = {
    "iso": datetime.fromisoformat,
    "unix": lambda text: datetime.fromtimestamp(float(text), UTC),
    "unix-ms": lambda text: datetime.fromtimestamp(float(text) / 1000, UTC),
}


def read_posted(text: str, how: str, *, fetched_at: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that `text` means, None when it is not a date of the form `how`.

    `how`: iso, unix, unix-ms, relative-sv, relative-en, or a strptime form of numbers. A time without a
    zone is the site's; a day without a time is that day's first moment there; the hour that autumn repeats is
    read as its first.
    """
    text = " ".join(text[:DATE_CHARS].split())
    try:
        if how in RELATIVE:
            local = _read_relative(text.lower(), how.removeprefix("relative-"), fetched_at.astimezone(zone))
        elif how in PLAIN:
            local = PLAIN[how](text)
        else:
            local = datetime.strptime(text, how)  # noqa: DTZ007 - the zone follows in the next line
        if local is None:
            return None
        aware = local if local.tzinfo else local.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError, OSError):  # what a hostile number or the year 0 raises
        return None


def _read_relative(text: str, language: str, fetched: datetime) -> datetime | None:
    words, patterns = _LANGUAGES[language], _PATTERNS[language]
    if any(word in text for word in words.now):
        return fetched
    if found := patterns.ago.search(text):
        count, unit = found.groups()
        seconds = (int(count) if count.isdigit() else 1) * words.units[unit]
        return (fetched.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(fetched.tzinfo)
    day, said, step = _read_day(text, words, patterns, fetched)
    if day is None:
        return None
    moment = datetime.combine(day, _read_time(text.replace(said, " ", 1)), fetched.tzinfo)
    if step and moment.astimezone(UTC) > fetched.astimezone(UTC) + AHEAD_AT_MOST:
        moment = datetime.combine(day - timedelta(days=step), moment.time(), fetched.tzinfo)
    return moment


def _read_day(text: str, words: _Words, patterns: _Patterns, fetched: datetime) -> tuple[date | None, str, int]:
    """The day, the words that said it, and by how many days to step back if it lies ahead."""
    today = fetched.date()
    if found := _ISO_DAY.search(text):
        return date(*(int(part) for part in found.groups())), found.group(), 0
    if found := patterns.day_month.search(text):
        day, month, year = found.groups()
        return _in_year(year, words.months.index(month) + 1, int(day), today), found.group(), 0
    if found := patterns.month_day.search(text):
        month, day, year = found.groups()
        return _in_year(year, words.months.index(month) + 1, int(day), today), found.group(), 0
    for word, days in words.days.items():
        if word in text:
            return today - timedelta(days=days), word, 1
    if found := patterns.weekday.search(text):
        back = (today.weekday() - words.weekdays.index(found.group(1))) % 7
        return today - timedelta(days=back), found.group(), 7
    return None, "", 0


def _in_year(year: str | None, month: int, day: int, today: date) -> date:
    """A day without its year is the latest one that is not after today."""
    if year:
        return date(int(year), month, day)
    if (month, day) > (today.month, today.day):
        return date(today.year - 1, month, day)
    return date(today.year, month, day)


def _read_time(text: str) -> time:
    found = _TIME.search(text)
    if not found:
        return time()
    hour, minute, half = found.groups()
    if half:
        return time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute))
    return time(int(hour), int(minute))
