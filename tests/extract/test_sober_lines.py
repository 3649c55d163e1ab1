import pytest

from lykta.extract.adtext import AdText
from lykta.extract.reading import load_extractors, read_all
from tests.extract.sober_lines import LINES

EXTRACTORS = load_extractors()


@pytest.mark.parametrize(("text", "values"), LINES)
def test_a_line_gives_what_a_reader_takes_from_it_and_no_more(text: str, values: tuple[str, ...]) -> None:
    ad = AdText(text=text)
    found = read_all(EXTRACTORS, ad)
    assert tuple(f"{f.kind}:{f.value}" for f in found if f.kind != "language") == values
    assert all(text[f.start : f.end] == f.written for f in found)


def test_the_second_set_is_broad_enough_to_mean_something() -> None:
    assert len(LINES) >= 60
