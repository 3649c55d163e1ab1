"""The three steps in order: keys, pairs, components; then networks and words."""

from collections.abc import Sequence
from datetime import datetime

from lykta.kit.hashing import content_id
from lykta.link import sentences
from lykta.link.advertisers import Grouping, Why, ads_of, group_advertisers
from lykta.link.bridges import Bridge
from lykta.link.contacts import Contacts, settle_contacts
from lykta.link.hubs import HubFindings, find_hubs
from lykta.link.keys import PHONE, Keys, identifier_keys, index_keys, likeness_keys, number_contacts
from lykta.link.links import build_links
from lykta.link.networks import Bond, group_networks, tie_advertisers
from lykta.link.pictures import group_pictures
from lykta.link.presence import tell_presence
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, tabulate, when
from lykta.link.texts import group_texts
from lykta.link.weigh import weigh_key
from lykta.model.link import AdEvidence, Advertiser, HeldJoin, Linking, Network, Reason, Tie


def link_ads(ads: Sequence[AdEvidence], *, settings: LinkSettings, watching_since: datetime | None) -> Linking:
    """Every ad is in one advertiser and every advertiser in one network, whatever the order given.

    `watching_since` (aware UTC) is when the collection began: silence before it is not absence.
    Raises BadInputError for an ad that came twice, a time without zone, or a picture hash that is none.
    """
    table = tabulate(ads)
    keys, hubs = make_keys(table, settings)
    contacts = settle_contacts(keys, frozenset(hubs.hubs), table, settings)
    reasons = weigh_keys(keys, hubs, contacts, len(table), settings)
    grouping = group_advertisers(contacts, reasons, table, settings)
    bonds = tie_advertisers(grouping.advertiser, contacts, table, settings)
    members = ads_of(grouping.advertiser)
    return Linking(
        links=build_links(contacts.keys, reasons, grouping.carried, table),
        advertisers=_name_advertisers(members, contacts, grouping, table, watching_since, settings),
        networks=_name_networks(members, bonds, table),
        hubs=tuple(sorted(hubs.hubs.values(), key=lambda hub: (hub.kind, hub.value, hub.ads))),
        held=tuple(_hold(bridge, contacts.keys, table) for bridge in contacts.bridges),
    )


def make_keys(table: AdTable, settings: LinkSettings) -> tuple[Keys, HubFindings]:
    """Step one: all keys of all ads, and which of them are hubs."""
    identifiers = identifier_keys(table, settings)
    texts = group_texts(table, number_contacts(table, identifiers), settings)
    likeness = likeness_keys(table, texts, group_pictures(table, settings))
    keys = index_keys([*identifiers, *likeness], len(table))
    return keys, find_hubs(keys, table, texts.site_lines, settings)


def weigh_keys(
    keys: Keys, hubs: HubFindings, contacts: Contacts, ads: int, settings: LinkSettings
) -> dict[int, Reason]:
    """The reason of each key that may link, by its number among `contacts`."""
    groups = {(key.kind, key.value): hubs.groups.get(number, 1) for number, key in enumerate(keys.keys)}
    return {
        number: weigh_key(number, contacts, groups[key.kind, key.value], ads, settings)
        for number, key in enumerate(contacts.keys.keys)
    }


def _hold(bridge: Bridge, keys: Keys, table: AdTable) -> HeldJoin:
    a, b = keys.keys[bridge.a], keys.keys[bridge.b]
    return HeldJoin(
        a=table.ads[a.ads[0]].id,
        b=table.ads[b.ads[0]].id,
        ads=tuple(table.ads[ad].id for ad in bridge.ads),
        says=sentences.held_join((a.kind, a.value), (b.kind, b.value), len(bridge.ads)),
    )


def _advertiser_id(leader: int, table: AdTable) -> str:
    return content_id("advertiser", table.ads[leader].id)


def _name_advertisers(
    members: dict[int, list[int]],
    contacts: Contacts,
    grouping: Grouping,
    table: AdTable,
    watching_since: datetime | None,
    settings: LinkSettings,
) -> tuple[Advertiser, ...]:
    changed = {int(grouping.advertiser[join.a]) for join in grouping.carried if join.why is Why.CHANGED}
    taken_over = _taken_over(contacts.keys, grouping, table)
    advertisers = []
    for leader, own in sorted(members.items()):
        standing = tell_presence(own, contacts.keys, leader in changed, table, watching_since, settings)
        says = standing.says
        if leader in taken_over:
            says = sentences.handed_over(says, *taken_over[leader])
        advertisers.append(
            Advertiser(
                id=_advertiser_id(leader, table),
                ads=tuple(table.ads[ad].id for ad in own),
                presence=standing.presence,
                says=says,
                first_at=standing.first_at,
                last_at=standing.last_at,
            )
        )
    return tuple(advertisers)


def _taken_over(keys: Keys, grouping: Grouping, table: AdTable) -> dict[int, tuple[str, datetime, datetime]]:
    """Advertisers that use a number after another holder: the number, its last day there and first day here."""
    found: dict[int, tuple[str, datetime, datetime]] = {}
    before = None
    for key in keys.keys:  # runs of one number follow each other
        if key.kind == PHONE and key.run > 0 and before is not None and before.ads and key.ads:
            ended, began = when(max(table.last_s[list(before.ads)])), when(table.first_s[key.ads[0]])
            if ended is not None and began is not None:
                found.setdefault(int(grouping.advertiser[key.ads[0]]), (key.value, ended, began))
        before = key
    return found


def _name_networks(members: dict[int, list[int]], bonds: tuple[Bond, ...], table: AdTable) -> tuple[Network, ...]:
    name = {leader: _advertiser_id(leader, table) for leader in members}
    networks = []
    for leaders, own in group_networks(members, bonds):
        ties = tuple(Tie(a=name[bond.a], b=name[bond.b], because=bond.because) for bond in own)
        networks.append(
            Network(
                id=content_id("network", name[leaders[0]]),
                advertisers=tuple(name[leader] for leader in leaders),
                ties=ties,
            )
        )
    return tuple(networks)
