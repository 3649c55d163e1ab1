"""The one MetaData that every table file adds to, and bulk writing by COPY."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import psycopg.errors
from sqlalchemy import Connection, MetaData, Table, text

metadata = MetaData()

# PostgreSQL's text refuses NUL, and psycopg refuses lone surrogates; both stay in the archive
# and become U+FFFD here (ECOSYSTEM: tables are an index over the archive).
_REPLACEMENT = "\ufffd"


def storable(value: str) -> str:
    """The text with NUL and lone surrogates replaced, so that any table takes it."""
    if value.isascii() and "\0" not in value:
        return value
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", _REPLACEMENT)


def add_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> int:
    """The rows are in the table; those whose key is there already change nothing. Returns how many are new.

    Rows are nearly always new, so they are copied straight in; only when a key turns out to be there
    are they copied beside it and merged.
    """
    listed = list(rows)
    if not listed:
        return 0
    try:
        with connection.begin_nested():
            copy_rows(connection, table, listed)
    except psycopg.errors.UniqueViolation:
        return _merge_rows(connection, table, listed)
    return len(listed)


def _merge_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> int:
    columns = [column.name for column in table.columns]
    staging = f"staging_{table.name}"
    names = ", ".join(f'"{column}"' for column in columns)
    like = f'(LIKE "{table.name}" INCLUDING DEFAULTS) ON COMMIT DELETE ROWS'
    connection.execute(text(f"CREATE TEMP TABLE IF NOT EXISTS {staging} {like}"))
    connection.execute(text(f"TRUNCATE {staging}"))
    _copy(connection, staging, columns, rows)
    done = connection.execute(
        text(
            f'INSERT INTO "{table.name}" ({names}) SELECT {names} FROM {staging} '  # noqa: S608 - names of our own tables
            "ON CONFLICT DO NOTHING"
        )
    )
    return int(done.rowcount)


def copy_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """The rows, with a cell for each column, are in the table; a key that is there already fails them all."""
    _copy(connection, table.name, [column.name for column in table.columns], rows)


def _copy(connection: Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    names = ", ".join(f'"{column}"' for column in columns)
    with driver.cursor() as cursor, cursor.copy(f'COPY "{name}" ({names}) FROM STDIN') as copy:
        copy.write(_copy_text(rows))


def _copy_text(rows: Iterable[Sequence[Any]]) -> str:
    """The rows as COPY's text format has them (PostgreSQL manual, COPY).

    Column by column, since most columns of a batch hold nothing that needs escaping: half the cost of a row at a time.
    """
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    return "".join(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True)))


def _column(cells: Sequence[Any]) -> Sequence[str]:
    if set(map(type, cells)) == {str}:
        joined = "".join(cells)
        # What is printable has no tab, line break, NUL or surrogate.
        return cells if joined.isprintable() and "\\" not in joined else [_escaped(cell) for cell in cells]
    return [_CELLS[type(cell)](cell) for cell in cells]


def _escaped(cell: str) -> str:
    if cell.isprintable() and "\\" not in cell:
        return cell
    text = storable(cell).replace("\\", "\\\\")  # first, so that it doubles no backslash of ours
    return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _array(cells: Sequence[str]) -> str:
    quoted = (cell.replace("\\", "\\\\").replace('"', '\\"') for cell in cells)
    return _escaped("{" + ",".join(f'"{cell}"' for cell in quoted) + "}")


_CELLS: dict[type, Callable[[Any], str]] = {
    str: _escaped,
    int: str,
    float: repr,
    bool: str,
    list: _array,
    datetime: datetime.isoformat,
    bytes: lambda cell: "\\\\x" + cell.hex(),
    type(None): lambda _: "\\N",
}
