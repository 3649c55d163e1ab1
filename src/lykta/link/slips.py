"""A number on one ad only that is a contact's own number with a slip of the finger.

Estimand: that the ad is the contact's. Two numbers of nobody's choosing agree in all but two neighbouring digits
about once in a hundred thousand; with a text of that contact besides, a slip is likelier than a stranger.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts
from lykta.link.keys import PHONE, TEXT, Keys
from lykta.link.settings import LinkSettings

_COUNTRY = 3  # the plus sign and two digits, which nobody dials wrong


def slips(base: list[int], contacts: Contacts, settings: LinkSettings) -> Iterator[tuple[int, int]]:
    """Yield (an ad of the contact, the ad with the slip) where just one contact fits; `base` is per ad its contact."""
    keys = contacts.keys
    steady: dict[str, list[int]] = defaultdict(list)
    alone, texts_of_alone = _alone(keys)
    for number in _steady(keys, texts_of_alone, settings):
        for blurred in _blurs(keys.keys[number].value):
            steady[blurred].append(number)
    for key in (keys.keys[number] for number in alone):
        near = {number for blurred in _blurs(key.value) for number in steady.get(blurred, ())}
        texts = {number for number in keys.of_ad[key.ads[0]] if keys.keys[number].kind == TEXT}
        twins = [ad for number in sorted(near) for ad in keys.keys[number].ads if texts & set(keys.of_ad[ad])]
        if len({base[ad] for ad in twins}) == 1:
            yield twins[0], key.ads[0]


def _blurs(value: str) -> Iterator[str]:
    """The number with two neighbouring digits left out, for each such pair."""
    for at in range(_COUNTRY, len(value) - 1):
        yield f"{value[:at]}??{value[at + 2 :]}"


def _alone(keys: Keys) -> tuple[list[int], NDArray[np.int64]]:
    """The numbers on one ad only that are alone there and have a text beside them; and those texts."""
    text, is_phone = keys.alike_in(TEXT), keys.are(PHONE)
    phones = np.bincount(keys.rows.flat[is_phone[keys.number]], minlength=len(keys.of_ad))
    numbers = np.flatnonzero(is_phone & (keys.rows.sizes == 1))
    ads = keys.rows.flat[keys.rows.start[numbers]]
    kept = (phones[ads] == 1) & (text[ads] >= 0)
    return numbers[kept].tolist(), np.unique(text[ads[kept]])


def _steady(keys: Keys, texts: NDArray[np.int64], settings: LinkSettings) -> list[int]:
    """The numbers on several ads of which one has one of these texts; others cannot be the meant one."""
    near = np.isin(keys.alike_in(TEXT)[keys.rows.flat], texts)
    has_text = np.bincount(keys.number[near], minlength=len(keys)) > 0
    found: list[int] = np.flatnonzero(keys.are(PHONE) & (keys.rows.sizes >= settings.slip_min_ads) & has_text).tolist()
    return found
