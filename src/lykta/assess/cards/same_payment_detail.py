"""Several advertisers name one account, wallet or number to pay to."""

from collections import defaultdict

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import ads_by_advertiser, quotes_of
from lykta.assess.phrases import MOST_QUOTES
from lykta.model.counting import ADVERTISER, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said

_PAID_TO = ("account", "wallet", "swish")


def check(view: NetworkView) -> Hit | None:
    named_by: dict[tuple[str, str], set[str]] = defaultdict(set)
    for advertiser, ads in ads_by_advertiser(view).items():
        for seen in ads:
            for finding in seen.findings:
                if finding.kind in _PAID_TO:
                    named_by[finding.kind, finding.value].add(advertiser)
    shared = {detail for detail, advertisers in named_by.items() if len(advertisers) > 1}
    if not shared:
        return None
    said = count(max(len(named_by[detail]) for detail in shared), ADVERTISER)
    quotes = [(seen, one) for seen in view.ads for one in seen.findings if (one.kind, one.value) in shared]
    return Hit(
        says=sentence(sv=f"{said.sv} vill ha betalt på samma ställe", en=f"{said.en} want to be paid in one place"),
        quotes=quotes_of(quotes[:MOST_QUOTES]),
    )


_SHARED = examples.paid_to("account", "example-1")

CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.B,
    tier=Tier.ORGANISED,
    source="Portnoff et al., KDD 2017 (payments joined ads); whose account it is takes an authority to learn",
    jurisdiction="measured in North America",
    family="payment",
    false_alarms=Said(
        sv="Återförsäljare av betalningar, en gemensam hyra, en vän som tar emot.",
        en="Resellers of payments, a shared rent, a friend who receives.",
    ),
    abstains=Said(
        sv="När betalning inte nämns, eller bara en annonsör nämner den.",
        en="When no payment is named, or only one advertiser names it.",
    ),
    fires_on=(examples.network((examples.ad("A", _SHARED),), (examples.ad("B", _SHARED),)),),
    silent_on=(
        examples.one(examples.ad("A", _SHARED), examples.ad("B", _SHARED)),
        examples.network((examples.ad("A", _SHARED),), (examples.ad("B", examples.paid_to("account", "example-2")),)),
        examples.network((examples.ad("Betala kontant."),), (examples.ad("Betala kontant."),)),
    ),
)
