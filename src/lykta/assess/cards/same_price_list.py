"""Several advertisers ask the same prices, two or more of them. Context only."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import ads_by_advertiser, values
from lykta.model.counting import ADVERTISER, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

_PRICES = 2  # one price in common is ordinary: round sums are few [assumption]


def check(view: NetworkView) -> Hit | None:
    """Every advertiser of the network that names prices names the same, and two do at the least."""
    lists = [
        frozenset(value for seen in ads for value in values(seen, "price")) for ads in ads_by_advertiser(view).values()
    ]
    named = [prices for prices in lists if prices]
    if len(named) < 2 or len(set(named)) > 1 or len(named[0]) < _PRICES:
        return None
    said = count(len(named), ADVERTISER)
    return Hit(
        says=sentence(
            sv=f"{said.sv} har samma prislista (sammanhang)", en=f"{said.en} have the same price list (context)"
        )
    )


_LIST = (examples.price("1500 SEK"), examples.price("2500 SEK"))

CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.CONTEXT,
    grade=Grade.C,
    source="DIG (aggregates of prices); expert lists",
    jurisdiction="expert list from North America",
    family="prices",
    false_alarms=Said(
        sv="Jämna summor som alla använder, priser som skrivits av.",
        en="Round sums that everybody uses, copied prices.",
    ),
    abstains=Said(
        sv="Vid en enda annonsör, färre än två priser, eller när listorna skiljer sig.",
        en="With a single advertiser, fewer than two prices, or when the lists differ.",
    ),
    fires_on=(examples.network((examples.ad("A", *_LIST),), (examples.ad("B", *_LIST),)),),
    silent_on=(
        examples.network((examples.ad("A", *_LIST),), (examples.ad("B", _LIST[0]),)),
        examples.network((examples.ad("A", _LIST[0]),), (examples.ad("B", _LIST[0]),)),
        examples.one(examples.ad("A", *_LIST), examples.ad("B", *_LIST)),
    ),
)
