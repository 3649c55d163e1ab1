"""People's wishes on further contact, by what they are reached by. The newest word on each stands."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import BigInteger, Column, Connection, Date, Identity, Index, Subquery, Table, Text, func, select, union
from sqlalchemy.dialects.postgresql import insert

from lykta.model.case import Reach, Wish
from lykta.store._schema import metadata, storable
from lykta.store.ads import finding
from lykta.store.advertisers import advertiser_ad

contact_wish = Table(
    "contact_wish",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("said_on", Date, nullable=False),
    Column("case_id", Text, nullable=False),
    Index("contact_wish_by_value", "kind", "value"),
)

AD = "ad"  # the kind of a reach that is an ad itself, for contacts without an identifier


def add_wish(connection: Connection, wish: Wish, reaches: Iterable[Reach], *, said_on: date, case: str) -> None:
    """What the person said on that day stands for each of these, unless something newer does."""
    rows = [
        {"kind": one.kind, "value": storable(one.value), "wish": wish.value, "said_on": said_on, "case_id": case}
        for one in reaches
    ]
    if rows:
        connection.execute(insert(contact_wish).values(rows))


def no_contact_among(connection: Connection, reaches: Iterable[Reach], *, on: date) -> bool:
    """Whether a wish not to be contacted stood for one of these on that day."""
    asked = {(one.kind, storable(one.value)) for one in reaches}
    standing = _standing(on=on)
    wanted = select(standing.c.kind, standing.c.value).where(
        standing.c.value == func.any([value for _, value in sorted(asked)])
    )
    return any((row.kind, row.value) in asked for row in connection.execute(wanted))


def ads_without_contact(
    connection: Connection, *, ads: Sequence[str] | None = None, networks: Sequence[str] | None = None
) -> dict[str, str]:
    """Network by ad, of the ads through which somebody is reached who wishes not to be contacted."""
    standing = _standing()
    by_finding = (
        select(advertiser_ad.c.ad, advertiser_ad.c.network)
        .join(finding, finding.c.ad == advertiser_ad.c.ad)
        .join(standing, (standing.c.kind == finding.c.kind) & (standing.c.value == finding.c.value))
    )
    by_ad = select(advertiser_ad.c.ad, advertiser_ad.c.network).join(
        standing, (standing.c.kind == AD) & (standing.c.value == advertiser_ad.c.ad)
    )
    for column, among in ((advertiser_ad.c.ad, ads), (advertiser_ad.c.network, networks)):
        if among is not None:
            named = func.any([storable(one) for one in among])
            by_finding, by_ad = by_finding.where(column == named), by_ad.where(column == named)
    return {row.ad: row.network for row in connection.execute(union(by_finding, by_ad))}


def _standing(*, on: date | None = None) -> Subquery:
    """What somebody is reached by who wishes not to be contacted: now, or as it was known on a day."""
    newest_first = func.row_number().over(
        partition_by=(contact_wish.c.kind, contact_wish.c.value),
        order_by=(contact_wish.c.said_on.desc(), contact_wish.c.number.desc()),
    )
    said = select(contact_wish.c.kind, contact_wish.c.value, contact_wish.c.wish, newest_first.label("place"))
    if on is not None:
        said = said.where(contact_wish.c.said_on <= on)
    placed = said.subquery()
    newest = select(placed.c.kind, placed.c.value).where(placed.c.place == 1, placed.c.wish == Wish.NO_CONTACT.value)
    return newest.subquery()
