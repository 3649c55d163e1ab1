"""Ad texts as runs of word numbers: lower case, any script, digits masked, lines and sentences marked.

A chunk of texts is normalised by the standard library and then cut by one compiled loop over its code points.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from lykta.kit.kernels import kernel
from lykta.link.segments import Segments

# Scripts written without spaces give one word a character; a shingle of three is then a character trigram.
_UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR", "CJK", "HIRAGANA", "KATAKANA")
_BREAK_MARK = "\x00"  # a control character, which no text keeps
NUMBER = 1  # the code of every number
# A number spelled out is a slot as much as one in digits.
_SWEDISH_DIGITS = ("noll", "nolla", "ett", "två", "tva", "tre", "fyra", "fem", "sex", "sju", "åtta", "atta", "nio")
_ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DIGIT_WORDS = frozenset((*_SWEDISH_DIGITS, *_ENGLISH_DIGITS))

# What a code point is. The low 21 bits are its lower case; bits above them: part of a word, numeric, a word by
# itself, ends a line, ends a sentence before a space, its lower case is several letters (a row of `_LONG`).
_POINT = (1 << 21) - 1
_LETTER, _NUMERIC, _ALONE, _LINE, _STOP, _SPACE, _MANY, _UNKNOWN = (1 << bit for bit in range(21, 29))
_POINTS = 0x110000
_LONG_FOLDS = 512  # Unicode 16 has 104
_LONGEST_FOLD = 3  # letters that casefold makes of one, at most
_CHUNK_TEXTS = 4096  # some ten megabytes of code points at once
_CHUNK_CHARS = 4_000_000
_DIGIT_SLOTS = 256
_WORD_ODD = np.uint64(0x9E3779B97F4A7C15)  # odd, so that its powers never vanish modulo 2^64
_SEGMENT_ODD = np.uint64(0xC2B2AE3D27D4EB4F)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_READ = "Array(uint32, 1, 'C', readonly=True)"
_ZERO, _TWO, _S27, _S30, _S31 = (np.uint64(value) for value in (0, 2, 27, 30, 31))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """All words of all ads in one run; those of ad i are `code[start[i]:start[i+1]]`.

    `code` are 32-bit word hashes with every number replaced by NUMBER.
    """

    code: NDArray[np.uint32]
    start: NDArray[np.int64]


def read_texts(texts: Iterable[str], *, cap_chars: int) -> tuple[Words, Segments]:
    """The words of each text within its first `cap_chars` characters, and the lines and sentences they stand in."""
    codes: list[NDArray[np.uint32]] = []
    counts: list[NDArray[np.int64]] = []
    parts: list[Segments] = []
    ads, words = 0, 0
    for chunk in _chunks(texts, cap_chars):
        points = np.frombuffer("".join(chunk).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        code, count, part = _read_chunk(points, np.fromiter(map(len, chunk), dtype=np.int64, count=len(chunk)))
        parts.append(part.moved(ads=ads, words=words))
        codes.append(code)
        counts.append(count)
        ads += len(chunk)
        words += len(code)
    count = np.concatenate([np.zeros(1, dtype=np.int64), *counts])
    return (
        Words(code=np.concatenate([np.zeros(0, dtype=np.uint32), *codes]), start=np.cumsum(count)),
        Segments.together(parts),
    )


def _chunks(texts: Iterable[str], cap_chars: int) -> Iterator[list[str]]:
    """Normalised texts, some at a time; a chunk of long texts holds fewer."""
    waiting = (_fold(text, cap_chars) for text in texts)
    at_once = max(1, min(_CHUNK_TEXTS, _CHUNK_CHARS // max(1, cap_chars) * 8))
    while chunk := list(islice(waiting, at_once)):
        yield chunk


def _fold(text: str, cap_chars: int) -> str:
    """Compatibility forms made plain; what grew by it is cut again."""
    return unicodedata.normalize("NFKC", text[:cap_chars])[:cap_chars]


def _read_chunk(
    points: NDArray[np.uint32], length: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64], Segments]:
    _ALPHABET.learn(points)
    size = len(points)
    code, count = np.empty(size, dtype=np.uint32), np.zeros(len(length), dtype=np.int64)
    ad, start, numbers = (np.empty(size, dtype=np.int64) for _ in range(3))
    masked, exact = np.empty(size, dtype=np.uint64), np.empty(size, dtype=np.uint64)
    words, segments = _cut(
        points,
        length,
        _ALPHABET.letters,
        _ALPHABET.longs,
        _digit_table(),
        code,
        count,
        ad,
        start,
        masked,
        exact,
        numbers,
    )
    return (
        code[:words].copy(),
        count,
        Segments(
            ad=ad[:segments].copy(),
            start=start[:segments].copy(),
            masked=masked[:segments].copy(),
            exact=exact[:segments].copy(),
            numbers=numbers[:segments].copy(),
        ),
    )


class _Alphabet:
    """What every code point is that has come so far; most texts use a few hundred of the million.

    `longs` are the lower cases that are several letters, such as that of the sharp s; unused places are 0.
    """

    def __init__(self) -> None:
        self.letters = np.full(_POINTS, _UNKNOWN, dtype=np.uint32)
        self.longs = np.zeros((_LONG_FOLDS, _LONGEST_FOLD), dtype=np.uint32)
        self._used = 0

    def learn(self, points: NDArray[np.uint32]) -> None:
        fresh = np.empty(1024, dtype=np.uint32)
        while (found := _unknown(points, self.letters, fresh)) > 0:
            for point in fresh[:found].tolist():
                self.letters[point] = self._describe(chr(point))

    def _describe(self, letter: str) -> int:
        kind, fold = _class_of(letter), letter.casefold()
        if len(fold) == 1:
            return kind | ord(fold)
        row = self._used
        self.longs[row, : len(fold)] = [ord(each) for each in fold]
        self._used += 1
        return kind | _MANY | row


_ALPHABET = _Alphabet()


def _class_of(letter: str) -> int:
    if letter in "\n\r":
        return _LINE
    if letter in ".!?":  # a full stop inside a number or an address ends no sentence
        return _STOP
    if unicodedata.category(letter)[0] not in "LMN":
        return _SPACE if letter == " " else 0
    numeric = _NUMERIC if letter.isnumeric() else 0
    alone = _ALONE if unicodedata.name(letter, "").startswith(_UNSPACED) else 0
    return _LETTER | numeric | alone


@kernel(f"int64({_READ}, uint32[::1], uint32[::1])")
def _unknown(points: NDArray[np.uint32], letters: NDArray[np.uint32], fresh: NDArray[np.uint32]) -> int:
    """How many code points that are new were written to `fresh`; they are marked, so that each comes once."""
    found = 0
    for point in points:
        if letters[point] == _UNKNOWN:
            letters[point] = 0
            fresh[found] = point
            found += 1
            if found == len(fresh):
                break
    return found


@kernel("uint64(uint64)")
def _mix(value: np.uint64) -> np.uint64:
    """Bits spread evenly (the finaliser of SplitMix64, Steele, Lea and Flood 2014), never 0 or NUMBER."""
    value = (value ^ (value >> _S30)) * _MIX_1
    value = (value ^ (value >> _S27)) * _MIX_2
    return (value ^ (value >> _S31)) | _TWO


@kernel("uint64(uint32[::1])")
def _hash_word(points: NDArray[np.uint32]) -> np.uint64:
    value = _ZERO
    for point in points:
        value = (value + np.uint64(point)) * _WORD_ODD
    return _mix(value)


@cache
def _digit_table() -> NDArray[np.uint64]:
    """The hashes of the spelled-out digits in an open table."""
    table = np.zeros(_DIGIT_SLOTS, dtype=np.uint64)
    for word in sorted(DIGIT_WORDS):
        value = np.uint64(_hash_word(np.array([ord(letter) for letter in word], dtype=np.uint32)))
        slot = int(value) >> 56
        while table[slot]:
            slot = (slot + 1) % _DIGIT_SLOTS
        table[slot] = value
    return table


@kernel("boolean(uint64, uint64[::1])")
def _spells_digit(value: np.uint64, table: NDArray[np.uint64]) -> bool:
    slot = np.int64(value >> np.uint64(56))
    while table[slot] != _ZERO:
        if table[slot] == value:
            return True
        slot = (slot + 1) % _DIGIT_SLOTS
    return False


@kernel("uint64(uint64, int64, uint32[:, ::1])")
def _add_letter(value: np.uint64, kind: np.int64, longs: NDArray[np.uint32]) -> np.uint64:
    """The hash of a word with one more letter."""
    if kind & _MANY == 0:
        return (value + np.uint64(kind & _POINT)) * _WORD_ODD
    for point in longs[kind & _POINT]:
        if point:
            value = (value + np.uint64(point)) * _WORD_ODD
    return value


@kernel(
    f"UniTuple(int64, 2)({_READ}, int64[::1], uint32[::1], uint32[:, ::1], uint64[::1], uint32[::1], int64[::1], "
    "int64[::1], int64[::1], uint64[::1], uint64[::1], int64[::1])"
)
def _cut(  # noqa: PLR0913, PLR0917 - one pass over every character, on columns; calls between would cost more than they tell
    points: NDArray[np.uint32],
    length: NDArray[np.int64],
    letters: NDArray[np.uint32],
    longs: NDArray[np.uint32],
    digits: NDArray[np.uint64],
    code: NDArray[np.uint32],
    count: NDArray[np.int64],
    ad: NDArray[np.int64],
    start: NDArray[np.int64],
    masked: NDArray[np.uint64],
    exact: NDArray[np.uint64],
    numbers: NDArray[np.int64],
) -> tuple[int, int]:
    """The numbers of words and segments written. Every buffer must be as long as `points`."""
    words, segments, position = 0, -1, 0
    for text in range(len(length)):
        end = position + length[text]
        before = words
        fresh = True
        while position < end:
            kind = np.int64(letters[points[position]])
            if kind & _LETTER == 0:
                if kind & _LINE or (kind & _STOP and position + 1 < end and letters[points[position + 1]] & _SPACE):
                    fresh = True
                position += 1
                continue
            value, has_digit = _ZERO, False
            if kind & _ALONE:
                value = _add_letter(value, kind, longs)
                has_digit = kind & _NUMERIC != 0
                position += 1
            else:
                while kind & _LETTER and kind & _ALONE == 0:
                    value = _add_letter(value, kind, longs)
                    has_digit |= kind & _NUMERIC != 0
                    position += 1
                    if position == end:
                        break
                    kind = np.int64(letters[points[position]])
            value = _mix(value)
            if fresh:
                segments += 1
                ad[segments], start[segments], numbers[segments] = text, words, 0
                masked[segments] = _ZERO
                exact[segments] = _ZERO
                fresh = False
            exact[segments] = (exact[segments] + value) * _SEGMENT_ODD
            if has_digit or _spells_digit(value, digits):
                value = np.uint64(NUMBER)
                numbers[segments] += has_digit
            masked[segments] = (masked[segments] + value) * _SEGMENT_ODD
            code[words] = np.uint32(value)
            words += 1
        count[text] = words - before
    return words, segments + 1


class _Letters(dict[int, str]):
    """What `str.translate` makes of a character: letters, marks, digits stay; lines and the rest part words."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        kind = _class_of(letter)
        if kind & _LINE:
            made = f" {_BREAK_MARK} "
        elif not kind & _LETTER:
            made = " "
        else:
            made = f" {letter} " if kind & _ALONE else letter
        self[point] = made
        return made


_LETTERS = _Letters()


def cut_words(text: str, cap_chars: int) -> list[str]:
    """The words of one text as they are compared, to be shown; a mark stands where a line or sentence ends.

    Plain string methods: they are linear in the length, whatever a hostile text holds.
    """
    folded = _fold(text, cap_chars).casefold()
    for end in (". ", "! ", "? "):
        folded = folded.replace(end, "\n ")
    return folded.translate(_LETTERS).split()
