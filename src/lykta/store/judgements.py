"""People's judgements on pairs of ads. They are data that no archive can give back: withdrawn, never erased."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Index, Table, Text, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from lykta.model.judgement import Conflict, Decision, Level, PairJudgement, Unheeded, Withdrawal
from lykta.store._schema import copy_rows, metadata, storable

pair_judgement = Table(
    "pair_judgement",
    metadata,
    Column("id", Text, primary_key=True),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("by_account", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("why", Text, nullable=False),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("withdrawn_why", Text),
    Index("pair_judgement_by_a", "a"),
    Index("pair_judgement_by_b", "b"),
)

unheeded = Table(
    "unheeded",
    metadata,
    Column("judgement", Text, primary_key=True),
    Column("against", ARRAY(Text), nullable=False),
)


def add_judgement(connection: Connection, one: PairJudgement) -> bool:
    """The judgement is kept. False when it was there already."""
    values = {
        "id": one.id,
        "a": one.a,
        "b": one.b,
        "level": one.level.value,
        "decision": one.decision.value,
        "by_account": storable(one.by),
        "at": one.at,
        "why": storable(one.why),
    }
    done = connection.execute(insert(pair_judgement).values(values).on_conflict_do_nothing())
    return done.rowcount == 1


def withdraw(connection: Connection, judgement: str, withdrawal: Withdrawal) -> bool:
    """The judgement no longer holds from the next linking on. False when there is none that still holds."""
    done = connection.execute(
        update(pair_judgement)
        .where(pair_judgement.c.id == storable(judgement), pair_judgement.c.withdrawn_at.is_(None))
        .values(
            withdrawn_by=storable(withdrawal.by), withdrawn_at=withdrawal.at, withdrawn_why=storable(withdrawal.why)
        )
    )
    return done.rowcount == 1


def holding(connection: Connection, *, ads: Sequence[str] | None = None) -> tuple[PairJudgement, ...]:
    """The judgements that nobody has withdrawn, the oldest first; only those on one of `ads` when given."""
    wanted = select(pair_judgement).where(pair_judgement.c.withdrawn_at.is_(None))
    if ads is not None:
        named = func.any(list(ads))
        wanted = wanted.where(or_(pair_judgement.c.a == named, pair_judgement.c.b == named))
    rows = connection.execute(wanted.order_by(pair_judgement.c.at, pair_judgement.c.id)).mappings()
    return tuple(_judgement(row) for row in rows)


def every_judgement(connection: Connection) -> Iterator[tuple[PairJudgement, Withdrawal | None]]:
    """All judgements ever made, the newest first, with what became of each."""
    wanted = select(pair_judgement).order_by(pair_judgement.c.at.desc(), pair_judgement.c.id)
    for row in connection.execute(wanted).mappings():
        gone = None
        if row["withdrawn_at"] is not None:
            gone = Withdrawal(by=row["withdrawn_by"], at=row["withdrawn_at"], why=row["withdrawn_why"])
        yield _judgement(row), gone


def add_unheeded(connection: Connection, one: Unheeded) -> None:
    rows: Iterable[tuple[str, list[str]]] = (
        *((conflict.apart, list(conflict.together)) for conflict in one.conflicts),
        *((judgement, []) for judgement in one.on_missing_ads),
    )
    copy_rows(connection, unheeded, rows)


def what_is_unheeded(connection: Connection) -> Unheeded:
    """What the newest linking could not obey; without what was withdrawn since."""
    rows = connection.execute(select(unheeded).order_by(unheeded.c.judgement)).all()
    still = {one.id for one in holding(connection)}
    return Unheeded(
        conflicts=tuple(
            Conflict(apart=row.judgement, together=tuple(row.against))
            for row in rows
            if row.against and {row.judgement, *row.against} <= still
        ),
        on_missing_ads=tuple(row.judgement for row in rows if not row.against and row.judgement in still),
    )


def _judgement(row: Any) -> PairJudgement:
    return PairJudgement(
        id=row["id"],
        a=row["a"],
        b=row["b"],
        level=Level(row["level"]),
        decision=Decision(row["decision"]),
        by=row["by_account"],
        at=row["at"],
        why=row["why"],
    )
