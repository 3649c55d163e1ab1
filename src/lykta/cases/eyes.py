"""Four eyes: whether two accounts are surely two persons. In doubt they are one."""

import unicodedata

# Latin letters that keep their stroke, and signs that many typefaces draw as one.
_STROKES = str.maketrans("øæłđðþı", "oalddpi")
_LOOK_THE_SAME = str.maketrans("1i0", "llo")
_TWO_AS_ONE = (("rn", "m"), ("vv", "w"))


def are_two_persons(one: str, other: str) -> bool:
    """Whether the two names are surely two persons' and not two spellings of one.

    Case, accents, spaces, signs and look-alikes make no second person. A name with a letter of another alphabet is
    never taken for another's: too many are drawn like a Latin one (Unicode Technical Standard 39).
    """
    first, second = _drawn(one), _drawn(other)
    return bool(first) and bool(second) and first != second


def _drawn(name: str) -> str:
    """Letters and digits of the name, those drawn alike as one. Empty when that cannot be said of all of them."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(_STROKES)
    kept = "".join(one for one in plain if unicodedata.category(one)[0] in "LN")
    if not kept.isascii():
        return ""
    alike = kept.translate(_LOOK_THE_SAME)
    for two, single in _TWO_AS_ONE:
        alike = alike.replace(two, single)
    return alike
