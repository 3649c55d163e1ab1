"""Ads, their sightings, their findings and their pictures."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    REAL,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from lykta.model.ad import Ad, AdKind, Sighting
from lykta.model.desk import AdView
from lykta.model.finding import Finding, PictureHash
from lykta.store._schema import add_rows, metadata, storable

ad = Table(
    "ad",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("posted_at", DateTime(timezone=True)),
    Column("place", Text),
    Column("price", Text),
    Column("contact", Text),
    Column("pictures", ARRAY(Text), nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("snapshot_sha256", Text, nullable=False),
    Index("ad_by_key", "source", "key"),
)

sighting = Table(
    "sighting",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("seen_at", DateTime(timezone=True), primary_key=True),
    Column("snapshot", Text, primary_key=True),
)

finding = Table(
    "finding",
    metadata,
    Column("ad", Text, primary_key=True),
    Column("extractor", Text, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("confidence", REAL, nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("obscured", Text),
    Column("extra", JSONB, nullable=False),
    Index("finding_by_value", "kind", "value"),
)

picture = Table(
    "picture",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("phash", Text, nullable=False),
    Column("dhash", Text, nullable=False),
    Column("phash_mirrored", Text, nullable=False),
    Column("dhash_mirrored", Text, nullable=False),
    Column("quality", REAL, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

# One for all findings: making an encoder costs as much as using it.
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_PICTURE_COLUMNS = [column.name for column in picture.columns]


def add_ads(connection: Connection, ads: Iterable[Ad]) -> int:
    rows = (
        (
            one.id, one.source, one.key, one.url, one.title, one.text, one.kind.value, one.posted_at, one.place,
            one.price, one.contact, [storable(url) for url in one.pictures], one.snapshot, one.snapshot_sha256,
        )
        for one in ads
    )  # fmt: skip
    return add_rows(connection, ad, rows)


def unknown_ads(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Those of the ids that are not stored yet, in the order given."""
    wanted = list(ids)
    known = set(connection.execute(select(ad.c.id).where(ad.c.id == func.any(wanted))).scalars())
    return [one for one in wanted if one not in known]


