"""Advertisers, which ads they hold and in which network they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, Table, Text, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from lykta.model.link import Advertiser, Linking, Presence
from lykta.model.words import Said
from lykta.store import _json
from lykta.store._schema import copy_rows, metadata, storable
from lykta.store.ads import ad as ad_table
from lykta.store.ads import finding

advertiser = Table(
    "advertiser",
    metadata,
    Column("id", Text, primary_key=True),
    Column("network", Text, nullable=False, index=True),
    Column("presence", Text, nullable=False),
    Column("says", JSONB, nullable=False),
    Column("first_at", DateTime(timezone=True)),
    Column("last_at", DateTime(timezone=True)),
)

advertiser_ad = Table(
    "advertiser_ad",
    metadata,
    Column("ad", Text, primary_key=True),
    Column("advertiser", Text, nullable=False, index=True),
    Column("network", Text, nullable=False, index=True),
    Column("first_seen_at", DateTime(timezone=True), nullable=False),
    Column("last_seen_at", DateTime(timezone=True), nullable=False),
)


def add_advertisers(connection: Connection, linking: Linking, seen: Mapping[str, tuple[datetime, datetime]]) -> None:
    """`seen` gives first and last sighting by ad id."""
    network_of = {member: network.id for network in linking.networks for member in network.advertisers}
    everyone: Iterable[Advertiser] = linking.advertisers
    copy_rows(
        connection,
        advertiser,
        (
            (
                one.id,
                network_of[one.id],
                one.presence.value,
                _json.dump(_json.said_cells(one.says)),
                one.first_at,
                one.last_at,
            )
            for one in everyone
        ),
    )
    copy_rows(
        connection,
        advertiser_ad,
        ((ad, one.id, network_of[one.id], *seen[ad]) for one in everyone for ad in one.ads),
    )


def advertisers_of(connection: Connection, network: str) -> list[Advertiser]:
    """The network's advertisers with their ads, newest last seen first."""
    ads = (
        select(advertiser_ad.c.advertiser, func.array_agg(advertiser_ad.c.ad).label("ads"))
        .where(advertiser_ad.c.network == network)
        .group_by(advertiser_ad.c.advertiser)
        .subquery()
    )
    wanted = (
        select(advertiser, ads.c.ads)
        .join(ads, ads.c.advertiser == advertiser.c.id)
        .order_by(advertiser.c.last_at.desc().nulls_last(), advertiser.c.id)
    )
    return [
        Advertiser(
            id=row["id"], ads=tuple(sorted(row["ads"])), presence=Presence(row["presence"]),
            says=Said(**row["says"]), first_at=row["first_at"], last_at=row["last_at"],
        )
        for row in connection.execute(wanted).mappings()
    ]  # fmt: skip


def ads_of(connection: Connection, network: str) -> list[str]:
    """Ad ids of every wording, the newest first."""
    wanted = (
        select(advertiser_ad.c.ad)
        .where(advertiser_ad.c.network == network)
        .order_by(advertiser_ad.c.first_seen_at.desc(), advertiser_ad.c.ad)
    )
    return list(connection.execute(wanted).scalars())


def ads_of_contact(connection: Connection, given: str) -> list[str]:
    """The linked ads of an advertiser, or the linked ad itself; none for anything else."""
    wanted = select(advertiser_ad.c.ad).where(
        or_(advertiser_ad.c.advertiser == storable(given), advertiser_ad.c.ad == storable(given))
    )
    return list(connection.execute(wanted.order_by(advertiser_ad.c.ad)).scalars())


def postings_of(connection: Connection, network: str) -> list[tuple[datetime, datetime]]:
    """First and last sighting of each posting, whatever its wordings."""
    wanted = (
        select(func.min(advertiser_ad.c.first_seen_at), func.max(advertiser_ad.c.last_seen_at))
        .join(ad_table, ad_table.c.id == advertiser_ad.c.ad)
        .where(advertiser_ad.c.network == network)
        .group_by(ad_table.c.source, ad_table.c.key)
    )
    return [(row[0], row[1]) for row in connection.execute(wanted)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are of each after the newest run."""

    advertisers: int
    networks: int
    single_advertisers: int


def counts(connection: Connection) -> Counts:
    sizes = select(func.count().label("members")).select_from(advertiser).group_by(advertiser.c.network).subquery()
    several = select(func.count()).select_from(sizes).where(sizes.c.members > 1)
    single = select(func.count()).select_from(sizes).where(sizes.c.members == 1)
    return Counts(
        advertisers=connection.execute(select(func.count()).select_from(advertiser)).scalar_one(),
        networks=connection.execute(several).scalar_one(),
        single_advertisers=connection.execute(single).scalar_one(),
    )


def whole_linking(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """Advertiser by ad, and network by ad."""
    return linking_of(connection, None)


def linking_of(connection: Connection, ads: Sequence[str] | None) -> tuple[dict[str, str], dict[str, str]]:
    """Advertiser by ad, and network by ad, of these ads; of all when None."""
    wanted = select(advertiser_ad.c.ad, advertiser_ad.c.advertiser, advertiser_ad.c.network)
    if ads is not None:
        wanted = wanted.where(advertiser_ad.c.ad == func.any([storable(ad) for ad in ads]))
    rows = connection.execute(wanted).all()
    return {row.ad: row.advertiser for row in rows}, {row.ad: row.network for row in rows}


def unlinked_ads(connection: Connection) -> int:
    """Ads with a wording that is in no advertiser."""
    linked = select(advertiser_ad.c.ad).where(advertiser_ad.c.ad == ad_table.c.id)
    waiting = select(ad_table.c.source, ad_table.c.key).where(~linked.exists()).distinct().subquery()
    return connection.execute(select(func.count()).select_from(waiting)).scalar_one()


def networks_with_value(connection: Connection, kind: str | None, value: str) -> tuple[str, ...]:
    """Networks that hold an ad with this finding; any kind when `kind` is None."""
    wanted = select(advertiser_ad.c.network).distinct().join(finding, finding.c.ad == advertiser_ad.c.ad)
    wanted = wanted.where(finding.c.value == storable(value))
    if kind is not None:
        wanted = wanted.where(finding.c.kind == kind)
    return tuple(connection.execute(wanted.order_by(advertiser_ad.c.network)).scalars())


def networks_with_phrase(connection: Connection, phrase: str, *, limit: int) -> tuple[str, ...]:
    """Networks with an ad whose text holds the phrase, whatever its case; the phrase is taken literally."""
    held = func.strpos(func.lower(ad_table.c.text), storable(phrase.lower())) > 0
    wanted = (
        select(advertiser_ad.c.network)
        .join(ad_table, ad_table.c.id == advertiser_ad.c.ad)
        .where(held)
        .distinct()
        .order_by(advertiser_ad.c.network)
        .limit(limit)
    )
    return tuple(connection.execute(wanted).scalars())


def first_ad_of(connection: Connection, given: str) -> str | None:
    """The ad itself, or the oldest ad of an advertiser or a network; None when there is nothing with this id."""
    wanted = storable(given)
    known = select(ad_table.c.id).where(ad_table.c.id == wanted)
    first = (
        select(advertiser_ad.c.ad)
        .where(or_(advertiser_ad.c.advertiser == wanted, advertiser_ad.c.network == wanted))
        .order_by(advertiser_ad.c.first_seen_at, advertiser_ad.c.ad)
        .limit(1)
    )
    return connection.execute(known).scalar_one_or_none() or connection.execute(first).scalar_one_or_none()
