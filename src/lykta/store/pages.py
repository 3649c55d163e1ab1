"""Snapshots and what was made of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    and_,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from lykta.model.ad import PageKind, PageRead
from lykta.model.desk import UnreadPage
from lykta.model.snapshot import Snapshot
from lykta.model.source import Source
from lykta.store._schema import add_rows, metadata

source = Table(
    "source",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("domains", ARRAY(Text), nullable=False),
    Column("languages", ARRAY(Text), nullable=False),
    Column("adapter", Text, nullable=False),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("id", Text, primary_key=True),
    Column("archive", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("fetched_at", DateTime(timezone=True), nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content_type", Text),
    Column("status", Integer),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("adapter", Text, nullable=False),
    Column("problem", Text),
    Index("snapshot_by_source", "source", "kind", "fetched_at"),
    Index("snapshot_by_url", "url", postgresql_using="hash"),  # a hash index takes an address of any length
)


def add_pages(connection: Connection, read: Iterable[tuple[Snapshot, PageRead]]) -> int:
    rows = (
        (
            seen.id, seen.archive, seen.offset, seen.url, seen.fetched_at, seen.sha256, seen.content_type,
            seen.status, page.source, page.kind.value, page.adapter, page.problem,
        )
        for seen, page in read
    )  # fmt: skip
    return add_rows(connection, snapshot, rows)


def forget_all(connection: Connection) -> None:
    connection.execute(delete(snapshot))


def add_sources(connection: Connection, sources: Iterable[Source]) -> None:
    """The sources are known under their newest name and domains."""
    rows = [
        {
            "id": s.id,
            "name": s.name,
            "domains": list(s.domains),
            "languages": list(s.languages),
            "adapter": s.adapter,
        }
        for s in sources
    ]
    if rows:
        new = insert(source).values(rows)
        kept = {name: new.excluded[name] for name in ("name", "domains", "languages", "adapter")}
        connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=kept))


def source_names(connection: Connection) -> dict[str, str]:
    return {row.id: row.name for row in connection.execute(select(source.c.id, source.c.name))}


def sources_seen(connection: Connection) -> tuple[str, ...]:
    """Every source that has a page, also those that no adapter names."""
    return tuple(connection.execute(select(snapshot.c.source).distinct().order_by(snapshot.c.source)).scalars())


def known_urls(connection: Connection, urls: Iterable[str]) -> set[str]:
    """Those of the addresses from which a page or picture was captured."""
    wanted = select(snapshot.c.url).where(snapshot.c.url == func.any(list(urls)), snapshot.c.status == 200)
    return set(connection.execute(wanted).scalars())


_CAPTURES = text("""
    SELECT DISTINCT ON (s.archive, s.at) s.archive, s.at, s.url, s.fetched_at, ad.title
    FROM ad JOIN sighting g USING (source, key) JOIN snapshot s ON s.id = g.snapshot
    WHERE ad.id = ANY(:ads) AND s.kind = :kind
    ORDER BY s.archive, s.at, (ad.snapshot = s.id) DESC, ad.id
""")

_PICTURES = text("""
    SELECT DISTINCT s.archive, s.at, s.url, s.fetched_at
    FROM ad CROSS JOIN LATERAL unnest(ad.pictures) AS shown(url) JOIN snapshot s ON s.url = shown.url
    WHERE ad.id = ANY(:ads) AND s.kind = :kind
    ORDER BY s.archive, s.at
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where a page or picture of an ad stands in the archive; `title` is the ad's, None of a picture."""

    archive: str
    at: int
    url: str
    fetched_at: datetime
    title: str | None


def captures_of(connection: Connection, ads: Sequence[str]) -> tuple[Capture, ...]:
    """Every capture of the ads' own pages; lists show other ads too and are not among them."""
    rows = connection.execute(_CAPTURES, {"ads": list(ads), "kind": PageKind.AD.value})
    return tuple(Capture(**row._mapping) for row in rows)


def pictures_of(connection: Connection, ads: Sequence[str]) -> tuple[Capture, ...]:
    """Every capture of the pictures that the ads show."""
    rows = connection.execute(_PICTURES, {"ads": list(ads), "kind": PageKind.PICTURE.value})
    return tuple(Capture(**row._mapping, title=None) for row in rows)


def unread_pages(connection: Connection, *, limit: int | None) -> tuple[UnreadPage, ...]:
    """The newest pages that nobody could read."""
    wanted = (
        select(snapshot.c.id, snapshot.c.source, snapshot.c.url, snapshot.c.fetched_at, snapshot.c.problem)
        .where(snapshot.c.kind == PageKind.UNREAD.value)
        .order_by(snapshot.c.fetched_at.desc(), snapshot.c.id)
        .limit(limit)
    )
    return tuple(
        UnreadPage(snapshot=row.id, source=row.source, url=row.url, fetched_at=row.fetched_at, problem=row.problem)
        for row in connection.execute(wanted)
    )


def count_pages(connection: Connection) -> dict[PageKind, int]:
    wanted = select(snapshot.c.kind, func.count()).group_by(snapshot.c.kind)
    return {PageKind(kind): count for kind, count in connection.execute(wanted)}


def days_looked(connection: Connection, sources: Sequence[str]) -> set[date]:
    """Days (UTC) on which at least one page of these sources was fetched."""
    day = func.date(func.timezone("UTC", snapshot.c.fetched_at))
    wanted = select(day).where(snapshot.c.source == func.any(list(sources))).distinct()
    return set(connection.execute(wanted).scalars())


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How the collection from one source went; the counts are of the pages fetched since the time asked for."""

    source: str
    last_page_at: datetime
    short_lists: int
    last_short_at: datetime | None
    unread: int
    last_unread_at: datetime | None


def source_health(connection: Connection, *, since: datetime) -> tuple[SourceHealth, ...]:
    """Every source that has a page, by id."""
    page = snapshot.c
    recent = page.fetched_at >= since
    short = and_(recent, page.kind == PageKind.LIST.value, page.problem.is_not(None))
    unread = and_(recent, page.kind == PageKind.UNREAD.value)
    wanted = (
        select(
            page.source,
            func.max(page.fetched_at),
            func.count().filter(short),
            func.max(page.fetched_at).filter(short),
            func.count().filter(unread),
            func.max(page.fetched_at).filter(unread),
        )
        .group_by(page.source)
        .order_by(page.source)
    )
    return tuple(
        SourceHealth(
            source=row[0], last_page_at=row[1], short_lists=row[2], last_short_at=row[3], unread=row[4],
            last_unread_at=row[5],
        )
        for row in connection.execute(wanted)
    )  # fmt: skip
