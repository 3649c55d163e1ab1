"""Counts in words: `tre kommuner`, `three municipalities`."""

from dataclasses import dataclass

from lykta.model.words import Said

# Numbers up to twelve are written as words (Svenska skrivregler; the same habit in English).
_SV = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_EN = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A countable word; `one_sv` comes with its article, so that `ett nummer` is never `en nummer`."""

    one_sv: str
    many_sv: str
    one_en: str
    many_en: str


AD = Noun(one_sv="en annons", many_sv="annonser", one_en="one ad", many_en="ads")
ADVERTISER = Noun(one_sv="en annonsör", many_sv="annonsörer", one_en="one advertiser", many_en="advertisers")
MUNICIPALITY = Noun(one_sv="en kommun", many_sv="kommuner", one_en="one municipality", many_en="municipalities")
NAME = Noun(one_sv="ett namn", many_sv="namn", one_en="one name", many_en="names")
NUMBER = Noun(one_sv="ett nummer", many_sv="nummer", one_en="one number", many_en="numbers")
NEW_NUMBER = Noun(one_sv="ett nytt nummer", many_sv="nya nummer", one_en="one new number", many_en="new numbers")
SITE = Noun(one_sv="en webbplats", many_sv="webbplatser", one_en="one site", many_en="sites")


def count(n: int, noun: Noun) -> Said:
    """`n` of the noun in both languages, in lower case, as a part of a sentence."""
    if n == 1:
        return Said(sv=noun.one_sv, en=noun.one_en)
    in_words = n < len(_SV)
    sv = _SV[n] if in_words else f"{n:,}".replace(",", _NO_BREAK_SPACE)
    en = _EN[n] if in_words else f"{n:,}"
    return Said(sv=f"{sv} {noun.many_sv}", en=f"{en} {noun.many_en}")


def sentence(*, sv: str, en: str) -> Said:
    """The words with a capital first letter and a full stop."""
    return Said(sv=_finished(sv), en=_finished(en))


def _finished(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
