"""An ad states an age under 18. Only a human decides what follows; nothing lowers it."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import count_ads, quotes_of, stated_ages
from lykta.model.counting import AD, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said

_ADULT_YEARS = 18  # a child is anyone under 18: UN Convention on the Rights of the Child, art. 1


def check(view: NetworkView) -> Hit | None:
    """Every ad is read, also a buyer's, and no confidence is too low: recall comes before precision."""
    found = [(seen, finding, years) for seen, finding, years in stated_ages(view) if years < _ADULT_YEARS]
    if not found:
        return None
    number = count_ads(seen for seen, _, _ in found)
    ads, states = count(number, AD), "states" if number == 1 else "state"
    ages = sorted({years for _, _, years in found})
    sv, en = (
        f" {word} ".join(filter(None, (", ".join(map(str, ages[:-1])), str(ages[-1])))) for word in ("eller", "or")
    )
    return Hit(
        says=sentence(sv=f"{ads.sv} anger åldern {sv} år", en=f"{ads.en} {states} the age {en}"),
        quotes=quotes_of((seen, finding) for seen, finding, _ in found),
    )


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.A,
    tier=Tier.SUSPECTED_MINOR,
    source="Lugo-Graulich et al., NIJ 2022: language suggesting youth; UN CRC art. 1 for the limit of 18",
    jurisdiction="tested in the United States; the age limit holds in Sweden",
    family="youth",
    false_alarms=Said(
        sv="Feltryck, antal år i yrket, någon annans ålder. En människa avgör, samma dag.",
        en="A slip of the key, years of experience, somebody else's age. A human decides, the same day.",
    ),
    abstains=Said(
        sv="När ingen ålder står i annonsen. Det betyder inte att personen är vuxen.",
        en="When the ad states no age. That does not mean that the person is an adult.",
    ),
    fires_on=(
        examples.one(examples.ad("Hej.", examples.age(17))),
        examples.network((examples.ad("A", examples.age(25)),), (examples.ad("B", examples.age(16)),)),
    ),
    silent_on=(
        examples.one(examples.ad("Hej.", examples.age(18))),
        examples.one(examples.ad("Ring på nummer 17.")),
    ),
)
