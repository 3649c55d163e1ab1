"""Which pictures are the same to the eye: perceptual hashes within a few bits, also when mirrored."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.errors import BadInputError
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable
from lykta.link.union_find import label_components
from lykta.model.finding import PictureHash

_CHUNKS = 4
_CHUNK_BITS = 16
_BLOCK = 4_000_000  # candidate pairs held at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PictureEvidence:
    """Row i: ad `ad[i]` shows a picture of group `group[i]`; `value[group]` is the group's oldest pHash."""

    ad: NDArray[np.int64]
    group: NDArray[np.int64]
    value: dict[int, str]


def group_pictures(table: AdTable, settings: LinkSettings) -> PictureEvidence:
    """The picture groups of the ads; pictures below the quality limit are left out."""
    shown = [
        (row, picture)
        for row, ad in enumerate(table.ads)
        for picture in ad.pictures
        if picture.quality >= settings.picture_min_quality
    ]
    number: dict[tuple[str, str], int] = {}
    kept: list[PictureHash] = []
    rows: list[int] = []
    for _, picture in shown:
        same = (picture.phash, picture.dhash)
        if same not in number:
            number[same] = len(kept)
            kept.append(picture)
        rows.append(number[same])
    leader = _near(kept, settings)
    pairs = sorted({(row, int(leader[at])) for (row, _), at in zip(shown, rows, strict=True)})
    return PictureEvidence(
        ad=np.array([row for row, _ in pairs], dtype=np.int64),
        group=np.array([group for _, group in pairs], dtype=np.int64),
        value={group: kept[group].phash for _, group in pairs},
    )


def _near(pictures: list[PictureHash], settings: LinkSettings) -> NDArray[np.int64]:
    phash, dhash = _bits(pictures, "phash"), _bits(pictures, "dhash")
    mirrored = _bits(pictures, "phash_mirrored"), _bits(pictures, "dhash_mirrored")
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for ask_p, ask_d in ((phash, dhash), mirrored):
        for ask, have, ask_other, have_other in ((ask_p, phash, ask_d, dhash), (ask_d, dhash, ask_p, phash)):
            for a, b in pairs_within(ask, have, settings.picture_distance):
                other = np.bitwise_count(ask_other[a] ^ have_other[b])
                sure = (a != b) & (other <= settings.picture_other_distance)
                found.append((a[sure], b[sure]))
    return label_components(len(pictures), np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found]))


def pairs_within(
    ask: NDArray[np.uint64], have: NDArray[np.uint64], distance: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield (i, j) blocks that hold every pair with ask[i] and have[j] at most `distance` bits apart.

    Multi-index hashing (Norouzi, Punjani and Fleet 2012): of four 16-bit chunks at least one
    differs in at most a quarter of the bits, so only such buckets are opened. A pair may come twice.
    """
    if len(ask) == 0 or len(have) == 0:
        return
    masks = _masks(distance // _CHUNKS)
    for chunk in range(_CHUNKS):
        shift = np.uint64(chunk * _CHUNK_BITS)
        key = (have >> shift).astype(np.uint16)
        order = np.argsort(key, kind="stable")
        start = np.concatenate(([0], np.cumsum(np.bincount(key, minlength=1 << _CHUNK_BITS))))
        wanted = (ask >> shift).astype(np.uint16)
        for mask in masks:
            bucket = (wanted ^ mask).astype(np.int64)
            for a, b in _open(start[bucket], start[bucket + 1]):
                j = order[b]
                close = np.bitwise_count(ask[a] ^ have[j]) <= distance
                yield a[close], j[close]


def _open(begin: NDArray[np.int64], end: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Every (row, position) with begin[row] <= position < end[row], in blocks that fit in memory."""
    filled = np.flatnonzero(end > begin)
    begin, size = begin[filled], (end - begin)[filled]
    total = np.concatenate(([0], np.cumsum(size)))
    row = 0
    while row < len(size):
        stop = max(int(np.searchsorted(total, total[row] + _BLOCK, side="right")) - 1, row + 1)
        count = size[row:stop]
        rows = np.repeat(np.arange(row, stop), count)
        offset = np.arange(len(rows)) - np.repeat(total[row:stop] - total[row], count)
        yield filled[rows], begin[rows] + offset
        row = stop


def _masks(bits: int) -> list[np.uint16]:
    """All 16-bit words with at most `bits` bits set."""
    words = np.arange(1 << _CHUNK_BITS, dtype=np.uint16)
    return list(words[np.bitwise_count(words) <= bits])


def _bits(pictures: list[PictureHash], name: str) -> NDArray[np.uint64]:
    values = [getattr(picture, name) for picture in pictures]
    try:
        return np.array([int(value, 16) for value in values], dtype=np.uint64)
    except (ValueError, OverflowError) as error:
        bad = next(value for value in values if not _is_hash(value))
        raise BadInputError(f"picture hash {bad!r}: 16 hex digits are expected. Hash the picture again.") from error


def _is_hash(value: str) -> bool:
    return len(value) <= 16 and all(letter in "0123456789abcdefABCDEF" for letter in value) and value != ""
