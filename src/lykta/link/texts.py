"""Which ads carry near-duplicate texts, once the sites' own lines are taken away."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.minhash import near_groups
from lykta.link.segments import Segments, learn_boilerplate
from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles, fingerprints, shingle
from lykta.link.table import AdTable
from lykta.link.words import read_texts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Row i: ad `ad[i]` holds a line or sentence with the hash `line[i]`, numbers masked; none that a site writes."""

    ad: NDArray[np.int64]
    line: NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextEvidence:
    """`group` per ad: the oldest ad with a near-duplicate text, -1 when the text is too short to compare.

    `site_lines`: for each line that a site writes to the digit alike, the ads that show it.
    `price_lines`: ads that hold the same line of numbers, by the line's hash.
    """

    group: NDArray[np.int64]
    site_lines: tuple[frozenset[int], ...]
    price_lines: dict[int, list[int]]
    lines: Lines


def group_texts(table: AdTable, contact: NDArray[np.int64], settings: LinkSettings) -> TextEvidence:
    """Near-duplicate groups of the ads' texts; `contact` numbers who posted each ad as far as is known."""
    words, segments = read_texts((ad.text for ad in table.ads), cap_chars=settings.text_cap_chars)
    site_own = learn_boilerplate(segments, segments.masked, table.source, contact, settings)
    to_the_digit = learn_boilerplate(segments, segments.exact, table.source, contact, settings)
    return TextEvidence(
        group=group_sets(shingle(words, segments, site_own), settings),
        site_lines=_site_lines(segments, to_the_digit),
        price_lines=_price_lines(segments, site_own),
        lines=_lines(segments, site_own, len(words.code), settings),
    )


def group_sets(sets: Shingles, settings: LinkSettings) -> NDArray[np.int64]:
    """Per set the first set of its near-duplicate group, -1 where it is too small to compare."""
    group = np.full(len(sets.start) - 1, -1, dtype=np.int64)
    rows = np.flatnonzero(sets.sizes >= max(1, settings.text_min_shingles))
    if len(rows) == 0:
        return group
    # Ads with exactly the same set meet here, so thousands of copies cost one comparison.
    whole = fingerprints(sets, rows)
    order = np.argsort(whole, kind="stable")
    first = np.diff(whole[order], prepend=~whole[order][:1]) != 0
    copy_of = np.empty(len(rows), dtype=np.int64)
    copy_of[order] = order[np.flatnonzero(first)][np.cumsum(first) - 1]
    distinct = np.sort(order[first])
    leader = near_groups(sets, rows[distinct], settings)
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
    order = np.argsort(segments.exact[chosen], kind="stable")
    line, ad = segments.exact[chosen][order], segments.ad[chosen][order]
    once = (np.diff(line, prepend=~line[:1]) != 0) | (np.diff(ad, prepend=-1) != 0)
    line, ad = line[once], ad[once]
    begin = np.flatnonzero(np.diff(line, prepend=~line[:1]) != 0)
    end = np.append(begin[1:], len(line))
    several = end - begin > 1
    return {int(line[a]): ad[a:b].tolist() for a, b in zip(begin[several].tolist(), end[several].tolist(), strict=True)}


def _lines(segments: Segments, site_own: NDArray[np.bool_], words: int, settings: LinkSettings) -> Lines:
    """The lines and sentences with words enough to be somebody's own."""
    kept = ~site_own & (np.diff(segments.start, append=words) >= settings.line_min_words)
    return Lines(ad=segments.ad[kept], line=segments.masked[kept])
