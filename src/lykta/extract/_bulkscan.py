"""The scan of many texts in one compiled call, from code points to candidates."""

import numpy as np
from numpy.typing import NDArray

from lykta.extract._folding import OTHER_DIGIT, OTHER_SCRIPT, SYMBOL, UNDRAWN
from lykta.extract._loops import POINTS, fold_drawn
from lykta.extract._phonescan import (
    ALIKE,
    C_COUNT,
    C_FIRST,
    C_LAST,
    C_PLUS,
    C_VALUE,
    COLUMNS,
    DIGITS,
    G_COUNT,
    G_END,
    G_FILLER,
    G_GLUED,
    G_HOW,
    G_LANGUAGE,
    G_SPELLING,
    G_START,
    HUNDRED,
    LANGUAGES,
    LIKEST,
    S_CANDIDATES,
    S_GROUPS,
    SPELLED,
    TENS,
    WORD,
    scan,
)
from lykta.extract._writing import FAMILIES, PLAIN_GAP, SINGLE_SIGNS
from lykta.kit.kernels import kernel

# Columns of a candidate: the text, code points of it, digits as a number and how many, plus sign, family of writing.
B_TEXT, B_START, B_END, B_VALUE, B_COUNT, B_PLUS, B_FAMILY = range(7)
BULK_COLUMNS = 7
_PLAIN = FAMILIES.index(None)
_OTHER_DIGITS = FAMILIES.index("other digits")
_INVISIBLE = FAMILIES.index("invisible characters")
_SEPARATORS = FAMILIES.index("separators")
_LINE_BREAKS = FAMILIES.index("line breaks")
_WORDS = FAMILIES.index("digit words")
_MIXED = FAMILIES.index("mixed words and digits")
_GLUED = FAMILIES.index("glued words")
_TENS = FAMILIES.index("tens words")
_EMOJI = FAMILIES.index("emoji between")
_HOMOGLYPHS = FAMILIES.index("homoglyphs")
_LOOK_ALIKE = FAMILIES.index("look-alike letters")
_SPACED = FAMILIES.index("spaced letters")
_MISSPELLED = FAMILIES.index("misspelled words")
_LETTERS = FAMILIES.index("letters between")
_BOTH = 1 << LANGUAGES.index("sv") | 1 << LANGUAGES.index("en")
_IS_PLAIN_GAP = np.array([byte in PLAIN_GAP for byte in range(256)], np.bool_)
_NEWLINE = ord("\n")
# What stands between the groups.
_HAS_SYMBOL, _HAS_NEWLINE, _HAS_OTHER = 1, 2, 4


@kernel("int64(int64[:, ::1], int64, int64, int64, boolean)")
def _family_of_words(rows: NDArray[np.int64], first: int, last: int, traits: int, are_joined: bool) -> int:
    hows = languages = 0
    is_glued = has_tens = is_misspelled = False
    for group in range(first, last + 1):
        how = rows[group, G_HOW]
        hows |= 1 << how
        languages |= 1 << rows[group, G_LANGUAGE]
        is_glued = is_glued or rows[group, G_GLUED] != 0
        has_tens = has_tens or how == TENS or how == HUNDRED  # noqa: PLR1714 -- compiled
        # Of the words that are neither unit nor tens, those of two digits are the teens and what is doubled.
        has_tens = has_tens or (how == WORD and rows[group, G_COUNT] == 2)
        is_misspelled = is_misspelled or rows[group, G_SPELLING] != SPELLED
    if traits & OTHER_SCRIPT:
        return _HOMOGLYPHS
    if are_joined:
        return _SPACED
    if is_misspelled:
        return _MISSPELLED
    if hows & 1 << DIGITS or languages & _BOTH == _BOTH:
        return _MIXED
    if has_tens:
        return _TENS
    return _GLUED if is_glued else _WORDS


