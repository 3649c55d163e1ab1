"""Every extractor proves itself by its own examples; so does one that a user adds."""

from pathlib import Path

import pytest

from lykta.errors import SettingsError
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.extract.reading import load_extractors, read_all

HOUSE = load_extractors()
FIRES = [(name, example) for name, extractor in HOUSE.by_name.items() for example in extractor.fires_on]
SILENT = [(name, text) for name, extractor in HOUSE.by_name.items() for text in extractor.silent_on]
COLOUR = """
from lykta.extract.contract import Extractor, FiresOn


def read(ad):
    start = ad.text.find("röd")
    if start >= 0:
        yield ad.found("colour", "red", (start, start + 3), confidence=0.9)


EXTRACTOR = Extractor(
    read=read, version=3, fires_on=(FiresOn(text="en röd dörr", values=("red",)),), silent_on=("en dörr",)
)
"""


def _check(extractors_name: str, example: FiresOn, folder: Path | None = None) -> None:
    extractors = load_extractors(folder).only(extractors_name)
    ad = AdText(
        text=example.text,
        region=example.region,
        place=example.place,
        price=example.price,
        contact=example.contact,
        seen_at=example.seen_at,
    )
    found = read_all(extractors, ad)
    assert tuple(finding.value for finding in found) == example.values
    for finding in found:
        source = {"": ad.text, "place": ad.place, "price": ad.price, "contact": ad.contact}[
            str(finding.extra.get("field", ""))
        ]
        assert source is not None
        assert source[finding.start : finding.end] == finding.written
        assert finding.extractor == extractors_name
        assert finding.version == extractors.by_name[extractors_name].version


def test_the_house_reads_these_kinds_of_fact() -> None:
    assert list(HOUSE.by_name) == [
        "abroad", "account", "adkind", "age", "alias", "email", "handle", "hours", "language", "persons", "phone",
        "place", "price", "stay", "swish", "url", "visit", "wallet",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "example"), FIRES)
def test_an_extractor_fires_on_its_own_examples(name: str, example: FiresOn) -> None:
    _check(name, example)


@pytest.mark.parametrize(("name", "text"), SILENT)
def test_an_extractor_stays_silent_on_its_own_examples(name: str, text: str) -> None:
    assert read_all(HOUSE.only(name), AdText(text=text)) == ()


def test_one_new_file_in_the_users_folder_is_a_new_extractor(tmp_path: Path) -> None:
    (tmp_path / "colour.py").write_text(COLOUR, encoding="utf-8")
    colour = load_extractors(tmp_path).by_name["colour"]
    _check("colour", colour.fires_on[0], tmp_path)
    assert read_all(load_extractors(tmp_path).only("colour"), AdText(text=colour.silent_on[0])) == ()


def test_a_users_file_without_the_constant_is_named(tmp_path: Path) -> None:
    (tmp_path / "colour.py").write_text("X = 1", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"colour\.py: expected EXTRACTOR"):
        load_extractors(tmp_path)


def test_an_extractor_without_examples_is_refused() -> None:
    with pytest.raises(ValueError, match="brings examples"):
        Extractor(read=lambda _: (), version=1, fires_on=(), silent_on=("x",))
