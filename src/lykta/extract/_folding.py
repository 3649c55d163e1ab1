"""Any code point becomes one byte: lower-case a-z, a digit, ASCII punctuation, or a class."""

import functools
import unicodedata

import numpy as np
from numpy.typing import NDArray

INVISIBLE = 1  # draws nothing: zero-width, soft hyphen, direction marks
MARK = 2  # sits on the character before: accents, variation selectors, keycap frames
SYMBOL = 3  # emoji and other pictures
FOREIGN = 4  # a letter that looks like no Latin letter
OTHER = 5  # controls, lone surrogates, unassigned
# Traits of a code point.
OTHER_DIGIT, UNDRAWN, OTHER_SCRIPT = 1, 2, 4
OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN")
KEYCAP = 0x20E3
EURO = 0x80
POUND = 0x81

# Letters drawn like a Latin one (confusables of Unicode Technical Standard 39), lower case,
# kept to those that can occur in a number word.
_DRAWN_ALIKE = (
    dict(zip("аеоісрхуѕјһкмтвнгпԛԝ", "aeoicpxysjhkmtvhrnqw", strict=True))
    | dict(zip("αεοινυτχρκηωσβ", "aeoivutxpknwob", strict=True))
    | dict(zip("օոսհց", "onuhg", strict=True))
    | dict(zip("øæıłđðßɑɡᴀᴄᴅᴇꜰɢʜɪᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "oaildds" + "ag" + "acdefghiklmnoprstuvwyz", strict=True))
)
# Code points whose Unicode category says the wrong thing for a reader.
_BY_HAND = {
    "€": EURO,
    "£": POUND,
    "〇": ord("0"),
    "○": ord("o"),
    "◯": ord("o"),
    "⭕": ord("o"),
    "\u2212": ord("-"),
    "\u2800": ord(" "),  # braille blank
    "\u3164": INVISIBLE,  # Hangul fillers are letters that draw nothing
    "\uffa0": INVISIBLE,
    "\u115f": INVISIBLE,
    "\u1160": INVISIBLE,
}
_NEWLINES = "\n\r\v\f\x85\u2028\u2029"
_BY_CATEGORY = {
    "Cf": INVISIBLE,
    "Mn": MARK,
    "Me": MARK,
    "Mc": MARK,
    "Zs": ord(" "),
    "Pd": ord("-"),
    "Pc": ord("_"),
    "Ps": ord("("),
    "Pe": ord(")"),
    "Pi": ord('"'),
    "Pf": ord('"'),
    "Po": ord("*"),
    "Sm": ord("~"),
    "Sc": ord("$"),
    "Sk": ord("~"),
    "So": SYMBOL,
    "No": SYMBOL,
    "Nl": FOREIGN,
    "Lo": FOREIGN,
    "Lm": FOREIGN,
    "Lu": FOREIGN,
    "Ll": FOREIGN,
    "Lt": FOREIGN,
}
# Blocks of one kind, skipped when the table is made: Han, Hangul, surrogates and private use.
_ALL_FOREIGN = ((0x3400, 0xA000), (0xAC00, 0xD7A4), (0x20000, 0x33480))
_LAST_ASSIGNED_TABLES = ((0x80, 0x3400), (0xA000, 0xAC00), (0xF900, 0x1FC00), (0xE0000, 0xE0200))
_NEGATIVE_LETTERS = ((0x1F150, 0x1F16A), (0x1F170, 0x1F18A))  # white on black, without decomposition


def fold(text: str) -> bytes:
    """One byte a code point, so byte offsets are code-point offsets."""
    return folding_table().take(code_points(text)).tobytes()


def code_points(text: str) -> NDArray[np.uint32]:
    try:
        return np.frombuffer(text.encode("utf-32-le"), np.uint32)
    except UnicodeEncodeError:  # lone surrogates; ten times slower, still linear
        return np.fromiter(map(ord, text), np.uint32, len(text))


@functools.cache
def folding_table() -> NDArray[np.uint8]:
    """Byte by code point. Made at first use (about 0.1 s), since importing does no work."""
    table = np.full(0x110000, OTHER, np.uint8)
    for low, high in _ALL_FOREIGN:
        table[low:high] = FOREIGN
    for point in range(0x80):
        table[point] = ord(chr(point).lower()) if 0x20 <= point < 0x7F else OTHER
    for low, high in _LAST_ASSIGNED_TABLES:
        for point in range(low, high):
            table[point] = _fold_character(chr(point))
    for low, high in _NEGATIVE_LETTERS:
        table[low:high] = np.arange(ord("a"), ord("a") + high - low)
    for character, byte in _BY_HAND.items():
        table[ord(character)] = byte
    table[[ord(character) for character in _NEWLINES]] = ord("\n")
    table[ord("\t")] = ord(" ")
    return table


@functools.cache
def traits_table() -> NDArray[np.uint8]:
    """What a code point above ASCII betrays of how a number was hidden, by code point."""
    table = np.zeros(0x110000, np.uint8)
    for low, high in _LAST_ASSIGNED_TABLES:
        for point in range(low, high):
            character = chr(point)
            if unicodedata.digit(character, None) is not None:
                table[point] = OTHER_DIGIT
            elif unicodedata.category(character) in ("Cf", "Mn", "Me"):
                table[point] = UNDRAWN
            elif unicodedata.name(character, "").startswith(OTHER_SCRIPTS):
                table[point] = OTHER_SCRIPT
    table[KEYCAP] = OTHER_DIGIT  # the frame makes an emoji of a plain digit
    return table


def _fold_character(character: str) -> int:
    category = unicodedata.category(character)
    if category[0] == "N":
        digit = unicodedata.digit(character, None)
        return _BY_CATEGORY.get(category, FOREIGN) if digit is None else ord("0") + digit
    if category[0] in "LS":
        base = unicodedata.normalize("NFKD", character)[0].lower()[0]
        base = _DRAWN_ALIKE.get(base, base)
        if "a" <= base <= "z":
            return ord(base)
    return _BY_CATEGORY.get(category, OTHER)
