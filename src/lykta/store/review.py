"""The order of review, and what *Today* says of each network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Integer, SmallInteger, Subquery, Table, Text, delete, func, select
from sqlalchemy.dialects.postgresql import JSONB

from lykta.model.desk import TodayItem
from lykta.model.link import Linking
from lykta.model.signal import Assessment, Tier
from lykta.model.words import Said
from lykta.store import _json
from lykta.store._schema import copy_rows, metadata, storable
from lykta.store.accounts import home_marks, mark_home
from lykta.store.ads import ad
from lykta.store.advertisers import add_advertisers, advertiser, advertiser_ad
from lykta.store.former_ids import add_former
from lykta.store.judgements import add_unheeded, unheeded
from lykta.store.links import add_held, add_hubs, add_links, add_ties, held_join, hub, link, tie

review = Table(
    "review",
    metadata,
    Column("network", Text, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("tier", SmallInteger, nullable=False),
    Column("headline", JSONB, nullable=False),
    Column("because", JSONB, nullable=False),
    Column("signals", JSONB, nullable=False),
    Column("families", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True)),
    Column("ads", Integer, nullable=False),
    Column("advertisers", Integer, nullable=False),
    Column("sources", JSONB, nullable=False),
    Column("places", JSONB, nullable=False),
    Column("first_seen_at", DateTime(timezone=True), nullable=False),
    Column("last_seen_at", DateTime(timezone=True), nullable=False),
)

_DERIVED = (link, advertiser, advertiser_ad, tie, hub, held_join, unheeded, review)
_LINKING_LOCK = 0x4C796B74  # any fixed number; "Lykt" in ASCII

_LINKED_AS_OF = "linked_as_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A network's place in the order of review with what *Today* says of it."""

    assessment: Assessment
    item: TodayItem


def replace_linking(
    connection: Connection,
    linking: Linking,
    seen: Mapping[str, tuple[datetime, datetime]],
    reviewed: Sequence[Reviewed],
    *,
    as_of: datetime,
) -> None:
    """The tables hold this run and nothing of the run before; readers see the one or the other whole.

    `seen` gives first and last sighting by ad id; `reviewed` is in order of review; `as_of` is when the run read
    what it is made from, so that a judgement made later is known not to be in it.
    """
    connection.execute(select(func.pg_advisory_xact_lock(_LINKING_LOCK)))
    for table in _DERIVED:
        connection.execute(delete(table))
    add_links(connection, linking.links)
    add_advertisers(connection, linking, seen)
    add_ties(connection, linking.networks)
    add_hubs(connection, linking.hubs)
    add_held(connection, linking.held)
    add_unheeded(connection, linking.unheeded)
    add_former(connection, linking.became, at=as_of)
    mark_home(connection, _LINKED_AS_OF, as_of.isoformat())
    copy_rows(connection, review, (_review_row(position, one) for position, one in enumerate(reviewed)))


def linked_as_of(connection: Connection) -> datetime | None:
    """When the newest linking read what it is made from; None before the first."""
    marked = home_marks(connection).get(_LINKED_AS_OF)
    return datetime.fromisoformat(marked) if marked else None


def review_items(connection: Connection, *, since: datetime, networks: Sequence[str] | None = None) -> list[TodayItem]:
    """Networks in order of review with how many of their ads were first seen after `since`."""
    new = _new_postings(since)
    wanted = (
        select(review, func.coalesce(new.c.new_ads, 0).label("new_ads"))
        .outerjoin(new, new.c.network == review.c.network)
        .order_by(review.c.position)
    )
    if networks is not None:
        wanted = wanted.where(review.c.network == func.any([storable(network) for network in networks]))
    return [_item(dict(row)) for row in connection.execute(wanted).mappings()]


def _new_postings(since: datetime) -> Subquery:
    """By network how many postings were first seen after `since`; a new wording of an older one is not new."""
    older_ad, older = ad.alias("older_ad"), advertiser_ad.alias("older")
    was_there = (
        select(older.c.ad)
        .join(older_ad, older_ad.c.id == older.c.ad)
        .where(older_ad.c.source == ad.c.source, older_ad.c.key == ad.c.key, older.c.first_seen_at <= since)
    )
    fresh = (
        select(advertiser_ad.c.network, ad.c.source, ad.c.key)
        .join(ad, ad.c.id == advertiser_ad.c.ad)
        .where(advertiser_ad.c.first_seen_at > since, ~was_there.exists())
        .distinct()
        .subquery()
    )
    return select(fresh.c.network, func.count().label("new_ads")).group_by(fresh.c.network).subquery()


def assessment_of(connection: Connection, network: str) -> Assessment | None:
    row = connection.execute(select(review).where(review.c.network == storable(network))).mappings().one_or_none()
    if row is None:
        return None
    return Assessment(
        network=row["network"],
        tier=Tier(row["tier"]),
        because=tuple(Said(**said) for said in row["because"]),
        signals=tuple(_json.signal(cells) for cells in row["signals"]),
        families=row["families"],
        changed_at=row["changed_at"],
    )


def _review_row(position: int, one: Reviewed) -> tuple[Any, ...]:
    assessment, item = one.assessment, one.item
    return (
        item.network, position, int(assessment.tier),
        _json.dump(_json.said_cells(item.headline)),
        _json.dump([_json.said_cells(said) for said in assessment.because]),
        _json.dump([_json.signal_cells(signal) for signal in assessment.signals]),
        assessment.families, assessment.changed_at, item.ads, item.advertisers,
        _json.dump(list(item.sources)), _json.dump([_json.place_cells(place) for place in item.places]),
        item.first_seen_at, item.last_seen_at,
    )  # fmt: skip


def _item(row: Mapping[str, Any]) -> TodayItem:
    return TodayItem(
        network=row["network"],
        tier=Tier(row["tier"]),
        headline=Said(**row["headline"]),
        because=tuple(Said(**said) for said in row["because"]),
        ads=row["ads"],
        advertisers=row["advertisers"],
        new_ads=row["new_ads"],
        sources=tuple(row["sources"]),
        places=tuple(_json.place(cells) for cells in row["places"]),
        first_seen_at=row["first_seen_at"],
        last_seen_at=row["last_seen_at"],
    )


def order_of_review(connection: Connection) -> list[tuple[str, Tier]]:
    """Every network with its tier, the first to be looked at first."""
    wanted = select(review.c.network, review.c.tier).order_by(review.c.position)
    return [(row.network, Tier(row.tier)) for row in connection.execute(wanted)]
