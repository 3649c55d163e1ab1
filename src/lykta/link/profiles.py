"""When, where and with what each contact advertises."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable, each_ended_s
from lykta.model.link import AdEvidence


@dataclass(slots=True, kw_only=True)
class Profile:
    """Of one contact; places, sources and pictures by their numbers. Times are epoch seconds."""

    first_s: float
    last_s: float
    posted_s: float  # the last posting; what was posted before stays up
    has_contact: bool
    places: set[int]
    sources: set[int]
    pictures: set[int]
    prices: Counter[str]


def profile_contacts(
    label: NDArray[np.int64], contacts: Contacts, table: AdTable, settings: LinkSettings
) -> dict[int, Profile]:
    """The profile of each contact, by its oldest ad; `label` is that ad per ad."""
    profiles = _in_time(label, table, settings.change_stays_days * DAY_S)
    for leader, place, source, ad in zip(
        label.tolist(), table.place.tolist(), table.source.tolist(), table.ads, strict=True
    ):
        own = profiles[leader]
        own.sources.add(source)
        if place >= 0:
            own.places.add(place)
        if ad.prices:
            own.prices.update(ad.prices)
    keys = contacts.keys
    of_picture = keys.are(PICTURE)[keys.number]
    leaders = label[keys.rows.flat[of_picture]].tolist()
    for leader, number in zip(leaders, keys.number[of_picture].tolist(), strict=True):
        profiles[leader].pictures.add(number)
    return profiles


def _in_time(label: NDArray[np.int64], table: AdTable, stays_s: float) -> dict[int, Profile]:
    """Profiles that say only when, and whether they show a contact; infinite where no ad is dated."""
    order = np.argsort(label, kind="stable")
    begin = np.flatnonzero(np.diff(label[order], prepend=-1) != 0)
    if not len(begin):
        return {}
    leader = label[order[begin]]
    first_s = np.fmin.reduceat(table.first_s[order], begin)
    posted_s = np.fmax.reduceat(table.first_s[order], begin)
    last_s = np.fmax.reduceat(each_ended_s(table, stays_s)[order], begin)
    return {
        one: Profile(
            first_s=first,
            last_s=last,
            posted_s=posted,
            has_contact=shows,
            places=set(),
            sources=set(),
            pictures=set(),
            prices=Counter(),
        )
        for one, first, last, posted, shows in zip(
            leader.tolist(),
            np.where(np.isnan(first_s), np.inf, first_s).tolist(),
            np.where(np.isnan(last_s), -np.inf, last_s).tolist(),
            np.where(np.isnan(posted_s), -np.inf, posted_s).tolist(),
            with_contact(label, table)[leader].tolist(),
            strict=True,
        )
    }


def with_contact(label: NDArray[np.int64], table: AdTable) -> NDArray[np.bool_]:
    """Per ad that is the oldest of a contact, by `label`, whether one of the contact's ads shows how to reach it."""
    shows = np.fromiter(map(_has_contact, table.ads), dtype=np.bool_, count=len(table))
    result = np.zeros(len(table), dtype=np.bool_)
    result[label[shows]] = True
    return result


def _has_contact(ad: AdEvidence) -> bool:
    return any(identifier.kind != PICTURE for identifier in ad.identifiers)


def same_market(a: set[int], b: set[int]) -> bool:
    """A common place, an unknown one, or both touring."""
    return not a or not b or bool(a & b) or (len(a) > 1 and len(b) > 1)
