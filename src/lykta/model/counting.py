"""Counts in two languages, in words (`tre kommuner`, `three municipalities`) or in digits (`3 kommuner`)."""

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
OBSERVED_AD = Noun(
    one_sv="en observerad annons", many_sv="observerade annonser", one_en="one observed ad", many_en="observed ads"
)
SOURCE = Noun(one_sv="en källa", many_sv="källor", one_en="one source", many_en="sources")
ADVERTISER = Noun(one_sv="en annonsör", many_sv="annonsörer", one_en="one advertiser", many_en="advertisers")
MUNICIPALITY = Noun(one_sv="en kommun", many_sv="kommuner", one_en="one municipality", many_en="municipalities")
NETWORK = Noun(one_sv="ett nätverk", many_sv="nätverk", one_en="one network", many_en="networks")
NAME = Noun(one_sv="ett namn", many_sv="namn", one_en="one name", many_en="names")
NUMBER = Noun(one_sv="ett nummer", many_sv="nummer", one_en="one number", many_en="numbers")
NEW_NUMBER = Noun(one_sv="ett nytt nummer", many_sv="nya nummer", one_en="one new number", many_en="new numbers")
PAGE = Noun(one_sv="en sida", many_sv="sidor", one_en="one page", many_en="pages")
DAMAGED_PLACE = Noun(
    one_sv="ett skadat ställe", many_sv="skadade ställen", one_en="one damaged place", many_en="damaged places"
)
ARCHIVE_FILE = Noun(one_sv="en arkivfil", many_sv="arkivfiler", one_en="one archive file", many_en="archive files")
NEW_PAGE = Noun(one_sv="en ny sida", many_sv="nya sidor", one_en="one new page", many_en="new pages")
WORDING = Noun(
    one_sv="en lydelse av en annons",
    many_sv="lydelser av annonser",
    one_en="one wording of an ad",
    many_en="wordings of ads",
)
NEW_WORDING = Noun(
    one_sv="en ny lydelse av annonser",
    many_sv="nya lydelser av annonser",
    one_en="one new wording of ads",
    many_en="new wordings of ads",
)
FINDING = Noun(one_sv="ett fynd", many_sv="fynd", one_en="one finding", many_en="findings")
SIGHTING = Noun(one_sv="en observation", many_sv="observationer", one_en="one sighting", many_en="sightings")
CHECK = Noun(one_sv="ett prov", many_sv="prov", one_en="one check", many_en="checks")
LIST_PAGE = Noun(one_sv="en listsida", many_sv="listsidor", one_en="one list page", many_en="list pages")
COMMON_VALUE = Noun(
    one_sv="ett vanligt värde", many_sv="vanliga värden", one_en="one common value", many_en="common values"
)
DAY = Noun(one_sv="ett dygn", many_sv="dygn", one_en="one day", many_en="days")
SITE = Noun(one_sv="en webbplats", many_sv="webbplatser", one_en="one site", many_en="sites")


def count(n: int, noun: Noun) -> Said:
    """`n` of the noun in both languages, in lower case, as a part of a sentence."""
    if n == 1:
        return Said(sv=noun.one_sv, en=noun.one_en)
    if n < len(_SV):
        return Said(sv=f"{_SV[n]} {noun.many_sv}", en=f"{_EN[n]} {noun.many_en}")
    return count_in_digits(n, noun)


def count_in_digits(n: int, noun: Noun) -> Said:
    """`n` of the noun in both languages where a reader compares figures, such as in a list or a reason for a link."""
    if n == 1:
        return Said(sv=f"1 {_without_article(noun.one_sv)}", en=f"1 {_without_article(noun.one_en)}")
    return Said(sv=f"{n:,} {noun.many_sv}".replace(",", _NO_BREAK_SPACE), en=f"{n:,} {noun.many_en}")


def _without_article(one: str) -> str:
    return one.partition(" ")[2]


def sentence(*, sv: str, en: str) -> Said:
    """The words with a capital first letter and a full stop."""
    return Said(sv=_finished(sv), en=_finished(en))


def _finished(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
