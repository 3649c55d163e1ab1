"""Four eyes: whether two accounts may be one person. In doubt they are."""

import unicodedata

from lykta.kit.lookalikes import DRAWN_ALIKE

# Signs that many typefaces draw as one.
_LOOK_THE_SAME = str.maketrans("1i0", "llo")
_TWO_AS_ONE = (("rn", "m"), ("vv", "w"))


def are_two_persons(one: str, other: str) -> bool:
    """Whether the two names are surely two accounts' and not two spellings of one.

    Case, accents, spaces, signs and letters of other alphabets that look alike make no second person; a name that holds
    anything else than Latin letters and digits is never taken for another's.
    """
    first, second = _drawn(one), _drawn(other)
    return bool(first) and bool(second) and first != second


def _drawn(name: str) -> str:
    """The name as it looks: Latin letters and digits, those that are drawn alike as one. Empty when it cannot be said."""
    letters = (_latin(letter) for letter in unicodedata.normalize("NFKD", name).casefold())
    drawn = "".join(unicodedata.normalize("NFKD", "".join(letters)).casefold())
    kept = "".join(one for one in drawn if unicodedata.category(one)[0] in "LN")
    if not kept.isascii():
        return ""
    alike = kept.translate(_LOOK_THE_SAME)
    for two, single in _TWO_AS_ONE:
        alike = alike.replace(two, single)
    return alike


def _latin(letter: str) -> str:
    return DRAWN_ALIKE.get(letter, letter)
