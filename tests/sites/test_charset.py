import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.sites.charset import clean, decode_page


def test_the_header_wins_over_the_meta() -> None:
    page = '<meta charset="utf-8">Göteborg'.encode("windows-1252")
    assert decode_page(page, "text/html; charset=ISO-8859-1") == ('<meta charset="utf-8">Göteborg', None)


def test_the_meta_is_read_when_the_header_is_silent() -> None:
    page = '<meta http-equiv=x content="text/html; charset=iso-8859-2">Łódź'.encode("iso-8859-2")
    assert decode_page(page, "text/html")[0].endswith("Łódź")


def test_without_any_name_utf8_is_tried_first() -> None:
    assert decode_page("Göteborg".encode(), None) == ("Göteborg", None)


def test_without_any_name_other_bytes_are_windows_1252_and_it_says_so() -> None:
    text, problem = decode_page("Göteborg, Malmö".encode("windows-1252"), None)
    assert text == "Göteborg, Malmö"
    assert problem == "the page names no charset; read as windows-1252"


def test_a_wrong_utf8_name_is_noticed() -> None:
    text, problem = decode_page("Göteborg är här".encode("latin-1"), "text/html; charset=utf-8")
    assert text == "Göteborg är här"
    assert problem == "the page says utf-8 but is not; read as windows-1252"


def test_one_damaged_byte_does_not_turn_a_utf8_page_into_another_charset() -> None:
    text, problem = decode_page("Göteborg är h".encode() + b"\xff", "text/html; charset=utf-8")
    assert text == "Göteborg är h\ufffd"
    assert problem == "1 bytes are not utf-8 and show as \ufffd"


def test_a_byte_order_mark_beats_every_name() -> None:
    page = codecs.BOM_UTF16_LE + "Umeå".encode("utf-16-le")
    assert decode_page(page, "text/html; charset=iso-8859-1") == ("Umeå", None)


@pytest.mark.parametrize("name", ["zip", "hex", "unicode_escape", "idna", "utf-7", "rot13", "x" * 40, "base64"])
def test_a_page_cannot_choose_a_codec_that_is_no_charset_of_the_web(name: str) -> None:
    text, problem = decode_page(rb"a\x41+AEE-", f"text/html; charset={name}")
    assert text == r"a\x41+AEE-"
    assert problem == f"the charset {name!r} is unknown; read as utf-8"


def test_nul_becomes_the_replacement_character() -> None:
    assert decode_page(b"07\x000", "text/html; charset=utf-8") == ("07\ufffd0", None)


@given(st.text(st.characters()))
def test_clean_text_can_be_stored_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    once.encode("utf-8")
    assert "\0" not in once
    assert clean(once) == once


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


@given(st.binary(max_size=200), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "charset=big5"]))
def test_any_bytes_give_text_that_can_be_stored(body: bytes, content_type: str | None) -> None:
    clean(decode_page(body, content_type)[0]).encode("utf-8")
