from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.sites.dates import PLAIN, RELATIVE, read_posted

ZONE = ZoneInfo("Europe/Stockholm")
TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # 13:00 in Stockholm


def _utc(*parts: int) -> datetime:
    year, month, day, *clock = parts
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _read(text: str, how: str, fetched_at: datetime = TUESDAY) -> datetime | None:
    return read_posted(text, how, fetched_at=fetched_at, zone=ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("igår 14:30", _utc(2026, 11, 23, 13, 30)),
        ("I går kl. 14.30", _utc(2026, 11, 23, 13, 30)),
        ("idag 09:05", _utc(2026, 11, 24, 8, 5)),
        ("i förrgår 23:59", _utc(2026, 11, 22, 22, 59)),
        ("just nu", TUESDAY),
        ("för 5 minuter sedan", _utc(2026, 11, 24, 11, 55)),
        ("2 tim sedan", _utc(2026, 11, 24, 10, 0)),
        ("för en vecka sedan", _utc(2026, 11, 17, 12, 0)),
        ("24 november 2026 kl. 14.30", _utc(2026, 11, 24, 13, 30)),
        ("3 maj 2026", _utc(2026, 5, 2, 22, 0)),
        ("tisdag 24 nov 08:00", _utc(2026, 11, 24, 7, 0)),
        ("25 nov 08:00", _utc(2025, 11, 25, 7, 0)),  # no year: the latest that is not ahead
        ("i måndags 10:00", _utc(2026, 11, 23, 9, 0)),
        ("2026-11-20 10:00", _utc(2026, 11, 20, 9, 0)),
    ],
)
def test_swedish_words_mean_a_moment(text: str, expected: datetime) -> None:
    assert _read(text, "relative-sv") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nov 24, 2026", _utc(2026, 11, 23, 23, 0)),
        ("November 24th, 2026 2:30 pm", _utc(2026, 11, 24, 13, 30)),
        ("24 Nov 2026 00:10", _utc(2026, 11, 23, 23, 10)),
        ("yesterday at 12:05 am", _utc(2026, 11, 22, 23, 5)),
        ("an hour ago", _utc(2026, 11, 24, 11, 0)),
        ("3 days ago", _utc(2026, 11, 21, 12, 0)),
        ("Monday 10:00", _utc(2026, 11, 23, 9, 0)),
    ],
)
def test_english_words_mean_a_moment(text: str, expected: datetime) -> None:
    assert _read(text, "relative-en") == expected


def test_today_on_a_page_drawn_before_midnight_and_fetched_after_it_is_yesterday() -> None:
    just_after_midnight = _utc(2026, 11, 23, 23, 0, 5)
    assert _read("idag 23:58", "relative-sv", just_after_midnight) == _utc(2026, 11, 23, 22, 58)


def test_yesterday_is_counted_in_swedish_days() -> None:
    half_past_midnight_in_stockholm = _utc(2026, 11, 23, 23, 30)
    assert _read("igår 22:00", "relative-sv", half_past_midnight_in_stockholm) == _utc(2026, 11, 23, 21, 0)


def test_yesterday_across_the_change_to_winter_time_keeps_the_clock_on_the_wall() -> None:
    sunday = _utc(2026, 10, 25, 12, 0)  # summer time ended that night
    assert _read("igår 14:30", "relative-sv", sunday) == _utc(2026, 10, 24, 12, 30)


def test_hours_ago_across_the_change_count_real_hours() -> None:
    assert _read("4 timmar sedan", "relative-sv", _utc(2026, 10, 25, 3, 0)) == _utc(2026, 10, 24, 23, 0)


def test_the_hour_that_autumn_repeats_is_read_as_its_first() -> None:
    assert _read("2026-10-25 02:30", "iso") == _utc(2026, 10, 25, 0, 30)


def test_the_hour_that_spring_skips_is_read_as_if_the_clock_had_not_moved() -> None:
    assert _read("2026-03-29 02:30", "iso") == _utc(2026, 3, 29, 1, 30)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("2026-11-24T14:30:00+01:00", "iso"),
        ("2026-11-24T13:30:00Z", "iso"),
        ("2026-11-24 14:30", "iso"),
        ("1795527000", "unix"),
        ("1795527000000", "unix-ms"),
        ("24/11/2026 14:30", "%d/%m/%Y %H:%M"),
    ],
)
def test_plain_forms_mean_the_same_moment(text: str, how: str) -> None:
    assert _read(text, how) == _utc(2026, 11, 24, 13, 30)


@pytest.mark.parametrize("how", [*PLAIN, *RELATIVE, "%d/%m/%Y"])
@pytest.mark.parametrize(
    "text", ["", "-", "nyligen", "0000-00-00", "31 feb 2026", "1e999", "nan", "25:99", "9" * 100_000, "\ufffd"]
)
def test_what_is_no_date_gives_none(text: str, how: str) -> None:
    assert _read(text, how) is None


@given(st.text(max_size=60), st.sampled_from([*PLAIN, *RELATIVE]))
def test_any_text_gives_an_aware_moment_or_none(text: str, how: str) -> None:
    read = _read(text, how)
    assert read is None or read.tzinfo is UTC
