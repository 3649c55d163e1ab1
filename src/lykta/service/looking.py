"""What a user looks at: *Today*, a network's page, unread pages, the search box."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from lykta.errors import NotFoundError
from lykta.model.ad import PageKind, count_postings
from lykta.model.audit import Act
from lykta.model.desk import (
    AdvertiserView,
    AdView,
    DayCount,
    NetworkPage,
    NetworkView,
    PairPage,
    TodayItem,
    TodayPage,
    UnreadView,
)
from lykta.model.link import Advertiser, Identifier, Link, Network
from lykta.model.signal import Tier
from lykta.service.alarms import alarms, damage_alarm, unlinked_alarm, unstamped_alarms
from lykta.service.auditing import named, note, search_marks
from lykta.service.desk import Desk
from lykta.service.identifiers import identifiers_of, without_hubs
from lykta.service.judging import judgement_views
from lykta.service.law import law_of
from lykta.service.reaching import identifiers_typed
from lykta.service.stamping import count_unstamped
from lykta.service.wordings import wordings_of
from lykta.store import ads as ads_store
from lykta.store import advertisers as advertisers_store
from lykta.store import archive_files as files_store
from lykta.store import links as links_store
from lykta.store import pages as pages_store
from lykta.store import review as review_store
from lykta.store.former_ids import became_of
from lykta.store.linking_runs import newest_weights
from lykta.store.wishes import ads_without_contact

ADS_PER_PAGE = 50
UNREAD_LIMIT = 500
FIND_LIMIT = 100


def today(desk: Desk, *, since: datetime | None = None) -> TodayPage:
    """Where to look first and why: every suspected minor, then what changed after `since`, by tier."""
    note(desk, Act.LOOKED_AT_TODAY)
    return page_of_today(desk, since=since)


def page_of_today(desk: Desk, *, since: datetime | None = None) -> TodayPage:
    """As `today`, for what counts its lines and shows none of them."""
    with desk.store.reading() as connection:
        as_of = ads_store.newest_sighting(connection) or desk.now()
        since = since or as_of - desk.settings.new_within
        items = review_store.review_items(connection, since=since)
        shown = _in_words(connection, [item for item in items if _belongs_on_today(item)])
        counts = advertisers_store.counts(connection)
        several = sum(item.advertisers > 1 for item in items)
        return TodayPage(
            as_of=as_of,
            since=since,
            items=shown,
            quiet_networks=several - sum(item.advertisers > 1 for item in shown),
            single_advertisers=counts.single_advertisers,
            ads=ads_store.count_postings(connection),
            advertisers=counts.advertisers,
            networks=counts.networks,
            sources=len(pages_store.sources_seen(connection)),
            pages_unread=pages_store.count_pages(connection).get(PageKind.UNREAD, 0),
            damaged=files_store.count_damage(connection),
            alarms=(
                *unlinked_alarm(connection, as_of=as_of),
                *damage_alarm(connection, now=desk.now()),
                *unstamped_alarms(count_unstamped(desk), now=desk.now()),
                *alarms(connection, as_of=as_of),
            ),
            hubs=links_store.all_hubs(connection),
        )


def _in_words(connection: Connection, items: Sequence[TodayItem]) -> tuple[TodayItem, ...]:
    """The items as lines of a list: sources as people call them, and nothing that its headline says already."""
    names = pages_store.source_names(connection)
    wishing = set(ads_without_contact(connection, networks=[item.network for item in items]).values())
    return tuple(
        replace(
            item,
            sources=tuple(names.get(source, source) for source in item.sources),
            because=tuple(said for said in item.because if said.en.rstrip(".") not in item.headline.en),
            no_contact=item.network in wishing,
        )
        for item in items
    )


def _belongs_on_today(item: TodayItem) -> bool:
    """Single advertisers are never listed, except where someone may need help at once (METHODS 7)."""
    if item.tier is Tier.SUSPECTED_MINOR:
        return True
    if item.tier is Tier.URGENT:
        return item.new_ads > 0
    return item.advertisers > 1 and item.new_ads > 0


def network_page(
    desk: Desk, network: str, *, ads_from: int = 0, ads_per_page: int | None = ADS_PER_PAGE
) -> NetworkPage:
    """Everything known of one network; `ads_from` pages through its ads, newest first. None: all of them."""
    note(desk, Act.LOOKED_AT_NETWORK, named(desk, network))
    with desk.store.reading() as connection:
        as_of = ads_store.newest_sighting(connection) or desk.now()
        since = as_of - desk.settings.new_within
        found = review_store.review_items(connection, since=since, networks=[network])
        assessment = review_store.assessment_of(connection, network)
        if not found or assessment is None:
            raise NotFoundError(f"There is no network {network}, or it is not yours to see.")
        wishing = ads_without_contact(connection, networks=[network])
        item = replace(found[0], no_contact=bool(wishing))
        ids = advertisers_store.ads_of(connection, network)
        views = {view.ad.id: view for view in ads_store.ad_views(connection, ids)}
        members = tuple(advertisers_store.advertisers_of(connection, network))
        ties = links_store.ties_of(connection, network)
        links = links_store.links_among(connection, network)
        hubs = {(hub.kind, hub.value) for hub in links_store.all_hubs(connection)}
        judgements = judgement_views(connection, ads=ids)
        whole = NetworkView(
            network=Network(id=network, advertisers=tuple(one.id for one in members), ties=ties),
            advertisers=members,
            ads=tuple(without_hubs(views[ad], hubs) for ad in ids),
            links=links,
        )
        return NetworkPage(
            item=item,
            assessment=assessment,
            advertisers=_advertiser_views(members, links, views, hubs, wishing),
            ties=ties,
            ads=tuple(views[ad] for ad in ids[ads_from:][:ads_per_page]),
            ads_shown_of=len(ids),
            places=item.places,
            days=_days(connection, advertisers_store.postings_of(connection, network), item.sources),
            signals=assessment.signals,
            source_names=pages_store.source_names(connection),
            held=links_store.held_on(connection, network),
            judgements=judgements,
            wordings=wordings_of(connection, links, ids),
            law=law_of(desk.settings, whole, assessment, judgements),
        )


def pair_page(desk: Desk, first: str, second: str) -> PairPage:
    """Two ads side by side. Raises NotFoundError unless both are there and are two."""
    note(desk, Act.LOOKED_AT_PAIR, named(desk, first), named(desk, second))
    with desk.store.reading() as connection:
        advertiser_of, network_of = advertisers_store.linking_of(connection, [first, second])
        if set(network_of) != {first, second} or first == second:
            raise NotFoundError(f"There is no pair of linked ads {first} and {second}, or it is not yours to see.")
        views = {view.ad.id: view for view in ads_store.ad_views(connection, [first, second])}
        pair = sorted((first, second))
        because = links_store.reasons_between(connection, pair[0], pair[1])
        link = Link(a=pair[0], b=pair[1], because=because) if because else None
        weights = newest_weights(connection)
        return PairPage(
            ads=(views[first], views[second]),
            networks=(network_of[first], network_of[second]),
            same_contact=advertiser_of[first] == advertiser_of[second],
            because=because,
            band=weights.band(link) if link and weights else None,
            bits=link.bits if link else 0.0,
            tied_by=links_store.tied_by(connection, advertiser_of[first], advertiser_of[second]),
            judgements=tuple(
                view
                for view in judgement_views(connection, ads=[first])
                if [view.judgement.a, view.judgement.b] == pair
            ),
            source_names=pages_store.source_names(connection),
            no_contact=frozenset(ads_without_contact(connection, ads=pair)),
        )


def became(desk: Desk, network: str) -> str | None:
    """The network that has most of the ads of one that is no more; None for one that is, or never was."""
    with desk.store.reading() as connection:
        return became_of(connection, network)


def _advertiser_views(
    members: Sequence[Advertiser],
    links: Sequence[Link],
    views: Mapping[str, AdView],
    hubs: Set[tuple[str, str]],
    wishing: Mapping[str, str],
) -> tuple[AdvertiserView, ...]:
    owner = {ad: one.id for one in members for ad in one.ads}
    by_member: dict[str, list[Link]] = {}
    for link in links:
        by_member.setdefault(owner[link.a], []).append(link)
    return tuple(
        AdvertiserView(
            advertiser=one,
            identifiers=_identifiers(one, views, hubs),
            ads=count_postings(views[ad].ad for ad in one.ads),
            links=tuple(by_member.get(one.id, ())),
            no_contact=any(ad in wishing for ad in one.ads),
        )
        for one in members
    )


def _identifiers(one: Advertiser, views: Mapping[str, AdView], hubs: Set[tuple[str, str]]) -> tuple[Identifier, ...]:
    """The advertiser's own identifiers, the one on most ads first; a common value held back is nobody's own."""
    counts: Counter[tuple[str, str]] = Counter()
    kept: dict[tuple[str, str], Identifier] = {}
    for ad in one.ads:
        for identifier in identifiers_of(views[ad]):
            if (identifier.kind, identifier.value) in hubs:
                continue
            counts[identifier.kind, identifier.value] += 1
            kept.setdefault((identifier.kind, identifier.value), identifier)
    return tuple(kept[key] for key, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _days(
    connection: Connection, seen: list[tuple[datetime, datetime]], sources: tuple[str, ...]
) -> tuple[DayCount, ...]:
    """One entry a day from the first sighting to the last; a day without a visit is a gap, not a zero.

    `seen` gives the first and last sighting of each posting.
    """
    if not seen:
        return ()
    looked = pages_store.days_looked(connection, sources)
    new = Counter(first.date() for first, _ in seen)
    day, end = min(new), max(last.date() for _, last in seen)
    days: list[DayCount] = []
    while day <= end:
        present = sum(first.date() <= day <= last.date() for first, last in seen)
        days.append(DayCount(day=day, ads=present, new_ads=new.get(day, 0), looked=day in looked))
        day = day + timedelta(days=1)
    return tuple(days)


def unread_view(desk: Desk, *, most: int | None = UNREAD_LIMIT) -> UnreadView:
    """The newest pages, records and lines that nobody could read, with the reason of each; `most` of both, or all."""
    note(desk, Act.LOOKED_AT_UNREAD)
    with desk.store.reading() as connection:
        names = pages_store.source_names(connection)
        pages = pages_store.unread_pages(connection, limit=most)
        return UnreadView(
            pages=tuple(replace(page, source=names.get(page.source, page.source)) for page in pages),
            pages_in_all=pages_store.count_pages(connection).get(PageKind.UNREAD, 0),
            damaged=files_store.damaged_places(connection, limit=most),
            damaged_in_all=files_store.count_damage(connection),
        )


def find(desk: Desk, query: str) -> tuple[TodayItem, ...]:
    """Networks with an ad that holds what was asked for: a number written in any way, an address, a phrase."""
    asked = query.strip()
    if not asked:
        return ()
    note(desk, Act.SEARCHED, *search_marks(desk, asked))
    values = identifiers_in(desk, asked)
    with desk.store.reading() as connection:
        found: list[str] = []
        for value in values:
            found.extend(advertisers_store.networks_with_value(connection, None, value))
        if not found and not values:
            found.extend(advertisers_store.networks_with_phrase(connection, asked, limit=FIND_LIMIT))
        as_of: datetime = ads_store.newest_sighting(connection) or desk.now()
        since = as_of - desk.settings.new_within
        items = review_store.review_items(connection, since=since, networks=found[:FIND_LIMIT])
        return _in_words(connection, items)


def identifiers_in(desk: Desk, asked: str) -> tuple[str, ...]:
    """Normalised identifiers in what was typed."""
    return tuple(dict.fromkeys(one.value for one in identifiers_typed(desk, asked)))
