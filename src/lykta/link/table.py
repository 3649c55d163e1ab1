"""Ads as columns, oldest first, so that every later step works on numbers and never on the order given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from lykta.errors import BadInputError
from lykta.model.link import AdEvidence

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdTable:
    """Row i is the i-th oldest ad (by `first_at`, then id; undated ads last).

    `first_s` and `last_s` are epoch seconds, NaN when unknown. `posting` is equal for the wordings of one posting.
    `source` and `place` are codes, place -1 when unknown.
    """

    ads: tuple[AdEvidence, ...]
    first_s: NDArray[np.float64]
    last_s: NDArray[np.float64]
    source: NDArray[np.int64]
    sources: tuple[str, ...]
    place: NDArray[np.int64]
    places: tuple[str, ...]
    posting: NDArray[np.int64]
    rank: NDArray[np.int64]  # of the ad's id among all ids in order

    def __len__(self) -> int:
        return len(self.ads)


def tabulate(ads: Sequence[AdEvidence]) -> AdTable:
    """The ads as columns. Raises BadInputError when two ads have the same id or a time lacks its zone."""
    given = sorted(ads, key=attrgetter("id"))
    ids = [ad.id for ad in given]
    if len(set(ids)) != len(ids):
        twice = next(a for a, b in pairwise(ids) if a == b)
        raise BadInputError(f"ad {twice} came twice; each ad is expected once. Merge its sightings first.")
    began_s = np.array([_epoch(ad, ad.first_at, np.inf) for ad in given], dtype=np.float64)
    rank = np.argsort(began_s, kind="stable")  # equal times stay in the order of their ids
    ordered = tuple(map(given.__getitem__, rank.tolist()))
    sources = tuple(sorted({ad.source for ad in ordered}))
    places = tuple(sorted({ad.place for ad in ordered if ad.place is not None}))
    source_code = {source: code for code, source in enumerate(sources)}
    place_code: dict[str | None, int] = {place: code for code, place in enumerate(places)}
    posting_code: dict[tuple[str, str], int] = {}
    first_s = began_s[rank]
    first_s[np.isinf(first_s)] = np.nan
    last_s = np.array([_epoch(ad, ad.last_at, np.nan) for ad in ordered], dtype=np.float64)
    return AdTable(
        ads=ordered,
        first_s=first_s,
        last_s=np.fmax(first_s, last_s),  # an ad cannot end before it began
        source=np.array([source_code[ad.source] for ad in ordered], dtype=np.int64),
        sources=sources,
        place=np.array([place_code.get(ad.place, -1) for ad in ordered], dtype=np.int64),
        places=places,
        posting=np.array([posting_code.setdefault((ad.source, ad.key), len(posting_code)) for ad in ordered], np.int64),
        rank=rank,
    )


def first_wordings(table: AdTable, ads: Sequence[int]) -> list[int]:
    """One row for each posting among these rows, the oldest: what was reworded was posted once."""
    first: dict[int, int] = {}
    for ad in sorted(ads):
        first.setdefault(int(table.posting[ad]), ad)
    return list(first.values())


def ads_of(advertiser: NDArray[np.int64]) -> dict[int, list[int]]:
    """The ads of each advertiser, oldest first, by its oldest ad."""
    order = np.argsort(advertiser, kind="stable")
    begin = np.flatnonzero(np.diff(advertiser[order], prepend=-1) != 0)
    ads, ends = order.tolist(), np.append(begin, len(order))[1:].tolist()
    leaders = advertiser[order[begin]].tolist()
    return {leader: ads[a:b] for leader, a, b in zip(leaders, begin.tolist(), ends, strict=True)}


def count_postings(table: AdTable, ads: Sequence[int]) -> int:
    """How many ads a reader would count among these rows: the wordings of one posting are one."""
    if len(ads) < 2:
        return len(ads)
    return len(set(table.posting[list(ads)].tolist()))


def ended_s(table: AdTable, ads: Sequence[int], stays_s: float) -> float:
    """When a contact was last in use: its last posting, or its last sighting less the time that ads stay up."""
    rows = list(ads)
    return float(max(table.first_s[rows].max(), table.last_s[rows].max() - stays_s))


def each_ended_s(table: AdTable, stays_s: float) -> NDArray[np.float64]:
    """Per ad what `ended_s` tells of it alone; NaN when undated."""
    result: NDArray[np.float64] = np.maximum(table.first_s, table.last_s - stays_s)
    return result


def when(epoch_s: float) -> datetime | None:
    return None if np.isnan(epoch_s) else at(epoch_s)


def at(epoch_s: float) -> datetime:
    return datetime.fromtimestamp(epoch_s, UTC)


def _epoch(ad: AdEvidence, at: datetime | None, missing: float) -> float:
    if at is None:
        return missing
    if at.tzinfo is None:
        raise BadInputError(f"ad {ad.id}: the time {at} has no zone; aware UTC is expected. Mend the reader.")
    return at.timestamp()
