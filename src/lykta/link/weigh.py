"""What agreement is worth: log2(m / u), with u from how common the value is (Fellegi and Sunter 1969)."""

from math import log2

from lykta.link import sentences
from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE, POSTING, PRICE_LINE, TEXT, Key
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, count_postings
from lykta.model.link import Family, Reason
from lykta.model.words import Said

# m: how often two ads of one contact agree. Assumed until a unit has judged pairs of its own to learn from.
_M_IDENTIFIER = 0.9  # a fifth change number within a season
_M_TEXT = 0.8
_M_PICTURE = 0.5
_M_PRICE_LINE = 0.5
_M_PLACE = 0.5
# u never falls below these, however rare the value: strangers copy texts and pictures, not numbers.
_U_TEXT = 0.003
_U_PICTURE = 0.0015
_U_PRICE_LINE = 0.05
_U_PLACE = 0.06


def weigh_key(number: int, contacts: Contacts, groups: int, table: AdTable, settings: LinkSettings) -> Reason:
    """The reason that two ads with this key share; `groups` is how many unlinked groups use the value."""
    key = contacts.keys.keys[number]
    frequency = max(1, groups) / max(len(table), settings.common_value_population)
    ads = count_postings(table, key.ads)
    if key.kind == POSTING:
        bits = log2(1.0 / (1 / settings.common_value_population))
        return _reason(Family.IDENTIFIER, key, bits, sentences.same_posting(len(key.ads)))
    if key.kind == TEXT:
        bits = log2(_M_TEXT / max(_U_TEXT, frequency))
        return _reason(Family.TEXT, key, bits, sentences.same_text(ads))
    if key.kind == PICTURE:
        bits = log2(_M_PICTURE / max(_U_PICTURE * max(1, groups), frequency))
        return _reason(Family.PICTURE, key, max(0.0, bits), sentences.same_picture(ads))
    if key.kind == PRICE_LINE:
        bits = log2(_M_PRICE_LINE / _U_PRICE_LINE)
        return _reason(Family.STYLE, key, bits, sentences.same_price_line(ads))
    bits = log2(_M_IDENTIFIER / frequency)
    if number in contacts.shared:
        says = sentences.shared_identifier(key.kind, key.value, ads)
    else:
        says = sentences.same_identifier(key.kind, key.value, ads)
    return _reason(Family.IDENTIFIER, key, bits, says)


def weigh_place(place: str, share: float) -> Reason:
    """Same place within two days; `share` is the chance that an unlinked ad is there then."""
    bits = max(0.0, log2(_M_PLACE / max(_U_PLACE, share)))
    return Reason(
        family=Family.PLACE_AND_TIME,
        kind="place",
        value=place,
        bits=round(bits, 2),
        says=sentences.same_place(),
    )


def _reason(family: Family, key: Key, bits: float, says: Said) -> Reason:
    return Reason(family=family, kind=key.kind, value=key.value, bits=round(bits, 2), says=says)
