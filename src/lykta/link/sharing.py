"""What very many pairs of ads have in common, each told by a few bits."""

import numpy as np
from numpy.typing import NDArray

from lykta.kit.kernels import kernel
from lykta.link.keys import Rows
from lykta.link.table import DAY_S, AdTable

NEAR_DAYS = 2.0  # within so many days two ads in one place say something


def shared_marks(of_ad: Rows, mark: NDArray[np.uint8], a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Per pair the marks, joined by or, of all keys that both ads have; `mark` is by key number."""
    found = np.zeros(len(a), dtype=np.uint8)
    _mark(of_ad.flat, of_ad.start, mark, a, b, found)
    return found


def are_in_one_place(a: NDArray[np.int64], b: NDArray[np.int64], table: AdTable) -> NDArray[np.bool_]:
    """Per pair of rows whether both give the same place at about the same time."""
    near = np.abs(table.first_s[a] - table.first_s[b]) <= NEAR_DAYS * DAY_S
    same: NDArray[np.bool_] = (table.place[a] >= 0) & (table.place[a] == table.place[b]) & near
    return same


@kernel("void(int64[::1], int64[::1], uint8[::1], int64[::1], int64[::1], uint8[::1])")
def _mark(
    flat: NDArray[np.int64],
    start: NDArray[np.int64],
    mark: NDArray[np.uint8],
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    found: NDArray[np.uint8],
) -> None:
    for pair in range(len(a)):
        i, j = start[a[pair]], start[b[pair]]
        end_i, end_j = start[a[pair] + 1], start[b[pair] + 1]
        while i < end_i and j < end_j:
            if flat[i] == flat[j]:
                found[pair] |= mark[flat[i]]
                i += 1
                j += 1
            elif flat[i] < flat[j]:
                i += 1
            else:
                j += 1
