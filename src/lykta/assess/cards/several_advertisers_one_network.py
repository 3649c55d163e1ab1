"""Several advertisers held together by organised evidence."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.ties import held_by
from lykta.model.counting import ADVERTISER, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.link import Family
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said


def check(view: NetworkView) -> Hit | None:
    if len(view.network.advertisers) < 2:
        return None
    said, tie = count(len(view.network.advertisers), ADVERTISER), held_by(view)
    return Hit(says=sentence(sv=f"{said.sv} hålls ihop av {tie.sv}", en=f"{said.en} held together by {tie.en}"))


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.B,
    tier=Tier.ORGANISED,
    source="Portnoff et al., KDD 2017; TellFinder's networks; a Swedish police mapping",
    jurisdiction="measured in North America",
    family="held_together",
    false_alarms=Said(
        sv="Kollegor som hjälper varandra, texthjälp, en webbplats som skriver åt alla.",
        en="Colleagues who help each other, a writing service, a site that words ads for all.",
    ),
    abstains=Said(sv="Vid en enda annonsör.", en="With a single advertiser."),
    fires_on=(
        examples.network((examples.ad("A"),), (examples.ad("A"),)),
        examples.network((examples.ad("A"),), (examples.ad("B"),), ties=(Family.PICTURE,)),
    ),
    silent_on=(examples.one(examples.ad("A"), examples.ad("A")),),
)
