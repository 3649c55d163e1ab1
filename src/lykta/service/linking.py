"""`lykta link`: every stored ad becomes part of an advertiser and a network, put in order of review."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection

from lykta import __version__
from lykta.assess.contract import Cards
from lykta.assess.facts import count_ads, municipality
from lykta.assess.headline import headline
from lykta.assess.network import assess_network, load_cards
from lykta.assess.order import order_for_review
from lykta.kit.hashing import sha256_of
from lykta.link.names import Before
from lykta.link.settings import LinkSettings
from lykta.model.audit import Act
from lykta.model.desk import AdView, NetworkView, PlaceCount, TodayItem
from lykta.model.link import Linking, LinkWeights
from lykta.model.signal import Assessment
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.service.evidence import link_views
from lykta.service.identifiers import without_hubs
from lykta.service.rights import by_itself
from lykta.store.ads import ad_views, pictures_by_ad
from lykta.store.advertisers import unlinked_ads, whole_linking
from lykta.store.former_ids import every_former
from lykta.store.judgements import holding
from lykta.store.linking_runs import LinkingRun, add_run
from lykta.store.review import Reviewed, replace_linking

Progress = Callable[[str], None]


def link_all(desk: Desk, *, progress: Progress = lambda _: None) -> Linking:
    """The tables of advertisers, networks and the order of review hold what follows from the ads now."""
    cards = load_cards(desk.settings.own_cards)
    note(desk, Act.LINKED)
    desk = by_itself(desk)
    read_at = desk.now()
    with desk.store.reading() as connection:
        progress("reading ads")
        views = {view.ad.id: view for view in ad_views(connection)}
        pictures = pictures_by_ad(connection)
        judgements = holding(connection)
        before = names_before(connection)
    progress("linking")
    linking = link_views(views.values(), pictures, judgements=judgements, before=before)
    progress("assessing")
    as_of = max((view.last_seen_at for view in views.values()), default=desk.now())
    reviewed = review(linking, views, cards, as_of=as_of, new_within=desk.settings.new_within)
    progress("keeping")
    with desk.store.writing() as connection:
        seen = {view.ad.id: (view.first_seen_at, view.last_seen_at) for view in views.values()}
        replace_linking(connection, linking, seen, reviewed, as_of=read_at)
        if linking.weights is not None:
            add_run(connection, _run_of(linking, linking.weights, views, as_of=read_at))
    return linking


def _run_of(linking: Linking, weights: LinkWeights, views: Mapping[str, AdView], *, as_of: datetime) -> LinkingRun:
    return LinkingRun(
        as_of=as_of,
        ads=len(views),
        ads_sha256=sha256_of("\n".join(sorted(views)).encode()),
        advertisers=len(linking.advertisers),
        networks=len(linking.networks),
        version=__version__,
        settings=asdict(LinkSettings()),
        weights=weights,
    )


def names_before(connection: Connection) -> Before:
    """What the newest linking called each ad's advertiser and network, and every id that ever was."""
    advertiser_of, network_of = whole_linking(connection)
    return Before(advertiser_of=advertiser_of, network_of=network_of, given=every_former(connection))


def count_unlinked(desk: Desk) -> int:
    """Ads that no linking run has seen yet, for instance because it was killed; they are not on *Today*."""
    with by_itself(desk).store.reading() as connection:
        return unlinked_ads(connection)


def review(
    linking: Linking, views: Mapping[str, AdView], cards: Cards, *, as_of: datetime, new_within: timedelta
) -> tuple[Reviewed, ...]:
    """Every network in order of review with what *Today* says of it."""
    network_views = {view.network.id: view for view in network_views_of(linking, views)}
    assessed = [assess_network(view, cards) for view in network_views.values()]
    return tuple(
        Reviewed(
            assessment=assessment,
            item=today_item(network_views[assessment.network], assessment, since=as_of - new_within, as_of=as_of),
        )
        for assessment in order_for_review(assessed)
    )


def network_views_of(linking: Linking, views: Mapping[str, AdView]) -> Iterable[NetworkView]:
    advertisers = {one.id: one for one in linking.advertisers}
    advertiser_of = {ad: one.id for one in linking.advertisers for ad in one.ads}
    links: dict[str, list[int]] = {}
    for number, link in enumerate(linking.links):
        links.setdefault(advertiser_of[link.a], []).append(number)
    hubs = {(hub.kind, hub.value) for hub in linking.hubs}
    for network in linking.networks:
        members = tuple(advertisers[one] for one in network.advertisers)
        yield NetworkView(
            network=network,
            advertisers=members,
            # A site's support number is nobody's contact, so no indicator may count it as one.
            ads=tuple(without_hubs(views[ad], hubs) for member in members for ad in member.ads),
            links=tuple(linking.links[i] for member in members for i in links.get(member.id, ())),
        )


def today_item(view: NetworkView, assessment: Assessment, *, since: datetime, as_of: datetime) -> TodayItem:
    return TodayItem(
        network=view.network.id,
        tier=assessment.tier,
        headline=headline(view, assessment, since=since, as_of=as_of),
        because=assessment.because,
        ads=count_ads(view.ads),
        advertisers=len(view.advertisers),
        new_ads=count_new(view.ads, since),
        sources=tuple(sorted({ad.ad.source for ad in view.ads})),
        places=count_places(view.ads),
        first_seen_at=min(ad.first_seen_at for ad in view.ads),
        last_seen_at=max(ad.last_seen_at for ad in view.ads),
    )


def count_new(ads: Iterable[AdView], since: datetime) -> int:
    """Postings first seen after `since`; a new wording of an old one is not new."""
    first: dict[tuple[str, str], datetime] = {}
    for seen in ads:
        posting = (seen.ad.source, seen.ad.key)
        first[posting] = min(seen.first_seen_at, first.get(posting, seen.first_seen_at))
    return sum(at > since for at in first.values())


def count_places(ads: Sequence[AdView]) -> tuple[PlaceCount, ...]:
    """Ads per municipality, the most common first; an ad counts where it is, not in every town it names."""
    postings: dict[str, set[tuple[str, str]]] = {}
    names: dict[str, tuple[str, str, str]] = {}
    for view in ads:
        code = municipality(view)
        if code is None:
            continue
        postings.setdefault(code, set()).add((view.ad.source, view.ad.key))
        for one in view.findings:
            if one.kind != "place" or one.value != code:
                continue
            names[code] = (str(one.extra["name"]), str(one.extra["county"]), str(one.extra["county_name"]))
    return tuple(
        PlaceCount(municipality=code, name=names[code][0], county=names[code][1], county_name=names[code][2], ads=count)
        for code, count in sorted(
            ((code, len(own)) for code, own in postings.items()), key=lambda item: (-item[1], item[0])
        )
    )
