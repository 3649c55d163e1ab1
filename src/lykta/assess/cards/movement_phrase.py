"""Words such as `ny i stan`. Tested, and reversed: they do not indicate organisation."""

from lykta.assess import examples
from lykta.assess.contract import RuleCard
from lykta.assess.phrases import Lexicon, saying
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_WORDS = Lexicon(
    "ny/nya i stan/staden/området",
    "nyss/nyligen/just anlänt/anländ/anlända/kommit",
    "på genomresa",
    "på besök i",
    "endast/bara några/ett/fåtal dagar/besök",
    "här/kvar till/tom måndag/tisdag/onsdag/torsdag/fredag/lördag/söndag",
    "new in/to town",
    "new in the city/area",
    "just arrived",
    "passing through",
    "only/just visiting",
    "in town until/for",
    "visiting until",
)
_SAYS = Said(
    sv="Ord om att vara på resa: det tyder inte på organisering (prövat, 70 % mer sällan).",
    en="Words about travelling: does not indicate organisation (tested, 70 % less often).",
)


CARD = RuleCard(
    check=saying(_SAYS, _WORDS),
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.X,
    source="Lugo-Graulich et al., NIJ 2022; NIJ, Unconventional Wisdom, 2024-05-08: 70 % less likely",
    jurisdiction="tested in the United States",
    family="travel_words",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="Ensamma som reser. Observerade resor för en kontakt är något annat.",
        en="Independents who tour. Observed movement of a contact is another matter.",
    ),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Ny i stan, hör av dig.")),
        examples.one(examples.ad("Just arrived, in town until Friday.")),
    ),
    silent_on=(
        examples.one(examples.ad("Bor här sedan länge.")),
        examples.one(examples.ad("Nytt nummer i staden.")),
    ),
)
