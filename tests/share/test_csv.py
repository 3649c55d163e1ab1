"""The table: formulas are inert and nothing is lost."""

import csv
from io import StringIO

import pytest

from lykta.share.examples import FORMULA, example_page
from lykta.share.formats.csv import guarded, unguarded, write


@pytest.mark.parametrize(
    "payload", ["=1+1", "+46701740605", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", FORMULA, "'=1", "''", "hej", ""]
)
def test_a_guarded_cell_starts_no_formula_and_comes_back_whole(payload: str) -> None:
    assert not guarded(payload).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert unguarded(guarded(payload)) == payload


def test_every_ad_is_a_row_and_its_number_can_be_had_back() -> None:
    rows = list(csv.DictReader(StringIO(write(example_page(), "sv").decode("utf-8-sig"))))
    assert [unguarded(row["phones"]) for row in rows] == ["+46701740605", "+46701740605"]
    assert unguarded(rows[1]["text"]).startswith(FORMULA)
