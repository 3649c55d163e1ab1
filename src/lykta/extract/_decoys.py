"""Groups of digits that a numbering plan holds but a reader would not dial."""

from itertools import pairwise

from lykta.extract._candidates import Run
from lykta.extract._patterns import canonical_pattern

_LOOK_BACK = 32
_UNIT_STARTS = (b":", b"%", b"$", b"\x80", b"\x81")
# Words that make the next number an id, an account or a place on a map.
_NAMES_ANOTHER_NUMBER = canonical_pattern(
    r"(?:\b(?:id|isbn|issn|ean|imei|ref|ocr|bg|pg|ip|iban|gps|lat|long|konto|kontonr|kontonummer|bankgiro|plusgiro"
    r"|clearing|org|orgnr|organisationsnummer|personnummer|pnr|postnummer|postnr"
    r"|vecka|veckor|veckorna|weeks?|storlek|storlekar|strl|sizes?|lotto|lottorad|tidning(?:en)? nr)"
    r"|\b(?:annons|profil|order|kund|artikel|medlems|referens|ad|member|profile|listing|account|item|serie)"
    r"[ -]?(?:id|nr|nummer|no|number))[ .]?(?:nr|nummer|number|no)?[ .:*#-]{0,3}$|[#$\x80\x81] ?$"
)
_NAMING_SIGNS = (b"#", b"$", b"\x80", b"\x81")
_NAMING_ENDS = (
    b"id", b"nr", b"nummer", b"no", b"number", b"isbn", b"issn", b"ean", b"imei", b"ref", b"ocr", b"bg", b"pg", b"ip",
    b"vecka", b"veckor", b"veckorna", b"week", b"weeks", b"storlek", b"storlekar", b"strl", b"size", b"sizes", b"lotto",
    b"lottorad", b"iban", b"gps", b"lat", b"long", b"konto", b"giro", b"clearing", b"org", b"numret", b"girot",
)  # fmt: skip
_TIME_ENDS = (2, 4, 8)
_UNITS = canonical_pattern(
    r"^[ -]?(?::-|kr\b|kronor|sek\b|eur|\x80|\$|\x81|usd|gbp|min\b|minut|tim\b|timm|h\b|hour|cm\b|kg\b|kvm|m2\b"
    r"|km\b|%|years)"
)
_COUNTED = canonical_pattern(
    r"^ ?(?:visning|besok|views|visits|annonser|ads\b|foljare|followers|medlem|members|traffar|likes|hits)"
)
# Days, months and minutes within their bounds, so that pairs of a number seldom pass.
_CLOCK_OR_DATE = canonical_pattern(
    r"\b(?:19|20)\d\d[-./ ](?:0\d|1[0-2])[-./ ][0-3]\d(?:[ t]+[0-2]\d[:.][0-5]\d)?"
    r"|\b[0-3]?\d[-./ ][01]?\d[-./ ](?:19|20)\d\d\b"
    r"|\b[0-3]?\d/[01]?\d ?- ?[0-3]?\d/[01]?\d(?: (?:19|20)\d\d)?\b"
    r"|\b[0-2]?\d[:.][0-5][05] ?(?:-+|till|to) ?[0-2]?\d[:.][0-5][05]\b"
    r"|\b[0-2]\d[03]0 ?(?:-+|till|to) ?[0-2]\d[03]0\b"
    r"|\b[0-2]\d ?- ?[0-2]\d[ ,;\n]+[0-2]\d ?- ?[0-2]\d\b"
    r"|\b[0-3]\d[01]\d(?:19|20)\d\d\b"
)
# Days and months, hours and minutes, goals: a sign within each pair and another between the pairs.
_BETWEEN = r"(?: ?[,;&\n] ?| ?(?:och|and|eller|or|samt) |  ?)"
_ROW_OF_PAIRS = canonical_pattern(
    "|".join(
        rf"\b{pair}(?:{between}{pair}){{{more},}}\b"
        for pair, between, more in (
            (r"[0-3]?\d/[01]?\d", _BETWEEN, 1),
            (r"[0-3]?\d\.[01]?\d\.?", _BETWEEN, 2),
            (r"[0-2]?\d[:.][0-5]\d", _BETWEEN, 1),
            (r"\d,\d\d?", r"(?:;? | (?:och|and|eller|or|till|to) )", 1),
            (r"\d ?[-:] ?\d", rf"(?:,? |{_BETWEEN})", 2),
        )
    )
)
_NEXT_PAIR = canonical_pattern(r"^[, ]{1,2}(?:(?:och|and|&) )?(\d\d)(?:\D|$)")
_PAIR_BEFORE = canonical_pattern(r"(?:^|\D)(\d\d)[, ]{1,2}(?:(?:och|and|&) )?$")
_ALL_DIGITS = "0123456789"
_FEWEST_LISTED = 3
_FEWEST_COUNTED = 7  # single digits, each one more
_MOST_OF_IT = 0.6
_INTRODUCES = canonical_pattern(
    r"\b(?:riktnr|riktnummer|riktnumret|area code|prefix|(?:borja|borjar|inleds|starta|startar)(?: alltid)? med"
    r"|(?:start|starts|begin|begins|starting|beginning) with|nummer|numret|number|tel|telefon|phone)"
    r"(?: (?:ar|is))?[ :.]{1,3}$"
)
_ADDRESS = (b"http", b"www.", b".com/", b".se/", b".example/", b".net/", b".org/")


