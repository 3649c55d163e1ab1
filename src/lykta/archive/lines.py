"""Ads from the lines of a file: JSON as it stands, CSV rows as JSON. A bad line becomes a Damage."""

import codecs
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lykta.archive.limits import MAX_LINE_BYTES, MAX_QUOTED
from lykta.errors import BadInputError
from lykta.model.archived import Damage

READ_BYTES = 1 << 18
NEEDED = ("id", "text")
OPTIONAL = ("source", "posted_at", "seen_at", "place", "title", "url", "price", "contact", "pictures")
PICTURES = "pictures"
PICTURES_SEPARATOR = "|"
DELIMITERS = (",", ";", "\t")
# A quote that never closes swallows what follows up to csv's field limit (128 KiB); so often the swallowed
# lines are read again by themselves.
MAX_REREADS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AdLine:
    """One ad as a JSON object, and the line on which it begins."""

    number: int
    json: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without its end. `data` is None when it is longer than MAX_LINE_BYTES."""

    number: int
    offset: int
    data: bytes | None = field(repr=False)


def lines_of(file: IO[bytes]) -> Iterator[Line]:
    """Yield the lines; memory stays bounded however long a line is. A UTF-8 mark at the start is left out."""
    number, offset, skipped = 1, 0, 0
    held = bytearray()
    start = True
    while piece := file.read(READ_BYTES):
        if start and piece.startswith(codecs.BOM_UTF8):
            offset = len(codecs.BOM_UTF8)
            piece = piece[offset:]
        start = False
        *ended, rest = _with(held, piece) if held else piece.split(b"\n")
        for data in ended:
            whole = skipped + len(data)
            yield Line(number=number, offset=offset, data=None if whole > MAX_LINE_BYTES else data)
            number, offset, skipped = number + 1, offset + whole + 1, 0
        held = bytearray(rest)
        if skipped + len(held) > MAX_LINE_BYTES:
            skipped += len(held)
            held = bytearray()
    if held or skipped:
        yield Line(number=number, offset=offset, data=None if skipped else bytes(held))


def _with(held: bytearray, piece: bytes) -> list[bytes]:
    head, newline, rest = piece.partition(b"\n")
    held += head
    return [bytes(held), *rest.split(b"\n")] if newline else [bytes(held)]


def json_ads(file: IO[bytes], name: str) -> Iterator[AdLine | Damage]:
    """Yield each line's bytes as they are, or why they are no ad. Blank lines are skipped."""
    for line in lines_of(file):
        if line.data is not None and not line.data.strip():
            continue
        problem = _too_long() if line.data is None else _json_problem(line.data)
        if line.data is None or problem:
            yield _damage(name, line, problem or "")
        else:
            yield AdLine(number=line.number, json=line.data.rstrip(b"\r"))


def _json_problem(data: bytes) -> str | None:
    if problem := _text_problem(data):
        return problem
    try:
        ad = json.loads(data)
    except ValueError as error:
        return f"no JSON ({error})"
    except RecursionError:
        return "JSON nested too deep"
    if not isinstance(ad, dict):
        return f"expected a JSON object with id and text, found a {type(ad).__name__}"
    missing = [name for name in NEEDED if not isinstance(ad.get(name), str) or not ad[name].strip()]
    # Many exports number their ads.
    if "id" in missing and type(ad.get("id")) is int:
        missing.remove("id")
    return f"{' and '.join(missing)} missing or no text" if missing else None


def _text_problem(data: bytes) -> str | None:
    if b"\0" in data:
        return "a NUL byte. Is it UTF-16? Save it as UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1} of the line (0x{data[error.start]:02x})"
        return f"{byte} is no UTF-8. Save the file as UTF-8"
    return None


def csv_ads(file: IO[bytes], name: str) -> Iterator[AdLine | Damage]:
    """Yield each row as a JSON object of its filled cells, or why it is no ad.

    The first line names the columns; comma, semicolon and tab are understood. `pictures` are separated by |.
    Raises BadInputError when id or text is not among the columns.
    """
    rows = _Rows(lines_of(file), name)
    columns = rows.columns()
    for row in rows:
        if isinstance(row, Damage):
            yield row
            continue
        line, cells = row
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            yield _damage(name, line, f"{len(cells)} cells, the first line names {len(columns)} columns")
            continue
        ad = {column: cell for column, cell in zip(columns, cells, strict=True) if cell.strip()}
        if missing := [needed for needed in NEEDED if needed not in ad]:
            yield _damage(name, line, f"{' and '.join(missing)} is empty")
            continue
        yield AdLine(number=line.number, json=_as_json(ad))


