"""What agreement is worth: log2(m / u), with u from how common the value is (Fellegi and Sunter 1969)."""

from dataclasses import replace
from math import log2

from lykta.link import sentences
from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE, POSTING, PRICE_LINE, TEXT, Key
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, count_postings
from lykta.link.training import M_IDENTIFIER, PLACE
from lykta.model.link import SHARED, Family, LinkWeights, Reason
from lykta.model.words import Said


def weigh_key(
    number: int, contacts: Contacts, groups: int, table: AdTable, weights: LinkWeights, settings: LinkSettings
) -> Reason:
    """The reason that two ads with this key share; `groups` is how many unlinked groups use the value."""
    key = contacts.keys.keys[number]
    frequency = max(1, groups) / max(len(table), settings.common_value_population)
    ads = count_postings(table, key.ads)
    if key.kind == POSTING:
        bits = log2(1.0 / (1 / settings.common_value_population))
        return _reason(Family.IDENTIFIER, key, bits, sentences.same_posting(len(key.ads)))
    if key.kind == TEXT:
        bits = log2(weights.m[TEXT] / max(weights.u[TEXT], frequency))
        return _reason(Family.TEXT, key, max(0.0, bits), sentences.same_text(ads))
    if key.kind == PICTURE:
        bits = log2(weights.m[PICTURE] / max(weights.u[PICTURE] * max(1, groups), frequency))
        return _reason(Family.PICTURE, key, max(0.0, bits), sentences.same_picture(ads))
    if key.kind == PRICE_LINE:
        bits = log2(weights.m[PRICE_LINE] / weights.u[PRICE_LINE])
        return _reason(Family.STYLE, key, max(0.0, bits), sentences.same_price_line(ads))
    bits = log2(M_IDENTIFIER / frequency)
    if number in contacts.shared:
        shared = sentences.shared_identifier(key.kind, key.value, ads)
        return _reason(Family.IDENTIFIER, replace(key, kind=SHARED + key.kind), bits, shared)
    return _reason(Family.IDENTIFIER, key, bits, sentences.same_identifier(key.kind, key.value, ads))


def weigh_place(place: str, share: float, weights: LinkWeights) -> Reason:
    """Same place within two days; `share` is the chance that an unlinked ad is there then."""
    bits = max(0.0, log2(weights.m[PLACE] / max(weights.u[PLACE], share)))
    return Reason(
        family=Family.PLACE_AND_TIME,
        kind="place",
        value=place,
        bits=round(bits, 2),
        says=sentences.same_place(),
    )


def _reason(family: Family, key: Key, bits: float, says: Said) -> Reason:
    return Reason(family=family, kind=key.kind, value=key.value, bits=round(bits, 2), says=says)
