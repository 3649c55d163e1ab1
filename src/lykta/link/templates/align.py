"""The heaviest common subsequence of two runs of tokens, where tokens that stay side by side weigh more."""

import numpy as np
from numpy.typing import NDArray

from lykta.kit.kernels import kernel

_SIDE_BY_SIDE = np.float32(0.25)  # of a token's weight: breaks ties in favour of whole phrases
_NONE = np.float32(-1.0)


def align(a: NDArray[np.int32], b: NDArray[np.int32], weight: NDArray[np.float32]) -> NDArray[np.int32]:
    """Per token of `a` the position in `b` that it is matched with, ascending, or -1.

    `weight` is per token of `a` and positive.
    """
    match = np.full(len(a), -1, dtype=np.int32)
    if len(a) == 0 or len(b) == 0:
        return match
    best = np.zeros((len(a) + 1, len(b) + 1), dtype=np.float32)
    run = np.full((len(a) + 1, len(b) + 1), _NONE, dtype=np.float32)
    _align(a, b, weight, best, run, match)
    return match


@kernel("void(int32[::1], int32[::1], float32[::1], float32[:, ::1], float32[:, ::1], int32[::1])")
def _align(
    a: NDArray[np.int32],
    b: NDArray[np.int32],
    weight: NDArray[np.float32],
    best: NDArray[np.float32],
    run: NDArray[np.float32],
    match: NDArray[np.int32],
) -> None:
    """`best[i, j]` of the first i and j tokens; `run[i, j]` when they end in a match, else _NONE."""
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            found = max(best[i - 1, j], best[i, j - 1])
            if a[i - 1] == b[j - 1]:
                here = best[i - 1, j - 1] + weight[i - 1]
                if run[i - 1, j - 1] >= 0:
                    here = max(here, run[i - 1, j - 1] + weight[i - 1] * (np.float32(1) + _SIDE_BY_SIDE))
                run[i, j] = here
                found = max(found, here)
            best[i, j] = found
    i, j = len(a), len(b)
    while i > 0 and j > 0:
        if run[i, j] >= 0 and run[i, j] == best[i, j]:
            # Follow the run back for as long as it is worth more than beginning anew.
            while True:
                match[i - 1] = j - 1
                value = run[i, j]
                i, j = i - 1, j - 1
                if run[i, j] < 0 or value != run[i, j] + weight[i] * (np.float32(1) + _SIDE_BY_SIDE):
                    break
        elif best[i - 1, j] >= best[i, j - 1]:
            i -= 1
        else:
            j -= 1
