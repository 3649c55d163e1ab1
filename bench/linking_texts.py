"""Near-duplicate texts: ours against datasketch, rensa and DuckDB in one run, then alone at scale, on one core."""

import gc
import math
import resource
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

import duckdb
import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH

from bench.many import Many, make_evidence, make_many
from bench.worlds import SEED, pin_to_one_core
from lykta.link.linking import link_ads
from lykta.link.settings import LinkSettings
from lykta.link.shingles import shingle
from lykta.link.texts import group_sets
from lykta.link.union_find import UnionFind, label_components
from lykta.link.words import read_texts

PEER_ADS = 20_000
SCALES = (100_000, 1_000_000)
SIZE, BANDS, ROWS = 128, 32, 4  # of the peers' signatures, as they are commonly set for a threshold of .5
THRESHOLD = 0.5
GOALS = {"datasketch": 25, "rensa": 7, "DuckDB": 5}
CORE_GOAL, MEMORY_GOAL_GIB = 40_000, 4.5

Grouper = Callable[[Sequence[str]], NDArray[np.int64]]


def run() -> None:
    pin_to_one_core()
    many = make_many(PEER_ADS, seed=SEED)
    print(
        f"alike: {PEER_ADS} texts, processor time, seed {SEED}; ours as set ({LinkSettings().text_jaccard}, checked), "
        f"the others at {THRESHOLD}, not checked"
    )
    own_s = _print_peer("Lykta", _ours, many, None)
    for name, grouper in (("datasketch", _datasketch), ("rensa", _rensa), ("DuckDB", _duckdb)):
        _print_peer(name, grouper, many, own_s)
    seconds = [_core(ads) for ads in SCALES]
    growth = math.log(seconds[1] / seconds[0]) / math.log(SCALES[1] / SCALES[0])
    print(f"  whole core: time grows as the number of ads to the power {growth:.2f}")
    for ads in SCALES:
        _scale(ads)


def _print_peer(name: str, grouper: Grouper, many: Many, own_s: float | None) -> float:
    seconds, group = _timed(lambda: grouper(many.texts), rounds=3 if own_s is None else 1)
    precision, recall = _pairs(group.tolist(), many.operator.tolist())
    ratio = "" if own_s is None else f", {seconds / own_s:.1f} times ours (goal {GOALS[name]})"
    print(f"  {name}: {seconds:.2f} s{ratio}; pairs of one writer: precision {precision:.4f}, recall {recall:.4f}")
    return seconds


def _timed(work: Callable[[], NDArray[np.int64]], *, rounds: int) -> tuple[float, NDArray[np.int64]]:
    times = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        result = work()
        times.append(time.process_time() - began)
    return float(np.median(times)), result


def _pairs(found: Iterable[int], truth: Iterable[int]) -> tuple[float, float]:
    found, truth = list(found), list(truth)
    both = _count_pairs(zip(found, truth, strict=True))
    return both / max(1, _count_pairs(found)), both / _count_pairs(truth)


def _count_pairs(labels: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def _ours(texts: Sequence[str]) -> NDArray[np.int64]:
    settings = LinkSettings()
    words, segments = read_texts(texts, cap_chars=settings.text_cap_chars)
    return group_sets(shingle(words, segments, np.zeros(len(segments.ad), dtype=np.bool_)), settings)


def _runs(text: str) -> list[str]:
    """Three-word runs with digits masked, as a user of the peers would write them."""
    words = ["#" if word[0].isdigit() else word for word in text.casefold().split()]
    return [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]


def _datasketch(texts: Sequence[str]) -> NDArray[np.int64]:
    index = MinHashLSH(threshold=THRESHOLD, num_perm=SIZE, params=(BANDS, ROWS))
    sets = UnionFind(len(texts))
    for number, text in enumerate(texts):
        signature = MinHash(num_perm=SIZE)
        signature.update_batch([run.encode() for run in set(_runs(text))])
        for other in index.query(signature):
            sets.union(other, number)
        index.insert(number, signature)
    return np.array(sets.labels(), dtype=np.int64)


def _rensa(texts: Sequence[str]) -> NDArray[np.int64]:
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=SIZE, num_bands=BANDS)
    sets = UnionFind(len(texts))
    for number, text in enumerate(texts):
        signature = RMinHash(num_perm=SIZE, seed=SEED)
        signature.update(_runs(text))
        for other in index.query(signature):
            sets.union(other, number)
        index.insert(number, signature)
    return np.array(sets.labels(), dtype=np.int64)


