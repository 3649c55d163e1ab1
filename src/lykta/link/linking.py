"""The three steps in order: keys, pairs, components; then networks and words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from operator import eq
from typing import overload

import numpy as np

from lykta.kit.collecting import collecting_seldom
from lykta.link import sentences
from lykta.link.advertisers import Carried, Grouping, Why, group_advertisers
from lykta.link.bridges import Bridge
from lykta.link.contacts import Contacts, settle_contacts
from lykta.link.hubs import HubFindings, find_hubs
from lykta.link.keys import PHONE, Key, Keys, identifier_keys, index_keys, likeness_keys, number_contacts
from lykta.link.links import build_links
from lykta.link.names import NOTHING_BEFORE, Before, name_all
from lykta.link.networks import tie_advertisers
from lykta.link.obeying import advertiser_pairs, changes_not_ruled, not_ruled, obey_on_contacts, obey_on_networks
from lykta.link.pictures import group_pictures
from lykta.link.places import weigh_places
from lykta.link.presence import tell_presence
from lykta.link.rulings import settle_judgements
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, ads_of, count_postings, tabulate, when
from lykta.link.texts import Lines, group_texts
from lykta.link.training import learn_chances, learn_weights
from lykta.link.weigh import Reasons
from lykta.model.judgement import PairJudgement
from lykta.model.link import AdEvidence, Advertiser, HeldJoin, Linking, LinkWeights


def link_ads(
    ads: Sequence[AdEvidence],
    *,
    settings: LinkSettings,
    watching_since: datetime | None,
    judgements: Iterable[PairJudgement] = (),
    before: Before = NOTHING_BEFORE,
) -> Linking:
    """Every ad is in one advertiser and every advertiser in one network, whatever the order given.

    `watching_since` (aware UTC) is when the collection began: silence before it is not absence.
    Every judgement that contradicts no other is obeyed; the rest is told in `unheeded`. What was there `before` keeps
    its id while most of its ads stay together.
    Raises BadInputError for an ad that came twice, a time without zone, or a picture hash that is none.
    """
    with collecting_seldom():  # nearly everything that is made here is kept, in no rings
        return _link(tabulate(ads), settings, watching_since, judgements, before)


def _link(
    table: AdTable,
    settings: LinkSettings,
    watching_since: datetime | None,
    judgements: Iterable[PairJudgement],
    before: Before,
) -> Linking:
    rulings = settle_judgements(judgements, table)
    keys, hubs, lines = make_keys(table, settings)
    contacts = settle_contacts(keys, frozenset(hubs.hubs), table, settings)
    weights = learn_weights(contacts, table, settings)
    reasons = weigh_keys(keys, hubs, contacts, table, weights, settings)
    place = weigh_places(table, weights)
    by_evidence = group_advertisers(contacts, reasons, lines, table, settings)
    grouping = obey_on_contacts(by_evidence, rulings, contacts.keys, reasons, place, table)
    bonds = obey_on_networks(tie_advertisers(grouping.advertiser, contacts, table, settings), grouping, rulings)
    members = ads_of(grouping.advertiser)
    named = name_all(members, bonds, advertiser_pairs(rulings.network_apart, grouping), table, before)
    links = build_links(contacts, reasons, place, grouping, rulings.contact_together, table)
    return Linking(
        links=links,
        advertisers=Advertisers(members, named.advertiser, contacts.keys, grouping, table, watching_since, settings),
        networks=named.networks,
        hubs=tuple(sorted(hubs.hubs.values(), key=lambda hub: (hub.kind, hub.value, hub.ads))),
        held=(
            *(_hold(bridge, contacts.keys, table) for bridge in not_ruled(contacts, rulings)),
            *(_hold_change(join, table) for join in changes_not_ruled(grouping, rulings)),
        ),
        unheeded=rulings.unheeded,
        became=named.became,
        weights=replace(weights, chances=learn_chances(links.pairs, contacts, table, settings)),
    )


def make_keys(table: AdTable, settings: LinkSettings) -> tuple[Keys, HubFindings, Lines]:
    """Step one: all keys of all ads, which of them are hubs, and the ads' own lines."""
    identifiers = identifier_keys(table, settings)
    texts = group_texts(table, number_contacts(table, identifiers), settings)
    likeness = likeness_keys(table, texts, group_pictures(table, settings))
    keys = index_keys([*identifiers, *likeness], len(table))
    return keys, find_hubs(keys, table, texts.site_lines, settings), texts.lines


