"""A number on one ad only that is a contact's own number with a slip of the finger.

Estimand: that the ad is the contact's. Two numbers of nobody's choosing agree in all but two neighbouring digits
about once in a hundred thousand; with a text of that contact besides, a slip is likelier than a stranger.
"""

from collections import defaultdict
from collections.abc import Iterator

from lykta.link.contacts import Contacts
from lykta.link.keys import PHONE, TEXT
from lykta.link.settings import LinkSettings

_COUNTRY = 3  # the plus sign and two digits, which nobody dials wrong


def slips(base: list[int], contacts: Contacts, settings: LinkSettings) -> Iterator[tuple[int, int]]:
    """Yield (an ad of the contact, the ad with the slip) where just one contact fits; `base` is per ad its contact."""
    keys = contacts.keys
    steady: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys.keys):
        if key.kind == PHONE and len(key.ads) >= settings.slip_min_ads:
            for blurred in _blurs(key.value):
                steady[blurred].append(number)
    for key in keys.keys:
        if key.kind != PHONE or len(key.ads) != 1 or _has_another_phone(key.ads[0], contacts):
            continue
        near = {number for blurred in _blurs(key.value) for number in steady.get(blurred, ())}
        texts = {number for number in keys.of_ad[key.ads[0]] if keys.keys[number].kind == TEXT}
        twins = [ad for number in sorted(near) for ad in keys.keys[number].ads if texts & set(keys.of_ad[ad])]
        if len({base[ad] for ad in twins}) == 1:
            yield twins[0], key.ads[0]


def _blurs(value: str) -> Iterator[str]:
    """The number with two neighbouring digits left out, for each such pair."""
    for at in range(_COUNTRY, len(value) - 1):
        yield f"{value[:at]}??{value[at + 2 :]}"


def _has_another_phone(ad: int, contacts: Contacts) -> bool:
    return sum(contacts.keys.keys[number].kind == PHONE for number in contacts.keys.of_ad[ad]) > 1
