"""`resolve`: records in, the advertiser and network of each out."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from lykta.cli.filtering import opened
from lykta.cli.lines import NamedLine, came_before, read_all, stdout
from lykta.errors import BadInputError
from lykta.model.archived import Damage
from lykta.service.resolving import ResolveRecord, answers, link_lines, picture_of, resolve, table_rows, write_lines
from lykta.service.settings import Settings
from lykta.service.tables import link_table, named_rows, read_rules, table_answers, table_links


class PictureLine(BaseModel):
    """A picture as `lykta hash` answers for it."""

    phash: str = Field(pattern=r"^[0-9a-fA-F]{16}$")
    dhash: str = Field(pattern=r"^[0-9a-fA-F]{16}$")
    quality: float = Field(default=1.0, ge=0, le=1)


class RecordLine(NamedLine):
    """A record of `lykta resolve`, from a line, a CSV row or a Parquet row.

    `pictures` that are names of files, as a table for `import` has them, say nothing here.
    """

    text: str
    source: str | None = None
    posted_at: datetime | None = None
    place: str | None = None
    pictures: list[PictureLine | str] | str = Field(default_factory=list)


def run_resolve(settings: Settings, source: Path | None, links: Path | None) -> int:
    records: list[ResolveRecord] = []
    bad: list[Mapping[str, Any]] = []
    if source is not None and source.suffix.lower() in {".csv", ".parquet"}:
        for number, row in enumerate(table_rows(source), start=1):
            if isinstance(row, Damage):
                bad.append(_damaged(row))
            else:
                _take(row, f"row {number}", records, bad)
        records = _once_each(records, bad)
    else:
        with opened(source) as lines:
            found, order = read_all(lines, RecordLine)
        records = [_record(line) for line in found]
        bad = [one for one in order if not isinstance(one, str)]
    linking, names = resolve(settings, records)
    say_lines((*bad, *answers(linking, names)))
    if links is not None:
        write_lines(links, link_lines(linking, names))
    return 1 if bad else 0


def run_resolve_table(source: Path | None, columns: Path, links: Path | None) -> int:
    if source is None or source.suffix.lower() not in {".csv", ".parquet"}:
        raise BadInputError(f"{source or 'standard input'}: --columns describes a table, a .csv or .parquet file")
    id_column, rules = read_rules(columns)
    needed = (id_column, *(column.name for column in rules.columns))
    rows = list(table_rows(source, needed=needed))
    named, bad = named_rows([row for row in rows if not isinstance(row, Damage)], id_column, rules)
    bad.extend(_damaged(row) for row in rows if isinstance(row, Damage))
    names = list(named)
    linking = link_table(named, rules)
    say_lines((*bad, *table_answers(linking, names)))
    if links is not None:
        write_lines(links, table_links(linking, names))
    return 1 if bad else 0


def say_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    for line in lines:
        stdout().write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


def _damaged(row: Damage) -> dict[str, Any]:
    return {"id": None, "error": row.problem}


def _once_each(records: list[ResolveRecord], bad: list[Mapping[str, Any]]) -> list[ResolveRecord]:
    """The first record of each id; a later one with the same id is a bad line."""
    first: dict[str, ResolveRecord] = {}
    for record in records:
        if record.id in first:
            bad.append({"id": record.id, "error": came_before(record.id)})
        else:
            first[record.id] = record
    return list(first.values())


def _take(row: dict[str, Any], where: str, records: list[ResolveRecord], bad: list[Mapping[str, Any]]) -> None:
    given = {key: value for key, value in row.items() if value not in (None, "")}
    try:
        records.append(_record(RecordLine.model_validate(given)))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        bad.append({"id": row.get("id"), "error": f"{where}, {key}: {first['msg']}; needed: id, text"})


def _record(line: RecordLine) -> ResolveRecord:
    when = line.posted_at
    if when is not None and when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    pictures = (one for one in line.pictures if isinstance(one, PictureLine))
    return ResolveRecord(
        id=line.id,
        text=line.text,
        source=line.source or "import",
        posted_at=when,
        place=line.place,
        pictures=tuple(picture_of(one.phash, one.dhash, quality=one.quality) for one in pictures),
    )
