"""The ad speaks as `we` or of others. Context only."""

from lykta.assess import examples
from lykta.assess.contract import RuleCard
from lykta.assess.phrases import Lexicon, saying
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

# Pronouns alone are too common: ”vi ses” says nothing, so only turns that speak for a group are here.
_WORDS = Lexicon(
    "hos oss",
    "vårt team/ställe/gäng",
    "våra tjejer/killar/medarbetare/kollegor/gäster",
    "vi är ett/en/flera/två/tre/fyra/fem",
    "vi erbjuder",
    "vi har öppet",
    "hon/han tar emot",
    "our team/place/staff/guests/colleagues",
    "we are a/several/two/three/four/five",
    "we offer/welcome",
    "she/he receives/welcomes",
)
_SAYS = Said(
    sv="Texten talar för flera eller om någon annan (sammanhang).",
    en="The text speaks for several or of somebody else (context).",
)


CARD = RuleCard(
    check=saying(_SAYS, _WORDS),
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.C,
    source="T-Net (expert features); forms of the STIM kind",
    jurisdiction="expert lists from North America and the United Kingdom",
    family="voice",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="Par, kollektiv, maskinöversatt text.",
        en="Duos, collectives, machine translation.",
    ),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Välkommen till vårt team.")),
        examples.one(examples.ad("We offer appointments every day.")),
    ),
    silent_on=(
        examples.one(examples.ad("Vi ses!")),
        examples.one(examples.ad("See you soon.")),
    ),
)
