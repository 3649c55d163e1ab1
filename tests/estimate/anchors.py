"""Published count tables and estimates, with their sources, in anchors.json beside this file."""

import json
from pathlib import Path
from typing import Any

from lykta.estimate.lists import ListTable, table_of
from lykta.estimate.truncated import CovariateRow

_FILE = json.loads(Path(__file__).with_name("anchors.json").read_text(encoding="utf-8"))
TABLES: dict[str, dict[str, Any]] = _FILE["tables"]
ANCHORS: list[dict[str, Any]] = _FILE["anchors"]


def lists_of(table: str) -> ListTable:
    return table_of(TABLES[table]["lists"], TABLES[table]["cells"])


def frequencies_of(table: str) -> dict[int, int]:
    return {int(times): units for times, units in TABLES[table]["counts"].items()}


def register_of(table: str) -> tuple[list[str], list[CovariateRow]]:
    columns = TABLES[table]["covariate_columns"][1:-1]
    rows = [
        CovariateRow(times=row[0], groups=tuple(str(value) for value in row[1:-1]), people=row[-1])
        for row in TABLES[table]["covariate_cells"]
    ]
    return columns, rows


def anchor(table: str, what: str) -> dict[str, Any]:
    """The one anchor of a table whose text begins so."""
    [found] = [one for one in ANCHORS if one["table"] == table and one["what"].startswith(what)]
    return found