def _as_json(ad: dict[str, str]) -> bytes:
    whole: dict[str, str | list[str]] = dict(ad)
    if PICTURES in ad:
        whole[PICTURES] = [each.strip() for each in ad[PICTURES].split(PICTURES_SEPARATOR) if each.strip()]
    return json.dumps(whole, ensure_ascii=False).encode()


class _Rows:
    """Rows of a CSV file with the line on which each begins; lines that are no text are left out as Damage."""

    def __init__(self, lines: Iterator[Line], name: str) -> None:
        self._lines = lines
        self._name = name
        self._again: list[Line] = []
        self._taken: list[Line] = []
        self._bad: list[Damage] = []
        self._rereads = 0
        self._csv = csv.reader([])

    def columns(self) -> list[str]:
        line = next(self._lines, None)
        header = line.data.decode("utf-8", "replace").rstrip("\r") if line and line.data else ""
        delimiter = max(DELIMITERS, key=header.count)
        self._csv = csv.reader(self._feed(), delimiter=delimiter, strict=True)
        try:
            columns = [cell.strip().lower() for cell in next(csv.reader([header], delimiter=delimiter), [])]
        except csv.Error:
            columns = []
        missing = [needed for needed in NEEDED if needed not in columns]
        if missing or len(set(columns)) < len(columns):
            cure = f"Add {' and '.join(missing)}" if missing else "Rename the double one"
            raise BadInputError(
                f"{self._name}: the first line is {header[:MAX_QUOTED]!r}; expected the columns id and text, "
                f"each name once (optional: {', '.join(OPTIONAL)}). {cure} and save it as UTF-8."
            )
        return columns

    def __iter__(self) -> Iterator[tuple[Line, list[str]] | Damage]:
        while True:
            self._taken = []
            found: tuple[Line, list[str]] | Damage | None = None
            try:
                if (row := next(self._csv, None)) is not None:
                    found = self._whole(row)
            except csv.Error as error:
                found = self._broken(error)
            bad, self._bad = self._bad, []
            yield from bad
            if found is None:
                return
            yield found

    def _whole(self, row: list[str]) -> tuple[Line, list[str]] | Damage:
        first, last = self._taken[0], self._taken[-1]
        left_out = [bad for bad in self._bad if first.offset < bad.offset < last.offset]
        if left_out:
            return _damage(self._name, first, f"a line up to line {last.number} in it could not be read")
        return first, row

    def _feed(self) -> Iterator[str]:
        """Lines for csv's reader. It takes them one row at a time, so `_taken` are those of one row."""
        while True:
            line = self._again.pop(0) if self._again else next(self._lines, None)
            if line is None:
                # csv's reader ends with its lines; a broken last row may have put some back.
                return
            problem = _too_long() if line.data is None else _text_problem(line.data)
            if line.data is None or problem:
                self._bad.append(_damage(self._name, line, problem or ""))
                continue
            self._taken.append(line)
            yield line.data.decode("utf-8").rstrip("\r") + "\n"

    def _broken(self, error: csv.Error) -> Damage:
        first, last = self._taken[0], self._taken[-1]
        if first is last or self._rereads >= MAX_REREADS:
            upto = "" if first is last else f" up to line {last.number}"
            return _damage(self._name, first, f"no CSV{upto} ({error})")
        self._rereads += 1
        self._again = self._taken[1:] + self._again
        self._csv = csv.reader(self._feed(), delimiter=self._csv.dialect.delimiter, strict=True)
        return _damage(self._name, first, f"no CSV ({error}). Does a quotation mark close?")


def _too_long() -> str:
    return f"longer than {MAX_LINE_BYTES >> 20} MiB. It is kept, but not read"


def _damage(name: str, line: Line, problem: str) -> Damage:
    return Damage(file=name, offset=line.offset, problem=f"line {line.number}: {problem}")
