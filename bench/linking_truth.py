"""What else the truth tells of a linking: new or returning, numbers kept, ads in two languages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

from lykta.service.desk import Desk
from lykta.simulate.truth import AdKey, Truth, read_truth
from lykta.store.ads import ad_keys, ads_by_value
from lykta.store.advertisers import whole_linking
from lykta.store.links import all_hubs

Pair = tuple[bool, bool]  # found, true


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`returning_f1` and `new_f1` over the numbers seen in the second half; the others are counts of how many."""

    returning_f1: float
    new_f1: float
    numbers: int
    numbers_held: int
    languages_joined: tuple[int, int]  # pairs of one advertiser's ads in two languages: joined, all
    languages_tied: tuple[int, int]  # pairs of one network's


def tell(desk: Desk, truth_file: Path) -> Told:
    truth = read_truth(truth_file)
    with desk.store.reading() as connection:
        key_of = {ad: key for ad, key in ad_keys(connection) if key in truth.ads}
        advertiser_of, network_of = whole_linking(connection)
        held = {hub.value for hub in all_hubs(connection) if hub.kind == "phone"}
        shown = ads_by_value(connection, ["phone"])
    own = {number for row in truth.rows["advertiser"] for number in row["numbers"]}
    several = [value for (_, value), ads in shown.items() if value in own and len(ads) > 1]
    returning = _new_or_returning(truth, key_of, advertiser_of)
    networks = {ad: truth.network_of[key] or truth.advertiser_of[key] for ad, key in key_of.items()}
    return Told(
        returning_f1=_f1(returning),
        new_f1=_f1([(not found, not true) for found, true in returning]),
        numbers=len(several),
        numbers_held=sum(value in held for value in several),
        languages_joined=_in_two_languages(
            truth, key_of, {ad: truth.advertiser_of[key] for ad, key in key_of.items()}, advertiser_of
        ),
        languages_tied=_in_two_languages(truth, key_of, networks, network_of),
    )


def _new_or_returning(truth: Truth, key_of: Mapping[str, AdKey], advertiser_of: Mapping[str, str]) -> list[Pair]:
    """Per advertiser and number seen in the second half: found in the first half, and truly there."""
    (world,) = truth.rows["world"]
    cut = datetime.fromisoformat(world["settings"]["start"]) + timedelta(days=world["days"] / 2)
    early = {ad for ad, key in key_of.items() if datetime.fromisoformat(truth.ads[key]["posted_at"]) < cut}
    seen_before = {truth.advertiser_of[key_of[ad]] for ad in early}
    found_before = {advertiser_of[ad] for ad in early}
    items: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for ad, key in key_of.items():
        if ad not in early and not truth.ads[key]["number_slip"]:
            items[truth.advertiser_of[key], tuple(truth.ads[key]["numbers"])].append(ad)
    pairs = []
    for (advertiser, _), ads in items.items():
        found, _ = Counter(advertiser_of[ad] for ad in ads).most_common(1)[0]
        pairs.append((found in found_before, advertiser in seen_before))
    return pairs


def _f1(pairs: Iterable[Pair]) -> float:
    count = Counter(pairs)
    right = count[True, True]
    return 2 * right / max(1, 2 * right + count[True, False] + count[False, True])


def _in_two_languages(
    truth: Truth, key_of: Mapping[str, AdKey], true: Mapping[str, str], found: Mapping[str, str]
) -> tuple[int, int]:
    """Pairs of ads that truly belong together and are in two languages: how many were found to, and all."""
    cells: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for ad, owner in true.items():
        cells[owner][truth.ads[key_of[ad]]["language"], found[ad]] += 1
    joined = every = 0
    for own in cells.values():
        for ((a, group), n), ((b, other), m) in combinations(own.items(), 2):
            if a != b:
                every += n * m
                joined += n * m * (group == other)
    return joined, every
