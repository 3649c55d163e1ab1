from itertools import pairwise

import pytest

from lykta.model.link import AdEvidence
from tests.link.evidence import HARBOUR, ad, groups, link
from tests.link.market import Maker

NUMBERS = tuple(f"+4674012340{n}" for n in range(5))


def _strangers(maker: Maker, *, each: int = 6) -> list[AdEvidence]:
    """Five contacts at once, every ad worded anew."""
    return [
        ad(f"own{who}-{n}", day=n, phone=number, text=maker.text(), source=f"site{n % 2}")
        for who, number in enumerate(NUMBERS)
        for n in range(each)
    ]


def _sizes(ads: list[AdEvidence]) -> list[int]:
    return sorted(len(group) for group in groups(link(*ads)))


@pytest.mark.parametrize("copies", [1, 2, 3, 4, 6])
def test_planted_ads_with_two_numbers_each_join_no_strangers(copies: int) -> None:
    maker = Maker(11)
    planted = [
        ad(f"planted{at}-{n}", day=4, phone=a, other=(("phone", b),), text=maker.text())
        for at, (a, b) in enumerate(pairwise(NUMBERS))
        for n in range(copies)
    ]
    assert len(_sizes(_strangers(maker) + planted)) == 5


def test_a_number_made_for_the_purpose_joins_no_strangers() -> None:
    maker = Maker(12)
    planted = [
        ad(f"planted{n}", day=4, phone=number, other=(("phone", "+46740123499"),), text=maker.text())
        for n, number in enumerate(NUMBERS[:2])
    ]
    assert len(_sizes(_strangers(maker) + planted)) == 5


def test_planted_ads_that_copy_one_side_join_no_strangers() -> None:
    maker = Maker(13)
    own = [
        ad(f"{who}{n}", day=n, phone=number, text=text)
        for who, number, text in zip("ab", NUMBERS, (maker.text(), maker.text()), strict=False)
        for n in range(6)
    ]
    planted = [
        ad(f"planted{n}", day=4, phone=NUMBERS[0], other=(("phone", NUMBERS[1]),), text=own[6 * n].text)
        for n in range(2)
    ]
    assert len(_sizes(own + planted)) == 2


def test_what_was_not_joined_is_shown_with_the_ads_it_would_rest_on() -> None:
    maker = Maker(14)
    planted = ad("planted", day=4, phone=NUMBERS[0], other=(("phone", NUMBERS[1]),), text=maker.text())
    (held,) = link(*_strangers(maker), planted).held
    assert (held.a, held.b, held.ads) == ("own0-0", "own1-0", ("planted",))
    assert NUMBERS[0] in held.says.en
    assert "Anyone can post such an ad" in held.says.en
    assert "Inte förenade" in held.says.sv


def test_two_numbers_that_one_text_uses_are_joined_by_one_ad() -> None:
    own = [ad(f"{number}{n}", day=n, phone=number, text=HARBOUR) for number in NUMBERS[:2] for n in range(6)]
    both = ad("both", day=4, phone=NUMBERS[0], other=(("phone", NUMBERS[1]),), text=Maker(15).text())
    linking = link(*own, both)
    assert groups(linking) == [sorted(one.id for one in (*own, both))]
    assert linking.held == ()


def test_two_numbers_on_most_ads_are_one_contact() -> None:
    maker = Maker(16)
    own = [ad(f"{number}{n}", day=n, phone=number, text=maker.text()) for number in NUMBERS[:2] for n in range(3)]
    both = [
        ad(f"both{n}", day=n, phone=NUMBERS[0], other=(("phone", NUMBERS[1]),), text=maker.text()) for n in range(8)
    ]
    assert _sizes(own + both) == [14]


def test_a_new_number_announced_beside_the_old_one_is_one_contact() -> None:
    maker = Maker(17)
    own = [ad(f"{at}{n}", day=30 * at + n, phone=NUMBERS[at], text=maker.text()) for at in range(2) for n in range(4)]
    both = ad("both", day=20, phone=NUMBERS[0], other=(("phone", NUMBERS[1]),), text=maker.text())
    assert _sizes([*own, both]) == [9]
