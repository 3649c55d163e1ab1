"""Receives only, never goes out. Context only."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import quotes_of, values
from lykta.assess.phrases import MOST_QUOTES
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_SAYS = Said(
    sv="Tar bara emot hos sig, åker inte ut (sammanhang).",
    en="Receives only, does not go out (context).",
)


def check(view: NetworkView) -> Hit | None:
    """One ad that says to go out is enough for silence."""
    said = {value for seen in view.ads for value in values(seen, "visit")}
    if said != {"incall"}:
        return None
    found = [(seen, finding) for seen in view.ads for finding in seen.findings if finding.kind == "visit"]
    return Hit(says=_SAYS, quotes=quotes_of(found[:MOST_QUOTES]))


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.C,
    source="T-Net (expert features)",
    jurisdiction="expert list from North America",
    family="visits",
    false_alarms=Said(sv="Ett val för säkerhet eller kostnad.", en="A choice for safety or cost."),
    abstains=Said(
        sv="När någon annons säger att den åker ut, eller ingen säger var.",
        en="When an ad says to go out, or none says where.",
    ),
    fires_on=(
        examples.one(examples.ad("Jag", examples.visit("incall", "tar emot hemma"))),
        examples.one(examples.ad("Hej."), examples.ad("", examples.visit("incall", "Incall"))),
    ),
    silent_on=(
        examples.one(
            examples.ad("Jag", examples.visit("incall", "tar emot hemma")),
            examples.ad("Även", examples.visit("outcall", "hembesök")),
        ),
        examples.one(examples.ad("Jag är hemma.")),
    ),
)
