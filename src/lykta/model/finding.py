"""Facts read out of an ad, each with its place in the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Kinds whose value can join ads (DESIGN 3, Identifier).
IDENTIFIER_KINDS = frozenset({"phone", "email", "handle", "url", "picture", "wallet", "account"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A value read from an ad, and how it was written there.

    `value` is normalised (E.164, lower-case address, municipality code ...), `written` the text as it stood.
    `start` and `end` count code points in the text given. `obscured` names the family of
    writing when the value was hidden from machines, else None. `confidence` is within 0-1.
    `extra` holds the kind's own facts, such as unit and duration of a price.
    """

    kind: str
    value: str
    written: str
    start: int
    end: int
    confidence: float
    extractor: str
    version: int
    obscured: str | None = None
    extra: Mapping[str, str | int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.extractor}: a finding needs a span, got {self.start}-{self.end}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"{self.extractor}: confidence {self.confidence} is outside 0-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureHash:
    """Perceptual hashes of one picture, 64 bits each as 16 hex digits, also of its mirror image.

    `quality` is within 0-1; a flat or blank picture has a low one and never links.
    """

    sha256: str
    phash: str
    dhash: str
    phash_mirrored: str
    dhash_mirrored: str
    quality: float
    width: int
    height: int
