"""Links between ads, ties between advertisers, and the values held back as hubs."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, Connection, Float, Index, Integer, Table, Text, and_, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from lykta.model.link import HeldJoin, Hub, Link, Network, Reason, Tie
from lykta.model.words import Said
from lykta.store import _json
from lykta.store._schema import copy_rows, metadata, storable
from lykta.store.advertisers import advertiser_ad

link = Table(
    "link",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("bits", Float, nullable=False),
    Column("because", JSONB, nullable=False),
    Index("link_by_b", "b"),
)

tie = Table(
    "tie",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("network", Text, nullable=False, index=True),
    Column("because", JSONB, nullable=False),
)

hub = Table(
    "hub",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("ads", Integer, nullable=False),
    Column("groups", Integer, nullable=False),
    Column("says", JSONB, nullable=False),
)

held_join = Table(
    "held_join",
    metadata,
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("ads", ARRAY(Text), nullable=False),
    Column("says", JSONB, nullable=False),
    Index("held_join_by_a", "a"),
    Index("held_join_by_b", "b"),
)


def add_links(connection: Connection, links: Iterable[Link]) -> None:
    rows = ((one.a, one.b, one.bits, _json.dump(_json.reason_cells(one.because))) for one in links)
    copy_rows(connection, link, rows)


def add_ties(connection: Connection, networks: Iterable[Network]) -> None:
    rows = (
        (one.a, one.b, network.id, _json.dump(_json.reason_cells(one.because)))
        for network in networks
        for one in network.ties
    )
    copy_rows(connection, tie, rows)


def add_hubs(connection: Connection, hubs: Iterable[Hub]) -> None:
    rows = ((one.kind, one.value, one.ads, one.groups, _json.dump(_json.said_cells(one.says))) for one in hubs)
    copy_rows(connection, hub, rows)


def add_held(connection: Connection, held: Iterable[HeldJoin]) -> None:
    rows = ((one.a, one.b, list(one.ads), _json.dump(_json.said_cells(one.says))) for one in held)
    copy_rows(connection, held_join, rows)


def held_on(connection: Connection, network: str) -> tuple[HeldJoin, ...]:
    """The joins that wait for a person and have either contact in the network."""
    ads = select(advertiser_ad.c.ad).where(advertiser_ad.c.network == network).scalar_subquery()
    wanted = select(held_join).where(or_(held_join.c.a.in_(ads), held_join.c.b.in_(ads)))
    rows = connection.execute(wanted.order_by(held_join.c.a, held_join.c.b)).mappings()
    return tuple(HeldJoin(a=row["a"], b=row["b"], ads=tuple(row["ads"]), says=Said(**row["says"])) for row in rows)


def links_among(connection: Connection, network: str) -> tuple[Link, ...]:
    """Links between ads of the network, strongest first."""
    ads = select(advertiser_ad.c.ad).where(advertiser_ad.c.network == network).scalar_subquery()
    wanted = select(link).where(link.c.a.in_(ads)).order_by(link.c.bits.desc(), link.c.a, link.c.b)
    rows = connection.execute(wanted).mappings()
    return tuple(Link(a=row["a"], b=row["b"], because=_json.reasons(row["because"])) for row in rows)


def reasons_between(connection: Connection, a: str, b: str) -> tuple[Reason, ...]:
    """What two ads share, the smaller id first; nothing when they are not linked directly."""
    wanted = select(link.c.because).where(link.c.a == storable(a), link.c.b == storable(b))
    return _json.reasons(connection.execute(wanted).scalar_one_or_none() or ())


def tied_by(connection: Connection, first: str, second: str) -> tuple[Reason, ...]:
    """What ties two advertisers, in whichever order they are kept; nothing when they are not tied directly."""
    wanted = select(tie.c.because).where(
        or_(and_(tie.c.a == first, tie.c.b == second), and_(tie.c.a == second, tie.c.b == first))
    )
    return _json.reasons(connection.execute(wanted).scalar_one_or_none() or ())


def ties_of(connection: Connection, network: str) -> tuple[Tie, ...]:
    wanted = select(tie).where(tie.c.network == network).order_by(tie.c.a, tie.c.b)
    rows = connection.execute(wanted).mappings()
    return tuple(Tie(a=row["a"], b=row["b"], because=_json.reasons(row["because"])) for row in rows)


def all_hubs(connection: Connection) -> tuple[Hub, ...]:
    """The values held back, the most common first."""
    wanted = select(hub).order_by(hub.c.ads.desc(), hub.c.kind, hub.c.value)
    return tuple(
        Hub(kind=row.kind, value=row.value, ads=row.ads, groups=row.groups, says=Said(**row.says))
        for row in connection.execute(wanted)
    )


def every_link(connection: Connection) -> Iterator[Link]:
    """Each link with its reasons, in no order."""
    for row in connection.execute(select(link.c.a, link.c.b, link.c.because)):
        yield Link(a=row.a, b=row.b, because=_json.reasons(row.because))
