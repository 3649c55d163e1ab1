"""Ads and what a page says of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AdKind(StrEnum):
    """What a posting is; UNKNOWN is an honest answer."""

    OFFER = "offer"
    WANTED = "wanted"
    RECRUITMENT = "recruitment"
    PREMISES = "premises"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """One posting on one source, as worded at one time. An edited posting is another Ad with the same `key`.

    `id` follows from source, key and text, so reading the same page twice gives the same ad.
    `text` is the title, a line break, then the body; every span of a finding counts code points in it.
    `posted_at` is aware UTC, None when the page does not say. `place` and `price` are the page's own fields.
    """

    id: str
    source: str
    key: str
    url: str
    title: str
    text: str = field(repr=False)
    kind: AdKind = AdKind.UNKNOWN
    posted_at: datetime | None = None
    place: str | None = None
    price: str | None = None
    contact: str | None = None
    pictures: tuple[str, ...] = ()
    snapshot: str
    snapshot_sha256: str

    def __post_init__(self) -> None:
        if len(self.snapshot_sha256) != 64:
            raise ValueError(f"ad {self.id}: an ad needs the SHA-256 of the snapshot it was read from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An ad of a source seen at a time in a snapshot, on its own page or in a list."""

    source: str
    key: str
    seen_at: datetime
    snapshot: str


class PageKind(StrEnum):
    """What an adapter made of a page."""

    LIST = "list"
    AD = "ad"
    PICTURE = "picture"
    OTHER = "other"  # understood and of no interest, such as a page of terms
    UNREAD = "unread"  # nobody could read it; counted, listed and kept


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What one snapshot says. `problem` is a sentence when something was expected and not found."""

    snapshot: str
    source: str
    kind: PageKind
    adapter: str
    ads: tuple[Ad, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    problem: str | None = None

    def __post_init__(self) -> None:
        if self.kind is PageKind.UNREAD and not self.problem:
            raise ValueError(f"snapshot {self.snapshot}: an unread page must say why")


def count_postings(ads: Iterable[Ad]) -> int:
    """How many ads a reader would count: a posting that was reworded is one, however many wordings are kept of it."""
    return len({(ad.source, ad.key) for ad in ads})
