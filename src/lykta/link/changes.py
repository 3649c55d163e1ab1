"""When a contact was in use, and what changed to what: one rule for every sentence that names the days of a change.

In use from when its first ad was posted, if the page says so, or else seen; until its last ad was last seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lykta.link.keys import PHONE, Keys
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A contact among the ads of one advertiser; times are epoch seconds."""

    kind: str
    value: str
    began_s: float
    ended_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    old: Used
    new: Used


def contacts_used(ads: Iterable[int], keys: Keys, table: AdTable) -> tuple[Used, ...]:
    """The contacts on these ads, in the order of their beginning; those on undated ads only are left out."""
    spans: dict[tuple[str, str], tuple[float, float]] = {}
    for ad in ads:
        for key in (keys.keys[number] for number in keys.of_ad[ad]):
            if key.is_contact:
                began, ended = spans.get((key.kind, key.value), (np.inf, -np.inf))
                spans[key.kind, key.value] = (
                    float(np.fmin(began, table.first_s[ad])),
                    float(np.fmax(ended, table.last_s[ad])),
                )
    used = [
        Used(kind=kind, value=value, began_s=began, ended_s=ended)
        for (kind, value), (began, ended) in spans.items()
        if np.isfinite(began)
    ]
    return tuple(sorted(used, key=lambda one: (one.began_s, one.kind, one.value)))


def last_number_change(used: Sequence[Used], settings: LinkSettings) -> Change | None:
    """The last change from one number to another. Two at once are no change."""
    overlap_s = (settings.change_overlap_days + settings.change_stays_days) * DAY_S
    change: Change | None = None
    current: Used | None = None
    for one in used:
        if one.kind != PHONE:
            continue
        if current is not None and one.began_s >= max(
            current.began_s + settings.change_overlap_days * DAY_S, current.ended_s - overlap_s
        ):
            change = Change(old=current, new=one)
        if current is None or one.ended_s > current.ended_s:
            current = one
    return change


def change_between(a: int, b: int, used: Sequence[Used], keys: Keys) -> Change | None:
    """The change from the contact of one ad to that of the other, a number if there is one; None if either has none."""
    found = {(one.kind, one.value): one for one in used}
    of_a, of_b = (
        {(key.kind, key.value) for key in (keys.keys[number] for number in keys.of_ad[ad])} & found.keys()
        for ad in (a, b)
    )
    if not of_a - of_b or not of_b - of_a:
        return None
    pair = (min(one, key=_numbers_first) for one in (of_a - of_b, of_b - of_a))
    old, new = sorted((found[one] for one in pair), key=lambda one: (one.began_s, one.kind, one.value))
    return Change(old=old, new=new)


def _numbers_first(contact: tuple[str, str]) -> tuple[bool, tuple[str, str]]:
    return contact[0] != PHONE, contact
