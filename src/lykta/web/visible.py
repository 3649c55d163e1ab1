"""Characters that hide or reorder text are shown by their names, wherever they stand."""

import unicodedata
from functools import cache
from itertools import pairwise

# Control and format characters (Unicode general categories Cc, Cf) reorder or hide what a person reads:
# bidirectional overrides, zero-width characters, soft hyphens, tags. Lone surrogates (Cs) cannot even be sent.
HIDING_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and marks that are drawn as nothing
LAYOUT = "\n\r\t"
JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
END_OF_TAGS = 0xE1000  # beyond the tag characters Unicode has nothing but private use


def visible(text: str) -> str:
    """The text with every hiding character written as its code point, such as ⟨U+202E⟩.

    A joiner between two emoji is left alone: there it makes one picture of them and hides nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    if JOINER not in text:
        return text.translate(_names())
    parts = text.split(JOINER)
    shown = [parts[0].translate(_names())]
    for before, after in pairwise(parts):
        is_emoji = _is_emoji_part(before[-1:]) and _is_emoji_part(after[:1])
        shown += [JOINER if is_emoji else _name(ord(JOINER)), after.translate(_names())]
    return "".join(shown)


@cache
def _names() -> dict[int, str]:
    hiding = (code for code in range(END_OF_TAGS) if unicodedata.category(chr(code)) in HIDING_CATEGORIES)
    names = {code: _name(code) for code in (*hiding, *map(ord, FILLERS))}
    return {code: name for code, name in names.items() if chr(code) not in LAYOUT}


def _name(code: int) -> str:
    return f"⟨U+{code:04X}⟩"


def _is_emoji_part(char: str) -> bool:
    return char == EMOJI_STYLE or (char != "" and unicodedata.category(char) in {"So", "Sk"})
