"""One contact, several names."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import most_of_one, values
from lykta.model.counting import NAME, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

# Kennedy 2022 (3.6 M pages): median 1 name per advertiser, the middle half 1-2; so 3 is the first rare one. One person
# may use several names, so names alone call nobody organised; they count as a family of evidence.
_NAMES = 3


def check(view: NetworkView) -> Hit | None:
    most = most_of_one(view, lambda ads: len({name for seen in ads for name in values(seen, "alias")}))
    if most < _NAMES:
        return None
    said = count(most, NAME)
    return Hit(says=sentence(sv=f"samma kontakt under {said.sv}", en=f"one contact under {said.en}"))


CARD = RuleCard(
    check=check,
    version=2,
    direction=Direction.FOR,
    grade=Grade.B,
    source="a Swedish police mapping (a number that recurs); Kennedy 2022, 10.1371/journal.pone.0277550",
    jurisdiction="Sweden, practice; base rate measured in Canada",
    family="names",
    false_alarms=Said(
        sv="En person med flera namn, delad lägenhet eller telefon, återanvänt nummer, små kollektiv.",
        en="One person with several names, a shared flat or phone, a re-used number, small collectives.",
    ),
    abstains=Said(
        sv="Under tre namn, eller när namn inte kunde läsas.",
        en="Below three names, or when names could not be read.",
    ),
    fires_on=(
        examples.one(*(examples.ad("Ring", examples.phone(), examples.name(n)) for n in ("Alva", "Bea", "Cleo"))),
    ),
    silent_on=(
        examples.one(*(examples.ad("Ring", examples.phone(), examples.name(n)) for n in ("Alva", "alva", "Bea"))),
        examples.network(
            *((examples.ad("Ring", examples.name(n)),) for n in ("Alva", "Bea", "Cleo")),
        ),
    ),
)