def weigh_keys(
    keys: Keys,
    hubs: HubFindings,
    contacts: Contacts,
    table: AdTable,
    weights: LinkWeights,
    settings: LinkSettings,
) -> Reasons:
    """The reason of each key that may link, by its number among `contacts`."""
    several = {
        (keys.keys[number].kind, keys.keys[number].value): groups
        for number, groups in hubs.groups.items()
        if number + 1 == len(keys) or not _is_one_value(keys.keys[number], keys.keys[number + 1])
    }
    groups = np.ones(len(contacts.keys), dtype=np.int64)
    if several:
        for number, key in enumerate(contacts.keys.keys):
            groups[number] = several.get((key.kind, key.value), 1)
    return Reasons(contacts, groups, table, weights, settings)


def _is_one_value(a: Key, b: Key) -> bool:
    return a.kind == b.kind and a.value == b.value


def _hold(bridge: Bridge, keys: Keys, table: AdTable) -> HeldJoin:
    a, b = keys.keys[bridge.a], keys.keys[bridge.b]
    # Each side by an ad that speaks for it alone: a person judges these two, and the crossing ads are what is in doubt.
    own_a, own_b = (next(ad for ad in key.ads if ad not in bridge.ads) for key in (a, b))
    return HeldJoin(
        a=table.ads[own_a].id,
        b=table.ads[own_b].id,
        ads=tuple(table.ads[ad].id for ad in bridge.ads),
        says=sentences.held_join((a.kind, a.value), (b.kind, b.value), count_postings(table, bridge.ads)),
    )


def _hold_change(join: Carried, table: AdTable) -> HeldJoin:
    """A likely change of contact, by the two ads of its sides that have most in common."""
    a, b = table.ads[join.a].id, table.ads[join.b].id
    return HeldJoin(a=a, b=b, ads=(a, b), says=sentences.held_change(join.because))


class Advertisers(Sequence[Advertiser]):
    """Advertisers by their oldest ad, each with its state; an object is built when it is asked for."""

    def __init__(
        self,
        members: dict[int, list[int]],
        name: dict[int, str],
        keys: Keys,
        grouping: Grouping,
        table: AdTable,
        watching_since: datetime | None,
        settings: LinkSettings,
    ) -> None:
        self._leaders = sorted(members)
        self._members, self._name, self._keys, self._table = members, name, keys, table
        self._watching_since, self._settings = watching_since, settings
        dated = table.last_s[~np.isnan(table.last_s)]
        self._as_of_s = float(dated.max()) if len(dated) else np.nan
        self._changes: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for join in grouping.carried:
            if join.why is Why.CHANGED:
                self._changes[int(grouping.advertiser[join.a])].append((join.a, join.b))
        self._taken_over = _taken_over(keys, grouping, table)

    def __len__(self) -> int:
        return len(self._leaders)

    @overload
    def __getitem__(self, at: int) -> Advertiser: ...
    @overload
    def __getitem__(self, at: slice) -> list[Advertiser]: ...
    def __getitem__(self, at: int | slice) -> Advertiser | list[Advertiser]:
        if isinstance(at, slice):
            return [self._build(leader) for leader in self._leaders[at]]
        return self._build(self._leaders[at])

    def __iter__(self) -> Iterator[Advertiser]:
        return map(self._build, self._leaders)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # as a list: equal by what it holds

    def _build(self, leader: int) -> Advertiser:
        own, changes = self._members[leader], self._changes.get(leader, ())
        standing = tell_presence(
            own, self._keys, changes, self._table, self._watching_since, self._as_of_s, self._settings
        )
        says = standing.says
        if leader in self._taken_over:
            says = sentences.handed_over(says, *self._taken_over[leader])
        return Advertiser(
            id=self._name[leader],
            ads=tuple(self._table.ads[ad].id for ad in own),
            presence=standing.presence,
            says=says,
            first_at=standing.first_at,
            last_at=standing.last_at,
        )


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
