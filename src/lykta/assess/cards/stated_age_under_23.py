"""An ad states an age of 18 to 22. Tested, and it does not indicate anything."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import stated_ages
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_SAYS = Said(
    sv="Anger 18-22 år: det tyder inte på något (prövat, utan samband).",
    en="States 18-22 years: does not indicate anything (tested, no relation).",
)


def check(view: NetworkView) -> Hit | None:
    return Hit(says=_SAYS) if any(18 <= years < 23 for _, _, years in stated_ages(view)) else None


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.X,
    source="Lugo-Graulich et al., NIJ 2022: not significant",
    jurisdiction="tested in the United States",
    family="stated_age",
    false_alarms=Said(
        sv="Alla: kortet visas för att ingen ska räkna åldern som ett tecken.",
        en="All of them: the card is shown so that nobody takes this age for a sign.",
    ),
    abstains=Said(
        sv="Under 18 år: det är ett annat kort och går alltid först.",
        en="Below 18: that is another card and always comes first.",
    ),
    fires_on=(examples.one(examples.ad("Hej.", examples.age(22))),),
    silent_on=(
        examples.one(examples.ad("Hej.", examples.age(23))),
        examples.one(examples.ad("Hej.", examples.age(17))),
    ),
)
