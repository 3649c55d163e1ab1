"""One ad says that it speaks for three persons or more."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import quotes_of
from lykta.assess.phrases import MOST_QUOTES
from lykta.model.ad import count_postings
from lykta.model.counting import AD, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

# Kennedy 2022: mean 1.8 names per advertiser, so two are ordinary; three is the first rare number.
_PERSONS = ("3", "4", "5", "6")


def check(view: NetworkView) -> Hit | None:
    found = [
        (seen, finding)
        for seen in view.ads
        for finding in seen.findings
        if finding.kind == "persons" and finding.value in _PERSONS
    ]
    if not found:
        return None
    number = count_postings(seen.ad for seen, _ in found)
    ads, speaks = count(number, AD), "speaks" if number == 1 else "speak"
    return Hit(
        says=sentence(
            sv=f"{ads.sv} talar för tre personer eller fler", en=f"{ads.en} {speaks} for three persons or more"
        ),
        quotes=quotes_of(found[:MOST_QUOTES]),
    )


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.C,
    source="NEAT (names found in ads; experts); Kennedy 2022, 10.1371/journal.pone.0277550, for the base rate",
    jurisdiction="expert list from North America; base rate measured in Canada",
    family="names",
    false_alarms=Said(
        sv="Små kollektiv och vänner som annonserar tillsammans är vanliga.",
        en="Small collectives and friends who advertise together are ordinary.",
    ),
    abstains=Said(
        sv="Under tre personer, eller när annonsen inte säger hur många de är.",
        en="Below three persons, or when the ad does not say how many they are.",
    ),
    fires_on=(
        examples.one(examples.ad("Vi är", examples.persons(3, "tre vänner"))),
        examples.one(examples.ad("Hej."), examples.ad("We are", examples.persons(4, "four friends"))),
    ),
    silent_on=(
        examples.one(examples.ad("Vi är", examples.persons(2, "två vänner"))),
        examples.one(examples.ad("Tre minuter från tåget.")),
    ),
)
