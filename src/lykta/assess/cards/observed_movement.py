"""One contact was observed in one municipality after another. Not the same as words about travelling."""

from collections.abc import Sequence

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import ads_by_advertiser, municipality
from lykta.model.counting import MUNICIPALITY, count, sentence
from lykta.model.desk import AdView, NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

# Two towns are a move; a third makes a route [assumption]. Touring independents have routes too, so a route alone
# raises nobody: the card counts in the family of places and has no tier of its own.
_STOPS = 3


def check(view: NetworkView) -> Hit | None:
    most = max((len(_stops(ads)) for ads in ads_by_advertiser(view).values()), default=0)
    if most < _STOPS:
        return None
    said = count(most, MUNICIPALITY)
    return Hit(
        says=sentence(
            sv=f"samma kontakt observerad i {said.sv} efter varandra",
            en=f"one contact observed in {said.en} one after another",
        )
    )


def _stops(ads: Sequence[AdView]) -> set[str]:
    """Municipalities that the contact came to on different days; two on one day are no journey."""
    first: dict[str, object] = {}
    for seen in sorted(ads, key=lambda one: one.first_seen_at):
        code = municipality(seen)
        if code is not None:
            first.setdefault(code, seen.first_seen_at.date())
    days: dict[object, str] = {}
    for code, day in first.items():
        days.setdefault(day, code)
    return set(days.values())


_NUMBER = examples.phone()

CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.B,
    source="Ibanez & Suthers 2014; a UK trial where movement had to be proved",
    jurisdiction="measured in North America, used in the United Kingdom",
    family="places",
    false_alarms=Said(
        sv="Ensamma som reser, ett nummer som övergått till någon annan. Ord om att resa är något annat.",
        en="Independents who tour, a number that passed to somebody else. Words about travelling are another matter.",
    ),
    abstains=Said(
        sv="Under tre kommuner, eller när en annons nämner flera platser eller ingen.",
        en="Below three municipalities, or when an ad names several places or none.",
    ),
    fires_on=(
        examples.one(
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM), day=0),
            examples.ad("A", _NUMBER, examples.place(examples.GOTEBORG), day=4),
            examples.ad("A", _NUMBER, examples.place(examples.MALMO), day=8),
        ),
    ),
    silent_on=(
        examples.one(examples.ad("Ny i stan, på genomresa.", _NUMBER), examples.ad("Just arrived.", _NUMBER, day=5)),
        examples.one(
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM), day=0),
            examples.ad("A", _NUMBER, examples.place(examples.MALMO), day=4),
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM), day=8),
        ),
        examples.one(
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM)),
            examples.ad("A", _NUMBER, examples.place(examples.GOTEBORG)),
            examples.ad("A", _NUMBER, examples.place(examples.MALMO)),
        ),
    ),
)
