import numpy as np
import pytest

from lykta.link import LinkSettings, link_ads
from lykta.link.handover import split_holders
from lykta.link.hubs import group_ads, have_one
from lykta.link.keys import PHONE, TEXT
from lykta.link.linking import make_keys
from lykta.link.table import tabulate
from lykta.model.link import Linking
from tests.link.evidence import HARBOUR, PHONE_A, ad, groups, link, picture
from tests.link.market import Maker, make_market

SUPPORT = "+46846500400"


def _texts(count: int) -> list[str]:
    maker = Maker(7)
    return [maker.text() for _ in range(count)]


def test_a_support_number_beside_many_numbers_is_held_back_with_a_sentence() -> None:
    ads = [
        ad(f"a{n:02d}", phone=f"+467401234{n:02d}", other=(("phone", SUPPORT),), text=text)
        for n, text in enumerate(_texts(15))
    ]
    linking = link(*ads)
    (hub,) = linking.hubs
    assert (hub.kind, hub.value, hub.ads, hub.groups) == ("phone", SUPPORT, 15, 15)
    assert "beside 15 different contacts" in hub.says.en
    assert "bredvid 15 olika" in hub.says.sv
    assert len(linking.advertisers) == 15
    assert linking.links == () or all(r.value != SUPPORT for link_ in linking.links for r in link_.because)


def test_a_support_number_on_two_ads_is_told_by_the_contacts_it_stands_beside() -> None:
    texts = _texts(2)
    ads = [
        ad(
            f"{who}{n}",
            day=n,
            phone=phone,
            other=(("phone", SUPPORT),) if n == 0 else (),
            text=texts[who == "b"],
        )
        for who, phone in (("a", "+46740123401"), ("b", "+46740123402"))
        for n in range(5)
    ]
    linking = link(*ads)
    assert [hub.value for hub in linking.hubs] == [SUPPORT]
    assert len(linking.advertisers) == 2


def test_a_number_beside_the_support_numbers_of_several_sites_is_nobodys_hub() -> None:
    texts = _texts(33)
    others = [
        ad(f"a{n:02d}", phone=f"+467401234{n:02d}", other=(("phone", f"{SUPPORT[:-1]}{n % 2}"),), text=text)
        for n, text in enumerate(texts[:30])
    ]
    own = [
        ad(
            f"b{n}",
            day=n,
            phone=PHONE_A,
            other=(("phone", f"{SUPPORT[:-1]}{n}"),) if n < 2 else (),
            text=texts[30 + n],
        )
        for n in range(3)
    ]
    assert [hub.value for hub in link(*others, *own).hubs] == ["+46846500400", "+46846500401"]


def test_an_agency_of_many_ads_and_few_texts_keeps_its_number() -> None:
    texts = _texts(6)
    ads = [ad(f"a{n:03d}", day=n / 5, phone=PHONE_A, text=texts[n % 6]) for n in range(300)]
    linking = link(*ads)
    assert linking.hubs == ()
    assert len(linking.advertisers) == 1


def test_a_number_under_more_than_sixty_texts_is_a_hub() -> None:
    texts = _texts(61)
    ads = [ad(f"a{n:02d}", day=n, phone=PHONE_A, text=texts[n], source=f"site{n % 10}") for n in range(61)]
    (hub,) = link(*ads).hubs
    assert (hub.value, hub.groups) == (PHONE_A, 61)
    assert "61 unlinked groups" in hub.says.en
    assert link(*ads[:60]).hubs == ()


def test_the_address_on_nearly_all_ads_of_a_small_site_is_a_hub() -> None:
    ads = [
        ad(f"a{n:02d}", phone=f"+467401234{n:02d}", other=(("url", "https://site.example/"),), text=text)
        for n, text in enumerate(_texts(30))
    ]
    (hub,) = link(*ads).hubs
    assert hub.value == "https://site.example/"
    assert "the site's own" in hub.says.en


