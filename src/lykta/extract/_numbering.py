"""Digits to a telephone number by the numbering plans of `phonenumbers`."""

import functools
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat, PhoneNumberType

SHORTEST = 7  # national numbers of seven digits with an area code exist; shorter ones are short codes
LONGEST = 15  # ITU-T E.164 section 6
_INTERNATIONAL = "00"  # the European prefix; writers use it whatever their region


class Telephone(NamedTuple):
    e164: str
    type: str
    country: str


@functools.cache
def needs_trunk(region: str) -> bool:
    """Whether national numbers of the region are dialled with a leading zero, as in Sweden.

    There a number without 0, 00, + or country code is refused: eight-digit ad numbers would otherwise
    pass as landlines.
    """
    metadata = PhoneMetadata.metadata_for_region(region)
    return metadata is not None and metadata.national_prefix == "0"


@functools.cache
def country_code(region: str) -> str:
    return str(phonenumbers.country_code_for_region(region))


def may_start(digits: str, region: str) -> bool:
    """Whether a number of the region, without plus, can begin so. Cheap, to spare most of the parsing."""
    return not needs_trunk(region) or digits[0] == "0" or digits[: len(country_code(region))] == country_code(region)


@functools.lru_cache(maxsize=1 << 16)  # a parse costs 50 us, and ads repeat their numbers
def telephone(digits: str, region: str, *, plus: bool) -> Telephone | None:
    """The number these digits dial from the region, None when no plan holds it."""
    if not SHORTEST <= len(digits) <= LONGEST + len(_INTERNATIONAL):
        return None
    if plus:
        return _valid("+" + digits, region)
    if digits.startswith(_INTERNATIONAL):
        return _valid("+" + digits[len(_INTERNATIONAL) :], region)
    if needs_trunk(region) and digits[0] != "0":
        # A bare country code: 46 0... is written too, so the national zero may stay.
        return _valid("+" + digits, region) if len(digits) >= 9 else None
    return _valid(digits, region)


def _valid(dialled: str, region: str) -> Telephone | None:
    try:
        number = phonenumbers.parse(dialled, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    kind = PhoneNumberType.to_string(phonenumbers.number_type(number)).lower()
    return Telephone(
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        kind,
        phonenumbers.region_code_for_number(number) or "",
    )
