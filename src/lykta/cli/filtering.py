"""The filters and `verify`: lines in, lines out, exit status 1 when something was wrong."""

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from lykta.cli.lines import TextLine, filter_lines, id_of, numbered_lines, read_line, stdin, stdout
from lykta.errors import BadInputError
from lykta.service.filters import findings_in, phones_in
from lykta.service.resolving import ResolveRecord, answers, link_lines, resolve, table_rows, write_lines
from lykta.service.settings import Settings
from lykta.service.verifying import verify_path

_FILTERS = {"phones": phones_in, "extract": findings_in}


class RecordLine(BaseModel):
    """A record of `lykta resolve`, from a line, a CSV row or a Parquet row."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    source: str | None = None
    posted_at: datetime | None = None
    place: str | None = None


def run_filter(settings: Settings, name: str, source: Path | None) -> int:
    find = _FILTERS[name]

    def answer(line: TextLine) -> dict[str, Any]:
        return {"id": line.id, **find(settings, line.text, region=line.region)}

    with _opened(source) as lines:
        return 0 if filter_lines(lines, TextLine, answer, out=stdout()) else 1


def run_resolve(settings: Settings, source: Path | None, links: Path | None) -> int:
    records: list[ResolveRecord] = []
    bad: list[dict[str, Any]] = []
    if source is not None and source.suffix.lower() in {".csv", ".parquet"}:
        for number, row in enumerate(table_rows(source), start=1):
            _take(row, f"row {number}", records, bad)
    else:
        with _opened(source) as lines:
            for number, line in numbered_lines(lines):
                try:
                    record = read_line(number, line, RecordLine)
                    records.append(_record(record))
                except BadInputError as error:
                    bad.append({"id": id_of(line), "error": str(error)})
    linking, names = resolve(settings, records)
    for said in (*bad, *answers(linking, names)):
        stdout().write(json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    if links is not None:
        write_lines(links, link_lines(linking, names))
    return 1 if bad else 0


def _take(row: dict[str, Any], where: str, records: list[ResolveRecord], bad: list[dict[str, Any]]) -> None:
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
    return ResolveRecord(id=line.id, text=line.text, source=line.source or "import", posted_at=when, place=line.place)


def run_verify(path: Path) -> int:
    checks = verify_path(path)
    for check in checks:
        mark = "pass" if check.passed else "FAIL"
        stdout().write(f"{mark}  {check.name}: {check.detail}\n".encode())
    failed = sum(not check.passed for check in checks)
    stdout().write(f"{len(checks) - failed} checks passed, {failed} failed\n".encode())
    return 0 if checks and failed == 0 else 1


def _opened(source: Path | None) -> Any:
    """The file, or standard input, which is not closed."""
    if source is None:
        lines: BinaryIO = stdin()
        return nullcontext(lines)
    try:
        return source.open("rb")
    except OSError as error:
        raise BadInputError(f"{source}: cannot be read: {error.strerror}. Check the path and its rights.") from error