@kernel("int64(int64, int64, int64, boolean)")
def _family_of_digits(traits: int, between: int, singles: int, is_filled: bool) -> int:
    if is_filled:
        return _LETTERS
    if traits & OTHER_DIGIT:
        return _OTHER_DIGITS
    if traits & UNDRAWN and not between & _HAS_SYMBOL:
        return _INVISIBLE
    if between & _HAS_SYMBOL:
        return _EMOJI
    if between & _HAS_NEWLINE:
        return _LINE_BREAKS
    return _SEPARATORS if between & _HAS_OTHER or singles >= SINGLE_SIGNS else _PLAIN


@kernel("int64(uint8[::1], int64[:, ::1], int64, int64, int64, boolean)")
def _family(
    units: NDArray[np.uint8], rows: NDArray[np.int64], first: int, last: int, traits: int, are_joined: bool
) -> int:
    """The place in FAMILIES of a number made of the groups in rows first-last; as `_writing.writing`."""
    highest = between = singles = 0
    is_filled = False
    for group in range(first, last + 1):
        highest = max(highest, rows[group, G_HOW])
        singles += rows[group, G_COUNT] == 1
        if group > first:
            is_filled = is_filled or rows[group, G_FILLER] != 0
            for at in range(rows[group - 1, G_END], rows[group, G_START]):
                if units[at] == SYMBOL:
                    between |= _HAS_SYMBOL
                elif units[at] == _NEWLINE:
                    between |= _HAS_NEWLINE | _HAS_OTHER
                elif not _IS_PLAIN_GAP[units[at]]:
                    between |= _HAS_OTHER
    if highest >= WORD:
        return _family_of_words(rows, first, last, traits, are_joined)
    if highest == ALIKE:
        return _LOOK_ALIKE
    return _family_of_digits(traits, between, singles, is_filled)


@kernel(f"int64({POINTS}, int64[::1], uint8[::1], uint8[::1], uint8, int64[:, ::1])")
def scan_many(  # noqa: C901 -- one pass over texts, stretches and candidates
    points: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    folding: NDArray[np.uint8],
    traits: NDArray[np.uint8],
    lead: int,
    found: NDArray[np.int64],
) -> int:
    """How many candidates the texts hold, text i being the points from bounds[i] to bounds[i + 1].

    Their rows are in `found`; a return above its length says how long it must be.
    """
    filled = 0
    rows = np.empty((256, COLUMNS), np.int64)
    longest = 0
    for text in range(bounds.size - 1):
        longest = max(longest, bounds[text + 1] - bounds[text])
    units = np.empty(longest, np.uint8)
    offsets = np.empty(longest, np.int64)
    origin = np.zeros(longest, np.int64)  # what a scan leaves unwritten stays a place in the buffer
    for text in range(bounds.size - 1):
        own = points[bounds[text] : bounds[text + 1]]
        drawn = fold_drawn(own, folding, units, offsets)
        used, left = scan(units[:drawn], lead, LIKEST, rows, origin)
        are_joined = left < drawn
        if used > rows.shape[0]:
            rows = np.empty((used, COLUMNS), np.int64)
            scan(units[:drawn], lead, LIKEST, rows, origin)
        shown = units
        if are_joined:
            shown = units[origin[:drawn]]
        stretch = 0
        while stretch < used:
            groups = stretch + 1
            candidates = groups + rows[stretch, S_GROUPS]
            stretch = candidates + rows[stretch, S_CANDIDATES]
            for row in range(candidates, stretch):
                if filled < found.shape[0]:
                    first, last = groups + rows[row, C_FIRST], groups + rows[row, C_LAST]
                    start, end = rows[first, G_START], rows[last, G_END] - 1
                    if are_joined:
                        start, end = origin[start], origin[end]
                    if drawn < own.size:
                        start, end = offsets[start], offsets[end]
                    betrayed = 0
                    for at in range(start, end + 1):
                        betrayed |= traits[own[at]]
                    found[filled, B_TEXT], found[filled, B_START], found[filled, B_END] = text, start, end + 1
                    found[filled, B_VALUE], found[filled, B_COUNT] = rows[row, C_VALUE], rows[row, C_COUNT]
                    found[filled, B_PLUS] = rows[row, C_PLUS]
                    found[filled, B_FAMILY] = _family(shown, rows, first, last, betrayed, are_joined)
                filled += 1
    return filled
