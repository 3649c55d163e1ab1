"""Words about trust and being professional. A disputed sign, so context only."""

from lykta.assess import examples
from lykta.assess.contract import RuleCard
from lykta.assess.phrases import Lexicon, saying
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_WORDS = Lexicon(
    "pålitlig*",
    "professionell*",
    "seriös*",
    "förtroende*",
    "trygg/tryggt/trygga",
    "trustworthy",
    "reliable",
    "professional",
    "safe and secure",
)
_SAYS = Said(
    sv="Betonar pålitlighet: omtvistat tecken, räknas inte (sammanhang).",
    en="Stresses being reliable: a disputed sign, not counted (context).",
)


CARD = RuleCard(
    check=saying(_SAYS, _WORDS),
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.A,
    source="Lugo-Graulich et al., NIJ 2022 (points towards); T-Net uses such words as a sign of independence",
    jurisdiction="tested in the United States",
    family="trust",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="Vanliga ord i all marknadsföring.",
        en="Ordinary words of all marketing.",
    ),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Pålitlig och seriös.")),
        examples.one(examples.ad("Professional and reliable.")),
    ),
    silent_on=(
        examples.one(examples.ad("Välkommen.")),
        examples.one(examples.ad("Hello.")),
    ),
)
