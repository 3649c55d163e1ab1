"""Words by which a seller chooses clients. Tested; a practice of independents, so it speaks against."""

from lykta.assess import examples
from lykta.assess.contract import RuleCard
from lykta.assess.phrases import Lexicon, saying
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_WORDS = Lexicon(
    "inga/ej dolda/dolt/hemliga/hemligt nummer",
    "svarar/svara inte/ej på ... dolt/dolda/hemligt/okända nummer",
    "presentera dig",
    "berätta ... om dig själv",
    "referens/referenser krävs/önskas",
    "inga/ej påverkade/berusade",
    "väljer ... mina gäster/kunder",
    "no hidden/blocked/private/withheld numbers/number/calls",
    "references required/needed",
    "introduce yourself",
    "tell me about yourself",
    "screening required/needed",
    "right to refuse/decline",
)
_SAYS = Said(
    sv="Väljer själv vem som får komma: talar snarast emot (prövat).",
    en="Chooses who may come: rather speaks against (tested).",
)


CARD = RuleCard(
    check=saying(_SAYS, _WORDS),
    version=1,
    direction=Direction.AGAINST,
    grade=Grade.X,
    source="Lugo-Graulich et al., NIJ 2022: usually no predictor; a safety practice of independents",
    jurisdiction="tested in the United States",
    family="screening",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="En mall som någon annan skrev. Väger lätt: avgör bara mellan annars lika nätverk.",
        en="A template somebody else wrote. Weighs little: decides only between otherwise equal networks.",
    ),
    abstains=Said(sv="Bara svenska och engelska ord läses.", en="Only Swedish and English words are read."),
    fires_on=(
        examples.one(examples.ad("Svarar inte på dolt nummer.")),
        examples.one(examples.ad("Please introduce yourself. No hidden numbers.")),
    ),
    silent_on=(
        examples.one(examples.ad("Ring mitt nummer.")),
        examples.one(examples.ad("Call any number.")),
    ),
)
