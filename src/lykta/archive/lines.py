"""Ads from the lines of a file: JSON as it stands, CSV rows as JSON. A bad line becomes a Damage."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from lykta.archive.charsets import Charset
from lykta.archive.limits import MAX_LINE_BYTES, MAX_QUOTED
from lykta.errors import BadInputError
from lykta.model.archived import Damage

READ_BYTES = 1 << 18  # even, so that a piece of two-byte text ends between two characters
UTF8 = Charset()
NEEDED = ("id", "text")
OPTIONAL = ("source", "posted_at", "seen_at", "place", "title", "url", "price", "contact", "pictures")
PICTURES = "pictures"
PICTURES_SEPARATOR = "|"
DELIMITERS = (",", ";", "\t")
SAID_BEFORE = {f"sep={each}": each for each in DELIMITERS}  # a line that spreadsheets write and obey
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


def lines_of(file: IO[bytes], charset: Charset = UTF8) -> Iterator[Line]:
    """Yield the lines after the mark; memory stays bounded however long a line is."""
    newline = charset.newline
    number, offset, skipped = 1, len(file.read(charset.mark_bytes)), 0
    held = bytearray()
    while piece := file.read(READ_BYTES):
        *ended, rest = _with(held, piece, newline) if held else _split(piece, newline)
        for data in ended:
            whole = skipped + len(data)
            yield Line(number=number, offset=offset, data=None if whole > MAX_LINE_BYTES else data)
            number, offset, skipped = number + 1, offset + whole + len(newline), 0
        held = bytearray(rest)
        if skipped + len(held) > MAX_LINE_BYTES:
            skipped += len(held)
            held = bytearray()
    if held or skipped:
        yield Line(number=number, offset=offset, data=None if skipped else bytes(held))


def _with(held: bytearray, piece: bytes, newline: bytes) -> list[bytes]:
    first, *more = _split(piece, newline)
    held += first
    return [bytes(held), *more]


def _split(data: bytes, newline: bytes) -> list[bytes]:
    """The lines of a piece that begins where a character does.

    The two bytes of a wide newline may also meet by chance, as the end of one character and the beginning of the next.
    """
    parts = data.split(newline)
    if len(newline) == 1:
        return parts
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) % len(newline):
            lines[-1] += newline + part
        else:
            lines.append(part)
    return lines


def json_ads(file: IO[bytes], name: str, charset: Charset = UTF8) -> Iterator[AdLine | Damage]:
    """Yield each line's JSON in UTF-8, otherwise as it stands, or why it is no ad. Blank lines are skipped."""
    for line in lines_of(file, charset):
        try:
            text = _text_of(line, charset)
            if not text or text.isspace():
                continue
            _require_ad(text)
        except BadInputError as error:
            yield _damage(name, line, str(error))
        else:
            yield AdLine(number=line.number, json=text.encode("utf-8"))


def _require_ad(text: str) -> None:
    try:
        ad = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInputError(f"no JSON (column {error.colno}: {error.msg})") from error
    except ValueError as error:  # a number of more digits than Python takes
        raise BadInputError(f"no JSON ({error})") from error
    except RecursionError as error:
        raise BadInputError("JSON nested too deep") from error
    if not isinstance(ad, dict):
        raise BadInputError(f"expected a JSON object with id and text, found a {type(ad).__name__}")
    missing = [name for name in NEEDED if not isinstance(ad.get(name), str) or not ad[name].strip()]
    # Many exports number their ads.
    if "id" in missing and type(ad.get("id")) is int:
        missing.remove("id")
    if missing:
        raise BadInputError(f"{' and '.join(missing)} missing or no text")


def _text_of(line: Line, charset: Charset) -> str:
    """The line as text. Raises BadInputError for one that is too long or none in this charset."""
    if line.data is None:
        raise BadInputError(f"longer than {MAX_LINE_BYTES >> 20} MiB. It is kept, but not read")
    try:
        text = line.data.decode(charset.codec)
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1} of the line (0x{line.data[error.start]:02x})"
        raise BadInputError(
            f"{byte} is no {charset.codec.upper()}. Save the file as UTF-8 or say its --charset"
        ) from error
    if "\0" in text:
        raise BadInputError("a NUL byte. Is it UTF-16? Save it as UTF-8 or say its --charset")
    return text.rstrip("\r")


