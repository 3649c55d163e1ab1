"""The name that an ad gives itself, where it says so: a name for the ad, not a person's.

Read only after words that introduce a name, or with a stated age at the start of a line, and only in capitals' first.
"""

from collections.abc import Iterable

from lykta.extract._names import LINE_START, NAME, is_name
from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_ALIAS = canonical_pattern(
    r"\b(?:jag heter|mitt namn ar|my name is|my name's|call me|ask for|fraga efter|kalla mig|namn:|name:|i am called"
    rf"|kallas for) ?{NAME}\b|{LINE_START}{NAME},? (?:ar )?[1-7][0-9](?: ?ar\b| ?years|yo\b|,| ?arig)"
)
_CALLS = frozenset(("99", *["heter", "namn", "name", "call", "ask", "fraga", "kalla", "called", "kallas"]))


def read(ad: AdText) -> Iterable[Finding]:
    units = ad.canonical.units
    seen: set[str] = set()
    for match in matches(_ALIAS, units):
        group = 1 if match.start(1) >= 0 else 2
        span = ad.canonical.span(*match.span(group))
        value = ad.text[slice(*span)].title()
        if value in seen or not is_name(ad, match.group(group), span, led=group == 1):
            continue
        seen.add(value)
        yield ad.found("alias", value, span, confidence=0.9 if group == 1 else 0.8)


EXTRACTOR = Extractor(
    read=read,
    version=2,
    wakes_on=(_CALLS,),
    fires_on=(
        FiresOn(text="Hej, jag heter Anna", values=("Anna",)),
        FiresOn(text="Ask for Maria", values=("Maria",)),
        FiresOn(text="Sofia, 24 år", values=("Sofia",)),
    ),
    silent_on=("Call me now", "jag heter så", "Tjej 24 år", "Malmö, 24 år", "Kram, Nina"),
)
