"""Digits to a telephone number by the numbering plans of `phonenumbers`."""

import functools
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberType

SHORTEST = 7  # national numbers of seven digits with an area code exist; shorter ones are short codes
LONGEST = 15  # ITU-T E.164 section 6
SHORTEST_BARE = 9  # with a bare country code; eight digits are more often an ad's number
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


@functools.cache
def _possible_lengths(region: str) -> tuple[int, ...]:
    metadata = PhoneMetadata.metadata_for_region(region)
    general = None if metadata is None else metadata.general_desc
    return () if general is None else tuple(general.possible_length)


def may_start(digits: str, region: str) -> bool:
    """Whether a number of the region, without plus, can begin with this group. Cheap, to spare most parsing."""
    return not needs_trunk(region) or digits[0] in ("0", country_code(region)[0])


@functools.lru_cache(maxsize=1 << 16)  # a parse costs 50 us, and ads repeat their numbers
def telephone(digits: str, region: str, *, plus: bool) -> Telephone | None:
    """The number these digits dial from the region, None when no plan holds it."""
    if not SHORTEST <= len(digits) <= LONGEST + len(_INTERNATIONAL):
        return None
    if plus:
        return _parsed("+" + digits, region)
    if digits.startswith(_INTERNATIONAL):
        return _parsed("+" + digits[len(_INTERNATIONAL) :], region)
    if not needs_trunk(region):
        return _parsed(digits, region)
    if digits[0] == "0":
        return _national(digits[1:], region)
    # A bare country code: 46 0... is written too, so the national zero may stay.
    bare = digits.startswith(country_code(region)) and len(digits) >= SHORTEST_BARE
    return _parsed("+" + digits, region) if bare else None


def _national(digits: str, region: str) -> Telephone | None:
    """As `_parsed` of a trunk zero and these digits, at a third of the cost."""
    if len(digits) not in _possible_lengths(region):
        return None
    code = country_code(region)
    return _valid(PhoneNumber(country_code=int(code), national_number=int(digits)), f"+{code}{digits}")


def _parsed(dialled: str, region: str) -> Telephone | None:
    try:
        number = phonenumbers.parse(dialled, region)
    except NumberParseException:
        return None
    return _valid(number, phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _valid(number: PhoneNumber, e164: str) -> Telephone | None:
    kind = phonenumbers.number_type(number)  # UNKNOWN exactly when is_valid_number is false
    if kind == PhoneNumberType.UNKNOWN:
        return None
    return Telephone(e164, PhoneNumberType.to_string(kind).lower(), phonenumbers.region_code_for_number(number) or "")
