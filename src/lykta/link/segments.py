"""Lines and sentences by their hash; those that a site writes itself are learned, so that they never link."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.settings import LinkSettings
from lykta.link.words import Words

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so its powers never vanish modulo 2^64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segments:
    """One row per line or sentence: its ad, the hash of its masked and of its exact words, how many numbers."""

    ad: NDArray[np.int64]
    start: NDArray[np.int64]
    masked: NDArray[np.uint64]
    exact: NDArray[np.uint64]
    numbers: NDArray[np.int64]


def cut_segments(words: Words) -> Segments:
    """The segments of all ads, in the order of the words."""
    start = np.flatnonzero(np.diff(words.segment, prepend=-1))
    if len(start) == 0:
        none = np.zeros(0, dtype=np.int64)
        return Segments(ad=none, start=none, masked=none.astype(np.uint64), exact=none.astype(np.uint64), numbers=none)
    length = np.diff(start, append=len(words.ad))
    position = np.arange(len(words.ad)) - np.repeat(start, length)
    power = np.cumprod(np.full(int(length.max()), _BASE, dtype=np.uint64))[position]
    return Segments(
        ad=words.ad[start],
        start=start,
        masked=np.add.reduceat(words.masked * power, start),
        exact=np.add.reduceat(words.exact * power, start),
        numbers=np.add.reduceat(words.number.astype(np.int64), start),
    )


def learn_boilerplate(
    segments: Segments,
    hashes: NDArray[np.uint64],
    source: NDArray[np.int64],
    contact: NDArray[np.int64],
    settings: LinkSettings,
) -> NDArray[np.bool_]:
    """Per segment whether its source writes it on many ads of many contacts.

    `source` and `contact` are per ad; ads of one contact have one number, so that
    a busy advertiser's own line is not taken for the site's.
    """
    if len(hashes) == 0:
        return np.zeros(0, dtype=np.bool_)
    site = source[segments.ad]
    order = np.lexsort((segments.ad, hashes, site))
    site_, hash_, ad_ = site[order], hashes[order], segments.ad[order]
    new_line = (np.diff(site_, prepend=-1) != 0) | (np.diff(hash_, prepend=hash_[0]) != 0)
    line = np.cumsum(new_line) - 1
    once = new_line | (np.diff(ad_, prepend=-1) != 0)
    ads = np.bincount(line[once])
    line_site = np.zeros(len(ads), dtype=np.int64)
    line_site[line] = site_
    ads_of_site = np.bincount(source)
    common = (ads >= settings.boilerplate_ads) & (ads > settings.boilerplate_share * ads_of_site[line_site])
    for candidate in np.flatnonzero(common):
        contacts = len(set(contact[ad_[line == candidate]].tolist()))
        common[candidate] = contacts >= settings.boilerplate_contacts
    found = np.zeros(len(hashes), dtype=np.bool_)
    found[order] = common[line]
    return found
