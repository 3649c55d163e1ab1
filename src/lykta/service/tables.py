"""`lykta resolve --columns`: the rows of any table joined by rules that a TOML file states."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lykta.errors import BadInputError
from lykta.kit.hashing import content_id
from lykta.link.records import ColumnRule, Compare, RecordLinking, TableRules, link_records


class _ColumnFile(BaseModel):
    """One [[column]] of the file."""

    model_config = ConfigDict(extra="forbid")

    name: str
    compare: Compare
    thresholds: tuple[float, ...] = ()
    rare_counts: bool = True
    swaps_with: str | None = None


class _TableFile(BaseModel):
    """The file: which column names a row, and how the others compare."""

    model_config = ConfigDict(extra="forbid")

    id: str
    column: list[_ColumnFile] = Field(min_length=2)
    blocks: list[list[str]] = []
    least_bits: float = 0.0


def read_rules(path: Path) -> tuple[str, TableRules]:
    """The column that names a row, and the rules. Raises BadInputError naming the file and the key."""
    try:
        file = _TableFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        columns = tuple(ColumnRule(**one.model_dump()) for one in file.column)
        blocks = tuple(tuple(block) for block in file.blocks)
        return file.id, TableRules(columns=columns, blocks=blocks, least_bits=file.least_bits)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadInputError(f"{path}: {key}: {first['msg']}. Came: {first['input']!r}") from error
    except (OSError, ValueError) as error:
        raise BadInputError(f"{path}: {error}") from error


def named_rows(
    rows: Sequence[Mapping[str, Any]], id_column: str, rules: TableRules
) -> tuple[dict[str, dict[str, str]], list[dict[str, Any]]]:
    """Rows by name, and an answer for each row that has no name of its own.

    Raises BadInputError when the table lacks a column that the rules name.
    """
    wanted = [id_column, *(column.name for column in rules.columns)]
    missing = [name for name in wanted if rows and name not in rows[0]]
    if missing:
        came = ", ".join(str(name) for name in rows[0])
        raise BadInputError(f"column {' and '.join(missing)} missing. Came: {came}. Needed: {', '.join(wanted)}.")
    named: dict[str, dict[str, str]] = {}
    bad: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        name = _written(row[id_column])
        if not name or name in named:
            why = "has no id" if not name else "has an id that came before"
            bad.append({"id": name or None, "error": f"row {number} {why}; every row needs its own {id_column}"})
        else:
            named[name] = {column: _written(row.get(column)) for column in wanted}
    return named, bad


def _written(value: object) -> str:
    return "" if value is None else str(value).strip()


def link_table(named: Mapping[str, Mapping[str, str]], rules: TableRules) -> RecordLinking:
    """The linking of the rows, in the order of their names' first coming."""
    return link_records(list(named.values()), rules)


def table_answers(linking: RecordLinking, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One line per row. Rows of a table have no ties beyond their group, so a network is one group."""
    least: dict[int, str] = {}
    for row, name in enumerate(names):
        least[linking.group[row]] = min(name, least.get(linking.group[row], name))
    for row, name in enumerate(names):
        group = content_id("record group", least[linking.group[row]])
        yield {"id": name, "advertiser": group, "network": group}


def table_links(linking: RecordLinking, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One line per pair of a group, with what each column is worth in bits, in both languages."""
    for link in linking.links:
        yield {
            "a": names[link.first],
            "b": names[link.second],
            "bits": round(link.bits, 2),
            "because": [
                {"column": one.column, "bits": round(one.bits, 2), "sv": one.says.sv, "en": one.says.en}
                for one in link.because
            ],
        }
