from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from lykta.errors import BadInputError, SettingsError
from lykta.kit.hashing import content_id
from lykta.link import LinkSettings, link_ads
from lykta.link.measure import measure_groups
from lykta.model.link import Family, Link
from tests.link.evidence import (
    FOREST,
    HARBOUR,
    MARKET_SQUARE,
    PHONE_A,
    PHONE_B,
    ad,
    between,
    groups,
    link,
    networks,
    picture,
)
from tests.link.market import START, make_market


def test_no_ads_give_nothing() -> None:
    linking = link()
    assert (linking.links, linking.advertisers, linking.networks, linking.hubs) == ((), (), (), ())


def test_one_ad_is_one_advertiser_in_a_network_of_one_named_by_its_ad() -> None:
    linking = link(ad("a", phone=PHONE_A, text=HARBOUR))
    (advertiser,), (network,) = linking.advertisers, linking.networks
    assert advertiser.id == content_id("advertiser", "a")
    assert network.id == content_id("network", "a")
    assert network.advertisers == (advertiser.id,)


def test_same_phone_makes_one_advertiser_and_says_so_in_both_languages() -> None:
    linking = link(ad("a", phone=PHONE_A, text=HARBOUR), ad("b", day=3, phone=PHONE_A, text=FOREST))
    assert groups(linking) == [["a", "b"]]
    (reason,) = between(linking, "a", "b").because
    assert reason.family is Family.IDENTIFIER
    assert reason.bits >= 10
    assert reason.says.sv == f"Samma telefonnummer {PHONE_A} i båda annonserna; det finns i 2 annonser."
    assert reason.says.en == f"The same phone number {PHONE_A} in both ads; it is found in 2 ads."


def test_a_phone_with_one_digit_off_does_not_link() -> None:
    assert groups(link(ad("a", phone=PHONE_A), ad("b", phone=PHONE_B))) == [["a"], ["b"]]


def test_an_uncertain_identifier_does_not_link() -> None:
    unsure = ad("b", phone=PHONE_A)
    unsure = replace(unsure, identifiers=tuple(replace(one, confidence=0.3) for one in unsure.identifiers))
    assert groups(link(ad("a", phone=PHONE_A), unsure)) == [["a"], ["b"]]


def test_the_same_text_alone_never_joins() -> None:
    linking = link(ad("a", phone=PHONE_A, text=HARBOUR), ad("b", day=9, phone=PHONE_B, text=HARBOUR))
    assert groups(linking) == networks(linking) == [["a"], ["b"]]


def test_the_same_picture_alone_never_joins() -> None:
    shown = (picture("one"),)
    linking = link(
        ad("a", phone=PHONE_A, text=HARBOUR, pictures=shown),
        ad("b", day=9, phone=PHONE_B, text=FOREST, pictures=shown),
    )
    assert groups(linking) == [["a"], ["b"]]


def test_an_edited_posting_stays_one_advertiser() -> None:
    linking = link(ad("a", key="7", text=HARBOUR), ad("b", key="7", day=1, text=FOREST))
    assert groups(linking) == [["a", "b"]]
    assert between(linking, "a", "b").because[0].kind == "posting"


def test_two_sites_with_the_same_posting_number_are_two() -> None:
    linking = link(ad("a", key="7", source="one"), ad("b", key="7", source="other"))
    assert groups(linking) == [["a"], ["b"]]


def test_a_link_carries_every_reason_of_its_pair_and_counts_a_family_once() -> None:
    shown = (picture("one"), picture("two"))
    linking = link(
        ad("a", phone=PHONE_A, other=(("handle", "h.one"),), text=HARBOUR, pictures=shown),
        ad("b", day=1, phone=PHONE_A, other=(("handle", "h.one"),), text=HARBOUR, pictures=shown),
    )
    found = between(linking, "a", "b")
    kinds = sorted(reason.kind for reason in found.because)
    assert kinds == ["handle", "phone", "picture", "picture", "place", "text"]
    best = {
        family: max(r.bits for r in found.because if r.family is family) for family in {r.family for r in found.because}
    }
    assert found.bits == pytest.approx(sum(best.values()))


def test_a_value_of_many_ads_gives_a_chain_not_all_pairs() -> None:
    ads = [ad(f"a{number:03d}", day=number, phone=PHONE_A, text=HARBOUR, place=None) for number in range(100)]
    assert len(link(*ads).links) == 99


def test_a_link_without_reasons_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="at least one reason"):
        Link(a="a", b="b", because=())


def test_the_order_of_the_ads_does_not_matter() -> None:
    ads = make_market(3, 400).ads
    shuffled = Random(5).sample(ads, k=len(ads))
    first = link_ads(ads, settings=LinkSettings(), watching_since=START)
    assert link_ads(shuffled, settings=LinkSettings(), watching_since=START) == first


def test_an_ad_that_comes_twice_is_refused_by_name() -> None:
    with pytest.raises(BadInputError, match="ad a came twice"):
        link(ad("a"), ad("a"))


def test_a_time_without_zone_is_refused_by_name() -> None:
    naive = replace(ad("a"), first_at=datetime(2026, 3, 1))  # noqa: DTZ001 - the fault itself
    with pytest.raises(BadInputError, match="ad a: the time"):
        link(naive)


def test_bands_that_do_not_come_out_even_are_refused() -> None:
    with pytest.raises(SettingsError, match="multiple of minhash_rows"):
        LinkSettings(minhash_size=64, minhash_rows=3)


