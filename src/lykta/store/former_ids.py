"""Ids of advertisers and networks that were, and what has most of their ads now: an old link still leads somewhere."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from lykta.store._schema import metadata, storable

former_id = Table(
    "former_id",
    metadata,
    Column("id", Text, primary_key=True),
    Column("became", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)


def add_former(connection: Connection, became: Mapping[str, str], *, at: datetime) -> None:
    """What went under each old id is found under the new one; the newest word counts."""
    if not became:
        return
    made = insert(former_id).values([{"id": old, "became": new, "at": at} for old, new in sorted(became.items())])
    connection.execute(
        made.on_conflict_do_update(index_elements=["id"], set_={"became": made.excluded.became, "at": made.excluded.at})
    )


def every_former(connection: Connection) -> frozenset[str]:
    return frozenset(connection.execute(select(former_id.c.id)).scalars())


def became_of(connection: Connection, id_: str) -> str | None:
    """The last id on the way from this one; None when it never went. A circle, which no run makes, ends at once."""
    seen = {id_}
    now: str | None = storable(id_)
    last = None
    while now is not None:
        now = connection.execute(select(former_id.c.became).where(former_id.c.id == now)).scalar_one_or_none()
        if now is None or now in seen:
            break
        seen.add(now)
        last = now
    return last
