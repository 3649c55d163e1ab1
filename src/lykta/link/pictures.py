"""Which pictures are the same to the eye: perceptual hashes within a few bits, also when mirrored."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.errors import BadInputError
from lykta.kit.kernels import kernel
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable
from lykta.link.union_find import find_root, label_components
from lykta.model.finding import PictureHash

_CHUNKS = 4
_CHUNK_BITS = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PictureEvidence:
    """Row i: ad `ad[i]` shows a picture of group `group[i]`; `value[group]` is the group's oldest pHash."""

    ad: NDArray[np.int64]
    group: NDArray[np.int64]
    value: dict[int, str]


def group_pictures(table: AdTable, settings: LinkSettings) -> PictureEvidence:
    """The picture groups of the ads; pictures below the quality limit are left out."""
    number: dict[tuple[str, str], int] = {}
    kept: list[PictureHash] = []
    ads: list[int] = []
    rows: list[int] = []
    least = settings.picture_min_quality
    for row, ad in enumerate(table.ads):
        for picture in ad.pictures:
            if picture.quality < least:
                continue
            same = (picture.phash, picture.dhash)
            at = number.setdefault(same, len(kept))
            if at == len(kept):
                kept.append(picture)
            ads.append(row)
            rows.append(at)
    leader = _near(kept, settings)
    shown = np.array(ads, dtype=np.int64) * max(1, len(kept)) + leader[np.array(rows, dtype=np.int64)]
    shown = np.sort(shown)
    ad, group = np.divmod(shown[np.diff(shown, prepend=-1) != 0], max(1, len(kept)))
    return PictureEvidence(ad=ad, group=group, value={at: kept[at].phash for at in np.unique(group).tolist()})


def _near(pictures: list[PictureHash], settings: LinkSettings) -> NDArray[np.int64]:
    phash, dhash = _bits(pictures, "phash"), _bits(pictures, "dhash")
    mirrored = _bits(pictures, "phash_mirrored"), _bits(pictures, "dhash_mirrored")
    parent = np.arange(len(pictures), dtype=np.int64)
    for ask_p, ask_d in ((phash, dhash), mirrored):
        for ask, have, ask_other, have_other in ((ask_p, phash, ask_d, dhash), (ask_d, dhash, ask_p, phash)):
            join_within(
                (ask, ask_other),
                (have, have_other),
                (settings.picture_distance, settings.picture_other_distance),
                parent,
            )
    return label_components(len(pictures), np.arange(len(pictures)), parent)


def join_within(
    ask: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    have: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    distance: tuple[int, int],
    parent: NDArray[np.int64],
) -> None:
    """In `parent` row i of `ask` and row j of `have` are together if both their hashes are within the distances.

    Multi-index hashing (Norouzi, Punjani and Fleet 2012) over the first hash: of four 16-bit chunks at least one
    differs in at most a quarter of the bits, so only such buckets are opened; in the last chunk one bit less is enough
    where the first three have used the rest up.
    """
    is_self = ask[0] is have[0]
    for chunk, bits in enumerate(_bits_of_chunks(distance[0])):
        masks = _masks(bits)
        asked, mine = _in_buckets(ask[0], chunk)
        kept, theirs = _in_buckets(have[0], chunk)
        _join_buckets(
            ask[0][asked], ask[1][asked], asked, mine,
            have[0][kept], have[1][kept], kept, theirs,
            masks, distance[0], distance[1], is_self, parent,
        )  # fmt: skip


def _bits_of_chunks(distance: int) -> list[int]:
    """How many bits may differ in each chunk, so that no pair within the distance differs in more in every chunk."""
    least, more = divmod(distance + 1, _CHUNKS)  # a pair missed everywhere would differ in sum(bits + 1) at least
    return [least - (chunk >= more) for chunk in range(_CHUNKS)]


def _in_buckets(hashes: NDArray[np.uint64], chunk: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows in the order of their 16-bit chunk, and where each value's rows begin among them."""
    key = (hashes >> np.uint64(chunk * _CHUNK_BITS)).astype(np.uint16)
    begin = np.zeros((1 << _CHUNK_BITS) + 1, dtype=np.int64)
    np.cumsum(np.bincount(key, minlength=1 << _CHUNK_BITS), out=begin[1:])
    return np.argsort(key, kind="stable"), begin


@kernel("int64(uint64)")
def _count_bits(value: np.uint64) -> np.int64:
    """How many bits are set (Warren, Hacker's Delight, 5-1); compilers know the pattern and use one instruction."""
    value -= (value >> np.uint64(1)) & np.uint64(0x5555555555555555)
    value = (value & np.uint64(0x3333333333333333)) + ((value >> np.uint64(2)) & np.uint64(0x3333333333333333))
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((value * np.uint64(0x0101010101010101)) >> np.uint64(56))


@kernel(
    "void(uint64[::1], uint64[::1], int64[::1], int64[::1], uint64[::1], uint64[::1], int64[::1], int64[::1], "
    "uint16[::1], int64, int64, boolean, int64[::1])"
)
def _join_buckets(  # noqa: PLR0913, PLR0917 - a kernel takes columns, not objects
    ask: NDArray[np.uint64],
    ask_other: NDArray[np.uint64],
    ask_row: NDArray[np.int64],
    ask_begin: NDArray[np.int64],
    have: NDArray[np.uint64],
    have_other: NDArray[np.uint64],
    have_row: NDArray[np.int64],
    have_begin: NDArray[np.int64],
    masks: NDArray[np.uint16],
    distance: int,
    other_distance: int,
    is_self: bool,
    parent: NDArray[np.int64],
) -> None:
    """Every pair of each bucket with each bucket at most some bits away; all columns in the order of their buckets.

    Where both sides are the same (`is_self`) each pair of buckets is opened once.
    """
    for bucket in range(len(ask_begin) - 1):
        if ask_begin[bucket] == ask_begin[bucket + 1]:
            continue
        for mask in masks:
            beside = bucket ^ np.int64(mask)
            begin, end = have_begin[beside], have_begin[beside + 1]
            if begin == end or (is_self and beside < bucket):
                continue
            for i in range(ask_begin[bucket], ask_begin[bucket + 1]):
                near = np.int64(0)
                for j in range(begin, end):
                    near += _count_bits(ask[i] ^ have[j]) <= distance
                if near == 0:
                    continue
                for j in range(begin, end):
                    if (
                        _count_bits(ask[i] ^ have[j]) <= distance
                        and _count_bits(ask_other[i] ^ have_other[j]) <= other_distance
                    ):
                        a, b = find_root(parent, ask_row[i]), find_root(parent, have_row[j])
                        parent[max(a, b)] = min(a, b)


def _masks(bits: int) -> NDArray[np.uint16]:
    """All 16-bit words with at most `bits` bits set; none for less than none."""
    words = np.arange(1 << _CHUNK_BITS, dtype=np.uint16)
    return words[np.bitwise_count(words) <= bits]


def _bits(pictures: list[PictureHash], name: str) -> NDArray[np.uint64]:
    values = [getattr(picture, name) for picture in pictures]
    try:
        return np.array([int(value, 16) for value in values], dtype=np.uint64)
    except (ValueError, OverflowError) as error:
        bad = next(value for value in values if not _is_hash(value))
        raise BadInputError(f"picture hash {bad!r}: 16 hex digits are expected. Hash the picture again.") from error


def _is_hash(value: str) -> bool:
    return len(value) <= 16 and all(letter in "0123456789abcdefABCDEF" for letter in value) and value != ""
