"""The ad says that one person works alone. A counter-sign on an expert list."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import quotes_of
from lykta.assess.phrases import MOST_QUOTES
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_SAYS = Said(
    sv="Säger sig arbeta ensam: talar snarast emot (experters lista).",
    en="Says to work alone: rather speaks against (experts' list).",
)


def check(view: NetworkView) -> Hit | None:
    found = [
        (seen, finding)
        for seen in view.ads
        for finding in seen.findings
        if finding.kind == "persons" and finding.value == "1"
    ]
    return Hit(says=_SAYS, quotes=quotes_of(found[:MOST_QUOTES])) if found else None


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.AGAINST,
    grade=Grade.C,
    source="T-Net uses words of independence as a sign of it; not tested",
    jurisdiction="expert list from North America",
    family="independence",
    false_alarms=Said(
        sv="En mall som någon annan skrev kan säga samma sak. Väger lätt: avgör bara mellan annars lika nätverk.",
        en="A template somebody else wrote may say the same. Weighs little: decides only between equal networks.",
    ),
    abstains=Said(
        sv="När annonsen inte säger något om det. Det betyder inte att någon annan ligger bakom.",
        en="When the ad says nothing about it. That does not mean that somebody else is behind it.",
    ),
    fires_on=(
        examples.one(examples.ad("Jag", examples.persons(1, "arbetar ensam"))),
        examples.one(examples.ad("I", examples.persons(1, "work alone"))),
    ),
    silent_on=(
        examples.one(examples.ad("Vi är", examples.persons(2, "två vänner"))),
        examples.one(examples.ad("Jag bor ensam.")),
    ),
)
