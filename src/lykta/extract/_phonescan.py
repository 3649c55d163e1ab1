"""Canonical bytes in, groups of digits and the strings they may dial out, in one compiled pass.

A stretch is a part of a text that is dense in digits or number words. A reading is one way to take its ambiguous parts:
a letter o as zero or as filler, "sjuttio fyra" as 74 or 70 4. A pass follows one reading, the likeliest first; where
another may explain more, the stretch says so. A run is a part of a stretch that nothing interrupts.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from lykta.extract._folding import EURO, POUND
from lykta.extract._loops import UNITS
from lykta.extract._numbering import LONGEST, SHORTEST
from lykta.extract._numberwords import HOMOPHONES, LONGEST_RUN, LONGEST_WORD, MEANT, ORDINARY, WORDS, Role
from lykta.kit.kernels import kernel

MOST_BYTES = 3_000  # no ad holds more bytes of numbers; the cap bounds the work on hostile text
MOST_GROUPS = 1_024
MOST_CANDIDATES = 512
MOST_PIECES = 2 * MOST_GROUPS
LONGEST_GAP = 6
LONGEST_FILLER = 3
LONGEST_TENS_GAP = 2
LONGEST_AND = 5  # " and ", between a hundred and its tens
DIGITS_OF_A_WORD = 4  # "fyra nollor" is the longest
LONGEST_DISGUISE = 40  # letters and digits that may be one word or a few glued
MOST_SITES = 4  # of ambiguous tens, so 16 readings
LIKEST = 0  # the reading with all tens joined and all look-alikes taken
NO_LOOK_ALIKES = 1 << MOST_SITES
LONGEST_LETTER_GAP = 3
FEWEST_UNITS = 6
FEWEST_WORDS_OF_A_TAIL = 3
TWO_GLUED = 20  # two Swedish mobile numbers without a gap
LONGEST_DIALLED = LONGEST + 2

# How a group is written; the names are those of `_candidates.Group.how`. Of "times" and "plural" none is left once
# words are joined.
HOWS = ("digits", "look-alike", "word", "unit", "tens", "hundred", "times", "plural")
DIGITS, ALIKE, WORD, UNIT, TENS, HUNDRED, TIMES, PLURAL = range(8)
# How sure a word is: as in the vocabulary; one letter wrong or with digits for letters; one that is also another word.
SPELLED, MISSPELLED, HOMOPHONE = range(3)
LANGUAGES = ("", "sv", "en")
# Columns of the rows: of a group (those from G_DIGITS on stay inside), of a stretch, and of a candidate, whose groups
# are counted from its stretch's first, the last included.
G_START, G_END, G_HOW, G_LANGUAGE, G_GLUED, G_PLUS, G_FILLER, G_SPELLING, G_COUNT, G_DIGITS, G_RUN = range(11)
S_START, S_END, S_SITES, S_ALIKE, S_DIGITS, S_GROUPS, S_CANDIDATES = range(7)
C_FIRST, C_LAST, C_VALUE, C_COUNT, C_PLUS = range(5)
COLUMNS, GROUP_COLUMNS = 9, 11

_P_KIND, _P_START, _P_END, _P_SPELLING, _P_WORD = range(5)
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


def _pack(word: bytes) -> int:
    return functools.reduce(lambda packed, letter: packed << 5 | (letter - 96), word, 0)


# Words that lead from one part of a number to the next, or name the sign between them.
_BRIDGES = tuple(
    map(
        _pack,
        (
            b"sedan sen darefter darpa efter foljt av och sa samt kommer med fortsatt fortsatter sluta slutar"
            b" avsluta avslutar avslutas slutligen sist sista streck bindestreck snedstreck mellanslag punkt komma"
            b" then and followed by after that comes next continue continues with end ends ending finish last lastly"
            b" finally dash hyphen slash space dot comma"
        ).split(),
    )
)
_AFTER_BRIDGES = tuple(map(_pack, b"till det pa ar to the is it".split()))  # "och till sist", "efter det"
_LONGEST_BRIDGE = 11
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
    how = {
        Role.UNIT: UNIT,
        Role.TENS: TENS,
        Role.HUNDRED: HUNDRED,
        Role.TIMES: TIMES,
        Role.PLURAL: PLURAL,
        Role.PLUS: -1,
    }
    for letters, word in WORDS.items():
        codes = [byte - 96 for byte in letters]
        packed = _pack(letters)
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
_MEANT = np.array([(_pack(word), len(word)) for word in MEANT], np.int64)
_ORDINARY = np.array(sorted(map(_pack, ORDINARY)), np.int64)
_HOMOPHONES = np.array([(_pack(word), _pack(meant)) for word, meant in HOMOPHONES.items()], np.int64)
_SHORTEST_MISSPELLED, _LONGEST_MISSPELLED = 3, LONGEST_WORD + 3
_FEWEST_BEFORE_MISSPELLED = 2  # number words, unless a zero stands first


def _bridge_table() -> NDArray[np.int64]:
    """An open table of packed bridges; those only after another have a minus sign."""
    keys = np.zeros(_TABLE, np.int64)
    for sign, words in ((1, _BRIDGES), (-1, _AFTER_BRIDGES)):
        for packed in words:
            slot = _slot(packed)
            while keys[slot]:
                slot = (slot + 1) % _TABLE
            keys[slot] = sign * packed
    return keys


_BRIDGE_KEYS = _bridge_table()


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


@kernel("int64(uint8[::1], int64, int64)")
def _packed(units: NDArray[np.uint8], start: Int, end: Int) -> int:
    """Up to twelve letters as one number, five bits each."""
    packed: Int = 0
    for letter in range(start, end):
        packed = packed << 5 | np.int64(units[letter] - 96)
    return int(packed)


@kernel("boolean(uint8)")
def _is_vowel(letter: int) -> bool:
    """Whether a letter, 1 for a, is a, e, i, o, u or y."""
    return letter == 1 or letter == 5 or letter == 9 or letter == 15 or letter == 21 or letter == 25  # noqa: PLR1714 -- compiled


@kernel("boolean(uint8[::1], int64, int64)")
def _is_one_edit_away(said: NDArray[np.uint8], meant: int, size: int) -> bool:
    """Whether letters are a packed word of `size` with one wrong, missing, added or swapped (Damerau 1964).

    The first letter is right, since few misspell it. Of a word of three letters only a vowel may be another and only a
    letter beside its like be added: too many other words are as near.
    """
    length = said.size
    word = np.empty(size, np.uint8)
    for at in range(size - 1, -1, -1):
        word[at] = meant & 31
        meant >>= 5
    if word[0] != said[0] or abs(length - size) > 1:
        return False
    shorter = min(length, size)
    front = 1
    while front < shorter and said[front] == word[front]:
        front += 1
    back = 0
    while back < shorter and said[length - 1 - back] == word[size - 1 - back]:
        back += 1
    is_short = size == _SHORTEST_MISSPELLED
    if length == size:
        if front + back >= size - 1:
            return not is_short or (_is_vowel(said[front]) and _is_vowel(word[front]))
        is_swapped = front + back == size - 2 and said[front] == word[front + 1] and said[front + 1] == word[front]
        return not is_short and is_swapped
    if length > size:
        return front + back >= size and (not is_short or said[front] == said[front - 1])
    return not is_short and front + back >= length


@kernel("int64(uint8[::1], int64, int64)")
def _without_repeats(units: NDArray[np.uint8], start: int, end: int) -> int:
    """Letters packed, of each run of the same letter only one; 0 when they are too many."""
    packed: Int = 0
    kept = 0
    for letter in range(start, end):
        if letter == start or units[letter] != units[letter - 1]:
            packed = packed << 5 | np.int64(units[letter] - 96)
            kept += 1
    return int(packed) if kept <= _LONGEST_MISSPELLED else 0


@kernel("int64(int64)")
def _single(packed: int) -> int:
    """A packed word with one of each run of the same letter."""
    kept: Int = 0
    shift = 55
    before = 0
    while shift >= 0:
        letter = packed >> shift & 31
        if letter != 0 and letter != before:  # noqa: PLR1714 -- compiled
            kept = kept << 5 | np.int64(letter)
        if letter != 0:
            before = letter
        shift -= 5
    return int(kept)


@kernel("UniTuple(int64, 2)(uint8[::1], int64, int64)")
def _misspelled(  # noqa: C901 -- from the surest way of meaning a word to the least
    units: NDArray[np.uint8], start: int, end: int
) -> tuple[int, int]:
    """The packed number word that letters mean, and how sure it is; 0 when none, or words of two numbers, may be meant.

    Repeated letters ("fyraaa") are one, and one other letter may be wrong.
    """
    length = end - start
    if length > LONGEST_DISGUISE:
        return 0, SPELLED
    sure = MISSPELLED
    if length <= _LONGEST_MISSPELLED:
        packed = _packed(units, start, end)
        for row in range(_HOMOPHONES.shape[0]):
            if _HOMOPHONES[row, 0] == packed:
                return int(_HOMOPHONES[row, 1]), HOMOPHONE
        place = np.searchsorted(_ORDINARY, packed)
        if place < _ORDINARY.size and _ORDINARY[place] == packed:
            sure = HOMOPHONE
    said = np.empty(length, np.uint8)
    for at in range(length):
        said[at] = units[start + at] - 96
    single = _without_repeats(units, start, end)
    found = 0
    for row in range(_MEANT.shape[0]):
        meant, size = int(_MEANT[row, 0]), _MEANT[row, 1]
        if length > size and single == _single(meant):
            return meant, sure
        if min(size, length) >= _SHORTEST_MISSPELLED and _is_one_edit_away(said, meant, size):
            if found != 0 and _MEANS[_word_at(found), 0] != _MEANS[_word_at(meant), 0]:
                return 0, SPELLED
            found = meant
    return found, sure


@kernel("int64(uint8[::1], int64, int64, int16[::1])")
def _undisguise(  # noqa: C901 -- each digit that is drawn like a letter a branch
    units: NDArray[np.uint8], start: int, end: int, lengths: NDArray[np.int16]
) -> int:
    """Where a run of letters and digits ends if it is number words with digits in the place of letters, else `start`.

    Such a run ("n0ll", "f3m") is then written with letters alone.
    """
    last = letters = 0
    at = start
    while at < end and (_CLASSES[units[at]] == _IS_DIGIT or _CLASSES[units[at]] == _IS_LETTER):
        unit = units[at]
        if unit == 50 or 54 <= unit < 58 or at - start == LONGEST_DISGUISE:
            return start
        letters += _CLASSES[unit] == _IS_LETTER
        at += 1
    last = at
    if 2 * letters < last - start or last - start < _SHORTEST_MISSPELLED:
        return start
    tried = np.empty(last - start, np.uint8)
    for one in (108, 105):  # l, then i
        for at in range(start, last):
            unit = units[at]
            if unit == 48:
                unit = 111
            elif unit == 49:
                unit = one
            elif unit == 51:
                unit = 101
            elif unit == 52:
                unit = 97
            elif unit == 53:
                unit = 115
            tried[at - start] = unit
        if _split(tried, 0, tried.size, lengths) == 0:
            for at in range(start, last):
                units[at] = tried[at - start]
            return last
    return start


@kernel("boolean(uint8[::1], int64)")
def _begins_apart(units: NDArray[np.uint8], start: int) -> bool:
    """Whether no letter or digit stands before."""
    return start == 0 or (_CLASSES[units[start - 1]] != _IS_LETTER and _CLASSES[units[start - 1]] != _IS_DIGIT)


@kernel("boolean(uint8[::1], int64[:, ::1], int64, int64)")
def _may_be_misspelled(units: NDArray[np.uint8], pieces: NDArray[np.int64], count: int, n_units: int) -> bool:
    """Whether what comes next in a stretch may be a number word one letter wrong: after other words, or a zero."""
    last = count - 1
    if pieces[last, _P_KIND] != _GAP:
        return False
    before = last - 1
    if before < 0:
        return False
    size = pieces[before, _P_END] - pieces[before, _P_START]
    is_word = pieces[before, _P_KIND] == _NUMBER or (pieces[before, _P_KIND] == _DIGIT and size == 1)
    first = units[pieces[0, _P_START]]
    leads_with_zero = first == 110 or first == 122 or first == 48 or pieces[0, _P_KIND] == _SIGN  # noqa: PLR1714
    return is_word and (n_units >= _FEWEST_BEFORE_MISSPELLED or leads_with_zero)


@kernel("boolean(uint8[::1], int64, int64, boolean)")
def _is_bridge(units: NDArray[np.uint8], start: int, end: int, is_after_bridge: bool) -> bool:
    """Whether letters are a word that leads from one part of a number to the next, alone or after such a word."""
    if end - start > _LONGEST_BRIDGE:
        return False
    packed = _packed(units, start, end)
    slot = (packed * _FACTOR >> 16) & (_TABLE - 1)
    while _BRIDGE_KEYS[slot] != 0:
        if abs(_BRIDGE_KEYS[slot]) == packed:
            return bool(_BRIDGE_KEYS[slot] > 0 or is_after_bridge)
        slot = (slot + 1) & (_TABLE - 1)
    return False


@kernel("boolean(uint8[::1], int64, int64)")
def _may_be_zero(units: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether letters begin and end as noll or zero, which may be misspelled where a number begins."""
    first, last = units[start], units[end - 1]
    return end - start >= _SHORTEST_MISSPELLED and ((first == 110 and last == 108) or (first == 122 and last == 111))


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


