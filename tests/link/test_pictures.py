from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lykta.errors import BadInputError
from lykta.link.pictures import group_pictures, join_within
from lykta.link.settings import LinkSettings
from lykta.link.table import tabulate
from lykta.link.union_find import UnionFind
from lykta.model.finding import PictureHash
from tests.link.evidence import ad, picture


def _groups(*pictures: PictureHash) -> list[int]:
    table = tabulate([ad(f"a{number}", day=number, pictures=(one,)) for number, one in enumerate(pictures)])
    return [int(group) for group in group_pictures(table, LinkSettings()).group]


def test_the_same_picture_is_one_group_and_another_is_not() -> None:
    assert _groups(picture("one"), picture("one"), picture("two")) == [0, 0, 1]


def test_ten_bits_off_are_near_and_eleven_are_not() -> None:
    assert _groups(picture("one"), picture("one", flip=10)) == [0, 0]
    assert _groups(picture("one"), picture("one", flip=11)) == [0, 1]


def test_a_mirrored_picture_is_found() -> None:
    shown = picture("one")
    mirrored = replace(
        shown,
        phash=shown.phash_mirrored,
        dhash=shown.dhash_mirrored,
        phash_mirrored=shown.phash,
        dhash_mirrored=shown.dhash,
    )
    assert _groups(shown, mirrored) == [0, 0]


def test_one_hash_near_and_the_other_far_is_another_picture() -> None:
    shown = picture("one")
    assert _groups(shown, replace(shown, dhash=picture("two").dhash)) == [0, 1]


def test_a_flat_picture_is_left_out() -> None:
    assert _groups(picture("one", quality=0.1), picture("one")) == [0]


def test_a_hash_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(BadInputError, match="picture hash 'xyz'"):
        _groups(replace(picture("one"), phash="xyz"), picture("two"))


@pytest.mark.parametrize("limit", [0, 3, 10, 14])
def test_opening_buckets_joins_exactly_what_all_pairs_would(limit: int) -> None:
    random = np.random.default_rng(2)
    have, other = (random.integers(0, 2**64, 300, dtype=np.uint64) for _ in range(2))
    for number in range(1, 300, 2):  # every second one is its neighbour with up to 14 bits changed
        flips = random.choice(64, number % 15, replace=False)
        have[number] = have[number - 1] ^ np.uint64(sum(1 << int(bit) for bit in flips))
        other[number] = other[number - 1] ^ np.uint64(sum(1 << bit for bit in range(number % 25)))
    for ask in (have, have.copy(), have[::-1].copy()):  # the same, as another's, and in another order
        ask_other = other[::-1].copy() if ask[0] == have[-1] else other
        expected = UnionFind(300)
        for i, j in product(range(300), repeat=2):
            near = int(ask[i] ^ have[j]).bit_count() <= limit
            if near and int(ask_other[i] ^ other[j]).bit_count() <= 20:
                expected.union(i, j)
        parent = np.arange(300)
        join_within((ask, ask_other), (have, other), (limit, 20), parent)
        found = UnionFind(300)
        for item, above in enumerate(parent.tolist()):
            found.union(item, above)
        assert found.labels() == expected.labels()
