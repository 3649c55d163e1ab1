"""One ad as the extractors see it, with the shared canonical form of its text."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import phonenumbers
from numpy.typing import NDArray

from lykta.errors import BadInputError
from lykta.extract._folding import code_points, folding_table
from lykta.extract._loops import fold_drawn
from lykta.model.finding import Finding

# A book is about 500,000 characters; no ad is. The rest of a longer text is not read.
LONGEST_TEXT = 200_000
_FIRST_MARK = "\u0300"  # the lowest code point of categories Mn and Me


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """A text as bytes a-z, 0-9, punctuation and classes (`_folding`), without what is not drawn.

    `offsets[i]` is the code point that byte i came from; None when that is i itself.
    """

    units: bytes
    offsets: NDArray[np.int64] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of bytes start-end."""
        if self.offsets is None:
            return start, end
        return int(self.offsets[start]), int(self.offsets[end - 1]) + 1

    def keep(self, mask: NDArray[np.bool_], units: NDArray[np.uint8] | None = None) -> "Canonical":
        """The same text with only the bytes of the mask."""
        source = np.frombuffer(self.units, np.uint8) if units is None else units
        offsets = np.flatnonzero(mask) if self.offsets is None else self.offsets[mask]
        return Canonical(units=source[mask].tobytes(), offsets=offsets)


def canonicalise(text: str) -> Canonical:
    """The canonical form of a text; same length in code points, less what is not drawn."""
    points = code_points(text)
    units, offsets = np.empty(points.size, np.uint8), np.empty(points.size, np.int64)
    drawn = fold_drawn(points, folding_table(), units, offsets)
    if drawn == points.size:
        return Canonical(units=units.tobytes())
    return Canonical(units=units[:drawn].tobytes(), offsets=offsets[:drawn])


class _Made:
    """What is made of an ad's text while it is read."""

    __slots__ = ("canonical", "extractor", "version")

    def __init__(self) -> None:
        self.canonical: Canonical | None = None
        self.extractor = ""
        self.version = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AdText:
    """The text of an ad and what the page's own fields say.

    `region` is where a number without country code is dialled, one of phonenumbers' two letters.
    `seen_at` is when the ad was posted or first seen, aware UTC; without it "till fredag" names no date.
    `field_name` says that the text is itself such a field; its findings then tell it in extra["field"].
    A text above LONGEST_TEXT is cut; `was_cut` then says so. Raises BadInputError on an unknown region.
    """

    text: str
    region: str = "SE"
    place: str | None = None
    price: str | None = None
    contact: str | None = None
    seen_at: datetime | None = None
    field_name: str = ""
    was_cut: bool = field(default=False, init=False)
    _made: _Made = field(default_factory=_Made, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.region not in phonenumbers.SUPPORTED_REGIONS:
            region = self.region.upper()
            if region not in phonenumbers.SUPPORTED_REGIONS:
                raise BadInputError(
                    f"region {self.region!r}: expected a two-letter country such as SE, NO, DK, FI, DE, GB or US"
                )
            object.__setattr__(self, "region", region)
        if len(self.text) > LONGEST_TEXT:
            object.__setattr__(self, "was_cut", True)
            object.__setattr__(self, "text", self.text[:LONGEST_TEXT])

    @property
    def canonical(self) -> Canonical:
        """Made once and shared by all extractors."""
        made = self._made
        if made.canonical is None:
            made.canonical = canonicalise(self.text)
        return made.canonical

    @property
    def signature(self) -> tuple[str, int]:
        """Name and version of the extractor that is reading; nobody's outside `read_all`."""
        return self._made.extractor, self._made.version

    def sign(self, extractor: str, version: int) -> None:
        """What is found from now on is found by this extractor."""
        self._made.extractor = extractor
        self._made.version = version

    def found(
        self,
        kind: str,
        value: str,
        span: tuple[int, int],
        *,
        confidence: float,
        obscured: str | None = None,
        extra: dict[str, str | int | float] | None = None,
    ) -> Finding:
        """A finding over code points of the text, signed by the extractor that is reading."""
        text, made = self.text, self._made
        start, end = span
        while end < len(text) and text[end] >= _FIRST_MARK and unicodedata.category(text[end]) in ("Mn", "Me"):
            end += 1  # marks belong to the character before them, such as a keycap's frame
        if self.field_name:
            extra = {**(extra or {}), "field": self.field_name}
        return Finding(
            kind=kind,
            value=value,
            written=text[start:end],
            start=start,
            end=end,
            confidence=confidence,
            extractor=made.extractor,
            version=made.version,
            obscured=obscured,
            extra=extra or {},
        )
