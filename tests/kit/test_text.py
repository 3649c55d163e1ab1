"""Names that fit and text that obeys nobody."""

from hypothesis import given
from hypothesis import strategies as st

from lykta.kit.text import bounded, printable


@given(st.text(), st.integers(min_value=40, max_value=400))
def test_a_bounded_name_fits_and_is_bounded_once(name: str, most: int) -> None:
    once = bounded(name, most)
    assert len(once.encode("utf-8", "replace")) <= most
    assert bounded(once, most) == once


def test_two_long_names_with_one_beginning_stay_apart() -> None:
    assert bounded("a" * 500 + "b", 200) != bounded("a" * 500 + "c", 200)


def test_escape_codes_and_line_breaks_are_shown_and_not_obeyed() -> None:
    assert printable("x\ny\x1b[31mröd") == "x\\x0ay\\x1b[31mröd"
