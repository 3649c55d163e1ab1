"""Words that place somebody in school. Only a human decides what follows; nothing lowers it."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.counting import AD, count, sentence
from lykta.assess.phrases import Lexicon, quotes_in
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said

# "Minor" itself is left out: ads say "no minors" far more often than anything else with that word.
_WORDS = Lexicon(
    "går i sjuan/åttan/nian",
    "går på/i högstadiet/gymnasiet/grundskolan",
    "högstadieelev*",
    "gymnasieelev*",
    "gymnasietjej*/gymnasiekille*",
    "under 18 år gammal",
    "in high/middle/secondary school",
    "high school student",
    "in the eighth/ninth/tenth grade",
    "in eighth/ninth/tenth grade",
)


def check(view: NetworkView) -> Hit | None:
    quotes, ads = quotes_in(view, _WORDS)
    if not quotes:
        return None
    said, speaks = count(ads, AD), "speaks" if ads == 1 else "speak"
    return Hit(
        says=sentence(sv=f"{said.sv} talar om skolgång", en=f"{said.en} {speaks} of being at school"),
        quotes=quotes,
    )


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.A,
    tier=Tier.SUSPECTED_MINOR,
    source="Lugo-Graulich et al., NIJ 2022: language suggesting youth (the word list is ours and untested)",
    jurisdiction="tested in the United States",
    family="youth",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="Vuxenstudier, en förälders barn, marknadsföring. En människa avgör, samma dag.",
        en="Adult education, a parent's child, marketing. A human decides, the same day.",
    ),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Går i nian och är ledig efter tre.")),
        examples.one(examples.ad("I am in high school, write in the evening.")),
    ),
    silent_on=(
        examples.one(examples.ad("Inga minderåriga. Bor nära gymnasiet.")),
        examples.one(examples.ad("Studerar på universitetet.")),
    ),
)
