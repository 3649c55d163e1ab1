"""The stated age of the person in the ad, as a whole number of years.

A range counts by its lower age, a half by its whole years, and whoever is soon 18 as 17: a suspicion
that a person is a minor must not be lost to the wording, and a human decides on it.
"""

from collections.abc import Iterable, Iterator

from lykta.extract._gazetteer import forms_by_first_word
from lykta.extract._names import LINE_START, NAME, is_name, is_street
from lykta.extract._numberwords import WORDS, Role, below_hundred
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.extract.fields import _agewords as around
from lykta.model.finding import Finding

YOUNGEST, OLDEST = 10, 79
ADULT = 18
# "16-17 år" is one person's age put vaguely; "30-60 år" is what guests are.
WIDEST_RANGE = 4
TEEN, OLDEST_TEEN = 13, 19
_WORD = "|".join(
    sorted(
        (word.decode() for word, means in WORDS.items() if means.role in (Role.TEEN, Role.TENS)),
        key=len,
        reverse=True,
    )
)
_UNIT_WORD = "|".join(word.decode() for word, means in WORDS.items() if means.role is Role.UNIT)
_WORDS = rf"(?:{_WORD})(?:[ -]?(?:{_UNIT_WORD}))?"
_NUMBER = rf"([1-7][0-9]|{_WORDS})"
_RANGE = r"(?: ?[-/] ?([1-7][0-9])\b)"
# The sign for a half folds to the byte of pictures, 3.
_HALF = r"(?:[.,]5\b| ?\x03| (?:and|och) (?:a|en|ett) hal(?:f|vt|v)\b)"
_YEARS = (
    r"(?: ?[-:]? ?(?:years? old|yers old|yrs? old|yr\b|year-old|y old|yo\b|y\.o\.?|y/o|y\b|ars? ung|ar gammal|ar\b"
    r"|ars alder|aring|arig|years\b|yrs\b|bast\b|jordsnurr|somrar ung|varar(?: ung)?\b))"
)
_I_AM = r"(?:jag (?:ar|e)|i am|i['\"]m|im)"
_PERSON = (
    r"(?:tjej|kvinna|dam|girl|woman|lady|kille|man|herre|male|female|guy|gentleman|blondin|blonde|brunett|brunette"
    r"|student|studentska|singel|single)"
)
_TRULY = r"(?: bara| endast| only| just| nyss| nu| now| still| faktiskt| egentligen| actually| really| redan| already)"
_LEAD = (
    r"(?:(?:fyllda|fyllde|(?:nyss|precis|just|nyligen|har) fyllt|(?:i )?(?:just )?turned|aged"
    r"|(?:age|aldern?|aldr)(?: (?:is|ar|pa|of))?)[ :=-]{0,3}"
    rf"|(?:{_I_AM}{_TRULY}?|(?:but am|men ar){_TRULY}?|{_PERSON})(?: pa| om| of|,|:)?[ (]{{1,2}})"
)
_ONLY = "(?:only|just|bara|endast|knappt|barely) "
_SOON = (
    r"(?:fyller|fylla|blir|bli|nastan|snart|strax|inte ens|(?:inte|ej) fyllt|annu inte|almost|nearly|not yet"
    r"|not even|not quite|turning|soon|about to|will be|going on)"
)
_FILL = r"(?:(?:snart|jag|ar|fyllda|fyller|fyllt|bli|blir|nu|i|am|turning|turn|be|to) ){0,3}"
_EIGHTEEN = r"(?:18|arton|eighteen)\b"
_AGE = canonical_pattern(
    rf"\b(?:{_LEAD}|{_ONLY})?([1-7][0-9o]|1 [0-9]|{_WORDS})(?:{_RANGE}|{_HALF})?{_YEARS}"
    rf"|\b{_LEAD}{_NUMBER}(?:{_RANGE}|{_HALF}|\b)"
    rf"|\b(?:mellan|between) {_NUMBER} (?:och|and) {_NUMBER}{_YEARS}"
    rf"|\b{_ONLY}(1[0-9]|{_WORDS})\b"
    rf"|\b({_SOON} {_FILL}{_EIGHTEEN}{_YEARS}?"
    rf"|{_I_AM} {_FILL}(?:under|below|yngre an|younger than|inte|not) {_EIGHTEEN}{_YEARS}?"
    rf"|{_I_AM} (?:fortfarande |still |bara |only )?(?:minderarig|under-? ?age|a minor)\b"
    rf"|\b{_EIGHTEEN}{around.IN_A_WHILE}"
    rf"|\b(?:not|inte|ej) {_EIGHTEEN}{_YEARS}? (?:yet|annu|an)\b)"
    rf"|\b(1[0-9]) (?:and a half|och en? halvt?)\b"
    rf"|\b(?:{_NUMBER}, ?)?{_NUMBER},? (?:och|and) {_NUMBER}{_YEARS}"
)
# "Lisa, 27, i Lund", "Linda (39)": a name and an age open a line, or stand in a row of them.
_NAMED = canonical_pattern(
    rf"(?:{LINE_START}|\b(?:and|och|are|ar|heter|is|named|namn:|name:|&|i'm|im|i am|med|with) ){NAME}"
    r"(?:, ?([1-7][0-9])(?:[,.!\n]|$| (?:i|in|fran|from|och|and)\b)|,? ?\(([1-7][0-9])(?: ?(?:ar|yo|years|yrs))?\))"
)
_PLACE_AFTER = canonical_pattern(r"^[, ]{0,2}(?:i |in |fran |from )?([a-z]{2,20})")
_BARE = rf"([1-7][0-9]|{_WORDS})"
_PERSONS = (
    r"(?:par|paret|couple|tjejer|vanner|vaninnor|kvinnor|damer|systrar|kusiner|studenter|friends|girls|women|ladies"
    r"|sisters|cousins|flatmates|we are|we're|vi ar)"
)
_AND = r" ?(?:/|&|\+|och|and|o) ?"
_TWO_DIGITS = "([1-7][0-9])"
# After a letter for man or woman and an age, what the person does; a size, a road or an aperture does nothing.
_DOES = (
    r"(?: (?:soker|seeks|seeking|looking|tar|takes|ger|gives|from|fran|som|bor|lives|vill|wants|letar|erbjuder"
    r"|offers)\b)"
)
# Forms in which the words around alone tell whose age it is, without a word for years.
_TOLD = canonical_pattern(
    rf"\b{_PERSONS}[ ,:(]{{1,2}}(?:(?:pa|om|aged|of|bada|both) )?{_BARE}{_AND}{_BARE}\b"
    rf"|\b(?:han|hon|he|she)(?: ?['\"]s| is| ar)?{_TRULY}?[ :(]{{1,2}}{_BARE}\b"
    r"|\b(?:vaninnan?|vannen|kompisen?|kompis|van|kollegan?|partnern?|frun|fru|sambon?|friend|girlfriend|wife|husband"
    rf"|partner|colleague)(?: [a-z]{{1,10}}){{0,4}}(?: ar| is|,|:) {_BARE}\b"
    rf"|(?:{LINE_START}|\b(?:och|and|men|but|som|who) )(?:ar|am|is){_TRULY}? {_BARE}(?:$|[,.!\n])"
    rf"|\b(?:bada|both|sweet|jag ?[,(]) ?{_BARE}\b"
    rf"|\b{_BARE} (?:to be (?:exact|precise|honest)|for att vara (?:exakt|arlig))\b"
    rf"|\b(?:narmare bestamt|to be exact|egentligen|exakt) {_BARE}(?:$|[.,!\n])"
    rf"|\bat {_BARE},? i (?:know|have|feel|want|like|love|still|enjoy|can)\b"
    rf"|\b(?:fyller|blir|turning|turn) (1[1-7]|tolv|tretton|fjorton|femton|sexton|sjutton)\b"
    rf"|\b(?:fortfarande|still|ar alltsa) {_BARE}(?:$|[,.!\n]| an sa lange)|\bbut {_BARE} (?:today|now)(?:$|[,.!\n])"
    rf"|{LINE_START}[mfk][ /]?{_TWO_DIGITS}{_DOES}|{LINE_START}[mfk]/?{_TWO_DIGITS},"
    rf"|{LINE_START}{_TWO_DIGITS}(?:/[mfk]|[fk])(?:,|{_DOES})"
    rf"|\b(?:vi|we|(?:our|vara) [a-z]{{3,12}})(?: [a-z]{{1,10}}){{0,2}} (?:ar|are) (?:mellan |between )?{_TWO_DIGITS}"
    rf"(?: ?-+ ?| to | till | och | and ){_TWO_DIGITS}{_YEARS}"
    rf"|{LINE_START}((?:{_WORD})[ -]?(?:{_UNIT_WORD})),? (?:and |och )?[a-z]"
)
_COUPLE_AT, _NEXT_YEAR_AT, _BOTH_ENDS_AT, _LINE_AT = 1, 10, 16, 18
# The groups of _AGE; the upper end of a range is the group after its lower end.
_YEARS_AT, _LEAD_AT, _BETWEEN_AT, _ONLY_AT, _SOON_AT, _HALF_AT, _PAIR_AT = _GROUPS = (1, 3, 5, 7, 8, 9, 11)
_FIRST_OF_THREE_AT = 10
_HAS_TURNED = (b"fyll", b"turned", b"just turned")
_HINTS = (
    b"ar",
    b"yo",
    b"y.o",
    b"y/o",
    b"year",
    b"yr",
    b"fyll",
    b"age",
    b"alder",
    b"aldr",
    b"i am",
    b"i'm",
    b'i"m',
    b"im ",
    b"girl",
    b"woman",
    b"tjej",
    b"dam",
    b"lady",
    b"kvinna",
    b"turn",
    b"18",
    b"eighteen",
    b"only",
    b"just",
    b"barely",
    b"kille",
    b"man",
    b"male",
    b"guy",
    b"herre",
    b"blond",
    b"brunet",
    b"student",
    b"sing",
    b"bast",
    b"jordsnurr",
    b"jag e ",
    *(b"%dy" % digit for digit in range(10)),
    b"knappt",
    b"endast",
    b" hal",
)


