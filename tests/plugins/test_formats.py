"""Every export format bears the example page with its hostile text; a new one is one new file."""

from pathlib import Path

import pytest

from lykta.errors import BadInputError, SettingsError
from lykta.share.contract import ExportFormat
from lykta.share.examples import example_page
from lykta.share.export import format_named, load_formats

OWN = """
from lykta.share.contract import ExportFormat

FORMAT = ExportFormat(
    write=lambda page, language: page.item.headline.in_(language).encode(),
    suffix=".txt",
    media_type="text/plain",
    holds=("båda".encode(),),
)
"""


def _keeps_its_word(chosen: ExportFormat) -> None:
    written = chosen.write(example_page(), "sv")
    assert written == chosen.write(example_page(), "sv")
    for piece in chosen.holds:
        assert piece in written
    for piece in chosen.never_holds:
        assert piece not in written


@pytest.mark.parametrize("name", load_formats())
def test_format_keeps_its_word_on_the_example_page(name: str) -> None:
    _keeps_its_word(load_formats()[name])


def test_a_format_of_ones_own_is_one_new_file(tmp_path: Path) -> None:
    (tmp_path / "headline.py").write_text(OWN)
    known = load_formats(tmp_path)
    assert known.keys() == {*load_formats(), "headline"}
    _keeps_its_word(format_named(known, "headline"))


def test_a_format_that_breaks_its_word_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "headline.py").write_text(OWN.replace("båda", "inga"))
    with pytest.raises(AssertionError):
        _keeps_its_word(load_formats(tmp_path)["headline"])


def test_a_file_without_its_constant_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("")
    with pytest.raises(SettingsError, match=r"empty\.py"):
        load_formats(tmp_path)


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(BadInputError, match="csv"):
        format_named(load_formats(), "docx")
