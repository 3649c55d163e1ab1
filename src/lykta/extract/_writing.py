"""Which family of writing a number was obscured by, and how sure its reading is."""

import unicodedata
from itertools import pairwise

from lykta.extract._candidates import Run
from lykta.extract._folding import OTHER_SCRIPTS, SYMBOL
from lykta.extract._phonescan import SPELLED

# Own order of trust, plain first: the more letters were taken for digits, the likelier a chance run.
CONFIDENCE = {
    None: 0.99,
    "other digits": 0.95,
    "invisible characters": 0.95,
    "separators": 0.92,
    "line breaks": 0.9,
    "digit words": 0.92,
    "mixed words and digits": 0.92,
    "glued words": 0.9,
    "tens words": 0.88,
    "emoji between": 0.88,
    "homoglyphs": 0.88,
    "look-alike letters": 0.85,
    "spaced letters": 0.85,
    "misspelled words": 0.8,
    "letters between": 0.8,
}
FAMILIES = tuple(CONFIDENCE)
PLAIN_GAP = b" -./()+"
SINGLE_SIGNS = 7  # nobody groups a number so but to hide it


def writing(units: bytes, run: Run, written: str, *, joined: bool) -> str | None:
    """The family of a number made of these groups, None when it stands plainly."""
    hows = {group.how for group in run}
    if hows - {"digits", "look-alike"}:
        return _writing_of_words(run, hows, written, joined=joined)
    if "look-alike" in hows:
        return "look-alike letters"
    if any(group.filler for group in run[1:]):
        return "letters between"
    return _writing_of_digits(units, run, written)


def _writing_of_words(run: Run, hows: set[str], written: str, *, joined: bool) -> str:
    if not written.isascii() and any(unicodedata.name(one, "").startswith(OTHER_SCRIPTS) for one in written):
        return "homoglyphs"
    if joined:
        return "spaced letters"
    if any(group.spelling != SPELLED for group in run):
        return "misspelled words"
    if "digits" in hows or {"sv", "en"} <= {group.language for group in run}:
        return "mixed words and digits"
    if any(group.how in ("tens", "hundred") or (group.how == "word" and len(group.digits) == 2) for group in run):
        return "tens words"
    return "glued words" if any(group.glued for group in run) else "digit words"


def _writing_of_digits(units: bytes, run: Run, written: str) -> str | None:
    between = b"".join(units[a.end : b.start] for a, b in pairwise(run))
    if not written.isascii():
        # The frame of a keycap makes an emoji of a plain digit.
        if "\u20e3" in written or any(unicodedata.digit(c, None) is not None and not c.isascii() for c in written):
            return "other digits"
        if SYMBOL not in between and any(unicodedata.category(c) in ("Cf", "Mn", "Me") for c in written):
            return "invisible characters"
    if SYMBOL in between:
        return "emoji between"
    if b"\n" in between:
        return "line breaks"
    if between.translate(None, PLAIN_GAP) or sum(len(group.digits) == 1 for group in run) >= SINGLE_SIGNS:
        return "separators"
    return None
