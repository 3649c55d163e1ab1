"""How well the order of review does on simulated markets whose truth is known; for tests and for the benchmark."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lykta.model.signal import Tier
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.simulating import make_world, write_captures
from lykta.simulate.truth import AdKey, Truth, read_truth
from lykta.store import ads as ads_store
from lykta.store import advertisers as advertisers_store
from lykta.store import review as review_store

CAPACITY = 20  # networks that a unit looks at in a day [assumption]
Counted = tuple[int, int]  # how many of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A world after linking: the networks in order with their tiers, whose ads are in each, and the truth."""

    order: tuple[tuple[str, Tier], ...]
    ads_of: Mapping[str, tuple[AdKey, ...]]  # as collected; a network without any known ad is left out of no count
    truth: Truth
    people: Mapping[str, Mapping[str, Any]] = field(repr=False)  # the truth of each advertiser

    @property
    def flagged(self) -> list[str]:
        """In order: what is not *the rest*."""
        return [network for network, tier in self.order if tier is not Tier.REST]

    def group_of(self, key: AdKey) -> str:
        """Who is truly behind an ad: its planted network, else its advertiser."""
        return self.truth.network_of[key] or self.truth.advertiser_of[key]

    def is_organised(self, key: AdKey) -> bool:
        return bool(self.people[self.truth.advertiser_of[key]]["organised"])


def reviewed_world(
    desk: Desk, folder: Path, *, seed: int, days: int, scale: float, preset: str = "default"
) -> Reviewed:
    """A world made, captured, read, linked and put in order, as a user's would be."""
    import_files(desk, write_captures(make_world(preset=preset, seed=seed, days=days, scale=scale), folder))
    link_all(desk)
    truth = read_truth(folder / "truth.jsonl")
    ads_of: dict[str, list[AdKey]] = defaultdict(list)
    with desk.store.reading() as connection:
        _, network_of = advertisers_store.whole_linking(connection)
        for ad, key in ads_store.ad_keys(connection):
            if key in truth.ads:
                ads_of[network_of[ad]].append(key)
        order = tuple(review_store.order_of_review(connection))
    return Reviewed(
        order=order,
        ads_of={network: tuple(keys) for network, keys in ads_of.items()},
        truth=truth,
        people={row["id"]: row for row in truth.rows["advertiser"]},
    )


def minors_on_top(world: Reviewed) -> Counted:
    """Of the advertisers with a collected ad that states an age under 18, those with all such ads in tier 0."""
    tier_of = dict(world.order)
    planted, missed = set(), set()
    for network, keys in world.ads_of.items():
        its = {world.truth.advertiser_of[key] for key in keys if key in world.truth.minors}
        planted |= its
        missed |= its if tier_of[network] is not Tier.SUSPECTED_MINOR else set()
    return len(planted - missed), len(planted)


def adults_on_top(world: Reviewed) -> Counted:
    """Of the ads of groups without any suspected minor, those in tier 0."""
    tier_of = dict(world.order)
    with_minor = {world.group_of(key) for key in world.truth.minors}
    tiers = [
        tier_of[network]
        for network, keys in world.ads_of.items()
        for key in keys
        if world.group_of(key) not in with_minor
    ]
    return sum(tier is Tier.SUSPECTED_MINOR for tier in tiers), len(tiers)


def worth_a_look(world: Reviewed, most: int = CAPACITY) -> Counted:
    """Of the first networks, those with most ads organised in truth, or with a minor's ad that states it."""
    first = world.flagged[:most]
    return sum(_is_worth_it(world, network) for network in first), len(first)


def _is_worth_it(world: Reviewed, network: str) -> bool:
    keys = world.ads_of.get(network, ())
    return bool(set(keys) & world.truth.minors) or 2 * sum(map(world.is_organised, keys)) > len(keys)


def planted_found(world: Reviewed, most: int = CAPACITY) -> Counted:
    """Of the planted networks with ads of two members or more, those with half their ads among the first networks."""
    looked_at = set(world.flagged[:most])
    ads: dict[str, list[bool]] = defaultdict(list)
    members: dict[str, set[str]] = defaultdict(set)
    for network, keys in world.ads_of.items():
        for key in keys:
            planted = world.truth.network_of[key]
            if planted is not None:
                ads[planted].append(network in looked_at)
                members[planted].add(world.truth.advertiser_of[key])
    large = [planted for planted in ads if len(members[planted]) > 1]
    return sum(2 * sum(ads[planted]) >= len(ads[planted]) for planted in large), len(large)


def flagged_share(world: Reviewed) -> Counted:
    return len(world.flagged), len(world.order)


def tourers_called_organised(world: Reviewed) -> Counted:
    """Of the independents who tour and had ads collected, those with an ad in a network called organised."""
    return called_organised(world, lambda one, _: bool(one["tours"])).get("all", (0, 0))


def called_organised(
    world: Reviewed, chosen: Callable[[Mapping[str, Any], AdKey], bool], by: str | None = None
) -> dict[str, Counted]:
    """Of the chosen independents, those with an ad called organised; by a field of their ads such as language or place.

    Who stands in a suspected minor's or an urgent network is not called organised.
    """
    tier_of = dict(world.order)
    everyone: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    for network, keys in world.ads_of.items():
        for key in keys:
            who = world.truth.advertiser_of[key]
            if world.people[who]["kind"] != "independent" or not chosen(world.people[who], key):
                continue
            part = "all" if by is None else str(world.truth.ads[key][by])
            everyone[part].add(who)
            if tier_of[network] is Tier.ORGANISED:
                called[part].add(who)
    return {part: (len(called[part]), len(who)) for part, who in everyone.items()}
