"""What agreement is worth is learned from the ads, and no link is believed more than the ads bear out."""

from collections import defaultdict

import pytest

from lykta.link import LinkSettings, link_ads
from lykta.link.training import assumed_weights
from lykta.model.link import Band, Family, Link, Linking, LinkWeights, Reason
from lykta.model.words import Said
from tests.link.evidence import FOREST, HARBOUR, PHONE_A, PHONE_B, ad, link
from tests.link.market import make_market

FEW = LinkSettings(training_pairs=50)


@pytest.fixture(scope="module")
def learned() -> tuple[Linking, dict[str, str]]:
    """A market, and the true advertiser of each of its ads."""
    market = make_market(seed=3, size=1_500)
    return link_ads(market.ads, settings=FEW, watching_since=None), dict(market.advertiser)


def reason(family: Family, bits: float) -> Reason:
    return Reason(family=family, kind="k", value="v", bits=bits, says=Said(sv="s", en="s"))


def made(*families: tuple[Family, float]) -> Link:
    return Link(a="a", b="b", because=tuple(reason(family, bits) for family, bits in families))


def test_few_ads_teach_nothing_and_the_assumed_weights_are_told_as_such() -> None:
    linking = link(ad("a", phone=PHONE_A, text=HARBOUR), ad("b", day=3, phone=PHONE_A, text=FOREST))
    assert linking.weights is not None
    assert linking.weights.seeds == 0
    assert linking.weights.m == assumed_weights().m


def test_a_market_teaches_and_twice_the_same(learned: tuple[Linking, dict[str, str]]) -> None:
    linking, _ = learned
    again = link_ads(make_market(seed=3, size=1_500).ads, settings=FEW, watching_since=None)
    assert linking.weights == again.weights
    assert linking.weights is not None
    assert linking.weights.seeds >= 50
    for kind in linking.weights.m:
        assert 0 < linking.weights.u[kind] < linking.weights.m[kind] < 1


def test_no_band_promises_more_than_the_truth_keeps(learned: tuple[Linking, dict[str, str]]) -> None:
    linking, truth = learned
    weights = linking.weights
    assert weights is not None
    told: dict[Band, list[tuple[float, bool]]] = defaultdict(list)
    for one in linking.links:
        told[weights.band(one)].append((weights.probability(one), truth[one.a] == truth[one.b]))
    assert len(told[Band.STRONG]) > 50
    for band, pairs in told.items():
        if len(pairs) >= 50 and band is not Band.HIDDEN:
            promised = sum(chance for chance, _ in pairs) / len(pairs)
            kept = sum(same for _, same in pairs) / len(pairs)
            assert kept >= promised - 0.05, band


@pytest.mark.parametrize(
    ("bits", "band"), [(30, Band.STRONG), (14, Band.PROBABLE), (11, Band.REVIEW), (8, Band.HIDDEN), (-900, Band.HIDDEN)]
)
def test_bits_over_the_prior_give_the_band(bits: float, band: Band) -> None:
    weights = LinkWeights(m={}, u={}, prior_bits=-10)
    assert weights.band(made((Family.IDENTIFIER, bits))) is band


def test_likeness_without_a_common_contact_is_worth_what_it_turned_out_to_be() -> None:
    both = frozenset({Family.TEXT, Family.PICTURE})
    weights = LinkWeights(m={}, u={}, prior_bits=-10, chances={both: 0.12})
    assert weights.probability(made((Family.TEXT, 9), (Family.PICTURE, 9))) == 0.12
    assert weights.probability(made((Family.TEXT, 9), (Family.PICTURE, 9), (Family.IDENTIFIER, 15))) > 0.99


def test_likeness_of_which_nothing_was_learned_is_for_a_person_at_most() -> None:
    weights = LinkWeights(m={}, u={}, prior_bits=-10)
    assert weights.band(made((Family.TEXT, 90), (Family.PICTURE, 90))) is Band.REVIEW
    assert weights.band(made((Family.TEXT, 3))) is Band.HIDDEN


def test_what_a_person_joined_is_strong_whatever_the_evidence() -> None:
    weights = LinkWeights(m={}, u={}, prior_bits=-10)
    assert weights.band(made((Family.PERSON, 0))) is Band.STRONG


def test_two_strangers_with_one_text_are_hidden_from_the_links_that_count() -> None:
    linking = link(ad("a", phone=PHONE_A, text=HARBOUR), ad("b", day=9, phone=PHONE_B, text=HARBOUR))
    assert linking.weights is not None
    assert {linking.weights.band(one) for one in linking.links} <= {Band.HIDDEN, Band.REVIEW}
