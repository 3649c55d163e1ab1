"""Step one: what each ad could be joined by. A key is a value of a kind with the ads that carry it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lykta.kit.hashing import content_id
from lykta.link.pictures import PictureEvidence
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable
from lykta.link.texts import TextEvidence
from lykta.link.union_find import UnionFind

POSTING, TEXT, PICTURE, PRICE_LINE = "posting", "text", "picture", "price_line"
PHONE, EMAIL = "phone", "email"
_LARGE_SHARE = 0.2  # of a source's ads, as for a line that the site writes itself
NOT_CONTACT = frozenset({POSTING, TEXT, PICTURE, PRICE_LINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """`ads` are rows of the table, oldest first. `run` numbers the holders of a number in time."""

    kind: str
    value: str
    ads: tuple[int, ...]
    run: int = 0

    @property
    def is_contact(self) -> bool:
        return self.kind not in NOT_CONTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys in a fixed order, and per ad the numbers of its keys."""

    keys: tuple[Key, ...]
    of_ad: tuple[tuple[int, ...], ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.keys)


def index_keys(keys: Iterable[Key], ads: int) -> Keys:
    """The keys in the order of kind, value and run, so that two runs number them alike."""
    ordered = tuple(sorted(keys, key=lambda key: (key.kind, key.value, key.run)))
    of_ad: list[list[int]] = [[] for _ in range(ads)]
    for number, key in enumerate(ordered):
        for ad in key.ads:
            of_ad[ad].append(number)
    return Keys(keys=ordered, of_ad=tuple(tuple(numbers) for numbers in of_ad))


def identifier_keys(table: AdTable, settings: LinkSettings) -> list[Key]:
    """Phones, e-mails, handles, addresses of pages; and the posting itself, however often it was edited."""
    ads: dict[tuple[str, str], list[int]] = {}
    for row, ad in enumerate(table.ads):
        # Two sources may number their postings alike; a length keeps them apart.
        ads.setdefault((POSTING, f"{len(ad.source)}:{ad.source}:{ad.key}"), []).append(row)
        for identifier in ad.identifiers:
            if identifier.confidence < settings.identifier_min_confidence or identifier.kind in NOT_CONTACT:
                continue
            rows = ads.setdefault((identifier.kind, identifier.value), [])
            if not rows or rows[-1] != row:
                rows.append(row)
    return [
        Key(kind=kind, value=value, ads=tuple(rows))
        for (kind, value), rows in ads.items()
        if kind != POSTING or len(rows) > 1  # a number on one ad still says that the ad has a number of its own
    ]


def number_contacts(table: AdTable, identifiers: Iterable[Key]) -> NDArray[np.int64]:
    """Per ad a first guess of the contact: ads that share an identifier, only for learning a site's own lines.

    A value on a large part of a source may be the site's; it joins only ads that show nothing else.
    """
    sets = UnionFind(len(table))
    ads_of_source = np.bincount(table.source, minlength=1)
    contacts = [key for key in identifiers if key.is_contact]
    shown = np.bincount([ad for key in contacts for ad in key.ads], minlength=len(table))
    for key in contacts:
        ads = list(key.ads)
        share = np.bincount(table.source[ads], minlength=len(ads_of_source)) / np.maximum(ads_of_source, 1)
        if share.max() > _LARGE_SHARE:
            ads = [ad for ad in ads if shown[ad] == 1]
        for ad in ads[1:]:
            sets.union(ads[0], ad)
    return np.array(sets.labels(), dtype=np.int64)


def likeness_keys(table: AdTable, texts: TextEvidence, pictures: PictureEvidence) -> list[Key]:
    """Near-duplicate texts, pictures and price lines that at least two ads have."""
    text_ads: dict[int, list[int]] = {}
    for ad, group in enumerate(texts.group.tolist()):
        if group >= 0:
            text_ads.setdefault(group, []).append(ad)
    picture_ads: dict[int, list[int]] = {}
    for ad, group in zip(pictures.ad.tolist(), pictures.group.tolist(), strict=True):
        picture_ads.setdefault(group, []).append(ad)
    found = [
        Key(kind=TEXT, value=content_id("text", table.ads[group].id), ads=tuple(ads)) for group, ads in text_ads.items()
    ]
    # Two groups may begin with one pHash and differ in the other hash: the number keeps them apart.
    found += [
        Key(kind=PICTURE, value=pictures.value[group], ads=tuple(ads), run=group) for group, ads in picture_ads.items()
    ]
    found += [Key(kind=PRICE_LINE, value=f"{line:016x}", ads=tuple(ads)) for line, ads in texts.price_lines.items()]
    return [key for key in found if len(key.ads) > 1]
