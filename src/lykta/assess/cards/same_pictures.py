"""Advertisers that share pictures besides what else holds them together."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.ties import tie_families
from lykta.model.counting import sentence
from lykta.model.desk import NetworkView
from lykta.model.link import Family
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said


def check(view: NetworkView) -> Hit | None:
    """Pictures as the only tie are what made the network, and are counted there."""
    families = tie_families(view)
    if Family.PICTURE not in families or len(families) < 2:
        return None
    return Hit(says=sentence(sv="annonsörerna delar också bilder", en="the advertisers share pictures as well"))


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.B,
    tier=Tier.ORGANISED,
    source="TellFinder (a UK trial where pictures proved movement); perceptual hashes, never faces or bodies",
    jurisdiction="used in the United States and the United Kingdom",
    family="pictures",
    false_alarms=Said(sv="Hotellrum, katalogbilder, stulna bilder.", en="Hotel rooms, stock photos, stolen pictures."),
    abstains=Said(
        sv="När bilder är det enda som håller ihop nätverket.",
        en="When pictures are the only thing that holds the network together.",
    ),
    fires_on=(examples.network((examples.ad("A"),), (examples.ad("A"),), ties=(Family.TEXT, Family.PICTURE)),),
    silent_on=(
        examples.network((examples.ad("A"),), (examples.ad("B"),), ties=(Family.PICTURE,)),
        examples.network((examples.ad("A"),), (examples.ad("A"),), ties=(Family.TEXT,)),
    ),
)
