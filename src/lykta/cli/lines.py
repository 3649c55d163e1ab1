"""JSON lines in, JSON lines out: a bad line gives one line with an error, and the rest goes on."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from lykta.errors import BadInputError

# A line longer than this is no ad; reading it whole would only fill the memory.
MAX_LINE_BYTES = 8 << 20

Record = TypeVar("Record", bound=BaseModel)


class NamedLine(BaseModel):
    """A record with an id, which other records may not have; a number as an id is taken as its digits."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str


Identified = TypeVar("Identified", bound=NamedLine)


class TextLine(BaseModel):
    """A line of `lykta phones`."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    text: str
    region: str | None = None


class DatedLine(TextLine):
    """A line of `lykta extract`; `posted_at` is what "till fredag" counts from."""

    posted_at: datetime | None = None


def filter_lines(
    source: BinaryIO, kind: type[Record], answer: Callable[[Record], Mapping[str, Any]], *, out: BinaryIO
) -> bool:
    """Each line is answered in order. Returns True when every one could be read."""
    all_read = True
    for number, line in numbered_lines(source):
        try:
            said = answer(read_line(number, line, kind))
        except BadInputError as error:
            all_read = False
            said = {"id": id_of(line), "error": str(error)}
        out.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        out.flush()
    return all_read


def read_all(source: BinaryIO, kind: type[Identified]) -> tuple[list[Identified], list[Mapping[str, Any] | str]]:
    """Every record of the lines, the first of each id; and in the order of the lines the id of each, or its error."""
    records: dict[str, Identified] = {}
    order: list[Mapping[str, Any] | str] = []
    for number, line in numbered_lines(source):
        try:
            record = read_line(number, line, kind)
        except BadInputError as error:
            order.append({"id": id_of(line), "error": str(error)})
            continue
        if record.id in records:
            order.append({"id": record.id, "error": came_before(record.id)})
        else:
            records[record.id] = record
            order.append(record.id)
    return list(records.values()), order


def came_before(id_: str) -> str:
    return f"id {id_!r} came before; every record needs its own"


def numbered_lines(source: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines from 1 without their end; None for one that is too long. Empty lines are passed over."""
    number = 0
    while line := source.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := source.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.rstrip(b"\r\n")


def read_line(number: int, line: bytes | None, kind: type[Record]) -> Record:
    if line is None:
        raise BadInputError(f"line {number} is longer than {MAX_LINE_BYTES} bytes; split it into ads")
    try:
        loaded = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInputError(f"line {number} is not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInputError(f"line {number} is not JSON: {error}; write one JSON object a line") from error
    try:
        return kind.model_validate(loaded)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        wanted = ", ".join(name for name, field in kind.model_fields.items() if field.is_required())
        raise BadInputError(f"line {number}, {key}: {first['msg']}; needed: {wanted}") from error


def id_of(line: bytes | None) -> str | int | None:
    """The id of a line as far as it can be read, so that its error finds home."""
    try:
        loaded = json.loads(line or b"")
    except (ValueError, RecursionError):
        return None
    found = loaded.get("id") if isinstance(loaded, dict) else None
    return found if isinstance(found, str | int) else None


def stdin() -> BinaryIO:
    return sys.stdin.buffer


def stdout() -> BinaryIO:
    return sys.stdout.buffer
