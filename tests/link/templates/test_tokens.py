"""Tokens keep their places in the text, in every script, and a number is one however it is divided."""

import pytest

from lykta.link.templates.tokens import MOST_CHARS, MOST_TOKENS, is_sign, tokens_of, with_whole_numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hej, Åsa! 18:30", ["hej", ",", "åsa", "!", "18", ":", "30"]),
        ("привет мир", ["привет", "мир"]),
        ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("🌸🌸 ok", ["🌸", "🌸", "ok"]),
        ("a\u200bb", ["a", "\u200b", "b"]),
        ("\u0301x", ["\u0301x"]),
        ("", []),
        (" \n\t", []),
        ("\ud800 \0", ["\ud800", "\0"]),
    ],
)
def test_words_numbers_and_signs_stand_apart(text: str, words: list[str]) -> None:
    tokens = tokens_of(text)
    assert list(tokens.words) == words
    cut = [text[start:end].casefold() for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert cut == words


def test_what_lies_beyond_the_limits_is_not_read() -> None:
    assert len(tokens_of("ord " * MOST_TOKENS * 2)) == MOST_TOKENS
    assert tokens_of("x" * MOST_CHARS * 100).ends == (MOST_CHARS,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ring 070-174 06 05 nu", ["ring", "070-1740605", "nu"]),
        ("noll sju noll ett sju fyra", ["nollsjunollettsjufyra"]),
        ("kl 18-22, 1500 kr", ["kl", "18", "-", "22", ",", "1500", "kr"]),
        ("ett samtal", ["ett", "samtal"]),
    ],
)
def test_a_long_number_is_one_token_and_a_short_one_is_left(text: str, words: list[str]) -> None:
    assert list(with_whole_numbers(tokens_of(text), []).words) == words


def test_a_known_stretch_is_one_token() -> None:
    text = "skriv nollsju och sedan ett, tack"
    tokens = with_whole_numbers(tokens_of(text), [(6, 27)])
    assert list(tokens.words) == ["skriv", "nollsjuochsedanett", ",", "tack"]
    assert (tokens.starts[1], tokens.ends[1]) == (6, 27)


def test_a_sign_is_no_letter_and_no_digit() -> None:
    assert [is_sign(word) for word in ("ord", "7", "…", "🌸", "\u0e31")] == [False, False, True, True, False]
