"""The table of warning codes and how numbers are told beside them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.model.figures import in_english, in_swedish, two_digits, two_digits_down
from lykta.model.warning import SENTENCES, warned
from lykta.model.words import Said


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_of_a_code_have_the_same_blanks(code: str) -> None:
    assert _blanks(SENTENCES[code].sv) == _blanks(SENTENCES[code].en)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_code_is_a_family_and_a_word_in_capitals(code: str) -> None:
    family, _, word = code.partition("-")
    assert family.isupper()
    assert word.isalpha()
    assert word.isupper()


def test_numbers_are_written_as_each_language_does() -> None:
    says = warned("SIZE-MODELS", count=3, low=10000.0, high=1.5).says
    assert says.en == "3 models fit about equally well; they give 10,000 to 1.5."
    assert says.sv == "3 modeller passar ungefär lika bra; de ger 10\u00a0000 till 1,5."


def test_a_part_in_words_is_said_in_each_language() -> None:
    says = warned("SIZE-SPARSE", what=Said(sv="svenska", en="English")).says
    assert says.sv.endswith("svenska.")
    assert says.en.endswith("English.")


def test_a_code_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        warned("SIZE-NOSUCH")


def test_a_blank_left_open_is_an_error() -> None:
    with pytest.raises(KeyError):
        warned("SIZE-LB")


@pytest.mark.parametrize(
    ("number", "down"), [(8193, 8100), (193_663, 190_000), (72, 72), (7.96, 7.9), (99.9, 99), (0, 0), (1000, 1000)]
)
def test_at_least_is_rounded_down_to_two_digits(number: float, down: float) -> None:
    assert two_digits_down(number) == down


@given(st.floats(0.001, 1e12))
def test_at_least_never_says_more_than_the_number(number: float) -> None:
    down = two_digits_down(number)
    assert down <= number * (1 + 1e-8)
    assert down >= number * 0.9 - 1e-9


def test_an_unbounded_number_stays_unbounded() -> None:
    assert two_digits(float("inf")) == two_digits_down(float("inf")) == float("inf")
    assert in_english(float("inf")) == in_swedish(float("inf")) == "∞"


def test_two_digits_are_kept() -> None:
    assert (two_digits(12741), two_digits(0.0456)) == (13000, 0.046)
