"""Rows as COPY carries them: whatever a cell holds comes back as it was, or with U+FFFD where no table may hold it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, Connection, DateTime, Float, Integer, LargeBinary, MetaData, Table, Text, select
from sqlalchemy.dialects.postgresql import ARRAY

from lykta.store._schema import add_rows, copy_rows
from lykta.store.database import Store

_TABLE = Table(
    "copied",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text", Text),
    Column("list", ARRAY(Text)),
    Column("share", Float(53)),
    Column("at", DateTime(timezone=True)),
    Column("raw", LargeBinary),
    prefixes=["TEMPORARY"],
)
_NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HOSTILE = [
    "plain", "", " ", "\\N", "\\.", "\\", "a\\tb", "tab\tline\nreturn\rend", "\x08\x0b\x0c\x1b", 'quote " and {brace},',
    "å ä ö 🧿 ไทย", "\u202eback\u200b", "NULL", "\x7f\x85\u2028",
]  # fmt: skip


@pytest.fixture
def copied(store: Store) -> Iterator[Connection]:
    with store.writing() as connection:
        _TABLE.create(connection)
        yield connection


def _read(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(select(_TABLE).order_by(_TABLE.c.id))]


def test_every_cell_comes_back_as_it_was(copied: Connection) -> None:
    rows = [(at, cell, [cell, "x", cell], 0.1 + at, _NOON, bytes(range(256))) for at, cell in enumerate(HOSTILE)]
    copy_rows(copied, _TABLE, rows)
    assert _read(copied) == rows


def test_a_column_may_hold_cells_and_none(copied: Connection) -> None:
    rows = [(1, None, [], None, None, None), (2, "text", ["one"], 1e-300, _NOON, b"")]
    copy_rows(copied, _TABLE, rows)
    assert _read(copied) == rows


@pytest.mark.parametrize("cell", ["a\0b", "a\ud800b"])
def test_what_no_table_may_hold_is_replaced(copied: Connection, cell: str) -> None:
    copy_rows(copied, _TABLE, [(1, cell, [], 0.0, _NOON, None)])
    assert _read(copied)[0][1] in ("a\ufffdb", "a?b")


def test_no_rows_are_no_rows(copied: Connection) -> None:
    assert add_rows(copied, _TABLE, []) == 0
    copy_rows(copied, _TABLE, [])
    assert _read(copied) == []


def test_a_row_that_is_there_already_adds_nothing_and_the_rest_is_added(copied: Connection) -> None:
    one = (1, "first\n", ["\\"], 0.5, _NOON, b"\\x")
    other: tuple[object, ...] = (2, "second", [], 0.5, _NOON, b"\\x")
    assert add_rows(copied, _TABLE, [one]) == 1
    assert add_rows(copied, _TABLE, [one, other]) == 1
    assert _read(copied) == [one, other]