@kernel("boolean(uint8[::1], int64, int64)")
def _is_free_o(units: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether the letters are one o: between number words a zero, or the spoken Swedish for "and"."""
    return end - start == 1 and units[start] == 111


@kernel("boolean(int64[:, ::1], int64, int64)")
def _is_between_digits(pieces: NDArray[np.int64], at: int, count: int) -> bool:
    """Whether a piece is a few letters straight between digits."""
    if at == 0 or at + 1 >= count or pieces[at, _P_END] - pieces[at, _P_START] > LONGEST_FILLER:
        return False
    return bool(pieces[at - 1, _P_KIND] == _DIGIT and pieces[at + 1, _P_KIND] == _DIGIT)


@kernel("boolean(uint8[::1], int64[:, ::1], int64, boolean[::1])")
def _take_look_alikes(
    units: NDArray[np.uint8], pieces: NDArray[np.int64], count: int, taken: NDArray[np.bool_]
) -> bool:
    """Marks the letters that stand for digits: beside a digit, or free beside such, single signs or (o) words."""
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
            if _is_free_o(units, pieces[at, _P_START], pieces[at, _P_END]):
                before = before or (at > 1 and pieces[at - 2, _P_KIND] == _NUMBER)
                after = after or (at + 2 < count and pieces[at + 2, _P_KIND] == _NUMBER)
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
    groups[at, G_SPELLING] = SPELLED
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


@kernel("int64(int64, int64, int64, uint8[::1], int64, int64[:, ::1], int64)")
def _add_word(
    packed: int,
    start: Int,
    end: Int,
    digits: NDArray[np.uint8],
    filled: int,
    groups: NDArray[np.int64],
    at: int,
) -> int:
    """A group for a packed number word, which takes DIGITS_OF_A_WORD places; returns what it is, -1 for plus."""
    means = _MEANS[_word_at(packed)]
    number, count, how = means[0], means[1], means[2]
    if how < 0:
        return -1
    row = groups[at]
    row[G_START], row[G_END], row[G_HOW], row[G_LANGUAGE] = start, end, how, means[3]
    row[G_GLUED] = row[G_PLUS] = row[G_FILLER] = row[G_SPELLING] = 0
    row[G_DIGITS], row[G_COUNT] = filled, count
    if how == TIMES or how == PLURAL:  # noqa: PLR1714, SIM109 -- compiled
        for place in range(DIGITS_OF_A_WORD):
            digits[filled + place] = 48 + number
        row[G_COUNT] = how == PLURAL
    else:
        for place in range(filled + count - 1, filled - 1, -1):
            digits[place] = 48 + number % 10
            number //= 10
    return int(how)


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
        how = _add_word(
            _packed(units, place, place + length), place, place + length,
            digits, filled + DIGITS_OF_A_WORD * added, groups, at + added,
        )  # fmt: skip
        if how >= 0:
            groups[at + added, G_GLUED], groups[at + added, G_PLUS] = glued, plus
            added += 1
        plus = how < 0
        place += length
    return added


@kernel("int64(uint8[::1], int64[:, ::1], int64, boolean[::1], int16[::1], uint8[::1], int64[:, ::1])")
def _group_stretch(  # noqa: C901, PLR0912 -- one pass over pieces, each kind a branch
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
        room = digits.size - filled - 2 * LONGEST_RUN  # words have two letters at least and take four digits
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
        elif kind == _NUMBER and pieces[piece, _P_WORD] != 0:
            _add_word(pieces[piece, _P_WORD], low, high, digits, filled, groups, at)
            groups[at, G_SPELLING] = pieces[piece, _P_SPELLING]
            added = 1
            filled += DIGITS_OF_A_WORD
        elif kind == _NUMBER:
            _split(units, low, high, lengths)
            added = _add_words(units, low, high, lengths, digits, filled, groups, at)
            filled += DIGITS_OF_A_WORD * added
            for new in range(at, at + added):
                groups[new, G_SPELLING] = pieces[piece, _P_SPELLING]
        elif kind == _GAP:
            plus = plus or _ends_in_plus(units, low, high)
        elif kind == _SIGN:
            plus = True
        elif kind == _OTHER or _is_free_o(units, low, high) or _is_between_digits(pieces, piece, count):
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


@kernel("boolean(uint8[::1], int64, int64)")
def _is_plain_gap(units: NDArray[np.uint8], start: int, end: int) -> bool:
    """Whether at most two spaces or hyphens part the words of one number: "fyrtio, ett" is 40 and 1."""
    if end - start > LONGEST_TENS_GAP:
        return False
    for at in range(start, end):  # noqa: SIM110 -- compiled
        if units[at] != 32 and units[at] != 45:
            return False
    return True


@kernel("UniTuple(int64, 2)(uint8[::1], int64[:, ::1], int64, uint8[::1], int64)")
def _join_words(  # noqa: C901, PLR0912, PLR0915 -- one pass, each way of saying a number a branch
    units: NDArray[np.uint8], groups: NDArray[np.int64], end: int, digits: NDArray[np.uint8], reading: int
) -> tuple[int, int]:
    """Each "sjuttio fyra", "hundra sjuttiofyra", "dubbel fyra" and "två nollor" is one group.

    Returns how many groups are left and how many tens could also stand apart, as those do whose bit is in `reading`.
    """
    has_words = False
    for at in range(end):
        has_words = has_words or groups[at, G_HOW] >= WORD
    if not has_words:
        return end, 0
    kept = sites = broken = 0
    wants: Int = 0  # how many more digits the last group can take from tens and units
    for at in range(end):
        group, last = groups[at], groups[kept - 1]
        group[G_RUN] += broken
        how = group[G_HOW]
        is_digit = group[G_COUNT] == 1 and (how == UNIT or how == WORD or how == DIGITS)  # noqa: PLR1714, SIM109 -- compiled
        gap = group[G_START] - last[G_END]
        is_beside = kept > 0 and last[G_RUN] == group[G_RUN] and not group[G_PLUS]
        is_beside = is_beside and _is_plain_gap(units, last[G_END], group[G_START])
        counts_next = (  # "två nollor", "fyra hundra": the unit belongs to what follows
            at + 1 < end
            and how == UNIT
            and (groups[at + 1, G_HOW] == HUNDRED or groups[at + 1, G_HOW] == PLURAL)
            and _is_plain_gap(units, group[G_END], groups[at + 1, G_START])
        )
        is_after_and = (
            kept > 0 and wants == 2 and last[G_RUN] == group[G_RUN] and group[G_FILLER] != 0 and gap <= LONGEST_AND
        )
        if kept > 0 and last[G_HOW] == TIMES:
            if is_beside and is_digit and not counts_next:
                last[G_COUNT] = digits[last[G_DIGITS]] - 48
                for place in range(last[G_COUNT]):
                    digits[last[G_DIGITS] + place] = digits[group[G_DIGITS]]
                last[G_END], last[G_HOW], wants = group[G_END], WORD, 0
                continue
            kept -= 1  # nothing is doubled, so the word is prose, which numbers do not go across
            broken += 1
            group[G_RUN] += 1
            is_beside = is_after_and = False
            wants = 0
        if is_beside and how == PLURAL and last[G_HOW] == UNIT and last[G_COUNT] == 1:
            often = digits[last[G_DIGITS]] - 48
            if 1 < often <= DIGITS_OF_A_WORD:
                last[G_END], last[G_HOW], last[G_COUNT], last[G_DIGITS] = group[G_END], WORD, often, group[G_DIGITS]
                wants = 0
                continue
        if is_beside and how == HUNDRED and last[G_HOW] == UNIT and wants == 0 and last[G_COUNT] == 1:
            digits[group[G_DIGITS]] = digits[last[G_DIGITS]]
            last[G_END], last[G_HOW], last[G_COUNT], last[G_DIGITS] = group[G_END], HUNDRED, 3, group[G_DIGITS]
            wants = 2
            continue
        is_whole_of_two = group[G_COUNT] == 2 and (how == TENS or how == WORD)  # noqa: PLR1714, SIM109 -- compiled
        if wants == 2 and (is_beside or is_after_and) and ((how == UNIT and not counts_next) or is_whole_of_two):
            is_apart = gap > 0 and sites < MOST_SITES and reading >> sites & 1
            sites += gap > 0
            if is_apart:
                groups[kept] = group
                kept += 1
                wants = np.int64(how == TENS)
                continue
            first = last[G_DIGITS] + 3 - group[G_COUNT]
            for place in range(group[G_COUNT]):
                digits[first + place] = digits[group[G_DIGITS] + place]
            last[G_END] = group[G_END]
            wants = how == TENS
            continue
        if wants == 1 and is_beside and not counts_next and (how == UNIT or (how == DIGITS and is_digit and gap == 0)):
            is_apart = sites < MOST_SITES and reading >> sites & 1
            sites += 1
            if not is_apart:
                digits[last[G_DIGITS] + last[G_COUNT] - 1] = digits[group[G_DIGITS]]
                last[G_END] = group[G_END]
                wants = 0
                continue
        groups[kept] = group
        kept += 1
        wants = 2 if how == HUNDRED else np.int64(how == TENS)
    if kept > 0 and groups[kept - 1, G_HOW] == TIMES:
        kept -= 1
    return kept, sites


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


@kernel("int64(uint8[::1], int64[:, ::1], int64, int64, uint8, int64, int16[::1], int64[:, ::1], int64)")
def _add_stretch(  # noqa: PLR0913, PLR0917 -- buffers of its caller
    units: NDArray[np.uint8],
    pieces: NDArray[np.int64],
    count: int,
    left: int,
    lead: int,
    reading: int,
    lengths: NDArray[np.int16],
    rows: NDArray[np.int64],
    filled: int,
) -> int:
    """The rows of a stretch that may hold a number: one of its own, its groups, its candidates. Returns where they end.

    Rows beyond the buffer are counted.
    """
    taken = np.empty(count, np.bool_)
    groups = np.empty((MOST_GROUPS, GROUP_COLUMNS), np.int64)
    digits = np.empty(2 * left + 4 * LONGEST_RUN, np.uint8)
    alike = _take_look_alikes(units, pieces, count, taken)
    if reading & NO_LOOK_ALIKES:
        taken[:] = False
    single = _group_stretch(units, pieces, count, taken, lengths, digits, groups)
    end, sites = _join_words(units, groups, single, digits, reading)
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
        rows[filled, S_SITES], rows[filled, S_ALIKE] = min(sites, MOST_SITES), alike
        rows[filled, S_DIGITS], rows[filled, S_GROUPS], rows[filled, S_CANDIDATES] = total, end, candidates
    return filled + 1 + end + candidates


@kernel(f"UniTuple(int64, 2)({UNITS}, uint8, int64, int64[:, ::1], int64[::1])")
def scan(  # noqa: C901, PLR0912, PLR0915 -- one pass over the text, each kind of piece a branch
    raw: NDArray[np.uint8], lead: int, reading: int, rows: NDArray[np.int64], origin: NDArray[np.int64]
) -> tuple[int, int]:
    """How many rows the numbers of canonical bytes fill, and how many bytes are left when spaced letters are joined.

    Each stretch has a row, then the rows of its groups, then those of its candidates. All places count bytes of
    the text with spaced letters joined; `origin`, as long as the text, then says where each came from, if any were.
    `lead` is as in `_add_candidates`, `reading` as in `_join_words` or NO_LOOK_ALIKES with it. A return above the
    length of `rows` says how long it must be.
    """
    size = raw.size
    units = np.empty(size + 1, np.uint8)
    units[:size] = raw
    units[size] = _CURRENCIES[0]  # every run of bytes ends here, without a bound
    lengths = np.empty(LONGEST_RUN + 1, np.int16)
    pieces = np.empty((MOST_PIECES, 5), np.int64)
    left = MOST_BYTES
    filled = 0
    count = n_units = 0  # of the stretch that is open
    lone_at = -LONGEST_GAP  # where the last single letter stood
    is_checked = False
    disguised = 0  # where the last words end that digits were written into
    at = 0
    while at <= size:
        if count == 0:
            while _CLASSES[units[at]] == _FREE:
                at += 1
        start = at
        unit = units[at]
        kind = -1
        first = tail_words = words = word = 0
        spelling = SPELLED
        if _CLASSES[unit] == _IS_LETTER:
            at += 1
            while _CLASSES[units[at]] == _IS_LETTER:
                at += 1
            if _CLASSES[units[at]] == _IS_DIGIT and _begins_apart(units, start):
                disguised = max(disguised, _undisguise(units, start, size, lengths))
                while _CLASSES[units[at]] == _IS_LETTER:
                    at += 1
            if start < disguised:
                spelling = MISSPELLED
            if at - start == 1:
                if not is_checked and start - lone_at <= LONGEST_LETTER_GAP + 1:
                    is_checked = True
                    size = _join_spaced(raw, units, origin, lengths)
                    units[size] = _CURRENCIES[0]
                    if size < raw.size:
                        at = filled = count = n_units = disguised = 0
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
            if _CLASSES[units[at]] == _IS_LETTER and _begins_apart(units, start):
                disguised = max(disguised, _undisguise(units, start, size, lengths))
                if start < disguised:
                    at = start
                    continue
        else:
            at += 1
            if _CLASSES[unit] == _FREE:
                while _CLASSES[units[at]] == _FREE:
                    at += 1
                if at - start <= LONGEST_GAP:
                    kind = _GAP
        goes_on = count > 0 and count < MOST_PIECES and kind >= 0
        if kind == _OTHER and goes_on:
            is_after_digit = pieces[count - 1, _P_KIND] == _DIGIT
            is_after_bridge = count > 1 and pieces[count - 2, _P_KIND] == _OTHER
            if _is_bridge(units, start, at, is_after_bridge):
                goes_on = not is_after_digit and not 48 <= units[at] < 58
            else:
                if _may_be_misspelled(units, pieces, count, n_units):
                    word, spelling = _misspelled(units, start, at)
                # Few letters straight between digits are read over.
                goes_on = at - start <= LONGEST_FILLER and is_after_digit and 48 <= units[at] < 58
        elif kind == _OTHER and _may_be_zero(units, start, at):
            word, spelling = _misspelled(units, start, at)
            word *= word != 0 and _MEANS[_word_at(word), 0] == 0
        if word != 0:
            kind, words, tail_words, goes_on = _NUMBER, 1, 0, count > 0
        if goes_on or kind == _DIGIT or kind == _NUMBER or kind == _SIGN or kind == _LIKE:  # noqa: PLR1714, SIM109 -- compiled
            if not goes_on and count > 0:
                if n_units >= FEWEST_UNITS and left > 0:
                    filled = _add_stretch(units, pieces, count, left, lead, reading, lengths, rows, filled)
                    left -= pieces[count - 1, _P_END] - pieces[0, _P_START]
                count = n_units = 0
            if count > 0 or kind != _LIKE or unit == 111:
                pieces[count, _P_KIND], pieces[count, _P_START], pieces[count, _P_END] = kind, start, at
                pieces[count, _P_SPELLING], pieces[count, _P_WORD] = spelling, word
                count += 1
                n_units += words
            continue
        if count > 0:
            if n_units >= FEWEST_UNITS and left > 0:
                filled = _add_stretch(units, pieces, count, left, lead, reading, lengths, rows, filled)
                left -= pieces[count - 1, _P_END] - pieces[0, _P_START]
            count = n_units = 0
        if tail_words > 0:
            pieces[0, _P_KIND], pieces[0, _P_START], pieces[0, _P_END] = _NUMBER, first, at
            pieces[0, _P_SPELLING], pieces[0, _P_WORD] = spelling, 0
            count, n_units = 1, tail_words
    return filled, size