def test_who_fills_a_small_site_alone_keeps_the_number() -> None:
    texts = _texts(8)
    ads = [ad(f"a{n:02d}", day=n / 3, phone=PHONE_A, text=texts[n % 8]) for n in range(40)]
    linking = link(*ads)
    assert linking.hubs == ()
    assert len(linking.advertisers) == 1


def test_a_prolific_advertiser_with_fresh_texts_stays_one_on_a_source_of_its_own() -> None:
    ads = [ad(f"a{n:02d}", day=n, phone=PHONE_A, text=text) for n, text in enumerate(_texts(40))]
    linking = link(*ads)
    assert linking.hubs == ()
    assert len(linking.advertisers) == 1


def test_numbers_on_a_site_that_shows_its_address_on_every_ad_stay_their_advertisers() -> None:
    site = (("email", "info@board.example"),)
    ads = [
        ad(f"a{n:02d}", day=n / 3, phone=f"+4674012340{n % 10}", other=site, text=text, source="board.example")
        for n, text in enumerate(_texts(30))
    ]
    linking = link(*ads)
    assert [hub.value for hub in linking.hubs] == ["info@board.example"]
    assert len(linking.advertisers) == 10


def test_a_page_that_stands_alone_on_nearly_all_ads_of_a_source_is_still_the_sites() -> None:
    site = (("url", "https://site.example/"),)
    linking = link(*(ad(f"a{n:02d}", day=n, other=site, text=text) for n, text in enumerate(_texts(30))))
    assert [hub.value for hub in linking.hubs] == ["https://site.example/"]
    assert len(linking.advertisers) == 30


def _named_by_strangers(own: int, strangers: int, sources: int) -> Linking:
    """`own` ads with one number alone, and one ad each of strangers who name it beside a number of their own."""
    texts = _texts(own + strangers)
    alone = [ad(f"a{n:02d}", day=n, phone=PHONE_A, text=texts[n], source=f"site{n % sources}") for n in range(own)]
    beside = [
        ad(
            f"p{n:02d}",
            day=9,
            phone=f"+467401234{n:02d}",
            other=(("phone", PHONE_A),),
            text=texts[own + n],
            source=f"site{n % sources}",
        )
        for n in range(strangers)
    ]
    return link(*alone, *beside)


@pytest.mark.parametrize(("strangers", "sources"), [(3, 3), (3, 1), (6, 3), (12, 3)])
def test_strangers_who_name_a_number_beside_their_own_do_not_part_the_ads_that_show_it_alone(
    strangers: int, sources: int
) -> None:
    linking = _named_by_strangers(20, strangers, sources)
    assert linking.hubs == ()
    assert groups(linking) == [[f"a{n:02d}" for n in range(20)], *([f"p{n:02d}"] for n in range(strangers))]


@pytest.mark.parametrize("strangers", [12, 40, 70])
@pytest.mark.parametrize("copies", [False, True])
def test_planted_ads_take_no_number_from_somebody_whose_ads_are_of_one_piece(strangers: int, copies: bool) -> None:
    """However many name it beside numbers of their own, with texts of their own or with the victim's."""
    texts = _texts(6 * strangers)
    crowd = [ad(f"z{n}", day=n / 9, phone=f"+46740{n:06d}", text=text) for n, text in enumerate(texts[strangers:])]
    own = [ad(f"a{n}", day=n, phone=PHONE_A, text=HARBOUR) for n in range(5)]
    planted = [
        ad(
            f"p{n:02d}",
            day=n / 9,
            phone=f"+467401234{n:02d}",
            other=(("phone", PHONE_A),),
            text=HARBOUR if copies else text,
        )
        for n, text in enumerate(texts[:strangers])
    ]
    linking = link(*own, *planted, *crowd)
    assert linking.hubs == ()
    assert [f"a{n}" for n in range(5)] in groups(linking)
    assert len(linking.advertisers) == 1 + 6 * strangers


