"""Families of writing, the tries' cap, and what no reader would dial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.extract._numbering import telephone
from lykta.extract.adtext import AdText
from lykta.extract.fields import phone
from lykta.extract.reading import load_extractors, read_all
from lykta.model.finding import Finding

PHONE = load_extractors().only("phone")


def _read(text: str, region: str = "SE") -> tuple[Finding, ...]:
    return read_all(PHONE, AdText(text=text, region=region))


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("070-174 06 05", None),
        ("070 174 06 05", None),
        ("+46 (0)70 174 06 05", None),
        ("noll sju noll ett sju fyra noll sex noll fem", "digit words"),
        ("nollsjunollettsjufyranollsexnollfem", "glued words"),
        ("noll sjuttio ett sjuttiofyra noll sex noll fem", "tens words"),
        ("noll 7 noll 174 noll 605", "mixed words and digits"),
        ("zero sju zero ett seven fyra zero sex zero fem", "mixed words and digits"),
        ("nоll sju nоll ett sju fyra nоll sex nоll fem", "homoglyphs"),
        ("n o l l s j u 0 1 7 4 0 6 0 5", "spaced letters"),
        ("O7O-l74 O6 O5", "look-alike letters"),
        ("070x174x06x05", "letters between"),
        ("070🌸174🌸0605", "emoji between"),
        ("0️⃣7️⃣0️⃣1️⃣7️⃣4️⃣0️⃣6️⃣0️⃣5️⃣", "other digits"),
        ("070\u200b174\u200b0605", "invisible characters"),
        ("070\n174\n0605", "line breaks"),
        ("0,7,0,1,7,4,0,6,0,5", "separators"),
    ],
)
def test_a_number_is_read_whole_and_its_writing_named(written: str, family: str | None) -> None:
    (found,) = _read(f"Ring {written} på kvällen")
    assert (found.value, found.written, found.obscured) == ("+46701740605", written, family)
    assert (found.confidence > 0.98) is (family is None)


def test_spans_count_code_points_of_the_text_as_given() -> None:
    text = "🌸\u200b Ring 0\u200b70-174 06 05"
    (found,) = _read(text)
    assert text[found.start : found.end] == "0\u200b70-174 06 05"


def test_a_number_of_the_paging_range_is_read_and_its_type_told() -> None:
    (found,) = _read("074-212 34 56")
    assert (found.value, found.extra["type"], found.extra["country"]) == ("+46742123456", "pager", "SE")


def test_without_trunk_zero_eight_digits_are_no_swedish_number() -> None:
    assert _read("nr 46500400") == ()
    assert [found.value for found in _read("nr 0846500400")] == ["+46846500400"]


def test_the_region_decides_how_a_national_number_is_read() -> None:
    assert _read("212-555-0123") == ()
    assert [found.value for found in _read("212-555-0123", "US")] == ["+12125550123"]


@pytest.mark.parametrize(
    "text",
    [
        "08:00-22:00",
        "08.30 - 19.00",
        "0730-1900",
        "08-20, 09-19",
        "05.05.2024",
        "05052026",
        "010203-1234",
        "annonsnr 0701740605",
        "Konto: 0701740605",
        "59.0701740605, 18.0",
        " ".join(["0700", "000", "000"]),
        "031 390 06 05 besök",
        "https://board.example/0701740605",
        "0701740605 kr",
        "ett två tre fyra fem sex sju åtta nio",
        "0701740605x7y8",
    ],
)
def test_what_no_reader_would_dial_gives_nothing(text: str) -> None:
    assert _read(text) == ()


@pytest.mark.parametrize("around", ["{}", "My number is {}.", "Call {} now"])
@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("12345", "US"),
        ("23456789", "US"),
        ("234567890112", "US"),
        ("212+555+0123", "US"),
        ("3/10/1984", "CA"),
        ("03/27/2011", "US"),
        ("31/8/2011", "US"),
        ("1/12/2011", "US"),
        ("10/12/82", "DE"),
        ("212x5550123", "US"),
        ("2012-01-02 08:00", "US"),
        ("2012/01/02 08:00", "US"),
        ("20120102 08:00", "US"),
        ("2014-04-12 04:04 PM", "US"),
        ("2014-04-12 &nbsp;04:04 PM", "US"),
        ("2014-04-12 \u00a004:04 PM", "US"),
        ("2014-04-12  04:04 PM", "US"),
    ],
)
def test_the_impossible_cases_of_phonenumbers_own_tests_give_nothing(text: str, region: str, around: str) -> None:
    """IMPOSSIBLE_CASES of its phonenumbermatchertest.py, the two with digits of a subscriber moved to 555-01xx."""
    assert _read(around.format(text), region) == ()
    assert _read(around.format(text)) == ()


def test_letters_between_digits_are_read_over_where_they_are_no_extension() -> None:
    assert [found.value for found in _read("070x1740605")] == ["+46701740605"]
    assert [found.value for found in _read("212x555x0123", "US")] == ["+12125550123"]


def test_weeks_that_count_on_are_no_number() -> None:
    assert _read("Vecka " + " ".join(f"{week:02d}" for week in range(7, 12))) == ()


def test_times_with_prose_between_are_no_number() -> None:
    assert _read("08-20 och 09-19") == ()
    assert _read("öppet 08-20 sedan 09-19 alla dagar") == ()


def test_a_price_beside_a_number_does_not_make_a_date_of_it() -> None:
    assert [found.value for found in _read("1200 kr/30 min 0046 31.390.06.11 2000 kr/h")] == ["+46313900611"]


def test_the_verb_after_a_number_is_no_count_of_years() -> None:
    assert [found.value for found in _read("0701740605 är öppet till midnatt")] == ["+46701740605"]
    assert [found.value for found in _read("Ring 0701740605, 25 år")] == ["+46701740605"]


def test_two_numbers_without_a_gap_are_two() -> None:
    assert [found.value for found in _read("07017406050701740699")] == ["+46701740605", "+46701740699"]


def test_ambiguous_tens_are_tried_both_ways() -> None:
    joined = _read("noll sjuttio ett sjuttio fyra noll sex noll fem")
    assert [found.value for found in joined] == ["+46701740605"]


@given(st.text(alphabet="0123456789", min_size=7, max_size=9))
def test_the_short_way_to_a_national_number_equals_the_parser(digits: str) -> None:
    if digits[0] != "0":
        short, parsed = telephone("0" + digits, "SE", plus=False), telephone("46" + digits, "SE", plus=True)
        assert short == parsed


def test_a_text_of_numbers_stops_at_the_cap() -> None:
    found = _read("0701740605 " * 5_000)
    assert 0 < len(found) <= phone.MOST_TRIES


@given(st.text(alphabet="07 -nolsjuetO\u200b🌸é\n+(", max_size=60))
def test_no_mixture_of_tricks_breaks_reading_or_spans(text: str) -> None:
    for found in _read(text):
        assert text[found.start : found.end] == found.written
