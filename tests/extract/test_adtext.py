import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.errors import BadInputError
from lykta.extract._folding import fold
from lykta.extract.adtext import LONGEST_TEXT, AdText, canonicalise


@given(st.text())
def test_folding_keeps_one_byte_a_code_point(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_of_lone_surrogates_gives_the_same_letters_around_them() -> None:
    assert fold("A\ud800Ö") == b"a\x05o"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Åtta", b"atta"),
        ("a\u0308", b"a"),
        ("ＡＢ１", b"ab1"),
        ("𝟘①²₃٤", b"01234"),
        ("сех", b"cex"),
        ("🅰", b"a"),
        ("1️⃣", b"1"),
        ("\u202e7\u200b", b"7"),
        ("a\u00a0–b", b"a -b"),
    ],
)
def test_the_canonical_form_is_what_is_drawn(text: str, units: bytes) -> None:
    assert canonicalise(text).units == units


def test_offsets_lead_back_past_what_is_not_drawn() -> None:
    canonical = canonicalise("\u200ba\u0301b")
    assert canonical.units == b"ab"
    assert canonical.span(0, 1) == (1, 2)
    assert canonical.span(1, 2) == (3, 4)


def test_the_canonical_form_is_made_once() -> None:
    ad = AdText(text="Hej")
    assert ad.canonical is ad.canonical


def test_an_unknown_region_is_refused_with_known_ones() -> None:
    with pytest.raises(BadInputError, match=r"'ZZ'.*SE, NO"):
        AdText(text="", region="ZZ")


def test_a_region_may_be_written_small() -> None:
    assert AdText(text="", region="no").region == "NO"


def test_a_longer_text_than_any_ad_is_cut_and_says_so() -> None:
    assert AdText(text="a" * (LONGEST_TEXT + 1)).was_cut
    assert not AdText(text="a" * LONGEST_TEXT).was_cut