def read(ad: AdText) -> Iterable[Finding]:
    """Those with a word for years, then those told otherwise; no number is read twice."""
    found = {one.start: one for one in _told(ad)}
    found |= {one.start: one for one in _stated(ad)}
    return [found[start] for start in sorted(found)]


def _told(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    for match in matches(_TOLD, units):
        group = next(number for number in range(1, _LINE_AT + 1) if match.start(number) >= 0)
        if group == _BOTH_ENDS_AT:
            yield from _both_ends(ad, match)
            continue
        before = units[max(0, match.start() - around.WINDOW) : match.start(group)]
        after = (
            units[match.end() : match.end() + around.WINDOW]
            if group == _COUPLE_AT
            else units[match.end(group) :][: around.WINDOW]
        )
        for number in (group, group + 1) if group == _COUPLE_AT else (group,):
            age = below_hundred(match.group(number)) - (group == _NEXT_YEAR_AT)
            if YOUNGEST <= age <= OLDEST and not _is_no_age(before, after, age):
                yield ad.found("age", str(age), ad.canonical.span(*match.span(number)), confidence=0.8)
    if b"," in units or b"(" in units:
        yield from _named(ad)


def _both_ends(ad: AdText, match: Match) -> Iterator[Finding]:
    """The youngest and the oldest of several: "Vi är 35-40 år". A narrower range is read as one age."""
    units = ad.canonical.units
    ends = (_BOTH_ENDS_AT, _BOTH_ENDS_AT + 1)
    youngest, oldest = (below_hundred(match.group(number)) for number in ends)
    after = units[match.end() : match.end() + around.WINDOW]
    is_of_a_guest = around.OF_A_GUEST.search(units[match.start() : match.start(_BOTH_ENDS_AT)])
    if oldest - youngest <= WIDEST_RANGE or is_of_a_guest or around.OTHER_AFTER.search(after):
        return
    for number in ends:
        yield ad.found("age", match.group(number).decode(), ad.canonical.span(*match.span(number)), confidence=0.8)


def _is_no_age(before: bytes, after: bytes, age: int) -> bool:
    """Whether what stands around a number without a word for years makes it a thing's, a limit or a measure."""
    of_another = around.OTHER_BEFORE.search(before) or around.OF_A_SUBJECT.search(before)
    counted = around.AFTER_BARE.search(after) or around.OTHER_AFTER.search(after)
    return bool(of_another or counted or (age >= ADULT and around.SOUGHT.search(before)))


def _named(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    for match in matches(_NAMED, units):
        number = 2 if match.start(2) >= 0 else 3
        follows = _PLACE_AFTER.search(units[match.end(number) : match.end(number) + around.WINDOW])
        # A name that is also a place ("Nora, 33, Stockholm") is a name when a place follows.
        is_led = follows is not None and follows.group(1) in forms_by_first_word() and not is_street(match.group(1))
        if is_name(ad, match.group(1), ad.canonical.span(*match.span(1)), led=is_led):
            yield ad.found("age", match.group(number).decode(), ad.canonical.span(*match.span(number)), confidence=0.8)


def _stated(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    if not any(hint in units for hint in _HINTS):
        return
    for match in matches(_AGE, units):
        group = next(number for number in _GROUPS if match.start(number) >= 0)
        age = _years(match.group(group)) if group != _SOON_AT else ADULT - 1
        if age == ADULT and around.SOON.search(units[match.end() : match.end() + around.WINDOW]):
            age = ADULT - 1
        if not YOUNGEST <= age <= OLDEST or _is_of_another(match, group, age, units):
            continue
        if group == _PAIR_AT:  # "17 och 18 år", "22, 24 and 26 years": two persons or three
            if match.start(_FIRST_OF_THREE_AT) >= 0:
                first = below_hundred(match.group(_FIRST_OF_THREE_AT))
                yield _found(ad, first, match.span(_FIRST_OF_THREE_AT), group)
            second = below_hundred(match.group(group + 1))
            yield _found(ad, age, match.span(group), group)
            yield _found(ad, second, (match.start(group + 1), match.end()), group)
        else:
            yield _found(ad, age, (match.start(0 if group == _BETWEEN_AT else group), match.end()), group)


def _found(ad: AdText, age: int, span: tuple[int, int], group: int) -> Finding:
    confidence = 0.95 if group in (_YEARS_AT, _PAIR_AT) else 0.85
    return ad.found("age", str(age), ad.canonical.span(*span), confidence=confidence)


def _is_of_another(match: Match, group: int, age: int, units: bytes) -> bool:
    """Whether the words around it make it a guest's age, a thing's age or a time."""
    start, end = match.span()
    before, after = units[max(0, start - around.WINDOW) : start], units[end : end + around.WINDOW]
    # The English "i" of "I will be 18" is no Swedish "i": of an age soon reached only the subject counts.
    other = around.OF_A_SUBJECT if group == _SOON_AT else around.OTHER_BEFORE
    if other.search(before) or (not _is_of_a_person(match) and around.OTHER_AFTER.search(after)):
        return True
    if age >= ADULT and around.OF_A_MAKE_OR_FIRM.search(after):
        return True
    if around.TIME_OF.search(after) and not around.AGE_OF.search(after):
        return True
    if group not in (_YEARS_AT, _PAIR_AT) and around.AFTER_BARE.search(after):
        return True
    if group == _ONLY_AT and not (TEEN <= age <= OLDEST_TEEN and around.ENDS_OR_GOES_ON.search(after)):
        return True
    return _is_of_one_sought(match, group, age, units) or _is_of_a_guest(match, group, age, before)


def _is_of_one_sought(match: Match, group: int, age: int, units: bytes) -> bool:
    """Whether an adult's age is a limit, that of whom the ad seeks, or one that a thing turned."""
    start, end = match.span()
    before = units[max(0, start - around.WINDOW) : start]
    if match.group().startswith(_HAS_TURNED) and around.ENDS_IN_A_THING.search(before):
        return True
    if age < ADULT or group not in (_YEARS_AT, _LEAD_AT):
        return False
    is_limit = group == _YEARS_AT and around.ONLY_LED.search(units[start : match.start(group)]) is not None
    return is_limit or around.SOUGHT.search(units[max(0, start - around.WINDOW) : end]) is not None


def _is_of_a_person(match: Match) -> bool:
    """Whether the word for years can only be said of somebody: "31 åring som", "vid 54 års ålder"."""
    return match.group().endswith((b"aring", b"alder"))


def _is_of_a_guest(match: Match, group: int, age: int, before: bytes) -> bool:
    if group in (_YEARS_AT, _LEAD_AT, _BETWEEN_AT) and match.start(group + 1) >= 0:
        if not 0 < below_hundred(match.group(group + 1)) - age <= WIDEST_RANGE:
            return True
    elif group != _SOON_AT:
        return False
    return around.OF_A_GUEST.search(before) is not None


def _years(written: bytes) -> int:
    """The age in digits or words, where a letter o may stand for a zero."""
    return below_hundred(written.replace(b"o", b"0") if written[:1].isdigit() else written)


EXTRACTOR = Extractor(
    read=read,
    version=5,
    fires_on=(
        FiresOn(text="Jag är 22 och bor i stan", values=("22",)),
        FiresOn(text="Anna, 19 år, ny här", values=("19",)),
        FiresOn(text="25 years old, or 24yo", values=("25", "24")),
        FiresOn(text="nitton år och fyllda 18", values=("19", "18")),
        FiresOn(text="17 år", values=("17",)),
        FiresOn(text="I am 17 years of age", values=("17",)),
        FiresOn(text="Twenty-four years old", values=("24",)),
        FiresOn(text="Jag fyller 18 i mars.", values=("17",)),
        FiresOn(text="I am almost 18", values=("17",)),
        FiresOn(text="16½ år", values=("16",)),
        FiresOn(text="Jag är mellan 16 och 18 år", values=("16",)),
        FiresOn(text="Jag är under 18", values=("17",)),
        FiresOn(text="only 17", values=("17",)),
        FiresOn(text="Lisa, 17, i Lund", values=("17",)),
        FiresOn(text="Linda (39) från Gävle", values=("39",)),
        FiresOn(text="Ålder - 52", values=("52",)),
        FiresOn(text="Par, han 46 och hon 41", values=("46", "41")),
        FiresOn(text="Fyller 17 i maj", values=("16",)),
        FiresOn(text="f28 seeks a friend", values=("28",)),
        FiresOn(text="22, 24 och 26 år", values=("22", "24", "26")),
        FiresOn(text="Vi är 35-40 år", values=("35", "40")),
        FiresOn(text="Vi är ett par (44/46)", values=("44", "46")),
        FiresOn(text="Man 5o år", values=("50",)),
    ),
    silent_on=(
        "17 års erfarenhet", "endast över 18", "inga under 18", "no one under 25", "18+", "öppet i 13 år",
        "Öppet 10-22, 1500 kr, 168 cm", "20 years of experience",
        "12 years of exxperience in flowers", "du ska vara minst 25 år",
        "du ska ha fyllt 18", "Bodde 17 år i Malmö", "min son är 16 år", "whisky 16 år", "företaget fyller 15 år",
        "jag är inte 17 år längre", "I'm 16 weeks pregnant", "massör med 14 år i yrket",
        "Pris, 15, 20", "Storgatan, 17, Lund", "Storlek 38-40", "Paket (30) 500 kr", "Söker man 45",
        "bilen fyllde 20", "My 22 year old Volvo", "40 years as a firm", "M 40 cm", "Våra gäster är 30-60 år",
    ),
)  # fmt: skip
