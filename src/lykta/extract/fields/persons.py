"""How many persons an ad says it speaks for."""

from collections.abc import Iterable

from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_COUNTS = {
    b"tva": 2, b"tre": 3, b"fyra": 4, b"fem": 5, b"two": 2, b"three": 3, b"four": 4, b"five": 5, b"six": 6,
    b"2": 2, b"3": 3, b"4": 4, b"5": 5, b"6": 6,
}  # fmt: skip
_N = "(tva|tre|fyra|fem|two|three|four|five|six|[2-6])"
_ADJECTIVE = r"(?: (?:unga|nya|trevliga|glada|young|new|nice|friendly|lovely|different|olika|svenska|swedish))?"
_TRADES = (
    "malare|stadare|snickare|larare|terapeuter|frisorer|flyttgubbar|tutors|painters|cleaners|teachers|carpenters"
    "|therapists|masseurs|hairdressers|movers|gardeners"
)
_PEOPLE = (
    "(?:tjejer|kvinnor|vaninnor|kompisar|vanner|systrar|damer|kollegor|massorer|girls|women|ladies|friends|sisters"
    f"|colleagues|masseuses|models|{_TRADES})"
)
_FRIEND = "(?:vaninna|kompis|van|syster|kollega|friend|girlfriend|sister|colleague)"
_KIN = f"(?:{_FRIEND}|bror|brother|fru|wife|husband|sambo|partner)"
_PERSONS = canonical_pattern(
    rf"\b(?:vi ar|we are|we're|there are|har jobbar) {_N}"
    rf"(?: av oss| of us|{_ADJECTIVE} (?:{_PEOPLE}|personer|persons|people))"
    rf"|\b{_N}{_ADJECTIVE} {_PEOPLE}\b|\b{_N} (?:av oss|of us)\b"
    rf"|\b(?:ett gang pa|ett team pa|(?:a )?(?:team|crew) of) {_N}\b"
    rf"|\b((?:jag och min|me and my|with my|med min) {_FRIEND}|(?:min {_KIN} och jag|my {_KIN} and (?:i|me))|duo"
    r"|(?:vi ar ett|we are a|we're a)(?: [a-z]{4,10})? (?:par|couple)|ett par (?:hyr|tar emot|erbjuder))\b"
    r"|\b(trio)\b|\b(kvartett|quartet)\b"
    r"|\b((?:jag )?(?:jobbar|arbetar) (?:helt )?(?:ensam|sjalv|pa egen hand)\b"
    r"|(?:i )?work(?:ing)? (?:alone|on my own|by myself))\b"
)
_N_GROUPS, _TWO, _THREE, _FOUR, _ONE = (1, 2, 3, 4), 5, 6, 7, 8
# Before the count these words make it the guests' or somebody sought.
_OTHERS = canonical_pattern(
    r"\b(?:for|soker|sokes|letar efter|looking for|need|needs|behover|mot|max|hogst|upp till|up to|minst|inte"
    r"|emot) (?:en |ett |an? )?$"
)
_SOUGHT = canonical_pattern(r"^ (?:sokes|onskas|wanted|needed|soker|behovs)\b")
_CALLS = frozenset(
    word.decode()
    for word in (
        b"us oss personer persons people tjejer kvinnor vaninnor kompisar vanner systrar damer"
        b" kollegor massorer girls women ladies friends sisters colleagues masseuses models"
        b" vaninna kompis van syster kollega friend girlfriend sister colleague duo trio ensam"
        b" sjalv alone kvartett quartet par couple gang team crew bror brother fru wife husband sambo partner own"
        b" myself hand"
    ).split()
) | frozenset(_TRADES.split("|"))


def read(ad: AdText) -> Iterable[Finding]:
    units = ad.canonical.units
    for match in matches(_PERSONS, units):
        start, end = match.span()
        if _OTHERS.search(units[max(0, start - 20) : start]) or _SOUGHT.search(units[end : end + 12]):
            continue
        yield ad.found("persons", str(_count(match)), ad.canonical.span(start, end), confidence=0.9)


def _count(match: Match) -> int:
    for group in _N_GROUPS:
        if match.start(group) >= 0:
            return _COUNTS[match.group(group)]
    return next(count for group, count in ((_TWO, 2), (_THREE, 3), (_FOUR, 4), (_ONE, 1)) if match.start(group) >= 0)


EXTRACTOR = Extractor(
    read=read,
    version=2,
    wakes_on=(_CALLS,),
    fires_on=(
        FiresOn(text="Vi är två tjejer i centrum", values=("2",)),
        FiresOn(text="We are three friends", values=("3",)),
        FiresOn(text="Jag och min väninna", values=("2",)),
        FiresOn(text="Jag jobbar ensam", values=("1",)),
        FiresOn(text="Tre målare med egen bil", values=("3",)),
        FiresOn(text="We're a couple, my wife and I", values=("2", "2")),
        FiresOn(text="Vi är ett gäng på fem", values=("5",)),
        FiresOn(text="I work on my own", values=("1",)),
    ),
    silent_on=(
        "Två timmar",
        "Rum för två personer",
        "Söker två tjejer",
        "Three days a week",
        "Fem minuter bort",
        "Ett par timmar",
        "Söker ett par som städar",
        "Two teachers wanted",
        "For a team of six",
    ),
)
