"""A template while it grows: columns of tokens in order, each with how many of the texts hold it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.templates.align import align
from lykta.link.templates.tokens import MOST_TOKENS

_PRUNE_FROM = 6  # texts: before that a rare column may still become common
_PRUNE_BELOW = 0.15  # of the texts
_STABLE = 0.5  # a column that fewer than half of the texts hold is no common text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """`codes` in order; `counts` of the `texts` that hold each."""

    codes: NDArray[np.int32]
    counts: NDArray[np.int32]
    texts: int

    @staticmethod
    def of(codes: NDArray[np.int32], *, times: int = 1) -> "Profile":
        return Profile(codes=codes, counts=np.full(len(codes), times, dtype=np.int32), texts=times)

    def share(self) -> NDArray[np.float32]:
        return (self.counts / np.float32(self.texts)).astype(np.float32)

    def stable(self) -> NDArray[np.bool_]:
        """Which columns are common text.

        Where the texts agree well, a column must be held by nearly all: a name that two of three share is a slot.
        """
        share = self.share()
        common = share >= _STABLE
        if not common.any():
            return common
        typical = float(share[common].mean())
        return share >= max(_STABLE, typical - 0.2)

    def weights(self, weight: NDArray[np.float32]) -> NDArray[np.float32]:
        """The worth of matching each column: of its word, less where few of the texts hold it."""
        return weight[self.codes] * self.share()

    def likeness(self, codes: NDArray[np.int32], weight: NDArray[np.float32]) -> tuple[float, NDArray[np.int32]]:
        """How much of this and of a text is common to both, within 0-1, and the match by column."""
        own = self.weights(weight)
        match = align(self.codes, codes, own)
        matched = match >= 0
        held = self.share() >= _STABLE
        both = float(own[matched].sum()) + float(weight[codes[match[matched]]].sum())
        whole = float(own[held | matched].sum()) + float(weight[codes].sum())
        return (both / whole if whole > 0 else 0.0), match

    def joined(self, codes: NDArray[np.int32], match: NDArray[np.int32], *, times: int = 1) -> "Profile":
        """With `times` equal texts more; their tokens that match no column become columns where they stand."""
        place = np.arange(len(self.codes), dtype=np.float64)
        at = np.full(len(codes), np.nan)
        columns = np.flatnonzero(match >= 0)
        at[match[columns]] = columns
        new = np.flatnonzero(np.isnan(at))
        # A token without a column stands after the last matched one before it.
        before = np.searchsorted(match[columns], new) - 1
        anchor = np.where(before >= 0, columns[np.maximum(before, 0)], -1) if len(columns) else np.full(len(new), -1)
        counts = self.counts.copy()
        counts[columns] += times
        order = np.lexsort(
            (
                np.concatenate([np.zeros(len(place)), np.arange(1, len(new) + 1)]),
                np.concatenate([place, anchor + 0.5]),
            )
        )
        all_codes = np.concatenate([self.codes, codes[new]])[order]
        all_counts = np.concatenate([counts, np.full(len(new), times, dtype=np.int32)])[order]
        texts = self.texts + times
        if texts >= _PRUNE_FROM:
            keep = all_counts >= _PRUNE_BELOW * texts
            all_codes, all_counts = all_codes[keep], all_counts[keep]
        if len(all_codes) > MOST_TOKENS:
            keep = np.sort(np.argsort(-all_counts, kind="stable")[:MOST_TOKENS])
            all_codes, all_counts = all_codes[keep], all_counts[keep]
        return Profile(codes=all_codes, counts=all_counts, texts=texts)

    def without_rare(self, least: float) -> "Profile":
        """The columns that at least this share of the texts hold."""
        keep = self.share() >= least
        return Profile(codes=self.codes[keep], counts=self.counts[keep], texts=self.texts)

    def core(self) -> "Profile":
        """The common text alone."""
        keep = self.stable()
        return Profile(codes=self.codes[keep], counts=self.counts[keep], texts=self.texts)
