"""An id means the same thing tomorrow: it stays with most of its ads, and is never given to something else."""

from random import Random

from lykta.link import LinkSettings, link_ads
from lykta.link.names import Before, keep_names
from lykta.model.link import AdEvidence, Linking
from tests.link.evidence import FOREST, HARBOUR, PHONE_A, PHONE_B, ad


def test_a_group_keeps_its_name_when_an_older_ad_joins_it() -> None:
    kept = keep_names("advertiser", [["older", "a", "b"]], {"a": "name", "b": "name"}, frozenset())
    assert kept.names == ("name",)
    assert kept.became == {}


def test_the_part_with_most_ads_keeps_the_name_and_the_other_gets_one_never_used() -> None:
    before = dict.fromkeys(("a", "b", "c"), keep_names("advertiser", [["a"]], {}, frozenset()).names[0])
    kept = keep_names("advertiser", [["a"], ["b", "c"]], before, frozenset())
    assert kept.names[1] == before["a"]
    assert kept.names[0] != before["a"], "the name made from its first ad now means the others"
    assert kept.became == {}


def test_of_two_that_merge_the_larger_keeps_its_name_and_the_other_is_told_to_have_become_it() -> None:
    before = {"a": "small", "b": "large", "c": "large"}
    kept = keep_names("advertiser", [["a", "b", "c"]], before, frozenset())
    assert kept.names == ("large",)
    assert kept.became == {"small": "large"}


def test_a_name_that_no_part_has_most_of_goes_and_is_told_to_be_where_most_of_it_went() -> None:
    before = dict.fromkeys("abcd", "whole")
    kept = keep_names("advertiser", [["a", "b"], ["c", "d"]], before, frozenset())
    assert "whole" not in kept.names
    assert kept.became == {"whole": min(kept.names)}


def test_a_name_once_given_is_never_given_to_another() -> None:
    (name,) = keep_names("advertiser", [["a"]], {}, frozenset()).names
    (other,) = keep_names("advertiser", [["a"]], {}, frozenset({name})).names
    assert other != name


def test_names_do_not_depend_on_the_order_of_groups() -> None:
    random = Random(3)
    ads = [f"ad{number}" for number in range(40)]
    for _ in range(50):
        before = {one: f"name{random.randrange(6)}" for one in ads}
        groups: list[list[str]] = [[] for _ in range(6)]
        for one in ads:
            random.choice(groups).append(one)
        groups = [group for group in groups if group]
        there = keep_names("advertiser", groups, before, frozenset())
        back = keep_names("advertiser", groups[::-1], before, frozenset())
        assert there.names == back.names[::-1]
        assert there.became == back.became
        assert len(set(there.names)) == len(groups)


def _run(ads: list[AdEvidence], before: Linking | None = None) -> Linking:
    if before is None:
        return link_ads(ads, settings=LinkSettings(), watching_since=None)
    advertiser_of = {one: each.id for each in before.advertisers for one in each.ads}
    network_of = {
        one: network.id
        for network in before.networks
        for each in before.advertisers
        if each.id in network.advertisers
        for one in each.ads
    }
    named = Before(advertiser_of=advertiser_of, network_of=network_of)
    return link_ads(ads, settings=LinkSettings(), watching_since=None, before=named)


def test_a_second_linking_with_an_older_ad_keeps_the_ids_of_advertiser_and_network() -> None:
    ads = [ad("a", day=5, phone=PHONE_A, text=HARBOUR), ad("b", day=6, phone=PHONE_B, text=FOREST)]
    first = _run(ads)
    second = _run([*ads, ad("older", day=1, phone=PHONE_A)], first)
    assert {one.id for one in second.advertisers} == {one.id for one in first.advertisers}
    assert {one.id for one in second.networks} == {one.id for one in first.networks}


def test_advertisers_that_a_new_ad_joins_keep_one_id_and_the_other_leads_there() -> None:
    other = (("handle", "telegram:harbour.one"),)
    ads = [
        ad("a", day=0, phone=PHONE_A),
        ad("b", day=1, phone=PHONE_A),
        ad("c", day=2, other=other),
    ]
    first = _run(ads)
    second = _run([*ads, ad("d", day=3, phone=PHONE_A, other=other)], first)
    (one,) = second.advertisers
    large = next(each.id for each in first.advertisers if len(each.ads) == 2)
    small = next(each.id for each in first.advertisers if len(each.ads) == 1)
    assert one.id == large
    assert second.became[small] == large
