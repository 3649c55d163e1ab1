"""Telephone numbers, plain and obscured, as E.164."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lykta.extract._candidates import Run, Stretch, other_readings, stretches_of
from lykta.extract._contact import with_contact
from lykta.extract._decoys import counts_on, ends_in_unit, has_trunkless_shape, introduces_an_area_code, is_decoy
from lykta.extract._numbering import Telephone, needs_trunk, telephone
from lykta.extract._phonescan import HOMOPHONE
from lykta.extract._writing import CONFIDENCE, writing
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

# A text with more tries than this is no ad; the cap bounds the parsing (50 us each) on hostile text.
MOST_TRIES = 200
FEWEST_OBSCURED = 8  # "sex" and "en" are also words of prose, so short runs of words are no number
FEWEST_REAL_DIGITS = 3  # the rest may be letters that look like digits
FEWEST_BRIDGED = 3  # digits before words of prose: an area code; two are more often a time
_BRACKETS = bytes.maketrans(b"[]{}", b"()()")
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"()[]{}")


class _Number(NamedTuple):
    dialled: Telephone
    groups: Run


class _Tries:
    """How many strings may still be tried against the numbering plans."""

    def __init__(self) -> None:
        self.left = MOST_TRIES


def read(ad: AdText) -> Iterable[Finding]:
    """Those of the text, then those that only the page's contact field shows."""
    yield from with_contact(ad, _in_text)


def _in_text(ad: AdText) -> Iterator[Finding]:
    stretches, canonical = stretches_of(ad.canonical, ad.region)
    are_joined = canonical is not ad.canonical
    tries = _Tries()
    for stretch in stretches:
        for number in _best_reading(canonical.units, stretch, ad.region, tries):
            groups = number.groups
            span = canonical.span(*_whole(canonical.units, groups))
            family = writing(canonical.units, groups, ad.text[slice(*span)], joined=are_joined)
            yield ad.found(
                "phone",
                number.dialled.e164,
                span,
                confidence=CONFIDENCE[family],
                obscured=family,
                extra={"type": number.dialled.type, "country": number.dialled.country},
            )


def _whole(units: bytes, groups: Run) -> tuple[int, int]:
    """The number with its plus sign and with brackets that it opens or closes halfway."""
    start, end = groups[0].start, groups[-1].end
    if groups[0].plus:
        back = max(0, start - 8)
        start = max(units.rfind(b"+", back, start), units.rfind(b"plus", back, start))
    inside = units[start:end].translate(_BRACKETS, _NO_BRACKETS)
    if inside.startswith(b")") and units[start - 1 : start].translate(_BRACKETS) == b"(":
        start -= 1
    if inside.endswith(b"(") and units[end : end + 1].translate(_BRACKETS) == b")":
        end += 1
    return start, end


def _best_reading(units: bytes, stretch: Stretch, region: str, tries: _Tries) -> list[_Number]:
    """The numbers of the reading that explains most digits; the likelier reading wins a tie."""
    best = list(_numbers(units, stretch, region, tries))
    explained = _digits(best)
    if not (stretch.sites or (stretch.has_look_alikes and explained < stretch.digits)):
        return best
    for parts in other_readings(units, stretch, region):
        if tries.left <= 0:
            break
        found = [number for part in parts for number in _numbers(units, part, region, tries)]
        digits = _digits(found)
        if digits > explained:
            best, explained = found, digits
    return best


def _digits(numbers: list[_Number]) -> int:
    return sum(len(group.digits) for number in numbers for group in number.groups)


def _numbers(units: bytes, stretch: Stretch, region: str, tries: _Tries) -> Iterator[_Number]:
    """From each group on the longest string that can be dialled."""
    free = 0  # the first group that no number has taken, and that none was refused from
    for candidate in stretch.dialled():
        if candidate.first < free:
            continue
        if tries.left <= 0:
            return
        tries.left -= 1
        number = telephone(candidate.digits, region, plus=candidate.plus)
        if number is None:
            continue
        groups = stretch.run(candidate)
        if ends_in_unit(units, groups[-1].end) or groups[-1].spelling == HOMOPHONE:
            continue
        is_meant = _is_meant(units, groups, region)
        free = (candidate.last if is_meant else candidate.first) + 1
        if is_meant:
            yield _Number(number, groups)


