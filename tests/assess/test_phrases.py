import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.assess import examples
from lykta.assess.phrases import MOST_QUOTES, Lexicon, quotes_in


def found(lexicon: Lexicon, text: str) -> str | None:
    span = lexicon.span(text)
    return None if span is None else text[span[0] : span[1]]


def test_phrase_is_found_whatever_the_case_and_the_white_space() -> None:
    assert found(Lexicon("ny i stan"), "Nu: NY  i\nStan!") == "NY  i\nStan"


def test_phrase_inside_a_longer_word_is_not_found_even_beside_swedish_letters() -> None:
    assert found(Lexicon("ny"), "skönyå nyö öny") is None


def test_first_phrase_of_the_text_is_the_one_given() -> None:
    assert found(Lexicon("vi har", "vårt team"), "vårt team, vi har") == "vårt team"


def test_star_is_any_ending_and_slash_either_word() -> None:
    lexicon = Lexicon("pålitlig*/seriös")
    assert found(lexicon, "Pålitliga personer") == "Pålitliga"
    assert found(lexicon, "en seriös person") == "seriös"
    assert found(lexicon, "en seriösa person") is None


def test_dots_are_up_to_four_words_in_the_same_sentence() -> None:
    lexicon = Lexicon("skuld ... betala")
    assert found(lexicon, "en skuld som hon måste betala") == "skuld som hon måste betala"
    assert found(lexicon, "skuld betala") == "skuld betala"
    assert found(lexicon, "skuld ett två tre fyra fem betala") is None
    assert found(lexicon, "ingen skuld. Du kan betala kontant") is None


def test_characters_without_width_hide_nothing_and_spans_count_the_text_as_given() -> None:
    assert found(Lexicon("ensam nu"), "\u200bjag en\u00adsa\u200bm nu\u200b.") == "en\u00adsa\u200bm nu"


def test_lone_surrogates_are_read_past() -> None:
    assert found(Lexicon("ensam"), "\ud800 ensam") == "ensam"


def test_letters_beyond_the_first_plane_count_one_each() -> None:
    assert Lexicon("hej").span("\U0001f600 hej") == (2, 5)


@pytest.mark.parametrize("text", ["skuld " * 20_000, "a" * 100_000, "skuld-" * 20_000, "\u200b" * 100_000])
def test_long_hostile_text_is_cut_and_read(text: str) -> None:
    assert found(Lexicon("skuld ... betala"), text) is None


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=60), st.text(max_size=60))
def test_span_of_a_planted_phrase_is_exact_in_any_text(before: str, after: str) -> None:
    text = f"{before} zebra crossing {after}"
    assert found(Lexicon("zebra crossing"), text) == "zebra crossing"


def test_at_most_a_screenful_is_quoted_while_every_ad_is_counted() -> None:
    view = examples.one(*(examples.ad(f"dygnet runt {n}") for n in range(MOST_QUOTES + 5)))
    quotes, ads = quotes_in(view, Lexicon("dygnet runt"))
    assert (len(quotes), ads) == (MOST_QUOTES, MOST_QUOTES + 5)