def pictures_by_key(connection: Connection, source: str, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The addresses of the pictures of those ads of a source that are known, by the ad's key."""
    wanted = select(ad.c.key, ad.c.pictures).where(ad.c.source == source, ad.c.key == func.any(list(keys)))
    return {key: tuple(pictures) for key, pictures in connection.execute(wanted)}


def forget_all(connection: Connection) -> None:
    for table in (ad, sighting, finding, picture):
        connection.execute(delete(table))


def add_sightings(connection: Connection, sightings: Iterable[Sighting]) -> int:
    rows = ((one.source, one.key, one.seen_at, one.snapshot) for one in sightings)
    return add_rows(connection, sighting, rows)


def add_findings(connection: Connection, found: Iterable[tuple[str, Finding]]) -> int:
    """Findings by ad id."""
    rows = (
        (
            ad_id, one.extractor, one.start, one.end, one.value, one.kind, one.written, one.confidence,
            one.version, one.obscured, _as_json(dict(one.extra)) if one.extra else "{}",
        )
        for ad_id, one in found
    )  # fmt: skip
    return add_rows(connection, finding, rows)


def add_pictures(connection: Connection, hashes: Iterable[PictureHash]) -> int:
    rows = (tuple(getattr(one, name) for name in _PICTURE_COLUMNS) for one in hashes)
    return add_rows(connection, picture, rows)


_CELLS = """jsonb_agg(jsonb_build_array(f.kind, f.value, f.written, f.start, f."end", f.confidence,
    f.extractor, f.version, f.obscured, f.extra) ORDER BY f.start, f."end", f.kind, f.value)"""

_VIEWS = text(f"""
    SELECT ad.*, seen.first_at, seen.last_at, seen.times,
           coalesce((SELECT {_CELLS} FROM finding f WHERE f.ad = ad.id), '[]'::jsonb) AS findings
    FROM ad
    JOIN LATERAL (SELECT min(seen_at) AS first_at, max(seen_at) AS last_at, count(*) AS times
                  FROM sighting s WHERE s.source = ad.source AND s.key = ad.key) seen ON true
    WHERE ad.id = ANY(:ids)
    ORDER BY seen.first_at DESC, ad.id
""")  # noqa: S608 - put together from our own constants

_ALL_VIEWS = text(f"""
    SELECT ad.*, seen.first_at, seen.last_at, seen.times, coalesce(found.findings, '[]'::jsonb) AS findings
    FROM ad
    JOIN (SELECT source, key, min(seen_at) AS first_at, max(seen_at) AS last_at, count(*) AS times
          FROM sighting GROUP BY source, key) seen USING (source, key)
    LEFT JOIN (SELECT f.ad, {_CELLS} AS findings FROM finding f GROUP BY f.ad) found ON found.ad = ad.id
    ORDER BY ad.id
""")  # noqa: S608 - as above


def ad_views(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[AdView]:
    """Ads with findings and sightings: the ones named, newest first, or all of them by id."""
    rows = connection.execute(_ALL_VIEWS) if ids is None else connection.execute(_VIEWS, {"ids": list(ids)})
    for row in rows.mappings():
        yield AdView(
            ad=Ad(
                id=row["id"], source=row["source"], key=row["key"], url=row["url"], title=row["title"],
                text=row["text"], kind=AdKind(row["kind"]), posted_at=row["posted_at"], place=row["place"],
                price=row["price"], contact=row["contact"], pictures=tuple(row["pictures"]),
                snapshot=row["snapshot"], snapshot_sha256=row["snapshot_sha256"],
            ),
            findings=tuple(_finding(cells) for cells in row["findings"]),
            first_seen_at=row["first_at"], last_seen_at=row["last_at"], sightings=row["times"],
        )  # fmt: skip


def _finding(cells: list[object]) -> Finding:
    kind, value, written, start, end, confidence, extractor, version, obscured, extra = cells
    return Finding(
        kind=kind, value=value, written=written, start=start, end=end, confidence=confidence,  # type: ignore[arg-type]
        extractor=extractor, version=version, obscured=obscured, extra=extra,  # type: ignore[arg-type]
    )  # fmt: skip


_PICTURES_BY_AD = text("""
    SELECT ad.id, p.*
    FROM ad, unnest(ad.pictures) AS shown(url)
    JOIN (SELECT DISTINCT url, sha256 FROM snapshot WHERE kind = 'picture') kept ON kept.url = shown.url
    JOIN picture p ON p.sha256 = kept.sha256
    ORDER BY ad.id, p.sha256
""")


def pictures_by_ad(connection: Connection) -> dict[str, tuple[PictureHash, ...]]:
    """Hashes of the pictures that each ad shows, as far as the picture itself was kept."""
    found: dict[str, list[PictureHash]] = {}
    for row in connection.execute(_PICTURES_BY_AD).mappings():
        found.setdefault(row["id"], []).append(PictureHash(**{name: row[name] for name in _PICTURE_COLUMNS}))
    return {ad_id: tuple(hashes) for ad_id, hashes in found.items()}


def newest_sighting(connection: Connection) -> datetime | None:
    newest: datetime | None = connection.execute(select(func.max(sighting.c.seen_at))).scalar_one()
    return newest


def count_postings(connection: Connection, ads: Iterable[str] | None = None) -> int:
    """How many ads a reader would count, of all or among these wordings: those of one posting are one."""
    postings = select(ad.c.source, ad.c.key).distinct()
    if ads is not None:
        postings = postings.where(ad.c.id == func.any(list(ads)))
    return connection.execute(select(func.count()).select_from(postings.subquery())).scalar_one()


def ad_keys(connection: Connection) -> Iterator[tuple[str, tuple[str, str]]]:
    """Ad id with source and key."""
    for row in connection.execute(select(ad.c.id, ad.c.source, ad.c.key)):
        yield row.id, (row.source, row.key)


def ads_by_value(connection: Connection, kinds: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    """Ad ids by kind and value of their findings."""
    found: dict[tuple[str, str], set[str]] = {}
    wanted = select(finding.c.kind, finding.c.value, finding.c.ad).where(finding.c.kind == func.any(list(kinds)))
    for row in connection.execute(wanted):
        found.setdefault((row.kind, row.value), set()).add(row.ad)
    return found
