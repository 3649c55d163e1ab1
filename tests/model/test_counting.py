import pytest

from lykta.model.counting import AD, NEW_NUMBER, NUMBER, count, sentence
from lykta.model.words import Said


@pytest.mark.parametrize(
    ("n", "sv", "en"),
    [
        (0, "noll annonser", "no ads"),
        (1, "en annons", "one ad"),
        (2, "två annonser", "two ads"),
        (12, "tolv annonser", "twelve ads"),
        (13, "13 annonser", "13 ads"),
        (1234, "1\u00a0234 annonser", "1,234 ads"),
    ],
)
def test_numbers_up_to_twelve_are_words_and_larger_ones_grouped_digits(n: int, sv: str, en: str) -> None:
    assert count(n, AD) == Said(sv=sv, en=en)


def test_neuter_words_take_ett() -> None:
    assert count(1, NUMBER).sv == "ett nummer"
    assert count(1, NEW_NUMBER).sv == "ett nytt nummer"
    assert count(2, NEW_NUMBER).sv == "två nya nummer"


def test_a_sentence_starts_with_a_capital_and_ends_once() -> None:
    assert sentence(sv="åtta annonser", en="eight ads.") == Said(sv="Åtta annonser.", en="Eight ads.")
