"""Wallets and accounts link as other contact details do, and common ones are held back as these are."""

import pytest

from tests.link.evidence import HARBOUR, MARKET_SQUARE, ad, groups, link
from tests.link.market import Maker

VALUES = (
    ("wallet", "bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "Samma plånbok", "same wallet"),
    ("account", "bankgiro:0012-3455", "Samma konto", "same account"),
)


@pytest.mark.parametrize(("kind", "value", "sv", "en"), VALUES)
def test_two_ads_with_one_value_are_one_contact_and_both_languages_say_why(
    kind: str, value: str, sv: str, en: str
) -> None:
    linking = link(
        ad("a", other=((kind, value),), text=HARBOUR), ad("b", day=2, other=((kind, value),), text=MARKET_SQUARE)
    )
    assert groups(linking) == [["a", "b"]]
    (reason,) = [one for one in linking.links[0].because if one.kind == kind]
    assert sv in reason.says.sv
    assert en in reason.says.en


@pytest.mark.parametrize(("kind", "value", "sv", "en"), VALUES)
def test_a_value_beside_many_contacts_is_held_back(kind: str, value: str, sv: str, en: str) -> None:
    del sv, en
    maker = Maker(7)
    ads = [ad(f"a{n:02d}", phone=f"+467401234{n:02d}", other=((kind, value),), text=maker.text()) for n in range(15)]
    linking = link(*ads)
    assert [(hub.kind, hub.value) for hub in linking.hubs] == [(kind, value)]
    assert len(linking.advertisers) == 15