def test_a_share_above_one_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"text_jaccard is 1.5"):
        LinkSettings(text_jaccard=1.5)


def test_a_huge_ad_and_an_ad_of_one_letter_go_through() -> None:
    linking = link(ad("a", text="x y 1 " * 350_000), ad("b", text="x"), ad("c", text="\ud800\x00\u200b" * 9))
    assert groups(linking) == [["a"], ["b"], ["c"]]


def test_five_thousand_identical_ads_of_one_number_are_one_advertiser() -> None:
    shown = (picture("one"),)
    ads = [ad(f"a{n:04d}", day=n / 100, phone=PHONE_A, text=HARBOUR, pictures=shown) for n in range(5000)]
    linking = link(*ads)
    assert len(linking.advertisers) == 1
    assert linking.hubs == ()


def test_five_thousand_identical_ads_without_a_contact_stay_within_the_cap() -> None:
    ads = [ad(f"a{n:04d}", day=n / 100, text=HARBOUR) for n in range(5000)]
    assert len(link(*ads).advertisers) == 5000


def test_ads_alike_in_text_and_picture_without_a_contact_join_up_to_the_cap_only() -> None:
    shown = (picture("one"),)
    ads = [ad(f"a{n}", day=n / 9, text=HARBOUR, pictures=shown, source=f"site{n % 20}") for n in range(200)]
    assert max(len(group) for group in groups(link(*ads))) == 50


def test_fifty_thousand_identical_ads_with_a_number_each_stay_apart() -> None:
    ads = [
        ad(f"a{n:05d}", day=n / 100, phone=f"+46742{n:06d}", text=HARBOUR, key=str(n), source=f"site{n % 5000}")
        for n in range(50_000)
    ]
    linking = link(*ads)
    assert len(linking.advertisers) == 50_000
    assert len(linking.links) == 49_999  # one after the other, never all pairs


def test_a_hundred_thousand_ads_with_one_picture_are_a_hub_and_stay_apart() -> None:
    shown = (picture("one"),)
    ads = [ad(f"a{n:06d}", day=n / 500, phone=f"+46743{n:06d}", pictures=shown, key=str(n)) for n in range(100_000)]
    linking = link(*ads)
    assert [(hub.kind, hub.ads, hub.groups) for hub in linking.hubs] == [("picture", 100_000, 100_000)]
    assert len(linking.advertisers) == len(linking.networks) == 100_000
    assert list(linking.links) == []


def test_links_and_advertisers_are_the_same_whenever_they_are_asked_for() -> None:
    linking = link(*(ad(f"a{n}", day=n, phone=PHONE_A, text=HARBOUR) for n in range(5)))
    assert list(linking.links) == [linking.links[at] for at in range(4)] == linking.links[:]
    assert linking.links == list(linking.links)
    assert linking.links != linking.links[1:]
    assert linking.advertisers == [linking.advertisers[0]] == linking.advertisers[:]


def test_ads_of_one_site_with_one_boilerplate_stay_apart() -> None:
    ads = [
        ad(
            f"a{n:02d}",
            day=n / 10,
            phone=f"+467401234{n:02d}",
            other=(("email", "info@site.example"),),
            text=own,
        )
        for n, own in enumerate(f"{HARBOUR}\nNummer {n}." for n in range(40))
    ]
    linking = link(*ads)
    assert len(linking.advertisers) == len(linking.networks) == 40


def test_undated_ads_are_linked_too() -> None:
    linking = link(ad("a", day=None, phone=PHONE_A), ad("b", day=None, phone=PHONE_A))
    assert groups(linking) == [["a", "b"]]


def test_on_a_market_with_known_truth_the_groups_are_right_and_the_hubs_are_the_planted_ones() -> None:
    market = make_market(1, 2000)
    linking = link_ads(market.ads, settings=LinkSettings(), watching_since=START)
    found = {ad_: one.id for one in linking.advertisers for ad_ in one.ads}
    by_network = {one: network.id for network in linking.networks for one in network.advertisers}
    advertisers = measure_groups(found, market.findable)
    in_networks = measure_groups({ad_: by_network[one] for ad_, one in found.items()}, market.network)
    held = {hub.value for hub in linking.hubs}
    assert advertisers.pairs.precision >= 0.98
    assert advertisers.pairs.recall >= 0.95
    assert in_networks.pairs.precision >= 0.95
    assert market.hubs <= held
    assert not held & market.numbers


def test_ads_without_contact_join_the_only_advertiser_with_their_text_and_picture() -> None:
    shown = (picture("one"),)
    linking = link(
        ad("a", phone=PHONE_A, text=HARBOUR, pictures=shown),
        ad("b", day=1, text=HARBOUR, pictures=shown, source="other"),
        ad("c", day=1, text=MARKET_SQUARE, pictures=shown, source="other"),
    )
    assert groups(linking) == [["a", "b"], ["c"]]
    assert "no_other_contact" in {reason.kind for reason in between(linking, "a", "b").because}


def test_ads_without_contact_join_nobody_when_two_advertisers_have_their_text_and_picture() -> None:
    shown = (picture("one"),)
    linking = link(
        ad("a", phone=PHONE_A, text=HARBOUR, pictures=shown),
        ad("b", phone=PHONE_B, text=HARBOUR, pictures=shown),
        ad("c", day=1, text=HARBOUR, pictures=shown),
    )
    assert groups(linking) == [["a"], ["b"], ["c"]]
