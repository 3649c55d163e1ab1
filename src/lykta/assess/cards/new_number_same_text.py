"""A contact changed its number and kept its text. Independents do so too: alone it calls nobody organised."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import owners, values
from lykta.model.counting import ADVERTISER, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.link import Family, Presence
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said


def check(view: NetworkView) -> Hit | None:
    owner = owners(view)
    changed = {one.id for one in view.advertisers if one.presence is Presence.CHANGED_NUMBER}
    numbers = {seen.ad.id: values(seen, "phone") for seen in view.ads} if changed else {}
    kept_text = {
        owner[link.a]
        for link in view.links
        if owner.get(link.a) in changed
        and any(reason.family is Family.TEXT for reason in link.because)
        and _differ(numbers.get(link.a), numbers.get(link.b))
    }
    if not kept_text:
        return None
    said = count(len(kept_text), ADVERTISER)
    return Hit(
        says=sentence(
            sv=f"{said.sv} har bytt nummer och behållit texten",
            en=f"{said.en} changed number and kept the text",
        )
    )


def _differ(a: set[str] | None, b: set[str] | None) -> bool:
    return bool(a) and bool(b) and not (a or set()) & (b or set())


_BEFORE = examples.ad("Samma ord som förut.", examples.phone(examples.PHONES[0]))
_AFTER = examples.ad("Samma ord som förut.", examples.phone(examples.PHONES[1]), day=9)

CARD = RuleCard(
    check=check,
    version=2,
    direction=Direction.FOR,
    grade=Grade.C,
    source="Portnoff et al., KDD 2017; Kennedy 2022, 10.1371/journal.pone.0277550",
    jurisdiction="measured in North America",
    family="number_change",
    false_alarms=Said(
        sv="Korta nummer är det vanliga: hälften lever högst två veckor. Även ensamma byter nummer.",
        en="Short-lived numbers are normal: half live two weeks at most. Independents change numbers too.",
    ),
    abstains=Said(sv="När bytet syns på annat än texten.", en="When the change shows by something else than the text."),
    fires_on=(examples.one(_BEFORE, _AFTER, presence=Presence.CHANGED_NUMBER),),
    silent_on=(
        examples.one(_BEFORE, _AFTER),
        examples.one(_BEFORE, _BEFORE, presence=Presence.CHANGED_NUMBER),
    ),
)
