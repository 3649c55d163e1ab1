"""Lines and sentences by their hash; those that a site writes itself are learned, so that they never link."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.settings import LinkSettings

_SITE_ODD = np.uint64(0x165667B19E3779F9)
_SKETCH_BITS = 22  # four million counters: a line shares its counter with a few others at a million ads


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segments:
    """One row per line or sentence: its ad, its first word, the hash of its masked and exact words, its numbers."""

    ad: NDArray[np.int64]
    start: NDArray[np.int64]
    masked: NDArray[np.uint64]
    exact: NDArray[np.uint64]
    numbers: NDArray[np.int64]

    def moved(self, *, ads: int, words: int) -> "Segments":
        """The same segments where `ads` texts with `words` words stand before them."""
        return Segments(
            ad=self.ad + ads, start=self.start + words, masked=self.masked, exact=self.exact, numbers=self.numbers
        )

    @staticmethod
    def together(parts: Sequence["Segments"]) -> "Segments":
        whole = np.zeros(0, dtype=np.int64)
        hashes = np.zeros(0, dtype=np.uint64)
        return Segments(
            ad=np.concatenate([whole, *(part.ad for part in parts)]),
            start=np.concatenate([whole, *(part.start for part in parts)]),
            masked=np.concatenate([hashes, *(part.masked for part in parts)]),
            exact=np.concatenate([hashes, *(part.exact for part in parts)]),
            numbers=np.concatenate([whole, *(part.numbers for part in parts)]),
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
    found = np.zeros(len(hashes), dtype=np.bool_)
    rows = _maybe_common(segments.ad, hashes, source, settings)
    if len(rows) == 0:
        return found
    site = source[segments.ad[rows]]
    order = np.lexsort((segments.ad[rows], hashes[rows], site))
    rows = rows[order]
    site_, hash_, ad_ = site[order], hashes[rows], segments.ad[rows]
    new_line = (np.diff(site_, prepend=-1) != 0) | (np.diff(hash_, prepend=hash_[0]) != 0)
    line = np.cumsum(new_line) - 1
    once = new_line | (np.diff(ad_, prepend=-1) != 0)
    ads = np.bincount(line[once])
    first = np.flatnonzero(new_line)
    last = np.append(first[1:], len(rows))
    ads_of_site = np.bincount(source)
    common = (ads >= settings.boilerplate_ads) & (ads > settings.boilerplate_share * ads_of_site[site_[first]])
    for candidate in np.flatnonzero(common):
        contacts = np.unique(contact[ad_[first[candidate] : last[candidate]]])
        common[candidate] = len(contacts) >= settings.boilerplate_contacts
    found[rows] = common[line]
    return found


def _maybe_common(
    ad: NDArray[np.int64], hashes: NDArray[np.uint64], source: NDArray[np.int64], settings: LinkSettings
) -> NDArray[np.int64]:
    """The segments whose line may be common enough: counted in a sketch that never counts too few."""
    if len(ad) == 0:
        return np.zeros(0, dtype=np.int64)
    site = source[ad]
    with np.errstate(over="ignore"):
        counter = ((hashes ^ (site.astype(np.uint64) * _SITE_ODD)) * _SITE_ODD) >> np.uint64(64 - _SKETCH_BITS)
    counter = counter.astype(np.int64)
    needed = np.maximum(settings.boilerplate_ads, settings.boilerplate_share * np.bincount(source))
    return np.flatnonzero(np.bincount(counter, minlength=1 << _SKETCH_BITS)[counter] >= needed[site])
