import unicodedata
from random import Random

import phonenumbers
import pytest
import re2

from lykta.simulate.numbers import (
    EN_WORDS,
    FAMILIES,
    OBSCURED,
    PLAIN,
    SV_WORDS,
    Family,
    NumberPool,
    families_for,
    written,
)

NUMBER = "+46740581237"
RNG_SEEDS = range(20)
# What a reader must be able to meet.
GROUPS = {
    "plain", "international", "spelled", "tens", "mixed", "glued", "look_alike", "other_digits", "invisible",
    "homoglyphs", "separators", "line_breaks", "between", "combined",
}  # fmt: skip


def test_every_group_of_writings_has_a_family() -> None:
    assert {family.group for family in FAMILIES.values()} == GROUPS


@pytest.mark.parametrize("language", ["sv", "en"])
def test_both_languages_have_about_twenty_five_families(language: str) -> None:
    assert len(families_for(language, obscured=True)) + len(families_for(language, obscured=False)) >= 24


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("words_en", "zero seven four zero five eight one two three seven"),
        ("words_sv_without_marks", "noll sju fyra noll fem atta ett tva tre sju"),
        ("tens_sv", "noll sjuttiofyra noll femtioåtta tolv trettiosju"),
        ("tens_en", "zero seventy-four zero fifty-eight twelve thirty-seven"),
        ("bracketed", "(0)(7)(4)(0)(5)(8)(1)(2)(3)(7)"),
        ("keycap", "0️⃣7️⃣4️⃣0️⃣5️⃣8️⃣1️⃣2️⃣3️⃣7️⃣"),
    ],
)
def test_a_number_is_written_as_its_family_says(name: str, expected: str) -> None:
    versions = {written(NUMBER, FAMILIES[name], Random(seed)).lower() for seed in RNG_SEEDS}
    assert expected in versions


@pytest.mark.parametrize("family", [f for f in PLAIN if f.name != "international_bare"], ids=lambda family: family.name)
def test_a_plain_writing_is_read_by_the_common_library(family: Family) -> None:
    for seed in RNG_SEEDS:
        parsed = phonenumbers.parse(written(NUMBER, family, Random(seed)), "SE")
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == NUMBER


@pytest.mark.parametrize("family", OBSCURED, ids=lambda family: family.name)
def test_an_obscured_writing_does_not_show_the_digits_in_ordinary_groups(family: Family) -> None:
    ordinary = re2.compile(r"[0-9]{3,4}[ ./-]?[0-9]{2,3}[ ]?[0-9]{2}[ ]?[0-9]{2}")
    for seed in RNG_SEEDS:
        assert not ordinary.search(written(NUMBER, family, Random(seed)))


@pytest.mark.parametrize("family", [f for f in OBSCURED if f.group == "other_digits"], ids=lambda f: f.name)
def test_digits_of_other_blocks_keep_their_value(family: Family) -> None:
    text = written(NUMBER, family, Random(1))
    values = [unicodedata.digit(character, -1) for character in text]
    assert "".join(str(value) for value in values if value >= 0) == "0740581237"


def test_a_homoglyph_word_is_never_the_plain_word() -> None:
    for seed in RNG_SEEDS:
        sv = written(NUMBER, FAMILIES["homoglyphs_sv"], Random(seed))
        en = written(NUMBER, FAMILIES["homoglyphs_en"], Random(seed))
        assert not set(sv.split()) <= set(SV_WORDS)
        assert not set(en.split()) <= set(EN_WORDS)


def test_a_number_of_another_country_keeps_its_code_whatever_the_family() -> None:
    text = written("+12125550123", FAMILIES["words_sv"], Random(2))
    assert text.startswith(("+1", "001"))


def test_the_pool_gives_each_number_once_and_only_numbers_of_nobody() -> None:
    pool = NumberPool(Random(5))
    given = [pool.swedish() for _ in range(3000)] + [pool.american() for _ in range(50)]
    given += [pool.near(given[0]), pool.near(given[-1])]
    assert len(set(given)) == len(given)
    fiction = re2.compile(r"\+4674[02-9][0-9]{6}|\+1[0-9]{3}55501[0-9]{2}")
    assert all(fiction.fullmatch(number) for number in given)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in given)


def test_a_pool_short_of_american_numbers_gives_swedish_ones() -> None:
    pool = NumberPool(Random(6))
    given = [pool.american() for _ in range(600)]
    assert sum(number.startswith("+1") for number in given) == 500
    assert len(set(given)) == 600
