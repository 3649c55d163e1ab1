from dataclasses import replace
from random import Random

from lykta.model.link import Family, Linking
from tests.link.evidence import FOREST, HARBOUR, MARKET_SQUARE, ad, link, networks, picture

NUMBERS = tuple(f"+4674012340{digit}" for digit in range(6))


def _members(count: int, ads: int = 4, *, minutes: float = 3000, places: tuple[str, ...] = ("0180",)):  # type: ignore[no-untyped-def]
    """`count` numbers with one text; each posts `minutes` after the one before."""
    return [
        ad(
            f"{NUMBERS[who]}-{n}",
            day=n * 3.17 + who * minutes / 1440,
            phone=NUMBERS[who],
            text=HARBOUR,
            place=places[n % len(places)],
        )
        for who in range(count)
        for n in range(ads)
    ]


def _crowd(count: int = 200):  # type: ignore[no-untyped-def]
    """Others who post all the time, so that a coincidence is rare only when it is."""
    return [ad(f"z{n:03d}", day=n * 0.07, text=f"x{n}", place="1480") for n in range(count)]


def test_a_template_of_several_numbers_alone_ties_nobody() -> None:
    assert len(link(*_members(4), *_crowd()).networks) == 4 + 200


def test_a_template_and_posting_within_minutes_tie_a_network_with_both_reasons() -> None:
    linking = link(*_members(3, ads=6, minutes=2), *_crowd())
    network = next(found for found in linking.networks if len(found.advertisers) > 1)
    assert len(network.advertisers) == 3
    assert {reason.kind for tie in network.ties for reason in tie.because} == {"template", "synchrony"}
    says = next(reason.says for reason in network.ties[0].because if reason.kind == "synchrony")
    assert says.en.startswith("Ads within five minutes of each other 6 times; by chance")


def test_the_wordings_of_one_posting_are_one_coincidence() -> None:
    members = _members(3, ads=6, minutes=2)
    reworded = [replace(one, id=f"{one.id}w", text=f"{one.text} Ny rad.") for one in members]
    linking = link(*members, *reworded, *_crowd())
    network = next(found for found in linking.networks if len(found.advertisers) > 1)
    said = {reason.kind: reason.says.en for tie in network.ties for reason in tie.because}
    assert "each other 6 times" in said["synchrony"]
    assert "with 3 advertisers, in 18 ads" in said["template"]


def test_rewording_an_ad_makes_no_template_of_its_text() -> None:
    members = [replace(one, pictures=(picture("one"),)) for one in _members(3, ads=1, minutes=2)]
    reworded = [replace(one, id=f"{one.id}w", text=f"{one.text} Ny rad.") for one in members]
    assert len(link(*members).networks) == len(link(*members, *reworded).networks) == 3


def test_a_template_and_a_joint_tour_tie_a_network() -> None:
    route = ("0180", "1480", "1280", "0380", "0580", "1880", "1980", "0680")
    others = [
        ad(
            f"z{who}-{n}",
            day=n * 3.3 + who * 0.37,
            phone=f"+467402000{who:02d}",
            place=Random(who + n).choice(route),
        )
        for who in range(40)
        for n in range(8)
    ]
    linking = link(*_members(3, ads=8, minutes=700, places=route), *others)
    network = next(found for found in linking.networks if len(found.advertisers) > 1)
    assert "movement" in {reason.kind for tie in network.ties for reason in tie.because}


def test_a_text_and_a_picture_used_at_the_same_time_tie_two_numbers() -> None:
    shown = (picture("one"),)
    ads = [
        ad(f"{phone}-{n}", day=n * 3, phone=phone, text=HARBOUR, pictures=shown)
        for phone in NUMBERS[:2]
        for n in range(4)
    ]
    (network,) = link(*ads).networks
    assert len(network.advertisers) == 2
    assert {reason.family for reason in network.ties[0].because} == {Family.TEXT, Family.PICTURE}


def test_independents_who_copied_a_text_stay_apart() -> None:
    ads = [
        ad(
            f"{phone}-{n}",
            day=n * 3 + who * 0.7,
            phone=phone,
            text=HARBOUR,
            pictures=(picture(f"{who}"),),
            place=f"0{who}80",
        )
        for who, phone in enumerate(NUMBERS)
        for n in range(4)
    ]
    assert len(link(*ads, *_crowd()).networks) == len(NUMBERS) + 200


def test_two_networks_with_one_text_writer_stay_two() -> None:
    ads = [
        ad(
            f"{phone}-{n}",
            day=n * 3 + who * 0.9,
            phone=phone,
            text=HARBOUR,
            pictures=(picture(f"group{who // 3}"),),
        )
        for who, phone in enumerate(NUMBERS)
        for n in range(4)
    ]
    sizes = sorted(len(found.advertisers) for found in link(*ads, *_crowd()).networks if len(found.advertisers) > 1)
    assert sizes == [3, 3]


def test_a_shared_phone_without_a_second_family_ties_nobody() -> None:
    ads = [
        ad(f"{phone}-{n}", day=n, phone=phone, other=(("phone", "+46313900600"),), text="")
        for phone in NUMBERS[:3]
        for n in range(2)
    ]
    assert len(link(*ads).networks) == 3


def test_who_takes_texts_and_pictures_of_strangers_does_not_tie_them() -> None:
    strangers = [
        ad(f"{who}{n}", day=n * 3, phone=NUMBERS[who], text=text, pictures=(picture(f"{who}"),))
        for who, text in enumerate((HARBOUR, FOREST))
        for n in range(4)
    ]
    copied = [
        ad(f"x{n}", day=n * 2, phone=NUMBERS[5], text=(HARBOUR, FOREST)[n % 2], pictures=(picture(f"{n % 2}"),))
        for n in range(6)
    ]
    assert sorted(len(group) for group in networks(link(*strangers, *copied))) == [4, 4, 6]


def _with_handle(like_the_rest: bool) -> Linking:
    """Four strangers with an ad each, and another with a common handle under the number of each."""
    texts = (
        HARBOUR,
        FOREST,
        MARKET_SQUARE,
        "Stort kök med utsikt mot parken och en balkong där det går att sitta ute.",
    )
    ads = [ad(f"{who}", phone=f"+4674012340{who}", text=text) for who, text in enumerate(texts)]
    handle = (("handle", "telegram:planted"),)
    ads += [
        ad(
            f"p{who}",
            day=3,
            phone=f"+4674012340{who}",
            other=handle,
            text=text if like_the_rest else "Ring i dag eller i morgon.",
        )
        for who, text in enumerate(texts)
    ]
    return link(*ads)


def test_a_handle_planted_on_an_ad_under_each_strangers_number_ties_nobody() -> None:
    linking = _with_handle(like_the_rest=False)
    assert len(linking.advertisers) == len(linking.networks) == 4


def test_a_handle_on_ads_that_are_like_an_advertisers_others_still_ties() -> None:
    linking = _with_handle(like_the_rest=True)
    assert len(linking.advertisers) == 4
    assert len(linking.networks) == 1
