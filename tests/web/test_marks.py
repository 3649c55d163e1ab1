from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lykta.model.finding import Finding
from lykta.web.marks import cut


def finding(kind: str, start: int, end: int, *, obscured: str | None = None) -> Finding:
    return Finding(
        kind=kind,
        value="v",
        written="w",
        start=start,
        end=end,
        confidence=1.0,
        extractor=kind,
        version=1,
        obscured=obscured,
    )


def kinds(text: str, *findings: Finding) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.text, piece.kinds) for piece in cut(text, findings)]


def test_text_without_findings_is_one_piece() -> None:
    assert kinds("hej") == [("hej", ())]


def test_empty_text_has_no_pieces() -> None:
    assert kinds("") == []


def test_finding_marks_its_own_letters_only() -> None:
    assert kinds("ring 12 nu", finding("phone", 5, 7)) == [("ring ", ()), ("12", ("phone",)), (" nu", ())]


def test_finding_of_a_pages_own_field_marks_nothing_in_the_text() -> None:
    in_field = replace(finding("phone", 0, 4), extra={"field": "contact"})
    assert kinds("ring mig", in_field) == [("ring mig", ())]


def test_overlapping_findings_share_the_middle() -> None:
    assert kinds("abcdef", finding("price", 0, 4), finding("age", 2, 6)) == [
        ("ab", ("price",)),
        ("cd", ("age", "price")),
        ("ef", ("age",)),
    ]


def test_finding_inside_another_of_its_kind_is_marked_once() -> None:
    assert kinds("abcd", finding("url", 0, 4), finding("url", 1, 3)) == [
        ("a", ("url",)),
        ("bc", ("url",)),
        ("d", ("url",)),
    ]


def test_spans_count_code_points_also_after_emoji() -> None:
    assert kinds("👩‍👧🌸 22 år", finding("age", 5, 10)) == [("👩‍👧🌸 ", ()), ("22 år", ("age",))]


def test_span_beyond_the_text_is_cut_at_its_end() -> None:
    assert kinds("abc", finding("phone", 1, 99), finding("age", 50, 60)) == [("a", ()), ("bc", ("phone",))]


def test_language_of_the_whole_ad_marks_nothing() -> None:
    assert kinds("abc", finding("language", 0, 3)) == [("abc", ())]


def test_finding_from_a_field_of_the_page_marks_nothing_in_the_text() -> None:
    assert kinds("abc", replace(finding("place", 0, 3), extra={"field": "place"})) == [("abc", ())]


def test_each_finding_is_named_where_it_begins() -> None:
    long, short = finding("price", 0, 4), finding("age", 2, 6)
    assert [piece.begins for piece in cut("abcdef", [long, short])] == [(long,), (short,), ()]


def test_hidden_writing_is_told_only_where_it_stands() -> None:
    pieces = cut("abcdef", [finding("phone", 0, 2, obscured="number_words"), finding("phone", 3, 5)])
    assert [piece.hidden for piece in pieces] == [True, False, False, False]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_pieces_joined_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = [finding("phone" if start % 2 else "age", start, start + length) for start, length in spans]
    assert "".join(piece.text for piece in cut(text, found)) == text
