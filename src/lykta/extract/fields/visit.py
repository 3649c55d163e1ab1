"""Where a meeting is said to be: incall (at the advertiser's place) or outcall (at the guest's). A neutral fact."""

from collections.abc import Iterable

from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_IN = (
    r"in-?calls?|tar (?:\w{1,10} )?emot\b|besok(?:er|a)? (?:mig|hos mig)|hemma hos mig|hos mig hemma"
    r"|kom(?:ma)? (?:hem )?till mig|(?:at|in|to) my (?:place|flat|apartment|home|hotel|studio)"
    r"|i can host|i host|i receive|visit me|come to me"
    r"|valkommen (?:hem )?till mig|i egen lagenhet"
)
_OUT = (
    r"out-?calls?|hembesok|hotellbesok|hotel visits?|home visits?|kommer (?:garna )?(?:hem |ut )?till dig"
    r"|aker (?:garna )?(?:hem |ut )?till (?:dig|ditt|hotell)|besoker dig|hem till dig"
    r"|(?:come|travel|visit|go) (?:to )?(?:your|you\b)(?: (?:place|hotel|home))?|at your (?:place|hotel|home)"
)
_VISIT = canonical_pattern(rf"\b(?:({_IN})|({_OUT}))\b")
_NOT = canonical_pattern(
    r"\b(?:no|not|never|without|inga|ingen|inte|ej|aldrig|utan|don't|do not|can't|cannot) (?:\w{1,8} )?$"
)
_NOT_AFTER = canonical_pattern(r"^ (?:inte|ej|not)\b")
_CALLS = frozenset(
    word.decode()
    for word in (
        b"incall incalls outcall outcalls call calls emot besok besoker besoka hemma kom komma my"
        b" host receive visit visits come valkommen egen hembesok hotellbesok kommer aker besoker"
        b" hem travel go your"
    ).split()
)


def read(ad: AdText) -> Iterable[Finding]:
    """The first mention of each; one that is denied is none."""
    units = ad.canonical.units
    seen: set[str] = set()
    for match in matches(_VISIT, units):
        start, end = match.span()
        value = "incall" if match.start(1) >= 0 else "outcall"
        denied = _NOT.search(units[max(0, start - 20) : start]) or _NOT_AFTER.search(units[end : end + 6])
        if value not in seen and not denied:
            seen.add(value)
            yield ad.found("visit", value, ad.canonical.span(start, end), confidence=0.9)


EXTRACTOR = Extractor(
    read=read,
    version=1,
    wakes_on=(_CALLS,),
    fires_on=(
        FiresOn(text="Incall and outcall", values=("incall", "outcall")),
        FiresOn(text="Jag tar gärna emot hemma, gör även hembesök", values=("incall", "outcall")),
        FiresOn(text="I can come to your hotel", values=("outcall",)),
    ),
    silent_on=("No outcalls", "Inga hembesök", "Hemma till klockan tio", "Kom i tid"),
)
