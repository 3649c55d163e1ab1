"""`lykta market`: the market as a whole from the ledger of looks, each figure with what was not seen."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lykta.errors import RefusedError
from lykta.estimate.ledger import SourceLedger, looks_of, observed_days, seen_of_market, source_ledger
from lykta.estimate.movement import arrivals_of, joint_movement
from lykta.estimate.returning import earlier_stays, recognised_share, returning_share, seen_a_day
from lykta.estimate.trend import LEAST_COVERAGE, fit_trend
from lykta.model.ad import AdKind
from lykta.model.audit import Act
from lykta.model.desk import DayCount
from lykta.model.market import (
    MarketPage,
    MarketTrend,
    MovedTogether,
    MovementAnswer,
    ReturningAnswer,
    SeenOfMarket,
    SeenPosting,
)
from lykta.model.words import Said
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.store import ads as ads_store
from lykta.store import ledger as ledger_store
from lykta.store import pages as pages_store
from lykta.store.ledger import AdvertiserDay

# A day is a Swedish one: weekdays and nights are the market's own (docs/adr/0021).
ZONE = "Europe/Stockholm"
PAIRS_SHOWN = 50
# What the page shows: long enough to tell, short enough to be of now.
SEEN_DAYS, TREND_DAYS, AHEAD_DAYS, RETURNING_DAYS = 30, 365, 28, 7


def market_page(desk: Desk) -> MarketPage:
    """What was seen of the last month, the trend of the last year, and who returned in the last week."""
    note(desk, Act.LOOKED_AT_MARKET)
    refused: dict[str, Said] = {}
    with desk.store.reading() as connection:
        try:
            until = newest_look(connection)
        except RefusedError as why:
            nothing = Said(sv=why.sv, en=why.en)
            return MarketPage(seen=None, trend=None, returning=None, refused={"seen": nothing})
        found, names = ledgers(connection), pages_store.source_names(connection)
        rows = ledger_store.advertiser_days(connection, zone=ZONE)
    trend = returning = None
    try:
        trend = _trend(found, days=TREND_DAYS, ahead=AHEAD_DAYS, seed=1, until=until)
    except RefusedError as why:
        refused["trend"] = Said(sv=why.sv, en=why.en)
    try:
        returning = _returning(rows, days=RETURNING_DAYS, linked=None, until=until)
    except RefusedError as why:
        refused["returning"] = Said(sv=why.sv, en=why.en)
    seen = _seen(found, names, days=SEEN_DAYS, until=until)
    return MarketPage(seen=seen, trend=trend, returning=returning, refused=refused)


def market_seen(desk: Desk, *, days: int) -> SeenOfMarket:
    """Of the ads published on the watched sites in the last days, the share that was seen, by site and in all."""
    note(desk, Act.LOOKED_AT_MARKET)
    with desk.store.reading() as connection:
        until = newest_look(connection)
        found, names = ledgers(connection), pages_store.source_names(connection)
    return _seen(found, names, days=days, until=until)


def _seen(found: Sequence[SourceLedger], names: Mapping[str, str], *, days: int, until: datetime) -> SeenOfMarket:
    first = min((one.looks[0].began for one in found if one.looks), default=until)
    return seen_of_market(found, names=names, since=max(until - timedelta(days=days), first), until=until)


def market_trend(
    desk: Desk, *, days: int, ahead: int, seed: int, kind: AdKind | None = None, county: str | None = None
) -> MarketTrend:
    """Growth, steps and forecast of the ads published a day, of one kind or one county if asked for.

    Raises RefusedError where the days looked at cannot bear a trend.
    """
    note(desk, Act.LOOKED_AT_MARKET)
    with desk.store.reading() as connection:
        until = newest_look(connection)
        found = ledgers(connection, kind=kind, county=county)
    return _trend(found, days=days, ahead=ahead, seed=seed, until=until)


def _trend(found: Sequence[SourceLedger], *, days: int, ahead: int, seed: int, until: datetime) -> MarketTrend:
    since = (until - timedelta(days=days)).date()
    seen = [one for one in observed_days(found, until=until, zone=ZoneInfo(ZONE)) if one.day >= since]
    if not seen:
        raise RefusedError(
            sv="Ingen källa har två besök med nya annonser, så det finns inget att jämföra. Besök oftare.",
            en="No source has two looks with new ads, so there is nothing to compare. Visit more often.",
        )
    return MarketTrend(
        first=seen[0].day,
        last=seen[-1].day,
        ads=sum(one.count for one in seen),
        trend=fit_trend(seen, ahead=ahead, seed=seed),
        days=tuple(
            DayCount(day=one.day, ads=one.count, new_ads=one.count, looked=(one.coverage or 0.0) >= LEAST_COVERAGE)
            for one in seen
        ),
    )


def market_returning(desk: Desk, *, days: int, linked: float | None) -> ReturningAnswer:
    """Of the advertisers seen in the last days, how many were there before, corrected for what was not seen.

    `linked`: the share of returners that linking knows again; None: as if all, so that the corrected share is a lower
    bound. Raises RefusedError when nobody was seen.
    """
    note(desk, Act.LOOKED_AT_MARKET)
    with desk.store.reading() as connection:
        until = newest_look(connection)
        rows = ledger_store.advertiser_days(connection, zone=ZONE)
    return _returning(rows, days=days, linked=linked, until=until)


def _returning(rows: Sequence[AdvertiserDay], *, days: int, linked: float | None, until: datetime) -> ReturningAnswer:
    last = until.astimezone(ZoneInfo(ZONE)).date()
    begins = last - timedelta(days=days - 1)
    by_advertiser = _days_by_advertiser(rows, begins)  # counted from the window's first day
    now = [listed for listed in by_advertiser.values() if max(listed) >= 0]
    before = sum(min(listed) < 0 for listed in now)
    daily = seen_a_day(by_advertiser)
    known = None
    if daily and (stays := earlier_stays(by_advertiser, begins=0, seen_a_day=daily)):
        known = recognised_share(stays, seen_a_day=daily, linked=1.0 if linked is None else linked)
    found = returning_share(len(now), before, recognised=known)
    return ReturningAnswer(
        since=_midnight(begins),
        until=until,
        seen=len(now),
        linked=before,
        recognised=found.recognised,
        share=found.share,
        lower=found.lower,
        upper=found.upper,
        warnings=found.warnings,
    )


def market_movement(desk: Desk, *, days: int) -> MovementAnswer:
    """Pairs of contacts whose ads arrive in the same places within two days more often than chance has it.

    Nobody is listed for touring alone, and no pair where fewer than half of the days were seen.
    """
    note(desk, Act.LOOKED_AT_MOVEMENT)
    with desk.store.reading() as connection:
        until = newest_look(connection)
        rows = ledger_store.advertiser_days(connection, zone=ZONE)
    last = until.astimezone(ZoneInfo(ZONE)).date()
    begins = max(last - timedelta(days=days - 1), min((one.day for one in rows), default=last))
    days = (last - begins).days + 1  # time in which nobody looked would make chance look rarer than it is
    placed = [one for one in rows if one.day >= begins and one.place is not None]
    coverage = seen_a_day(_days_by_advertiser(placed, begins))
    sightings: dict[str, list[tuple[int, str]]] = {}
    for one in placed:
        sightings.setdefault(one.advertiser, []).append(((one.day - begins).days, one.place or ""))
    arrivals = arrivals_of(sightings)
    pairs, warnings = joint_movement(arrivals, days=days, coverage=coverage or 0.0)
    network_of = {one.advertiser: one.network for one in placed}
    return MovementAnswer(
        since=_midnight(begins),
        until=until,
        coverage=coverage,
        advertisers=len(sightings),
        moves=len(arrivals),
        pairs=tuple(
            MovedTogether(
                networks=(network_of[one.first], network_of[one.second]),
                shared=one.shared,
                expected=one.expected,
                p=one.p,
            )
            for one in [pair for pair in pairs if pair.claimed][:PAIRS_SHOWN]
        ),
        warnings=warnings,
    )


def ledgers(connection: Connection, *, kind: AdKind | None = None, county: str | None = None) -> list[SourceLedger]:
    """Every source by id; of the postings only those of the kind and the county."""
    pages = ledger_store.list_pages(connection)
    whole = ledger_store.whole_walks(connection)
    postings: dict[str, list[SeenPosting]] = {source: [] for source in (*pages_store.sources_seen(connection), *pages)}
    for one in ledger_store.seen_postings(connection):
        if kind in (None, one.kind) and (county is None or county in one.counties):
            postings.setdefault(one.source, []).append(one)
    return [
        source_ledger(source, looks_of(pages.get(source, ()), whole=whole.get(source)), listed)
        for source, listed in sorted(postings.items())
    ]


def newest_look(connection: Connection) -> datetime:
    """The newest sighting. Raises RefusedError where nothing was seen yet."""
    newest = ads_store.newest_sighting(connection)
    if newest is None:
        raise RefusedError(
            sv="Inget är observerat än. Läs in sidor med: lykta import FIL ...",
            en="Nothing is observed yet. Read pages with: lykta import FILE ...",
        )
    return newest


def _days_by_advertiser(rows: Sequence[AdvertiserDay], begins: date) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in rows:
        found.setdefault(one.advertiser, []).append((one.day - begins).days)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(ZONE)).astimezone(UTC)
