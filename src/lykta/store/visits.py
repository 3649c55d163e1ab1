"""The ledger of visits: planned, leased by one worker at a time, ended with a reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    and_,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from lykta.model.visit import SourceCoverage, Visit, VisitEnd, VisitState
from lykta.store._schema import metadata, storable

visit = Table(
    "visit",
    metadata,
    Column("source", Text, primary_key=True),
    Column("planned_at", DateTime(timezone=True), primary_key=True),
    Column("state", Text, nullable=False),
    Column("worker", Text),
    Column("leased_until", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("why", Text),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("walked_all", Boolean, nullable=False, server_default="false"),
    Index("visit_by_state", "state", "planned_at"),
)

_LEASING_LOCK = 0x7669736974  # any fixed number; "visit" in ASCII
OVERTAKEN = "nobody was looking when it was due"


def last_planned(connection: Connection, source: str) -> datetime | None:
    newest = select(func.max(visit.c.planned_at)).where(visit.c.source == source)
    found: datetime | None = connection.execute(newest).scalar_one()
    return found


def plan(connection: Connection, source: str, times: Sequence[datetime]) -> None:
    """The visits are in the ledger; of those nobody has begun, all but the newest are skipped, with the reason."""
    if not times:
        return
    rows = [{"source": source, "planned_at": at, "state": VisitState.PLANNED.value} for at in times]
    connection.execute(insert(visit).values(rows).on_conflict_do_nothing())
    waiting = and_(visit.c.source == source, visit.c.state == VisitState.PLANNED.value)
    connection.execute(
        update(visit)
        .where(waiting, visit.c.planned_at < max(times))
        .values(state=VisitState.SKIPPED.value, why=OVERTAKEN, ended_at=max(times))
    )


def lease(
    connection: Connection, sources: Sequence[str], *, worker: str, now: datetime, until: datetime
) -> Visit | None:
    """The oldest due visit is this worker's until the lease ends; None when there is none.

    Never two visits of one source at once. A lease that ran out, as after a kill, is given to who asks next.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LEASING_LOCK})
    is_leased = visit.c.state == VisitState.LEASED.value
    busy = select(visit.c.source).where(is_leased, visit.c.leased_until > now)
    due = and_(visit.c.state == VisitState.PLANNED.value, visit.c.planned_at <= now)
    wanted = (
        select(visit.c.source, visit.c.planned_at)
        .where(
            or_(due, and_(is_leased, visit.c.leased_until <= now)),
            visit.c.source == func.any(list(sources)),
            visit.c.source.not_in(busy),
        )
        .order_by(visit.c.planned_at, visit.c.source)
        .limit(1)
    )
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    given = Visit(source=row.source, planned_at=row.planned_at, worker=worker)
    connection.execute(
        update(visit)
        .where(visit.c.source == given.source, visit.c.planned_at == given.planned_at)
        .values(state=VisitState.LEASED.value, worker=worker, leased_until=until)
    )
    return given


def renew(connection: Connection, one: Visit, *, until: datetime) -> bool:
    """Whether the visit is still this worker's; then its lease lasts until then."""
    return connection.execute(update(visit).where(_mine(one)).values(leased_until=until)).rowcount == 1


def end(connection: Connection, one: Visit, ended: VisitEnd, *, at: datetime) -> bool:
    """Whether the visit was still this worker's; then it has ended so."""
    values = {
        "state": ended.state.value,
        "ended_at": at,
        "pages": ended.pages,
        "walked_all": ended.walked_all,
        "why": None if ended.why is None else storable(ended.why[:1000]),
        "leased_until": None,
    }
    return connection.execute(update(visit).where(_mine(one)).values(values)).rowcount == 1


def last_whole_walk(connection: Connection, source: str) -> datetime | None:
    """When the source's lists were last walked to their end."""
    whole = and_(visit.c.source == source, visit.c.state == VisitState.MADE.value, visit.c.walked_all)
    found: datetime | None = connection.execute(select(func.max(visit.c.planned_at)).where(whole)).scalar_one()
    return found


def coverage(connection: Connection, *, since: datetime, until: datetime) -> tuple[SourceCoverage, ...]:
    """Every source of the ledger by id, over the visits planned in the span; a gap is time without a made visit."""
    columns = (visit.c.source, visit.c.planned_at, visit.c.state, visit.c.why)
    wanted = select(*columns).where(visit.c.planned_at >= since, visit.c.planned_at <= until)
    rows: dict[str, list[tuple[datetime, VisitState, str | None]]] = {}
    for source, at, state, why in connection.execute(wanted.order_by(visit.c.source, visit.c.planned_at)):
        rows.setdefault(source, []).append((at, VisitState(state), why))
    return tuple(_covered(source, listed, until) for source, listed in rows.items())


def _covered(source: str, rows: Sequence[tuple[datetime, VisitState, str | None]], until: datetime) -> SourceCoverage:
    made = [at for at, state, _ in rows if state is VisitState.MADE]
    marks = [rows[0][0], *made, until]
    longest = max((after - before for before, after in pairwise(marks)), default=timedelta(0))
    return SourceCoverage(
        source=source,
        counts=dict(Counter(state for _, state, _ in rows)),
        reasons=dict(Counter(why for _, state, why in rows if why)),
        last_made_at=made[-1] if made else None,
        longest_gap_s=longest.total_seconds(),
    )


def _mine(one: Visit) -> ColumnElement[bool]:
    return and_(
        visit.c.source == one.source,
        visit.c.planned_at == one.planned_at,
        visit.c.worker == one.worker,
        visit.c.state == VisitState.LEASED.value,
    )