def is_decoy(units: bytes, groups: Run) -> bool:
    """Whether plainly written groups are a time, a date, an id, a count, or part of an address or decimal."""
    start, end = groups[0].start, groups[-1].end
    return (
        (_may_end_a_time(groups) and _is_clock_or_date(units, start, end))
        or _is_person_or_placeholder(units, groups)
        or counts_on(groups)
        or _is_a_list(units, groups)
        or _continues_something(units, start, end)
        or _names_another_number(units[max(0, start - _LOOK_BACK) : start])
        or (_is_followed(units, end) and _COUNTED.search(units[end : end + _LOOK_BACK]) is not None)
    )


def ends_in_unit(units: bytes, end: int) -> bool:
    """Whether what follows makes the last group a price or a duration; not år, since är has the same bytes."""
    return _is_followed(units, end) and _UNITS.search(units[end : end + _LOOK_BACK]) is not None


def introduces_an_area_code(units: bytes, start: int) -> bool:
    """Whether the words before `start` say that a number begins there, as "riktnummer" and "börja med" do."""
    return _INTRODUCES.search(units[max(0, start - _LOOK_BACK) : start]) is not None


def _is_followed(units: bytes, end: int) -> bool:
    """Whether a unit or a noun may follow at once; cheaper than asking the pattern."""
    after = units[end : end + 2].lstrip(b" -")
    return after[:1].isalpha() or after[:1] in _UNIT_STARTS


def counts_on(groups: Run) -> bool:
    """Whether each group is one more, or one less, than the one before, as in a list of weeks or a counting rhyme."""
    if len({len(group.digits) for group in groups}) != 1:
        return False
    size = len(groups[0].digits)
    if size > 2 or len(groups) < (_FEWEST_COUNTED if size == 1 else 2):
        return False
    return {int(b.digits) - int(a.digits) for a, b in pairwise(groups)} in ({1}, {-1})


def _is_a_list(units: bytes, groups: Run) -> bool:
    """Whether the digits are part of a row of dates, times or scores, or of two-digit numbers that rise beyond them."""
    if len(groups) < _FEWEST_LISTED or max(len(group.digits) for group in groups) > 2:
        return False
    start, end = groups[0].start, groups[-1].end
    low = max(0, start - _LOOK_BACK)
    for match in _ROW_OF_PAIRS.finditer(units[low : end + _LOOK_BACK]):
        shared = min(end, low + match.end()) - max(start, low + match.start())
        if shared > (end - start) * _MOST_OF_IT:
            return True
    return _rises_beyond(units, groups)


