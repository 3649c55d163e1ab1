"""What was looked at and what was seen there, as counts and times: no text, no contact, nobody's name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, or_, select, text

from lykta.model.ad import AdKind, PageKind
from lykta.model.market import ListPage, SeenPosting
from lykta.model.signal import Tier
from lykta.model.visit import VisitState
from lykta.store.pages import snapshot
from lykta.store.review import review
from lykta.store.visits import visit

OK = 200


def list_pages(connection: Connection) -> dict[str, list[ListPage]]:
    """Pages fetched at the addresses of lists, by source. One that came cut, blocked or short is no look."""
    page = snapshot.c
    came = and_(page.problem.is_(None), or_(page.status.is_(None), page.status == OK))
    other = snapshot.alias("other")
    as_list = select(other.c.url).where(other.c.source == page.source, other.c.url == page.url)
    was_list = as_list.where(other.c.kind == PageKind.LIST.value).exists()
    wanted = select(page.source, page.fetched_at, page.url, page.kind).where(
        came, or_(page.kind == PageKind.LIST.value, and_(page.kind == PageKind.OTHER.value, was_list))
    )
    found: dict[str, list[ListPage]] = {}
    for row in connection.execute(wanted):
        shown = ListPage(at=row.fetched_at, url=row.url, read=row.kind == PageKind.LIST.value)
        found.setdefault(row.source, []).append(shown)
    return found


def page_times(connection: Connection, *, since: datetime) -> dict[str, list[datetime]]:
    """When pages of any kind were fetched since then, by source."""
    page = snapshot.c
    found: dict[str, list[datetime]] = {}
    for row in connection.execute(select(page.source, page.fetched_at).where(page.fetched_at >= since)):
        found.setdefault(row.source, []).append(row.fetched_at)
    return found


def sources_of_tier(connection: Connection, tier: Tier, *, since: datetime) -> frozenset[str]:
    """Sources with an ad of a network of this tier that was seen since then."""
    wanted = select(review.c.sources).where(review.c.tier == int(tier), review.c.last_seen_at >= since)
    return frozenset(source for sources in connection.execute(wanted).scalars() for source in sources)


def whole_walks(connection: Connection) -> dict[str, list[tuple[datetime, datetime]]]:
    """By source of the ledger the spans of the visits that walked its lists to their end, planned to ended."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    wanted = select(visit.c.source, visit.c.planned_at, visit.c.ended_at, visit.c.state, visit.c.walked_all)
    for row in connection.execute(wanted.order_by(visit.c.source, visit.c.planned_at)):
        spans = found.setdefault(row.source, [])
        if row.state == VisitState.MADE.value and row.walked_all:
            spans.append((row.planned_at, row.ended_at))
    return found


# The kind that the page names, else what the ad's text says; all wordings of a posting are one.
_POSTINGS = text("""
    WITH seen AS (
        SELECT source, key, min(seen_at) AS first_at, max(seen_at) AS last_at FROM sighting GROUP BY source, key
    ), said AS (
        SELECT ad.source, ad.key, min(ad.posted_at) AS posted_at,
               min(nullif(ad.kind, 'unknown')) AS kind,
               min(f.value) FILTER (WHERE f.kind = 'adkind') AS kind_in_text,
               array_agg(DISTINCT left(f.value, 2)) FILTER (WHERE f.kind = 'place') AS counties
        FROM ad LEFT JOIN finding f ON f.ad = ad.id AND f.kind IN ('adkind', 'place')
        GROUP BY ad.source, ad.key
    )
    SELECT seen.source, first_at, last_at, posted_at, coalesce(kind, kind_in_text, 'unknown') AS kind,
           coalesce(counties, '{}') AS counties
    FROM seen LEFT JOIN said USING (source, key)
    ORDER BY seen.source, seen.key
""")


def seen_postings(connection: Connection) -> Iterator[SeenPosting]:
    """Every posting with its sightings, also those seen in lists only."""
    for row in connection.execute(_POSTINGS):
        yield SeenPosting(
            source=row.source,
            first_seen_at=row.first_at,
            last_seen_at=row.last_at,
            posted_at=row.posted_at,
            kind=AdKind(row.kind) if row.kind in tuple(AdKind) else AdKind.UNKNOWN,
            counties=frozenset(row.counties),
        )


_ADVERTISER_DAYS = text("""
    SELECT held.advertiser, held.network, (s.seen_at AT TIME ZONE :zone)::date AS day, min(f.value) AS place
    FROM advertiser_ad held
    JOIN ad ON ad.id = held.ad
    JOIN sighting s ON s.source = ad.source AND s.key = ad.key
    LEFT JOIN finding f ON f.ad = ad.id AND f.kind = 'place'
    GROUP BY held.advertiser, held.network, day
    ORDER BY held.advertiser, day
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertiserDay:
    """A linked advertiser was seen on a local day; `place` is a municipality that its ads of the day name, or None."""

    advertiser: str
    network: str
    day: date
    place: str | None


def advertiser_days(connection: Connection, *, zone: str) -> list[AdvertiserDay]:
    """By the newest linking, of each advertiser the days on which one of its ads was seen, in order."""
    return [
        AdvertiserDay(advertiser=row.advertiser, network=row.network, day=row.day, place=row.place)
        for row in connection.execute(_ADVERTISER_DAYS, {"zone": zone})
    ]
