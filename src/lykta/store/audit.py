"""The audit log: entries in order, the nodes of their tree, and the checkpoints. Nothing here changes or deletes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from lykta.errors import DamagedError
from lykta.store._schema import metadata, storable

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),
)

audit_node = Table(
    "audit_node",
    metadata,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)

audit_checkpoint = Table(
    "audit_checkpoint",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)

_LOG_LOCK = 0x4C796B6C  # any fixed number; "Lykl" in ASCII
_PAGE = 20_000  # entries fetched at a time when all are read

NodeAt = Callable[[int, int], bytes]
NodesCompleted = Callable[[int, str, NodeAt], Iterator[tuple[int, int, bytes]]]


def append(connection: Connection, entry_at: Callable[[int], str], completed: NodesCompleted) -> int:
    """The entry stands in the log, after all others, once the transaction is committed. Returns its number.

    `entry_at` writes it for the number it gets; `completed` names the nodes that it completes. Writers wait for each
    other, so that numbers have no gap.
    """
    connection.execute(select(func.pg_advisory_xact_lock(_LOG_LOCK)))
    number = size_of(connection)
    entry = entry_at(number)
    connection.execute(insert(audit_entry).values(number=number, entry=entry))
    nodes = [
        {"level": level, "index": index, "hash": found}
        for level, index, found in completed(number, entry, lambda level, index: node_at(connection, level, index))
    ]
    connection.execute(insert(audit_node), nodes)
    return number


def size_of(connection: Connection) -> int:
    """How many entries there are, by the number of the last."""
    wanted = select(audit_entry.c.number).order_by(audit_entry.c.number.desc()).limit(1)
    last = connection.execute(wanted).scalar_one_or_none()
    return 0 if last is None else int(last) + 1


def node_at(connection: Connection, level: int, index: int) -> bytes:
    """Raises DamagedError when the node is not there: somebody took from the log."""
    wanted = select(audit_node.c.hash).where(audit_node.c.level == level, audit_node.c.index == index)
    found = connection.execute(wanted).scalar_one_or_none()
    if found is None:
        raise DamagedError(
            f"The audit log lacks node {index} of level {level}: it was tampered with, or its database is damaged. "
            "Verify it against a checkpoint kept elsewhere: lykta audit verify --against FILE"
        )
    return bytes(found)


def entries(connection: Connection, *, holding: str = "") -> Iterator[tuple[int, str]]:
    """Number and entry, in order, a page at a time; memory stays bounded. Only those with the words when given."""
    last = -1
    while True:
        wanted = (
            select(audit_entry.c.number, audit_entry.c.entry)
            .where(audit_entry.c.number > last, func.strpos(audit_entry.c.entry, holding) > 0)
            .order_by(audit_entry.c.number)
            .limit(_PAGE)
        )
        rows = connection.execute(wanted).all()
        if not rows:
            return
        for row in rows:
            yield row.number, row.entry
        last = rows[-1].number


def are_nodes(connection: Connection, level: int, first: int, hashes: Sequence[bytes]) -> bool:
    """Whether exactly these hashes are the nodes of the level from index `first` on. Compared in one piece."""
    in_order = aggregate_order_by(literal(b""), audit_node.c.index)
    wanted = select(func.string_agg(audit_node.c.hash, in_order)).where(
        audit_node.c.level == level, audit_node.c.index >= first, audit_node.c.index < first + len(hashes)
    )
    return bytes(connection.execute(wanted).scalar_one() or b"") == b"".join(hashes)


def rows_of_log(connection: Connection) -> tuple[int, int]:
    """How many entries and how many nodes stand in the tables, whatever their numbers."""
    entries_kept = connection.execute(select(func.count()).select_from(audit_entry)).scalar_one()
    nodes_kept = connection.execute(select(func.count()).select_from(audit_node)).scalar_one()
    return entries_kept, nodes_kept


def newest_entries(connection: Connection, *, limit: int, before: int | None = None) -> list[tuple[int, str]]:
    """The last entries, newest first; only those before a number when given."""
    wanted = select(audit_entry.c.number, audit_entry.c.entry).order_by(audit_entry.c.number.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(audit_entry.c.number < before)
    return [(row.number, row.entry) for row in connection.execute(wanted)]


def add_checkpoint(connection: Connection, size: int, note: str, *, at: datetime) -> None:
    """The checkpoint is kept. One of this size that is there already stays: a log signs one state once."""
    values = {"size": size, "note": storable(note), "made_at": at}
    connection.execute(insert(audit_checkpoint).values(values).on_conflict_do_nothing())


def checkpoints(connection: Connection) -> list[tuple[int, str, datetime]]:
    """Size, note and time, the oldest first."""
    rows = connection.execute(select(audit_checkpoint).order_by(audit_checkpoint.c.size))
    return [(row.size, row.note, row.made_at) for row in rows]


def last_checkpoint(connection: Connection) -> tuple[int, str, datetime] | None:
    """Size, note and time of the one with most entries."""
    row = connection.execute(select(audit_checkpoint).order_by(audit_checkpoint.c.size.desc()).limit(1)).one_or_none()
    return None if row is None else (row.size, row.note, row.made_at)