def _duckdb(texts: Sequence[str]) -> NDArray[np.int64]:
    minima = ", ".join(f"min(hash(run, {seed})) AS h{seed}" for seed in range(SIZE))
    bands = ", ".join(
        f"hash({band}, {', '.join(f'h{band * ROWS + row}' for row in range(ROWS))})" for band in range(BANDS)
    )
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        ids = np.arange(len(texts))  # read by name below
        column = np.array(texts, dtype=object)
        database.register("ads", {"id": ids, "text": column})
        edges = database.execute(
            f"""
            WITH words AS (
                SELECT id, list_transform(string_split_regex(lower(text), '\\s+'),
                    lambda word: CASE WHEN regexp_matches(word, '^[0-9]') THEN '#' ELSE word END) AS w FROM ads),
            runs AS (
                SELECT id, unnest(list_transform(range(1, len(w) - 1),
                    lambda n: concat_ws(' ', w[n], w[n + 1], w[n + 2]))) AS run FROM words),
            signatures AS (SELECT id, {minima} FROM runs GROUP BY id),
            banded AS (SELECT id, unnest([{bands}]) AS band FROM signatures)
            SELECT id, min(id) OVER (PARTITION BY band) AS head FROM banded
            """
        ).fetchnumpy()
    return label_components(len(texts), edges["id"].astype(np.int64), edges["head"].astype(np.int64))


def _core(ads: int) -> float:
    """The whole core: evidence of ads to advertisers and networks; then every link and advertiser in words."""
    many = make_many(ads, seed=SEED + 1)
    evidence, writer = make_evidence(many, seed=SEED + 1), many.operator.tolist()
    began_at = min(ad.first_at for ad in evidence if ad.first_at)
    del many
    gc.collect()
    began = time.process_time()
    linking = link_ads(evidence, settings=LinkSettings(), watching_since=began_at)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    began = time.process_time()
    found = {ad: one.id for one in linking.advertisers for ad in one.ads}
    links = sum(1 for _ in linking.links)
    told_s = time.process_time() - began
    precision, recall = _pairs(_as_numbers(found[ad.id] for ad in evidence), writer)
    print(
        f"  whole core, {ads} ads: {seconds:.1f} s, {ads / seconds:,.0f} ads/s (goal {CORE_GOAL:,} at a million); "
        f"pairs of one writer: precision {precision:.4f}, recall {recall:.4f}; {len(linking.hubs)} common values; "
        f"peak {peak:.2f} GiB of this process, the ads among it (goal {MEMORY_GOAL_GIB}); "
        f"{links} links and {len(linking.advertisers)} advertisers told in {told_s:.1f} s more"
    )
    return seconds


def _as_numbers(names: Iterable[str]) -> list[int]:
    number: dict[str, int] = {}
    return [number.setdefault(name, len(number)) for name in names]


def _scale(ads: int) -> None:
    many = make_many(ads, seed=SEED)
    gc.collect()
    seconds, group = _timed(lambda: _ours(many.texts), rounds=1)
    precision, recall = _pairs(group.tolist(), many.operator.tolist())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"  texts alone, {ads}: {seconds:.1f} s, {ads / seconds:,.0f} ads/s; precision {precision:.4f}, "
        f"recall {recall:.4f}; peak {peak:.2f} GiB of this process, the texts among it (goal {MEMORY_GOAL_GIB})"
    )
