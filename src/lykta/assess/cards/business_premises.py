"""Words of a place of business. A disputed sign, so context only."""

from lykta.assess import examples
from lykta.assess.contract import RuleCard
from lykta.assess.phrases import Lexicon, saying
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_WORDS = Lexicon(
    "vår/våran/min salong/studio/klinik/lokal",
    "massagesalong*",
    "massagestudio*",
    "i salongen/studion/lokalen",
    "öppet hus/mottagning",
    "our/my salon/studio/parlour/parlor/clinic/premises",
    "massage parlour/parlor/studio/salon",
)
_SAYS = Said(
    sv="Nämner en lokal: omtvistat tecken, räknas inte (sammanhang).",
    en="Names a place of business: a disputed sign, not counted (context).",
)

CARD = RuleCard(
    check=saying(_SAYS, _WORDS),
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.C,
    source="T-Net (a class of its own); cases of the NIJ study 2022",
    jurisdiction="cases from the United States",
    family="premises",
    languages=("sv", "en"),
    false_alarms=Said(sv="Laglig verksamhet.", en="Lawful business."),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Välkommen till vår salong.")),
        examples.one(examples.ad("Come to our studio.")),
    ),
    silent_on=(
        examples.one(examples.ad("Lokaltrafiken stannar här.")),
        examples.one(examples.ad("I rent a flat.")),
    ),
)