def test_a_support_number_alone_on_several_unlike_ads_is_still_held() -> None:
    texts = _texts(18)
    beside = [
        ad(f"a{n:02d}", phone=f"+467401234{n:02d}", other=(("phone", SUPPORT),), text=text)
        for n, text in enumerate(texts[:14])
    ]
    unread = [ad(f"u{n}", phone=SUPPORT, text=text) for n, text in enumerate(texts[14:])]
    linking = link(*beside, *unread)
    assert [hub.value for hub in linking.hubs] == [SUPPORT]
    assert len(linking.advertisers) == 18


def test_a_number_that_stands_beside_others_on_most_of_its_ads_is_held_though_some_show_it_alone() -> None:
    linking = _named_by_strangers(10, 12, 3)
    assert [hub.value for hub in linking.hubs] == [PHONE_A]
    assert len(linking.advertisers) == 22


def test_a_support_number_on_nearly_all_ads_of_one_source_beside_others_is_still_held() -> None:
    texts = _texts(24)
    ads = [
        ad(f"a{n:02d}", day=n, phone=f"+46740123{n % 6:03d}", other=(("phone", SUPPORT),), text=text)
        for n, text in enumerate(texts)
    ]
    linking = link(*ads)
    assert [hub.value for hub in linking.hubs] == [SUPPORT]
    assert len(linking.advertisers) == 6


def test_a_number_in_a_line_that_the_site_writes_itself_is_a_hub() -> None:
    line = "\nFrågor om sidan besvaras på 08-465 004 00."
    ads = [
        ad(
            f"a{n:02d}",
            phone=f"+467401234{n:02d}",
            other=(("phone", SUPPORT),) if n < 25 else (),
            text=text + (line if n < 25 else ""),
        )
        for n, text in enumerate(_texts(60))
    ]
    assert [hub.value for hub in link(*ads).hubs] == [SUPPORT]


def _sharing(count: int, *places: str | None):  # type: ignore[no-untyped-def]
    """One picture on an ad of each of so many contacts, each with words of its own, in these places in turn."""
    return [
        ad(
            f"a{n:02d}",
            phone=f"+467401234{n:02d}",
            text=text,
            pictures=(picture("stock"),),
            place=places[n % len(places)],
        )
        for n, text in enumerate(_texts(count))
    ]


def test_a_stock_picture_of_more_than_six_contacts_is_a_hub_and_joins_nobody() -> None:
    linking = link(*_sharing(7, "0180"))
    (hub,) = linking.hubs
    assert (hub.kind, hub.groups) == ("picture", 7)
    assert all(r.kind != "picture" for found in linking.links for r in found.because)
    assert len(linking.networks) == 7


def test_a_picture_of_three_contacts_in_three_places_is_a_hub_already() -> None:
    linking = link(*_sharing(3, "0180", "1480", "1280"))
    (hub,) = linking.hubs
    assert hub.groups == 3
    assert "3 groups have neither a link nor a place in common" in hub.says.en
    assert all(r.kind != "picture" for found in linking.links for r in found.because)


@pytest.mark.parametrize("places", [("0180",), ("0180", "1480"), (None,), ("0180", "1480", None, None)])
def test_a_picture_of_few_contacts_who_may_be_in_one_place_is_no_hub(places: tuple[str | None, ...]) -> None:
    linking = link(*_sharing(6, *places))
    assert linking.hubs == ()
    assert any(r.kind == "picture" for found in linking.links for r in found.because)


def test_a_picture_on_many_ads_of_one_number_is_no_hub() -> None:
    shown = (picture("own"),)
    ads = [
        ad(f"a{n:02d}", day=n, phone=PHONE_A, text=text, pictures=shown, source=f"site{n % 5}")
        for n, text in enumerate(_texts(30))
    ]
    assert link(*ads).hubs == ()


