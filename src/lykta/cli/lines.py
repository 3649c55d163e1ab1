"""JSON lines in, JSON lines out: a bad line gives one line with an error, and the rest goes on."""

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, BinaryIO, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lykta.errors import BadInputError

# A line longer than this is no ad; reading it whole would only fill the memory.
MAX_LINE_BYTES = 8 << 20

Record = TypeVar("Record", bound=BaseModel)


class NamedLine(BaseModel):
    """A record with an id, which other records may not have; a number as an id is taken as its digits."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: Annotated[str, Field(min_length=1)]


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
    return answer_each(numbered_lines(source), kind, answer, out=out)


def answer_each(
    lines: Iterable[tuple[int, bytes | None]],
    kind: type[Record],
    answer: Callable[[Record], Mapping[str, Any]],
    *,
    out: BinaryIO,
    keys_once: bool = False,
) -> bool:
    """As `filter_lines`, for lines that were found in another way. `keys_once`: a key given twice is an error."""
    all_read = True
    for number, line in lines:
        try:
            said = answer(read_line(number, line, kind, keys_once=keys_once))
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


def documents(source: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """One JSON value over any number of lines, or else one a line; nothing at all is one bad line."""
    whole = source.read(MAX_LINE_BYTES + 1)
    if len(whole) > MAX_LINE_BYTES:
        yield 1, None
    elif _is_object(whole.split(b"\n", 1)[0]):
        yield from numbered_lines(io.BytesIO(whole))
    else:
        yield 1, whole


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read_line(number: int, line: bytes | None, kind: type[Record], *, keys_once: bool = False) -> Record:
    if line is None:
        raise BadInputError(f"line {number} is longer than {MAX_LINE_BYTES} bytes; split it into ads")
    if not line.strip():
        raise BadInputError("nothing came; write one JSON object a line")
    try:
        loaded = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once if keys_once else None)
    except UnicodeDecodeError as error:
        raise BadInputError(f"line {number} is not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInputError(f"line {number} is not JSON: {error}; write one JSON object a line") from error
    except ValueError as error:  # Python reads no integer of more than 4,300 digits
        raise BadInputError(f"line {number} holds a number of too many digits; correct it") from error
    try:
        return kind.model_validate(loaded)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the line"
        wanted = [name for name, field in kind.model_fields.items() if field.is_required()]
        hint = f"needed: {', '.join(wanted)}" if wanted else f"known: {', '.join(kind.model_fields)}"
        raise BadInputError(f"line {number}, {key}: {first['msg']}; {hint}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInputError(f"{twice[:80]!r} is given twice; give each key once")
    return found


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
