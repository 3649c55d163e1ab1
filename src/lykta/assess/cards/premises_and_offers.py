"""A network that both lets rooms and offers."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.kinds import ads_of_kind
from lykta.model.ad import AdKind
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_SAYS = Said(
    sv="Samma nätverk hyr ut rum eller lokal och erbjuder.", en="One network lets rooms or premises and offers."
)


def check(view: NetworkView) -> Hit | None:
    letting, quotes = ads_of_kind(view, AdKind.PREMISES)
    offering, _ = ads_of_kind(view, AdKind.OFFER)
    return Hit(says=_SAYS, quotes=quotes) if letting and offering else None


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.C,
    source="6 kap. 12 § brottsbalken, second paragraph (letting); reading both kinds together is ours",
    jurisdiction="Sweden, law; no study",
    family="premises_let",
    false_alarms=Said(
        sv="Någon som hyr ut i andra hand under en resa; ett återanvänt nummer.",
        en="Somebody who sublets during a journey; a re-used number.",
    ),
    abstains=Said(
        sv="När varken sidan eller texten säger vad annonsen är.",
        en="When neither page nor text says what the ad is.",
    ),
    fires_on=(
        examples.one(
            examples.ad("Välkommen, boka tid.", examples.ad_kind("offer")),
            examples.ad("Rum uthyres per dag.", examples.ad_kind("premises")),
        ),
    ),
    silent_on=(
        examples.one(examples.ad("Rum uthyres per dag.", examples.ad_kind("premises"))),
        examples.one(examples.ad("Välkommen, boka tid.", examples.ad_kind("offer"))),
    ),
)
