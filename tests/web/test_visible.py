import pytest

from lykta.web.visible import visible


@pytest.mark.parametrize(
    ("hiding", "shown"),
    [
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"),
        ("\ufeffmark", "⟨U+FEFF⟩mark"),
        ("nul\x00", "nul⟨U+0000⟩"),
        ("esc\x1b[31m", "esc⟨U+001B⟩[31m"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("filler\u3164", "filler⟨U+3164⟩"),
        ("half \ud83d", "half ⟨U+D83D⟩"),
        ("line\u2028end", "line⟨U+2028⟩end"),
    ],
)
def test_hiding_characters_are_shown_by_name(hiding: str, shown: str) -> None:
    assert visible(hiding) == shown


@pytest.mark.parametrize("plain", ["", "Å ö é 1 500 kr", "two\nlines\tand a tab\r\n", "ร้อน зима שלום", "🌸 ❤️"])
def test_ordinary_text_is_left_alone(plain: str) -> None:
    assert visible(plain) == plain


def test_joiner_inside_an_emoji_is_left_alone() -> None:
    family = "👩\u200d👧"
    assert visible(family) == family


def test_joiner_at_the_edges_is_shown() -> None:
    assert visible("\u200d🌸\u200d") == "⟨U+200D⟩🌸⟨U+200D⟩"


def test_showing_twice_is_showing_once() -> None:
    assert visible(visible("a\u202e\u200db")) == visible("a\u202e\u200db")
