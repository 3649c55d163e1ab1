"""When, where and with what each contact advertises."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable, ended_s
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


def profile_contacts(base: list[int], contacts: Contacts, table: AdTable, settings: LinkSettings) -> dict[int, Profile]:
    """The profile of each contact, by its oldest ad; `base` is that ad per ad."""
    stays_s = settings.change_stays_days * DAY_S
    profiles: dict[int, Profile] = {}
    for ad, leader in enumerate(base):
        own = profiles.get(leader)
        if own is None:
            own = profiles[leader] = Profile(
                first_s=np.inf,
                last_s=-np.inf,
                posted_s=-np.inf,
                has_contact=False,
                places=set(),
                sources=set(),
                pictures=set(),
                prices=Counter(),
            )
        own.first_s = float(np.fmin(own.first_s, table.first_s[ad]))
        own.last_s = float(np.fmax(own.last_s, ended_s(table, (ad,), stays_s)))
        own.posted_s = float(np.fmax(own.posted_s, table.first_s[ad]))
        own.places |= {int(table.place[ad])} - {-1}
        own.sources.add(int(table.source[ad]))
        own.has_contact |= has_contact(table.ads[ad])
        own.prices.update(table.ads[ad].prices)
        own.pictures |= {number for number in contacts.keys.of_ad[ad] if contacts.keys.keys[number].kind == PICTURE}
    return profiles


def has_contact(ad: AdEvidence) -> bool:
    return any(identifier.kind != PICTURE for identifier in ad.identifiers)


def same_market(a: set[int], b: set[int]) -> bool:
    """A common place, an unknown one, or both touring."""
    return not a or not b or bool(a & b) or (len(a) > 1 and len(b) > 1)
