"""Near-identical texts under several numbers."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import ads_by_advertiser, values
from lykta.model.counting import NUMBER, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.link import Family
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said


def check(view: NetworkView) -> Hit | None:
    sharers = {
        own
        for tie in view.network.ties
        if any(reason.family is Family.TEXT for reason in tie.because)
        for own in (tie.a, tie.b)
    }
    numbers = {
        phone
        for advertiser, ads in ads_by_advertiser(view).items()
        if advertiser in sharers
        for seen in ads
        for phone in values(seen, "phone")
    }
    if len(numbers) < 2:
        return None
    said = count(len(numbers), NUMBER)
    return Hit(says=sentence(sv=f"samma text under {said.sv}", en=f"the same text under {said.en}"))


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.B,
    tier=Tier.ORGANISED,
    source="InfoShield, 10.1145/3563040 (84 % precision on groups of ads); a Swedish police mapping",
    jurisdiction="measured in North America",
    family="held_together",
    false_alarms=Said(
        sv="Webbplatsens egna mallar, avskrivna texter, bluffannonser.",
        en="The site's own templates, copied texts, scam ads.",
    ),
    abstains=Said(
        sv="När annonsörerna hålls ihop av annat än text, eller inget nummer kunde läsas.",
        en="When the advertisers are tied by something else than text, or no number could be read.",
    ),
    fires_on=(
        examples.network(
            (examples.ad("Ring mig.", examples.phone(examples.PHONES[0])),),
            (examples.ad("Ring mig.", examples.phone(examples.PHONES[1])),),
        ),
    ),
    silent_on=(
        examples.one(examples.ad("Ring mig.", examples.phone()), examples.ad("Hej.", examples.phone())),
        examples.network(
            (examples.ad("Ring mig.", examples.phone(examples.PHONES[0])),),
            (examples.ad("Skriv hit.", examples.phone(examples.PHONES[1])),),
            ties=(Family.PICTURE,),
        ),
    ),
)
