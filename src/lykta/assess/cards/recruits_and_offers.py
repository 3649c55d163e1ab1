"""A network that both looks for persons to work and offers."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.kinds import ads_of_kind
from lykta.model.ad import AdKind
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_SAYS = Said(
    sv="Samma nätverk söker personer att arbeta och erbjuder.",
    en="One network looks for persons to work and offers.",
)


def check(view: NetworkView) -> Hit | None:
    """A buyer's ad that looks for company is no recruitment; one's own ads of both kinds are needed."""
    looking, quotes = ads_of_kind(view, AdKind.RECRUITMENT)
    offering, _ = ads_of_kind(view, AdKind.OFFER)
    return Hit(says=_SAYS, quotes=quotes) if looking and offering else None


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.C,
    source="ILO operational indicators of trafficking, 2009 (recruitment); reading both kinds together is ours",
    jurisdiction="international expert list, not tested in Sweden",
    family="recruitment",
    false_alarms=Said(
        sv="Någon som söker en kollega att dela lokal med; ett återanvänt nummer.",
        en="Somebody who looks for a colleague to share premises with; a re-used number.",
    ),
    abstains=Said(
        sv="När varken sidan eller texten säger vad annonsen är.",
        en="When neither page nor text says what the ad is.",
    ),
    fires_on=(
        examples.one(
            examples.ad("Välkommen, boka tid.", examples.ad_kind("offer")),
            examples.ad("Kollegor sökes.", examples.ad_kind("recruitment")),
        ),
    ),
    silent_on=(
        examples.one(examples.ad("Kollegor sökes.", examples.ad_kind("recruitment"))),
        examples.one(
            examples.ad("Välkommen, boka tid.", examples.ad_kind("offer")),
            examples.ad("Söker sällskap.", examples.ad_kind("wanted")),
        ),
    ),
)
