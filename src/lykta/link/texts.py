"""Which ads carry near-duplicate texts, once the sites' own lines are taken away."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.minhash import near_pairs
from lykta.link.segments import Segments, cut_segments, learn_boilerplate
from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles, mix, shingle
from lykta.link.table import AdTable
from lykta.link.union_find import label_components
from lykta.link.words import read_words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextEvidence:
    """`group` per ad: the oldest ad with a near-duplicate text, -1 when the text is too short to compare.

    `site_lines`: for each line that a site writes to the digit alike, the ads that show it.
    `price_lines`: ads that hold the same line of numbers, by the line's hash.
    """

    group: NDArray[np.int64]
    site_lines: tuple[frozenset[int], ...]
    price_lines: dict[int, list[int]]


def group_texts(table: AdTable, contact: NDArray[np.int64], settings: LinkSettings) -> TextEvidence:
    """Near-duplicate groups of the ads' texts; `contact` numbers who posted each ad as far as is known."""
    words = read_words((ad.text for ad in table.ads), cap_chars=settings.text_cap_chars)
    segments = cut_segments(words)
    site_own = learn_boilerplate(segments, segments.masked, table.source, contact, settings)
    to_the_digit = learn_boilerplate(segments, segments.exact, table.source, contact, settings)
    length = np.diff(segments.start, append=len(words.ad))
    sets = shingle(words, np.repeat(~site_own, length))
    return TextEvidence(
        group=_group(sets, settings),
        site_lines=_site_lines(segments, to_the_digit),
        price_lines=_price_lines(segments, site_own),
    )


def _group(sets: Shingles, settings: LinkSettings) -> NDArray[np.int64]:
    group = np.full(len(sets.start) - 1, -1, dtype=np.int64)
    rows = np.flatnonzero(sets.sizes >= max(1, settings.text_min_shingles))
    if len(rows) == 0:
        return group
    long_enough = sets.select(rows)
    # Ads with exactly the same set meet here, so thousands of copies cost one comparison.
    whole = mix(np.add.reduceat(mix(long_enough.hashes), long_enough.start[:-1]))
    order = np.argsort(whole, kind="stable")
    first = np.diff(whole[order], prepend=~whole[order][:1]) != 0
    copy_of = np.empty(len(rows), dtype=np.int64)
    copy_of[order] = order[np.flatnonzero(first)][np.cumsum(first) - 1]
    distinct = np.sort(order[first])
    a, b = near_pairs(long_enough.select(distinct), settings)
    leader = label_components(len(distinct), a, b)
    group[rows] = rows[distinct[leader[np.searchsorted(distinct, copy_of)]]]
    return group


def _site_lines(segments: Segments, learned: NDArray[np.bool_]) -> tuple[frozenset[int], ...]:
    ads: dict[int, set[int]] = {}
    for line, ad in zip(segments.exact[learned].tolist(), segments.ad[learned].tolist(), strict=True):
        ads.setdefault(line, set()).add(ad)
    return tuple(frozenset(among) for among in ads.values())


def _price_lines(segments: Segments, site_own: NDArray[np.bool_]) -> dict[int, list[int]]:
    """Lines with at least two numbers that are the same to the digit, such as a price list."""
    chosen = np.flatnonzero((segments.numbers >= 2) & ~site_own)
    ads: dict[int, list[int]] = {}
    for line, ad in zip(segments.exact[chosen].tolist(), segments.ad[chosen].tolist(), strict=True):
        seen = ads.setdefault(line, [])
        if not seen or seen[-1] != ad:
            seen.append(ad)
    return {line: among for line, among in ads.items() if len(among) > 1}