def _is_meant(units: bytes, groups: Run, region: str) -> bool:
    """Whether a reader would dial it, a string the numbering plan holds being no more than a chance."""
    if counts_on(groups):
        return False
    hows = {group.how for group in groups}
    count = sum(len(group.digits) for group in groups)
    if hows == {"digits"} and not any(group.filler for group in groups[1:]):
        international = groups[0].plus or groups[0].digits.startswith("00")
        if not international and not needs_trunk(region) and not has_trunkless_shape(units, groups):
            return False
        return not is_decoy(units, groups)
    real = sum(len(group.digits) for group in groups if group.how != "look-alike")
    if sum(group.spelling == HOMOPHONE for group in groups) > len(groups) // 2:
        return False
    if count < FEWEST_OBSCURED or real < FEWEST_REAL_DIGITS:
        return False
    return not hows <= {"digits", "look-alike"} or _is_meant_among_letters(units, groups, region)


def _is_meant_among_letters(units: bytes, groups: Run, region: str) -> bool:
    """The same of digits with letters, signs or prose between them."""
    outside = units[max(0, groups[0].start - 1) : groups[0].start] + units[groups[-1].end : groups[-1].end + 1]
    if any(chr(byte).isalnum() for byte in outside) or (_has_extension(units, groups) and not needs_trunk(region)):
        return False
    # Prose in the middle, as in "070, sedan 174 06 05"; "08-20 och 09-19" are times.
    bridged = any(group.filler and b" " in units[before.end : group.start] for before, group in pairwise(groups))
    if not bridged:
        return True
    begins = len(groups[0].digits) >= FEWEST_BRIDGED or introduces_an_area_code(units, groups[0].start)
    return begins and not is_decoy(units, groups)


def _has_extension(units: bytes, groups: Run) -> bool:
    """Whether an `x` stands once between digits, as before an extension or between two measures.

    Where numbers begin with a trunk zero or a plus, that tells a number from the rest; elsewhere this must.
    """
    fillers = [units[before.end : group.start].strip() for before, group in pairwise(groups) if group.filler]
    return fillers == [b"x"] and not groups[0].plus


EXTRACTOR = Extractor(
    read=read,
    version=5,
    also_reads=("contact",),
    fires_on=(
        FiresOn(text="Ring 070-174 06 05 efter tolv", values=("+46701740605",)),
        FiresOn(text="+46 (0)8 465 004 00 eller 0046 31 390 06 01", values=("+46846500400", "+46313900601")),
        FiresOn(text="noll sju noll ett sju fyra noll sex noll fem", values=("+46701740605",)),
        FiresOn(text="zero seventy one seventy-four zero six zero five", values=("+46701740605",)),
        FiresOn(text="O7O-I74 O6 O5", values=("+46701740605",)),
        FiresOn(text="070a174b06c05", values=("+46701740605",)),
        FiresOn(text="Ring 070, sedan 174 06 05", values=("+46701740605",)),
        FiresOn(text="noll sjuttio hundrasjuttiofyra noll sex dubbel åtta", values=("+46701740688",)),
        FiresOn(text="n0ll sjuu nol ett sju fyra noll sex noll fem", values=("+46701740605",)),
        FiresOn(text="börja med 070, fortsätt med 174 och sluta med 06 05", values=("+46701740605",)),
        FiresOn(text="call (212) 555-0123", values=("+12125550123",), region="US"),
        FiresOn(text="Ring numret under Kontakt", contact="0701 740605", values=("+46701740605",)),
    ),
    silent_on=(
        "1500 kr 60 min, 2000 kr 90 min",
        "Öppet 08:00-22:00, lördag 09.00-21.00",
        "08-20 och 09-19",
        "Annons-id 0701740605",
        "Datum: 05/06, 12/06, 19/06 och 26/06",
        "Noll, ett, två, tre, fyra, fem, sex, sju, åtta, nio",
        "Resultat: 7-0, 1-7, 4-0, 6-0, 5-1",
        "Två tjejer, sex dagar i veckan, en timme eller tre",
        "Född 010203-1234, org nr 556123-4567, 411 01 Göteborg",
    ),
)