def _rises_beyond(units: bytes, groups: Run) -> bool:
    if any(int(a.digits) >= int(b.digits) for a, b in pairwise(groups)):
        return False
    start, end = groups[0].start, groups[-1].end
    after = _NEXT_PAIR.search(units[end : end + _LOOK_BACK])
    before = _PAIR_BEFORE.search(units[max(0, start - _LOOK_BACK) : start])
    return (after is not None and int(after.group(1)) > int(groups[-1].digits)) or (
        before is not None and int(before.group(1)) < int(groups[0].digits)
    )


def _names_another_number(before: bytes) -> bool:
    """Whether the words before name it so; the last letters are asked first, which is a tenth of the pattern's cost."""
    if before[-1:] in _NAMING_SIGNS or before[-2:-1] in _NAMING_SIGNS:
        return _NAMES_ANOTHER_NUMBER.search(before) is not None
    return before.rstrip(b" .:*#-").endswith(_NAMING_ENDS) and _NAMES_ANOTHER_NUMBER.search(before) is not None


def _may_end_a_time(groups: Run) -> bool:
    """Whether a time or a date could end with one of the groups: the last digits of each are two, four or eight."""
    return any(len(group.digits) in _TIME_ENDS for group in groups)


def _is_clock_or_date(units: bytes, start: int, end: int) -> bool:
    """Whether a time or date ends within; one that ends later takes its year from a price beside the number."""
    low = max(0, start - _LOOK_BACK)
    return any(start < low + match.end() <= end for match in _CLOCK_OR_DATE.finditer(units[low : end + 1]))


def _is_person_or_placeholder(units: bytes, groups: Run) -> bool:
    digits = "".join(group.digits for group in groups)
    if len(set(digits[-7:])) == 1 or digits == _ALL_DIGITS:  # a number of zeros, or all there are
        return True
    if [len(group.digits) for group in groups] != [6, 4]:
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    joined_by_sign = units[groups[0].end : groups[1].start] in (b"-", b"+")
    # Coordination numbers add 60 to the day (Skatteverket SKV 707).
    return joined_by_sign and 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _continues_something(units: bytes, start: int, end: int) -> bool:
    before = units[max(0, start - 2) : start]
    if len(before) == 2 and before[1:] in b".,:" and before[:1].isdigit():
        return True  # the decimals of a coordinate
    if before[-1:].isalpha() and not before[:1].isalpha():
        return True  # the digits of an id such as x0701...
    if before[-1:] in (b"/", b"=", b"?", b"&", b"@"):
        word = units[max(0, start - 200) : start].split()
        return bool(word) and (before[-1:] == b"@" or any(mark in word[-1] for mark in _ADDRESS))
    return units[end : end + 1].isalpha() and not units[end + 1 : end + 2].isalpha()


def has_trunkless_shape(units: bytes, groups: Run) -> bool:
    """Whether groups look like a number where no trunk zero tells: one group, or as plans print them.

    A date of eight digits is not; neither are groups of a price list.
    """
    lengths = tuple(len(group.digits) for group in groups)
    digits = "".join(group.digits for group in groups)
    if len(digits) == 8 and digits[:2] in ("19", "20") and digits[4:6] <= "12" and digits[6:] <= "31":
        return False
    if len(lengths) == 4 and all(units[a.end : b.start] == b"." for a, b in pairwise(groups)):
        return False  # an internet address
    return (len(set(lengths)) == 1 and lengths[0] <= 3) or lengths in _PRINTED_SHAPES or len(lengths) == 1


_PRINTED_SHAPES = frozenset(
    {(3, 3, 4), (1, 3, 3, 4), (3, 7), (3, 4), (3, 2, 3), (4, 4), (3, 2, 2, 2), (3, 3, 3), (2, 3, 2, 2), (6, 4)}
)
