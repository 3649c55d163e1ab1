"""Canonical bytes in, groups of digits and the strings they may dial out, in one compiled pass.

The pass follows `_readings`, whose words it uses, for the likeliest reading alone; where another reading
may explain more, the stretch says so, and `_readings` is asked. A stretch is what `_readings` calls a region.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from lykta.extract._folding import EURO, POUND
from lykta.extract._loops import UNITS
from lykta.extract._numbering import LONGEST, SHORTEST
from lykta.extract._numberwords import LONGEST_RUN, LONGEST_WORD, WORDS, Role
from lykta.kit.kernels import kernel

MOST_BYTES = 3_000  # no ad holds more bytes of numbers; the cap bounds the work on hostile text
MOST_GROUPS = 1_024
MOST_CANDIDATES = 512
MOST_PIECES = 2 * MOST_GROUPS
LONGEST_GAP = 6
LONGEST_FILLER = 3
LONGEST_TENS_GAP = 2
LONGEST_LETTER_GAP = 3
FEWEST_UNITS = 6
FEWEST_WORDS_OF_A_TAIL = 3
TWO_GLUED = 20  # two Swedish mobile numbers without a gap
LONGEST_DIALLED = LONGEST + 2

# How a group is written; the names are those of `_readings.Group.how`.
HOWS = ("digits", "look-alike", "word", "unit", "tens")
DIGITS, ALIKE, WORD, UNIT, TENS = range(5)
LANGUAGES = ("", "sv", "en")
# Columns of the rows: of a group (those from G_DIGITS on stay inside), of a stretch, and of a candidate, whose groups
# are counted from its stretch's first, the last included.
G_START, G_END, G_HOW, G_LANGUAGE, G_GLUED, G_PLUS, G_FILLER, G_COUNT, G_DIGITS, G_RUN = range(10)
S_START, S_END, S_OTHER, S_DIGITS, S_GROUPS, S_CANDIDATES = range(6)
C_FIRST, C_LAST, C_VALUE, C_COUNT, C_PLUS = range(5)
COLUMNS, GROUP_COLUMNS = 8, 10
# Why a stretch has other readings.
LOOK_ALIKES_ARE_TAKEN, TENS_ARE_JOINED = 1, 2

_P_KIND, _P_START, _P_END, _P_WORDS = range(4)
_GAP, _DIGIT, _NUMBER, _LIKE, _SIGN, _OTHER = range(6)
Int = int | np.int64
# A byte is a letter, a digit, a currency, which no number goes across, or may stand between groups.
_FREE, _IS_DIGIT, _IS_LETTER, _IS_CURRENCY = range(4)
_CURRENCIES = (ord("$"), EURO, POUND)
_CLASSES = np.array(
    [
        _IS_CURRENCY if byte in _CURRENCIES
        else _IS_DIGIT if 48 <= byte < 58
        else _IS_LETTER if 97 <= byte < 123
        else _FREE
        for byte in range(256)
    ],
    np.uint8,
)  # fmt: skip
# Words that lead from one part of a number to the next.
_BRIDGES = tuple(
    functools.reduce(lambda packed, letter: packed << 5 | (letter - 96), word, 0)
    for word in b"sedan sen darefter och foljt av streck then and followed by dash".split()
)
_LONGEST_BRIDGE = 8
_TABLE = 512
_FACTOR = 0x9E3779B1


def _slot(packed: Int) -> int:
    return int(packed * _FACTOR >> 16) & (_TABLE - 1)


def _word_tables() -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]
]:
    """An open table of packed words, each with number, digits, how and language; letters they begin and end with."""
    keys = np.zeros(_TABLE, np.int64)
    means = np.zeros((_TABLE, 4), np.int64)
    begins, ends = np.zeros(1 << 10, np.bool_), np.zeros(1 << 10, np.bool_)
    ends_of_three = np.zeros(1 << 15, np.bool_)
    how = {Role.UNIT: UNIT, Role.TENS: TENS, Role.PLUS: -1}
    for letters, word in WORDS.items():
        codes = [byte - 96 for byte in letters]
        packed: Int = 0
        for code in codes:
            packed = packed << 5 | code
        slot = _slot(packed)
        while keys[slot]:
            slot = (slot + 1) % _TABLE
        keys[slot] = packed
        means[slot] = (
            int(word.digits or 0),
            len(word.digits),
            how.get(word.role, WORD),
            LANGUAGES.index(word.language),
        )
        begins[codes[0] << 5 | codes[1]] = True
        ends[codes[-2] << 5 | codes[-1]] = True
        if len(codes) > 2:
            ends_of_three[codes[-3] << 10 | codes[-2] << 5 | codes[-1]] = True
    return keys, means, begins, ends, ends_of_three


_KEYS, _MEANS, _BEGINS, _ENDS, _ENDS_OF_THREE = _word_tables()
_WORDS_OF_TWO = tuple((letters[0], letters[1]) for letters in WORDS if len(letters) == 2)


@kernel("int64(int64)")
def _word_at(packed: Int) -> int:
    """The place of a packed word in the table, -1 if it is none."""
    slot = (packed * _FACTOR >> 16) & (_TABLE - 1)
    while _KEYS[slot] != 0:
        if _KEYS[slot] == packed:
            return int(slot)
        slot = (slot + 1) & (_TABLE - 1)
    return -1


@kernel("int64(uint8[::1], int64, int64, int16[::1])")
def _split(units: NDArray[np.uint8], start: int, end: int, lengths: NDArray[np.int16]) -> int:
    """The first letter from which start-end falls wholly into number words, longest words first; `end` if none does.

    `lengths[i]` is then the length of the word that begins i letters after `start`, 0 where none does.
    """
    size = end - start
    if size > LONGEST_RUN or size < 2:
        return end
    first = end
    packs = np.empty(LONGEST_WORD + 1, np.int64)
    for at in range(size - 1, -1, -1):
        lengths[at] = 0
        longest = min(LONGEST_WORD, size - at)
        if longest < 2 or not _BEGINS[np.int64(units[start + at] - 96) << 5 | np.int64(units[start + at + 1] - 96)]:
            continue
        packed: Int = 0
        for length in range(1, longest + 1):
            packed = packed << 5 | np.int64(units[start + at + length - 1] - 96)
            packs[length] = packed
        for length in range(longest, 1, -1):
            rest_splits = at + length == size or lengths[at + length] > 0
            if rest_splits and _word_at(packs[length]) >= 0:
                lengths[at] = length
                first = start + at
                break
    return first


@kernel("boolean(uint8)")
def _is_gap(unit: int) -> bool:
    """Whether a byte may stand between two groups: no letter, digit or currency."""
    return bool(_CLASSES[unit] == _FREE)


@kernel("boolean(uint8)")
def _is_alike(unit: int) -> bool:
    """Whether a letter is drawn like a digit: o, i, l, s, b."""
    return unit == 111 or unit == 105 or unit == 108 or unit == 115 or unit == 98  # noqa: PLR1714 -- compiled


@kernel("boolean(uint8[::1], int64, int64)")
def _may_end_as_word(units: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether letters may end in number words; spares most words of prose the split."""
    size = end - start
    if size < 2:
        return False
    last = np.int64(units[end - 2] - 96) << 5 | np.int64(units[end - 1] - 96)
    if size > 2 and _ENDS_OF_THREE[np.int64(units[end - 3] - 96) << 10 | last]:
        return True
    for first, second in _WORDS_OF_TWO:
        if units[end - 2] == first and units[end - 1] == second:
            before = np.int64(units[end - 4] - 96) << 5 | np.int64(units[end - 3] - 96) if size > 3 else 0
            return size == 2 or (size > 3 and _ENDS[before])
    return False


