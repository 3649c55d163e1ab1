"""Everybody in the market, filled up until the ads add up to what the settings say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from lykta.simulate.grammar import compose
from lykta.simulate.ground import GRAMMARS, Ground, picture_bases
from lykta.simulate.groups import make_agency, make_network
from lykta.simulate.people import Advertiser, AdvertiserKind, Handover, Network, NumberChange, Period
from lykta.simulate.singles import make_independent, make_other, make_scammer

_SHORTEST_TO_CHANGE_D = 4.0  # a life shorter than this never changes number (assumption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    advertisers: tuple[Advertiser, ...]
    networks: tuple[Network, ...]
    changes: tuple[NumberChange, ...]
    handovers: tuple[Handover, ...]


def populate(ground: Ground) -> Population:
    """Draw everybody. Expected ads: posts times the sites they are repeated on."""
    settings = ground.settings
    total = settings.posted_ads_per_day * ground.days * ground.scale
    agency_ads = total * settings.agency_ad_share
    network_ads = total * settings.organised_ad_share - agency_ads
    other_ads = total * settings.other_kind_share
    networks, members = _networks(ground, network_ads)
    agencies = _filled(ground, agency_ads, lambda index: make_agency(ground, f"agency-{index}"))
    others = _filled(ground, other_ads, lambda index: make_other(ground, f"other-{index}"))
    scam_count = _scaled(settings.scammers, ground)
    scam_ads = scam_count * sum(settings.scam_ads) / 2
    independents = _independents(ground, total * (1 - settings.organised_ad_share) - other_ads - scam_ads)
    victims = [one for one in (*independents, *members) if one.periods[0].wordings[0].pictures and one.posts]
    scammers = [make_scammer(ground, f"scam-{index}", victims) for index in range(scam_count)] if victims else []
    steady, changes = _with_number_changes(ground, [*independents, *members, *agencies])
    steady, handovers = _with_handovers(ground, steady)
    steady = _with_minors(ground, steady)
    return Population(
        advertisers=tuple(one for one in (*steady, *others, *scammers) if one.posts),
        networks=networks,
        changes=changes,
        handovers=handovers,
    )


def expected_ads(ground: Ground, one: Advertiser) -> float:
    return len(one.posts) * (1 + (len(one.sites) - 1) * ground.settings.crosspost_share)


def _scaled(count: int, ground: Ground) -> int:
    """A count given for 60 days at scale 1."""
    return max(1, round(count * ground.scale * ground.days / 60))


def _filled(ground: Ground, wanted_ads: float, make: Callable[[int], Advertiser]) -> list[Advertiser]:
    made: list[Advertiser] = []
    ads = 0.0
    while ads < wanted_ads:
        one = make(len(made))
        made.append(one)
        ads += expected_ads(ground, one)
    return made


def _independents(ground: Ground, wanted_ads: float) -> list[Advertiser]:
    made: list[Advertiser] = []

    def make(index: int) -> Advertiser:
        rng = ground.rng("copies", index)
        copies = index > 20 and rng.random() < ground.settings.copycat_share
        one = make_independent(ground, f"single-{index}", copied=rng.choice(made) if copies else None)
        made.append(one)
        return one

    return _filled(ground, wanted_ads, make)


def _networks(ground: Ground, wanted_ads: float) -> tuple[tuple[Network, ...], list[Advertiser]]:
    networks: list[Network] = []
    members: list[Advertiser] = []
    ads = 0.0
    while ads < wanted_ads:
        order = len(networks)
        # The second of a pair has the first's writer and, by the same order, the first's language.
        shared = order % 2 == 1 and order // 2 < ground.settings.shared_writer_pairs
        like = order - 1 if shared else order
        network, its = make_network(ground, f"network-{order}", f"writer-{like}", order=like)
        networks.append(network)
        members += its
        ads += sum(expected_ads(ground, one) for one in its)
    return tuple(networks), members


def _with_number_changes(
    ground: Ground, advertisers: list[Advertiser]
) -> tuple[list[Advertiser], tuple[NumberChange, ...]]:
    """A share of those who stay long enough takes a new number in the middle of their visible life."""
    settings, changed, changes = ground.settings, [], []
    for one in advertisers:
        rng = ground.rng("change", one.id)
        first, last = max(one.start_day, 0), min(one.end_day, ground.days)
        long_enough = last - first >= _SHORTEST_TO_CHANGE_D and len(one.posts) > 1 and one.periods[0].numbers
        if not long_enough or rng.random() >= settings.number_change_share:
            changed.append(one)
            continue
        after, change = _change(ground, one, rng.uniform(first + 1, last - 1), rng)
        changed.append(after)
        changes.append(change)
    return changed, tuple(changes)


def _change(ground: Ground, one: Advertiser, day: float, rng: Random) -> tuple[Advertiser, NumberChange]:
    old = one.periods[0]
    same_text = rng.random() < ground.settings.change_keeps_text_share
    same_pictures = rng.random() < 0.5
    wordings = tuple(
        replace(
            wording,
            text=wording.text if same_text else compose(GRAMMARS[wording.text.language], rng),
            pictures=wording.pictures
            if same_pictures
            else picture_bases(f"{one.id}:{index}:later", len(wording.pictures)),
            copied_from=wording.copied_from if same_text else None,
        )
        for index, wording in enumerate(old.wordings)
    )
    new = Period(from_day=day, numbers=(ground.draw_number(rng), *old.numbers[1:]), wordings=wordings)
    change = NumberChange(
        advertiser=one.id,
        day=day,
        old=old.numbers[0],
        new=new.numbers[0],
        same_text=same_text,
        same_pictures=same_pictures,
    )
    return replace(one, periods=(old, new)), change


def _with_handovers(ground: Ground, advertisers: list[Advertiser]) -> tuple[list[Advertiser], tuple[Handover, ...]]:
    """Some independents who begin late get a number that another independent has left some days before."""
    rng = ground.rng("handover")
    single = [one for one in advertisers if one.kind is AdvertiserKind.INDEPENDENT and len(one.periods) == 1]
    givers = [one for one in single if 0 < one.end_day < ground.days - 3 and one.periods[0].numbers]
    takers = [one for one in single if one.start_day > 3 and one.periods[0].numbers]
    rng.shuffle(takers)
    wanted = round(ground.settings.handover_share * len(single))
    handovers: list[Handover] = []
    replaced: dict[str, Advertiser] = {}
    for giver in givers:
        after = next((one for one in takers if 0.5 < one.start_day - giver.end_day < 20 and one is not giver), None)
        if after is None or giver.id in replaced or len(handovers) == wanted:
            continue
        takers = [one for one in takers if one is not after and one is not giver]
        number = giver.periods[0].numbers[0]
        replaced[after.id] = replace(after, periods=(replace(after.periods[0], numbers=(number,)),))
        handovers.append(Handover(number=number, before=giver.id, after=after.id, day=after.start_day))
    return [replaced.get(one.id, one) for one in advertisers], tuple(handovers)


def _with_minors(ground: Ground, advertisers: list[Advertiser]) -> list[Advertiser]:
    """A few advertisers of both kinds whose ads state an age under 18 now and then."""
    rng = ground.rng("minors")
    able = [one.id for one in advertisers if len(one.posts) >= 3 and one.kind is not AdvertiserKind.AGENCY]
    chosen = set(rng.sample(able, k=min(len(able), _scaled(ground.settings.minors, ground))))
    return [replace(one, minor=True, age=18) if one.id in chosen else one for one in advertisers]
