"""Cases as their entries, in order. Nothing here changes or deletes one."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, DateTime, Index, Integer, Table, Text, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from lykta.model.case import CHANGES, CaseEntry, Change, MemberSet, Opened, name_of
from lykta.store._schema import metadata, storable

case_entry = Table(
    "case_entry",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by_account", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("cells", JSONB, nullable=False),
    Column("member", Text),  # who came in or went, or whose part changed, by this entry
    Index("case_entry_by_member", "member"),
)


def add_entry(connection: Connection, entry: CaseEntry) -> bool:
    """The entry is kept. False when the case has one of this number already: somebody was first."""
    member = entry.by if isinstance(entry.did, Opened) else getattr(entry.did, "member", None)
    is_membership = isinstance(entry.did, Opened | MemberSet)
    values = {
        "case_id": entry.case,
        "number": entry.number,
        "at": entry.at,
        "by_account": storable(entry.by),
        "kind": name_of(entry.did),
        "cells": _cells(entry.did),
        "member": storable(str(member)) if is_membership else None,
    }
    kept = insert(case_entry).values(values).on_conflict_do_nothing().returning(case_entry.c.number)
    return connection.execute(kept).scalar_one_or_none() is not None


def hold(connection: Connection, cases: Iterable[str]) -> None:
    """No other transaction that holds one of these goes on until this one ends; taken in one order by all."""
    for case in sorted(set(cases)):
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(storable(case), 0))))


def entries_of(connection: Connection, case: str) -> tuple[CaseEntry, ...]:
    """Every entry of the case, in order; none when there is no such case."""
    wanted = select(case_entry).where(case_entry.c.case_id == storable(case)).order_by(case_entry.c.number)
    return tuple(_entry(row) for row in connection.execute(wanted).mappings())


def cases_naming(connection: Connection, member: str) -> tuple[str, ...]:
    """Cases in which this account has or once had a part."""
    wanted = select(case_entry.c.case_id).where(case_entry.c.member == storable(member)).distinct()
    return tuple(connection.execute(wanted.order_by(case_entry.c.case_id)).scalars())


def _cells(change: Change) -> dict[str, Any]:
    return {field.name: _plain(getattr(change, field.name)) for field in fields(change)}


def _plain(value: object) -> Any:
    """As JSON has it: words that a table takes, dates in ISO 8601, dataclasses as objects."""
    if isinstance(value, str):
        return storable(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):
        return [{field.name: _plain(getattr(one, field.name)) for field in fields(one)} for one in value]
    return value


@cache
def _reader(kind: str) -> TypeAdapter[Change]:
    return TypeAdapter(CHANGES[kind])


def _entry(row: Any) -> CaseEntry:
    return CaseEntry(
        case=row["case_id"],
        number=row["number"],
        at=row["at"],
        by=row["by_account"],
        did=_reader(row["kind"]).validate_python(row["cells"]),
    )