@kernel(f"int64({UNITS}, uint8[::1], int64[::1], int16[::1])")
def _join_spaced(
    units: NDArray[np.uint8], joined: NDArray[np.uint8], origin: NDArray[np.int64], lengths: NDArray[np.int16]
) -> int:
    """Copies the bytes, without the gaps in "n o l l" where the letters make up number words; returns how many.

    `origin` says where each came from.
    """
    size = units.size
    count = 0
    at = 0
    while at < size:
        end, letters = at, 0
        if 97 <= units[at] < 123:
            # A zone of single letters, each up to three gap bytes after the one before.
            probe = at
            while probe < size and 97 <= units[probe] < 123:
                before = units[probe - 1] if probe > 0 else 32
                after = units[probe + 1] if probe + 1 < size else 32
                if 97 <= before < 123 or 48 <= before < 58 or 97 <= after < 123 or 48 <= after < 58:
                    break
                joined[count + letters] = units[probe]
                origin[count + letters] = probe
                letters += 1
                end = probe + 1
                probe += 1
                gap = 0
                while probe < size and gap <= LONGEST_LETTER_GAP and _is_gap(units[probe]):
                    probe += 1
                    gap += 1
                if gap == 0 or gap > LONGEST_LETTER_GAP:
                    break
        if letters > 1 and _split(joined, count, count + letters, lengths) == count:
            count += letters
            at = end
            continue
        if letters < 2:
            end = at + 1
        while at < end:
            joined[count] = units[at]
            origin[count] = at
            count += 1
            at += 1
    return count


