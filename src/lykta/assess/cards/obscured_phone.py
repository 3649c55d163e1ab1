"""A number written so that machines miss it."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import count_ads, quotes_of
from lykta.assess.phrases import MOST_QUOTES
from lykta.model.counting import AD, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said


def check(view: NetworkView) -> Hit | None:
    found = [
        (seen, finding)
        for seen in view.ads
        for finding in seen.findings
        if finding.kind == "phone" and finding.obscured is not None
    ]
    if not found:
        return None
    said = count(count_ads(seen for seen, _ in found), AD)
    return Hit(
        says=sentence(
            sv=f"numret är skrivet så att maskiner missar det i {said.sv}",
            en=f"the number is written so that machines miss it in {said.en}",
        ),
        quotes=quotes_of(found[:MOST_QUOTES]),
    )


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.A,
    source="Lugo-Graulich et al., NIJ 2022; J. Hum. Traff. 2024, 10.1080/23322705.2024.2349447",
    jurisdiction="tested in the United States, not in Sweden",
    family="hidden_number",
    false_alarms=Said(
        sv="Skydd av privatlivet, vana mot skräpsamtal, webbplatser som förbjuder nummer.",
        en="Privacy, a habit against spam calls, sites that forbid numbers.",
    ),
    abstains=Said(sv="När inget nummer kunde läsas.", en="When no number could be read."),
    fires_on=(examples.one(examples.ad("Ring", examples.phone(obscured="spelled digits"))),),
    silent_on=(examples.one(examples.ad("Ring", examples.phone())), examples.one(examples.ad("Skriv hit."))),
)