def csv_ads(file: IO[bytes], name: str, charset: Charset = UTF8) -> Iterator[AdLine | Damage]:
    """Yield each row as a JSON object of its filled cells, or why it is no ad.

    The first line names the columns; comma, semicolon and tab are understood, also where a line before it says `sep=;`
    as spreadsheets write it. `pictures` are separated by |.
    Raises BadInputError when id or text is not among the columns.
    """
    for row in csv_rows(file, name, charset, fold=str.lower):
        if isinstance(row, Damage):
            yield row
            continue
        line, cells = row
        ad = {column: cell for column, cell in cells.items() if cell.strip()}
        if missing := [needed for needed in NEEDED if needed not in ad]:
            yield _damage(name, line, f"{' and '.join(missing)} is empty")
            continue
        yield AdLine(number=line.number, json=_as_json(ad))


def csv_rows(
    file: IO[bytes],
    name: str,
    charset: Charset = UTF8,
    *,
    needed: Sequence[str] = NEEDED,
    optional: Sequence[str] = OPTIONAL,
    fold: Callable[[str], str] = str,
) -> Iterator[tuple[Line, dict[str, str]] | Damage]:
    """Yield each row that is not empty as its cells by column, with the line on which it begins, or why it is none.

    Comma, semicolon and tab are understood as in `csv_ads`. `fold` makes names of columns alike, such as `str.lower`.
    Raises BadInputError when one that is `needed` is not among the columns, or one comes twice.
    """
    rows = _Rows(lines_of(file, charset), name, charset)
    columns = rows.columns(needed, optional, fold)
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
        yield line, dict(zip(columns, cells, strict=True))


def _as_json(ad: dict[str, str]) -> bytes:
    whole: dict[str, str | list[str]] = dict(ad)
    if PICTURES in ad:
        whole[PICTURES] = [each.strip() for each in ad[PICTURES].split(PICTURES_SEPARATOR) if each.strip()]
    return json.dumps(whole, ensure_ascii=False).encode()


class _Rows:
    """Rows of a CSV file with the line on which each begins; lines that are no text are left out as Damage."""

    def __init__(self, lines: Iterator[Line], name: str, charset: Charset) -> None:
        self._lines = lines
        self._name = name
        self._charset = charset
        self._again: list[Line] = []
        self._taken: list[Line] = []
        self._bad: list[Damage] = []
        self._rereads = 0
        self._csv = csv.reader([])

    def columns(self, needed: Sequence[str], optional: Sequence[str], fold: Callable[[str], str]) -> list[str]:
        header = self._header_line()
        delimiters: tuple[str, ...] = DELIMITERS
        if (told := SAID_BEFORE.get(header.lower())) is not None:
            delimiters, header = (told,), self._header_line()
        parsed = {each: [fold(cell) for cell in _columns(header, each)] for each in delimiters}
        # A comma inside a quoted name divides nothing, so the cells are counted and not the signs.
        delimiter = max(delimiters, key=lambda each: (set(needed) <= set(parsed[each]), len(parsed[each])))
        columns = parsed[delimiter]
        self._csv = csv.reader(self._feed(), delimiter=delimiter, strict=True)
        missing = [each for each in needed if each not in columns]
        if missing or len(set(columns)) < len(columns):
            cure = f"Add {' and '.join(missing)}" if missing else "Rename the double one"
            others = f" (optional: {', '.join(optional)})" if optional else ""
            raise BadInputError(
                f"{self._name}: the first line is {header[:MAX_QUOTED]!r}; expected the columns "
                f"{' and '.join(needed)}, each name once{others}. {cure} and save it as UTF-8."
            )
        return columns

    def _header_line(self) -> str:
        line = next(self._lines, None)
        return line.data.decode(self._charset.codec, "replace").rstrip("\r") if line and line.data else ""

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
            try:
                text = _text_of(line, self._charset)
            except BadInputError as error:
                self._bad.append(_damage(self._name, line, str(error)))
                continue
            self._taken.append(line)
            yield text + "\n"

    def _broken(self, error: csv.Error) -> Damage:
        first, last = self._taken[0], self._taken[-1]
        if first is last or self._rereads >= MAX_REREADS:
            upto = "" if first is last else f" up to line {last.number}"
            return _damage(self._name, first, f"no CSV{upto} ({error})")
        self._rereads += 1
        self._again = self._taken[1:] + self._again
        self._csv = csv.reader(self._feed(), delimiter=self._csv.dialect.delimiter, strict=True)
        return _damage(self._name, first, f"no CSV ({error}). Does a quotation mark close?")


def _columns(header: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _damage(name: str, line: Line, problem: str) -> Damage:
    return Damage(file=name, offset=line.offset, problem=f"line {line.number}: {problem}")