@kernel("boolean(uint8[::1], int64, int64)")
def _is_bridge(units: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether letters are a word that leads from one part of a number to the next."""
    if end - start > _LONGEST_BRIDGE:
        return False
    packed: Int = 0
    for letter in range(start, end):
        packed = packed << 5 | np.int64(units[letter] - 96)
    for bridge in _BRIDGES:  # noqa: SIM110 -- compiled
        if packed == bridge:
            return True
    return False


@kernel("boolean(uint8[::1], int64, int64)")
def _are_alike(units: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether all letters are drawn like digits."""
    for at in range(start, end):  # noqa: SIM110 -- compiled
        if not _is_alike(units[at]):
            return False
    return True


@kernel("int64(uint8[::1], int64, int64, int16[::1])")
def _kind_of_words(units: NDArray[np.uint8], start: int, end: int, lengths: NDArray[np.int16]) -> int:
    """What a run of glued words is: a number, the word plus alone, or nothing when it ends in plus."""
    at: Int = start
    last: Int = 0
    while at < end:
        length = np.int64(lengths[at - start])
        packed: Int = 0
        for letter in range(at, at + length):
            packed = packed << 5 | np.int64(units[letter] - 96)
        last = int(_MEANS[_word_at(packed), 2])
        at += length
    if last >= 0:
        return _NUMBER
    return _SIGN if np.int64(lengths[0]) == end - start else _OTHER


@kernel("int64(uint8[::1], int64, int64, int64, int16[::1])")
def _words_from(units: NDArray[np.uint8], start: int, first: int, end: int, lengths: NDArray[np.int16]) -> int:
    """How many number words stand between `first` and `end`; 0 for a tail too short to be meant, unless zero leads."""
    count = 0
    at: Int = first
    while at < end:
        at += np.int64(lengths[at - start])
        count += 1
    leads_with_zero = first < end and units[first] in (110, 122)  # noll, nolla, nollan, zero; also nio and nine
    if first > start and count < FEWEST_WORDS_OF_A_TAIL and not leads_with_zero:
        return 0
    return count


@kernel("boolean(uint8[::1], int64, int64)")
def _ends_in_plus(units: NDArray[np.uint8], low: int, end: int) -> bool:
    """Whether a plus sign stands before `end`, with nothing but spaces and brackets between."""
    at = end - 1
    while at >= low and (units[at] == 32 or units[at] == 40):
        at -= 1
    return at >= low and units[at] == 43


@kernel("boolean(int64[:, ::1], int64, boolean[::1])")
def _take_look_alikes(pieces: NDArray[np.int64], count: int, taken: NDArray[np.bool_]) -> bool:
    """Marks the letters that stand for digits: beside a digit, or free beside such letters or single signs."""
    touching = False
    for at in range(count):
        taken[at] = False
        if pieces[at, _P_KIND] == _LIKE:
            before = at > 0 and pieces[at - 1, _P_KIND] == _DIGIT
            after = at + 1 < count and pieces[at + 1, _P_KIND] == _DIGIT
            taken[at] = before or after
            touching = touching or taken[at]
    found = touching
    for at in range(count):
        if (
            pieces[at, _P_KIND] == _LIKE
            and not taken[at]
            and pieces[at, _P_END] - pieces[at, _P_START] <= LONGEST_FILLER
        ):
            before = at > 1 and pieces[at - 2, _P_END] - pieces[at - 2, _P_START] == 1
            after = at + 2 < count and pieces[at + 2, _P_END] - pieces[at + 2, _P_START] == 1
            taken[at] = touching or before or after
            found = found or taken[at]
    return found


@kernel("int64(uint8[::1], int64, int64, int64, uint8[::1], int64, int64[:, ::1], int64)")
def _add_digits(
    units: NDArray[np.uint8],
    start: int,
    end: int,
    how: int,
    digits: NDArray[np.uint8],
    filled: int,
    groups: NDArray[np.int64],
    at: int,
) -> int:
    """A group of digits as they stand, letters read as what they look like. Returns its number of digits."""
    size = end - start
    groups[at, G_START], groups[at, G_END], groups[at, G_HOW] = start, end, how
    groups[at, G_LANGUAGE] = groups[at, G_GLUED] = groups[at, G_PLUS] = groups[at, G_FILLER] = 0
    groups[at, G_DIGITS], groups[at, G_COUNT] = filled, size
    for place in range(size):
        unit = units[start + place]
        if how == ALIKE:
            if unit == 111:
                unit = 48
            elif unit == 115:
                unit = 53
            elif unit == 98:
                unit = 56
            else:
                unit = 49
        digits[filled + place] = unit
    return size


@kernel("int64(uint8[::1], int64, int64, int16[::1], uint8[::1], int64, int64[:, ::1], int64)")
def _add_words(
    units: NDArray[np.uint8],
    start: int,
    end: int,
    lengths: NDArray[np.int16],
    digits: NDArray[np.uint8],
    filled: int,
    groups: NDArray[np.int64],
    at: int,
) -> int:
    """A group for each number word of start-end. Returns how many."""
    plus = False
    glued = np.int64(lengths[0]) < end - start
    added = 0
    place: Int = start
    while place < end:
        length = np.int64(lengths[place - start])
        packed: Int = 0
        for letter in range(place, place + length):
            packed = packed << 5 | np.int64(units[letter] - 96)
        means = _MEANS[_word_at(packed)]
        if means[2] >= 0:
            row = groups[at + added]
            row[G_START], row[G_END], row[G_HOW], row[G_LANGUAGE] = place, place + length, means[2], means[3]
            row[G_GLUED], row[G_PLUS], row[G_FILLER] = glued, plus, 0
            row[G_DIGITS], row[G_COUNT] = filled, means[1]
            if means[1] == 2:
                digits[filled] = 48 + means[0] // 10
                digits[filled + 1] = 48 + means[0] % 10
            else:
                digits[filled] = 48 + means[0]
            filled += means[1]
            added += 1
        plus = means[2] < 0
        place += length
    return added


@kernel("int64(uint8[::1], int64[:, ::1], int64, boolean[::1], int16[::1], uint8[::1], int64[:, ::1])")
def _group_stretch(  # noqa: C901 -- one pass over pieces, each kind a branch
    units: NDArray[np.uint8],
    pieces: NDArray[np.int64],
    count: int,
    taken: NDArray[np.bool_],
    lengths: NDArray[np.int16],
    digits: NDArray[np.uint8],
    groups: NDArray[np.int64],
) -> int:
    """The groups of a stretch with look-alikes taken for digits, tens not yet joined; returns how many."""
    at = filled = 0
    start = pieces[0, _P_START]
    plus, filler, run = _ends_in_plus(units, max(0, start - 3), start), False, 0
    for piece in range(count):
        kind, low, high = pieces[piece, _P_KIND], pieces[piece, _P_START], pieces[piece, _P_END]
        room = digits.size - filled - LONGEST_RUN
        if at + LONGEST_RUN >= MOST_GROUPS or room <= 0:
            break
        added = 0
        if kind == _DIGIT and high - low == TWO_GLUED and units[low] == 48 and units[low + TWO_GLUED // 2] == 48:
            middle = low + TWO_GLUED // 2
            filled += _add_digits(units, low, middle, DIGITS, digits, filled, groups, at)
            filled += _add_digits(units, middle, high, DIGITS, digits, filled, groups, at + 1)
            added = 2
        elif kind == _DIGIT or (kind == _LIKE and taken[piece]):
            how = DIGITS if kind == _DIGIT else ALIKE
            filled += _add_digits(units, low, min(high, low + room), how, digits, filled, groups, at)
            added = 1
        elif kind == _NUMBER:
            _split(units, low, high, lengths)
            added = _add_words(units, low, high, lengths, digits, filled, groups, at)
            filled = groups[at + added - 1, G_DIGITS] + groups[at + added - 1, G_COUNT]
        elif kind == _GAP:
            plus = plus or _ends_in_plus(units, low, high)
        elif kind == _SIGN:
            plus = True
        elif kind == _OTHER:
            filler = True
        else:
            run += 1
            plus = filler = False
        if added:
            groups[at, G_PLUS] = groups[at, G_PLUS] or plus
            groups[at, G_FILLER] = filler
            plus = filler = False
            for new in range(at, at + added):
                groups[new, G_RUN] = run
            at += added
    return at


@kernel("int64(int64[:, ::1], int64, uint8[::1])")
def _join_tens(groups: NDArray[np.int64], end: int, digits: NDArray[np.uint8]) -> int:
    """Each "sjuttio fyra" is one group that says 74; returns how many groups are left."""
    kept = 0
    joined = True  # whether the last group kept cannot take a unit
    for at in range(end):
        last = groups[kept - 1]
        if (
            not joined
            and groups[at, G_HOW] == UNIT
            and last[G_HOW] == TENS
            and last[G_RUN] == groups[at, G_RUN]
            and groups[at, G_START] - last[G_END] <= LONGEST_TENS_GAP
        ):
            digits[last[G_DIGITS] + 1] = digits[groups[at, G_DIGITS]]
            last[G_END] = groups[at, G_END]
            joined = True
        else:
            groups[kept] = groups[at]
            kept += 1
            joined = False
    return kept


@kernel("int64(int64[:, ::1], int64, uint8[::1], uint8, int64[:, ::1], int64)")
def _add_candidates(
    groups: NDArray[np.int64], end: int, digits: NDArray[np.uint8], lead: int, rows: NDArray[np.int64], filled: int
) -> int:
    """From each group that may begin a number every string it may dial, the longest first; returns their number.

    `lead` is what a number without plus and zero must begin with, 0 for anything. Rows beyond the buffer are counted.
    """
    count = 0
    for start in range(end):
        begins = digits[groups[start, G_DIGITS]]
        if not (groups[start, G_PLUS] or lead == 0 or begins == 48 or begins == lead):  # noqa: PLR1714 -- compiled
            continue
        total = value = 0
        last = start
        while last < end and groups[last, G_RUN] == groups[start, G_RUN]:
            total += groups[last, G_COUNT]
            if total > LONGEST_DIALLED or (last > start and groups[last, G_PLUS]):
                total -= groups[last, G_COUNT]
                break
            for digit in range(groups[last, G_DIGITS], groups[last, G_DIGITS] + groups[last, G_COUNT]):
                value = value * 10 + digits[digit] - 48
            last += 1
        while last > start and total >= SHORTEST and count < MOST_CANDIDATES:
            last -= 1
            if filled + count < rows.shape[0]:
                row = filled + count
                rows[row, C_FIRST], rows[row, C_LAST], rows[row, C_VALUE], rows[row, C_COUNT] = (
                    start,
                    last,
                    value,
                    total,
                )
                rows[row, C_PLUS] = groups[start, G_PLUS]
            count += 1
            total -= groups[last, G_COUNT]
            for _ in range(groups[last, G_COUNT]):
                value //= 10
    return count


@kernel("int64(uint8[::1], int64[:, ::1], int64, int64, uint8, int16[::1], int64[:, ::1], int64)")
def _add_stretch(
    units: NDArray[np.uint8],
    pieces: NDArray[np.int64],
    count: int,
    left: int,
    lead: int,
    lengths: NDArray[np.int16],
    rows: NDArray[np.int64],
    filled: int,
) -> int:
    """The rows of a stretch that may hold a number: one of its own, its groups, its candidates. Returns where they end.

    Rows beyond the buffer are counted.
    """
    taken = np.empty(count, np.bool_)
    groups = np.empty((MOST_GROUPS, GROUP_COLUMNS), np.int64)
    digits = np.empty(left + 2 * LONGEST_RUN, np.uint8)
    alike = _take_look_alikes(pieces, count, taken)
    single = _group_stretch(units, pieces, count, taken, lengths, digits, groups)
    end = _join_tens(groups, single, digits)
    candidates = _add_candidates(groups, end, digits, lead, rows, filled + 1 + end)
    if candidates == 0:
        return filled
    if filled + 1 + end <= rows.shape[0]:
        total = 0
        for group in range(end):
            total += groups[group, G_COUNT]
            for column in range(COLUMNS):
                rows[filled + 1 + group, column] = groups[group, column]
        low = pieces[0, _P_START]
        rows[filled, S_START], rows[filled, S_END] = low, min(pieces[count - 1, _P_END], low + left)
        rows[filled, S_OTHER] = TENS_ARE_JOINED if end < single else np.int64(alike) * LOOK_ALIKES_ARE_TAKEN
        rows[filled, S_DIGITS], rows[filled, S_GROUPS], rows[filled, S_CANDIDATES] = total, end, candidates
    return filled + 1 + end + candidates


@kernel(f"Tuple((int64, boolean))({UNITS}, uint8, int64[:, ::1], int64[::1])")
def scan(  # noqa: C901, PLR0912, PLR0915 -- one pass over the text, each kind of piece a branch
    raw: NDArray[np.uint8], lead: int, rows: NDArray[np.int64], origin: NDArray[np.int64]
) -> tuple[int, bool]:
    """How many rows the numbers of canonical bytes fill, and whether letters spaced apart were put together.

    Each stretch has a row, then the rows of its groups, then those of its candidates. All places count bytes of
    the text with spaced letters joined; `origin`, as long as the text, then says where each came from.
    `lead` is as in `_add_candidates`. A return above the length of `rows` says how long it must be.
    """
    size = raw.size
    units = np.empty(size + 1, np.uint8)
    units[:size] = raw
    units[size] = _CURRENCIES[0]  # every run of bytes ends here, without a bound
    lengths = np.empty(LONGEST_RUN + 1, np.int16)
    pieces = np.empty((MOST_PIECES, 4), np.int64)
    left = MOST_BYTES
    filled = 0
    count = n_units = 0  # of the stretch that is open
    lone_at = -LONGEST_GAP  # where the last single letter stood
    are_joined = is_checked = False
    at = 0
    while at <= size:
        if count == 0:
            while _CLASSES[units[at]] == _FREE:
                at += 1
        start = at
        unit = units[at]
        kind = -1
        first = tail_words = words = 0
        if _CLASSES[unit] == _IS_LETTER:
            at += 1
            while _CLASSES[units[at]] == _IS_LETTER:
                at += 1
            if at - start == 1:
                if not is_checked and start - lone_at <= LONGEST_LETTER_GAP + 1:
                    is_checked = True
                    size = _join_spaced(raw, units, origin, lengths)
                    units[size] = _CURRENCIES[0]
                    are_joined = size < raw.size
                    if are_joined:
                        at = filled = count = n_units = 0
                        left = MOST_BYTES
                        continue
                lone_at = start
            kind = _OTHER
            if _may_end_as_word(units, start, at):
                first = _split(units, start, at, lengths)
                words = _words_from(units, start, first, at, lengths)
                if first == start:
                    kind = _kind_of_words(units, start, at, lengths)
                if kind != _NUMBER:
                    tail_words = words
                    words = 0
            elif (count > 0 or unit == 111) and _is_alike(unit) and _are_alike(units, start, at):
                kind, words = _LIKE, at - start
        elif _CLASSES[unit] == _IS_DIGIT:
            at += 1
            while _CLASSES[units[at]] == _IS_DIGIT:
                at += 1
            kind, words = _DIGIT, at - start
        else:
            at += 1
            if _CLASSES[unit] == _FREE:
                while _CLASSES[units[at]] == _FREE:
                    at += 1
                if at - start <= LONGEST_GAP:
                    kind = _GAP
        goes_on = count > 0 and count < MOST_PIECES and kind >= 0
        if goes_on and kind == _OTHER:  # few letters straight between digits
            is_after_digit = pieces[count - 1, _P_KIND] == _DIGIT
            goes_on = at - start <= LONGEST_FILLER and is_after_digit and 48 <= units[at] < 58
            goes_on = goes_on or (not is_after_digit and not 48 <= units[at] < 58 and _is_bridge(units, start, at))
        if goes_on or kind == _DIGIT or kind == _NUMBER or kind == _SIGN or kind == _LIKE:  # noqa: PLR1714, SIM109 -- compiled
            if not goes_on and count > 0:
                if n_units >= FEWEST_UNITS and left > 0:
                    filled = _add_stretch(units, pieces, count, left, lead, lengths, rows, filled)
                    left -= pieces[count - 1, _P_END] - pieces[0, _P_START]
                count = n_units = 0
            if count > 0 or kind != _LIKE or unit == 111:
                pieces[count, _P_KIND], pieces[count, _P_START], pieces[count, _P_END] = kind, start, at
                count += 1
                n_units += words
            continue
        if count > 0:
            if n_units >= FEWEST_UNITS and left > 0:
                filled = _add_stretch(units, pieces, count, left, lead, lengths, rows, filled)
                left -= pieces[count - 1, _P_END] - pieces[0, _P_START]
            count = n_units = 0
        if tail_words > 0:
            pieces[0, _P_KIND], pieces[0, _P_START], pieces[0, _P_END] = _NUMBER, first, at
            count, n_units = 1, tail_words
    return filled, are_joined
