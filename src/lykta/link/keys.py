"""Step one: what each ad could be joined by. A key is a value of a kind with the ads that carry it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter
from typing import overload

import numpy as np
from numpy.typing import NDArray

from lykta.kit.hashing import content_id
from lykta.link.pictures import PictureEvidence
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable
from lykta.link.texts import TextEvidence
from lykta.link.union_find import label_components

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


class Rows(Sequence[tuple[int, ...]]):
    """Many short tuples kept as one column: number i is `flat[start[i]:start[i + 1]]`."""

    __slots__ = ("flat", "start")

    def __init__(self, flat: NDArray[np.int64], start: NDArray[np.int64]) -> None:
        self.flat, self.start = flat, start

    def __len__(self) -> int:
        return len(self.start) - 1

    @overload
    def __getitem__(self, at: int) -> tuple[int, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[int, ...] | list[tuple[int, ...]]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        return tuple(self.flat[self.start[at] : self.start[at + 1]].tolist())

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        flat, start = self.flat.tolist(), self.start.tolist()
        return (tuple(flat[begin:end]) for begin, end in pairwise(start))

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.diff(self.start)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Keys:
    """Keys in a fixed order, and per ad the numbers of its keys, ascending.

    The same once more in columns, for what is done with all of them at once: `rows` are the ads of each key, `kind` its
    kind as a code of `kinds`, and `is_contact` as of the key itself.
    """

    keys: tuple[Key, ...]
    of_ad: Rows
    rows: Rows
    kind: NDArray[np.int64]
    kinds: tuple[str, ...]
    is_contact: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.keys)

    def are(self, *kinds: str) -> NDArray[np.bool_]:
        """Per key whether it is of one of the kinds."""
        return np.isin(self.kind, [code for code, kind in enumerate(self.kinds) if kind in kinds])

    @property
    def number(self) -> NDArray[np.int64]:
        """The key of each row of `rows.flat`."""
        return np.repeat(np.arange(len(self.keys)), self.rows.sizes)

    def alike_in(self, kind: str) -> NDArray[np.int64]:
        """Per ad its one key of a kind of which an ad has one at most, such as the text; -1 for none."""
        found = np.full(len(self.of_ad), -1, dtype=np.int64)
        wanted = self.are(kind)[self.number]
        found[self.rows.flat[wanted]] = self.number[wanted]
        return found


def index_keys(keys: Iterable[Key], ads: int) -> Keys:
    """The keys in the order of kind, value and run, so that two runs number them alike."""
    ordered = tuple(sorted(keys, key=attrgetter("kind", "value", "run")))
    rows = rows_of([key.ads for key in ordered])
    number = np.repeat(np.arange(len(ordered)), rows.sizes)
    start = np.zeros(ads + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows.flat, minlength=ads), out=start[1:])
    kinds = tuple(sorted({key.kind for key in ordered}))
    code = {kind: at for at, kind in enumerate(kinds)}
    kind = np.fromiter((code[key.kind] for key in ordered), dtype=np.int64, count=len(ordered))
    contact = np.array([name not in NOT_CONTACT for name in kinds], dtype=np.bool_)
    return Keys(
        keys=ordered,
        of_ad=Rows(number[np.argsort(rows.flat, kind="stable")], start),
        rows=rows,
        kind=kind,
        kinds=kinds,
        is_contact=contact[kind],
    )


def rows_of(rows: Sequence[Sequence[int]]) -> Rows:
    start = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)), out=start[1:])
    return Rows(np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(start[-1])), start)


def identifier_keys(table: AdTable, settings: LinkSettings) -> list[Key]:
    """Phones, e-mails, handles, addresses of pages; and the posting itself, however often it was edited."""
    ads: dict[tuple[str, str], list[int]] = {}
    for row in np.flatnonzero(np.bincount(table.posting)[table.posting] > 1).tolist():
        # Two sources may number their postings alike; a length keeps them apart.
        ad = table.ads[row]
        ads.setdefault((POSTING, f"{len(ad.source)}:{ad.source}:{ad.key}"), []).append(row)
    least = settings.identifier_min_confidence
    for row, ad in enumerate(table.ads):
        for identifier in ad.identifiers:
            if identifier.confidence < least or identifier.kind in NOT_CONTACT:
                continue
            rows = ads.setdefault((identifier.kind, identifier.value), [])
            if not rows or rows[-1] != row:
                rows.append(row)
    # A number on one ad still says that the ad has a number of its own.
    return [Key(kind=kind, value=value, ads=tuple(rows)) for (kind, value), rows in ads.items()]


def number_contacts(table: AdTable, identifiers: Iterable[Key]) -> NDArray[np.int64]:
    """Per ad a first guess of the contact: ads that share an identifier, only for learning a site's own lines.

    A value on a large part of a source may be the site's; it joins only ads that show nothing else.
    """
    ads_of_source = np.bincount(table.source, minlength=1)
    contacts = [key for key in identifiers if key.is_contact]
    rows = rows_of([key.ads for key in contacts])
    shown = np.bincount(rows.flat, minlength=len(table))
    joins = np.ones(len(rows.flat), dtype=np.bool_)
    # Only a value with so many ads can be a large part of even the smallest source.
    smallest = ads_of_source[ads_of_source > 0].min(initial=len(table))
    for number in np.flatnonzero(rows.sizes > 0.99 * _LARGE_SHARE * smallest).tolist():
        own = slice(int(rows.start[number]), int(rows.start[number + 1]))
        ads = rows.flat[own]
        share = np.bincount(table.source[ads], minlength=len(ads_of_source)) / np.maximum(ads_of_source, 1)
        if share.max() > _LARGE_SHARE:
            joins[own] = shown[ads] == 1
    return join_rows(rows, len(table), joins)


def join_rows(rows: Rows, ads: int, joins: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Per ad the oldest ad that these rows join it to, each row joining its ads but those that `joins` leaves out."""
    number = np.repeat(np.arange(len(rows)), rows.sizes)
    flat = rows.flat
    if joins is not None:
        number, flat = number[joins], flat[joins]
    following = np.diff(number) == 0
    return label_components(ads, flat[:-1][following], flat[1:][following])


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
