"""Available day and night. Context only."""

from lykta.assess import examples
from lykta.assess.contract import RuleCard
from lykta.assess.phrases import Lexicon, saying
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_WORDS = Lexicon(
    "dygnet runt",
    "24 7",
    "24 timmar om dygnet",
    "24 h",
    "24h",
    "alla tider på dygnet",
    "dag och natt",
    "round the clock",
    "around the clock",
    "24 hours",
    "day and night",
)
_SAYS = Said(
    sv="Tillgänglig dygnet runt (sammanhang).",
    en="Available around the clock (context).",
)


CARD = RuleCard(
    check=saying(_SAYS, _WORDS),
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.C,
    source="testimony to the police, December 2025; no study",
    jurisdiction="Sweden, practice",
    family="hours",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="Delade pass, webbplatsens förval.",
        en="Shared shifts, the site's default.",
    ),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Öppet dygnet runt.")),
        examples.one(examples.ad("Call me 24/7.")),
    ),
    silent_on=(
        examples.one(examples.ad("Öppet 10-22.")),
        examples.one(examples.ad("Open until 24.")),
    ),
)