def test_a_common_address_of_a_network_is_no_hub_and_does_not_join_its_members() -> None:
    ads = [
        ad(f"{phone}-{n}", day=n, phone=phone, other=(("url", "https://grupp.example/"),), text=HARBOUR)
        for phone in ("+46740123401", "+46740123402", "+46740123403")
        for n in range(4)
    ]
    linking = link(*ads)
    assert linking.hubs == ()
    assert len(linking.advertisers) == 3
    assert len(linking.networks) == 1


def test_lower_limits_hold_back_more() -> None:
    ads = [ad(f"a{n}", day=n, phone=PHONE_A, text=text) for n, text in enumerate(_texts(5))]
    strict = link_ads(ads, settings=LinkSettings(hub_identifier_groups=4), watching_since=None)
    assert [hub.value for hub in strict.hubs] == [PHONE_A]
    assert len(groups(strict)) == 5


def test_an_address_at_the_sites_own_domain_and_the_number_beside_it_are_held_back_at_two_groups() -> None:
    texts = _texts(2)
    own = (("email", "kontakt@board.example"), ("phone", SUPPORT))
    for source in ("board.example", "board"):
        linking = link(*(ad(f"a{n}", text=text, other=own, source=source) for n, text in enumerate(texts)))
        assert {hub.value for hub in linking.hubs} == {"kontakt@board.example", SUPPORT}
        assert groups(linking) == [["a0"], ["a1"]]


def test_an_address_elsewhere_and_one_on_a_single_persons_ads_still_join() -> None:
    texts = _texts(2)
    for source, two in (("board.example", texts), ("post.example", texts[:1] * 2)):
        ads = [
            ad(f"a{n}", text=text, other=(("email", "anna@post.example"),), source=source) for n, text in enumerate(two)
        ]
        assert groups(link(*ads)) == [["a0", "a1"]]


def test_a_sentence_on_the_place_shows_no_code() -> None:
    linking = link(ad("a", phone=PHONE_A), ad("b", day=1, phone=PHONE_A))
    (says,) = (r.says for found in linking.links for r in found.because if r.kind == "place")
    assert says.en == "Both ads give the same place within two days."
    assert says.sv == "Båda annonserna anger samma ort inom två dagar."


def test_an_address_that_showed_one_stranger_after_another_joins_nobody() -> None:
    ads = [
        ad(f"a{n:02d}", day=n, phone=f"+467401234{n:02d}", text=text, key="same") for n, text in enumerate(_texts(7))
    ]
    linking = link(*ads)
    (hub,) = linking.hubs
    assert (hub.kind, hub.groups) == ("posting", 7)
    assert "the page is used again and again" in hub.says.en
    assert len(linking.advertisers) == 7


def test_a_posting_that_changed_its_number_a_few_times_is_one_advertiser() -> None:
    ads = [
        ad(f"a{n:02d}", day=n, phone=f"+467401234{n // 2:02d}", text=text, key="same")
        for n, text in enumerate(_texts(12))
    ]
    linking = link(*ads)
    assert (linking.hubs, len(linking.advertisers)) == ((), 1)


def test_what_columns_leave_out_of_the_rules_the_rules_would_let_pass() -> None:
    settings = LinkSettings()
    table = tabulate(make_market(3, 1500).ads)
    keys, hubs, _ = make_keys(table, settings)
    left_out = np.flatnonzero(have_one(keys, keys.alike_in(TEXT))).tolist()
    assert len(left_out) > len(keys) / 2, "too few to prove anything"
    for number in left_out:
        assert number not in hubs.hubs
        key = keys.keys[number]
        same_text = [[other for other in keys.of_ad[ad] if keys.keys[other].kind == TEXT] for ad in key.ads]
        assert set(group_ads(key.ads, dict(zip(key.ads, same_text, strict=True)).__getitem__)) == {0}
        if key.kind == PHONE:
            assert split_holders(number, keys, frozenset(hubs.hubs), table, settings) == [key]
