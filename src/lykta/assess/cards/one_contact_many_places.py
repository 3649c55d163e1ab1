"""One contact listed in several municipalities on the same day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import most_of_one, municipality
from lykta.model.counting import MUNICIPALITY, count, sentence
from lykta.model.desk import AdView, NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said

# Touring alone is no indicator, and an old ad often stays up a day beside the next town's:
# two at once are common for one who tours, three are not [assumption].
_PLACES_AT_ONCE = 3


def check(view: NetworkView) -> Hit | None:
    most = most_of_one(view, _at_once)
    if most < _PLACES_AT_ONCE:
        return None
    said = count(most, MUNICIPALITY)
    return Hit(says=sentence(sv=f"samma kontakt i {said.sv} samma dag", en=f"one contact in {said.en} on one day"))


def _at_once(ads: Sequence[AdView]) -> int:
    """The largest number of municipalities in which the ads were listed on one day."""
    steps: list[tuple[date, int, str]] = []
    for seen in ads:
        if (code := municipality(seen)) is not None:
            steps.append((seen.first_seen_at.date(), 1, code))
            steps.append((seen.last_seen_at.date() + timedelta(days=1), -1, code))
    listed: Counter[str] = Counter()
    most = 0
    for _, step, code in sorted(steps):  # on one day what ends sorts before what begins
        listed[code] += step
        if not listed[code]:
            del listed[code]
        most = max(most, len(listed))
    return most


_NUMBER = examples.phone()

CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.B,
    tier=Tier.ORGANISED,
    source="Portnoff et al., KDD 2017 (one contact, several regions: strong); Ibanez & Suthers 2014",
    jurisdiction="measured in North America",
    family="places",
    false_alarms=Said(
        sv="Den som reser och låter gamla annonser ligga kvar, eller annonserar i grannkommuner.",
        en="Somebody who tours and leaves old ads up, or advertises in neighbouring municipalities.",
    ),
    abstains=Said(
        sv="Under tre kommuner samma dag, eller när en annons nämner flera platser eller ingen.",
        en="Below three municipalities on one day, or when an ad names several places or none.",
    ),
    fires_on=(
        examples.one(
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM), days=3),
            examples.ad("A", _NUMBER, examples.place(examples.GOTEBORG), day=1),
            examples.ad("A", _NUMBER, examples.place(examples.MALMO), day=1, days=2),
        ),
    ),
    silent_on=(
        examples.one(
            examples.ad(
                "A",
                examples.place(examples.STOCKHOLM),
                examples.place(examples.GOTEBORG),
                examples.place(examples.MALMO),
            ),
        ),
        examples.one(
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM), day=0),
            examples.ad("A", _NUMBER, examples.place(examples.GOTEBORG), day=4),
            examples.ad("A", _NUMBER, examples.place(examples.MALMO), day=8),
        ),
        examples.one(
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM)),
            examples.ad("A", _NUMBER, examples.place(examples.STOCKHOLM)),
            examples.ad("A", _NUMBER, examples.place(examples.MALMO)),
        ),
        examples.network(
            (examples.ad("A", examples.place(examples.STOCKHOLM)),),
            (examples.ad("A", examples.place(examples.GOTEBORG)),),
            (examples.ad("A", examples.place(examples.MALMO)),),
        ),
    ),
)
