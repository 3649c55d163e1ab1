"""Contacts that go on under a new number: what they kept decides, weighed against rivals."""

from dataclasses import replace

from lykta.link import LinkSettings, link_ads
from lykta.model.judgement import PairJudgement
from lykta.model.link import AdEvidence, Linking, Presence
from tests.link.evidence import DAY_0, FOREST, HARBOUR, PHONE_A, PHONE_B, ad, groups, link, picture
from tests.link.test_judgements import apart, together

OWN = HARBOUR + " Katten heter Sot och sover i fönstret. Ta med en bok som du vill byta bort."
PRICE, OTHER_PRICE = ("1700 SEK",), ("2300 SEK",)
ONE, TWO = (picture("one"), picture("two"))


def _priced(prices: tuple[str, ...], *ads: AdEvidence) -> list[AdEvidence]:
    return [replace(one, prices=prices) for one in ads]


def _crowd(count: int = 60) -> list[AdEvidence]:
    """Others on the site, most at other prices, so that a price says something."""
    words = ("ek", "björk", "tall", "gran", "asp", "lönn", "hassel", "alm")
    return [
        replace(
            ad(
                f"z{n:02d}",
                day=n / 3,
                stays=0.2,
                phone=f"+467401230{n:02d}",
                text=" ".join(f"{words[(n * 7 + k * k) % 8]}{n}{k}" for k in range(12)),
            ),
            prices=(f"{900 + 100 * (n % 9)} SEK",),
        )
        for n in range(count)
    ]


def _old_and_new(
    *,
    text: str = OWN,
    prices: tuple[str, ...] = PRICE,
    shown: tuple = (),  # type: ignore[type-arg]
    was_shown: tuple = (),  # type: ignore[type-arg]
    begins: float = 6,
    place: str = "0180",
) -> list[AdEvidence]:
    old = _priced(
        PRICE, *(ad(f"a{n}", day=n, stays=0.5, phone=PHONE_A, text=OWN, pictures=was_shown) for n in range(4))
    )
    new = _priced(
        prices,
        *(
            ad(f"b{n}", day=begins + n, stays=0.5, phone=PHONE_B, text=text, pictures=shown, place=place)
            for n in range(4)
        ),
    )
    return [*old, *new]


def _are_one(linking: Linking) -> bool:
    return any({"a0", "b0"} <= set(one.ads) for one in linking.advertisers)


def test_a_text_and_a_price_carry_over_a_new_number_though_the_pictures_are_new() -> None:
    linking = link(*_old_and_new(was_shown=(ONE,), shown=(TWO,)), *_crowd())
    assert _are_one(linking)
    advertiser = next(one for one in linking.advertisers if "a0" in one.ads)
    assert advertiser.presence is Presence.CHANGED_NUMBER
    carried = next(one for one in linking.links if any(reason.kind == "changed_number" for reason in one.because))
    by_kind = {reason.kind: reason for reason in carried.because}
    assert {"kept_lines", "kept_price"} <= by_kind.keys()
    assert by_kind["kept_price"].value == "1700 SEK"
    assert "1700 SEK" in by_kind["kept_price"].says.sv
    assert "nobody else has" in by_kind["kept_lines"].says.en
    assert by_kind["kept_lines"].bits > by_kind["kept_price"].bits > 0


def test_a_picture_and_a_price_carry_over_a_new_number_though_the_text_is_new() -> None:
    assert _are_one(link(*_old_and_new(text=FOREST, was_shown=(ONE,), shown=(ONE,)), *_crowd()))


def test_a_price_alone_or_a_text_alone_carries_over_nothing() -> None:
    assert not _are_one(link(*_old_and_new(text=FOREST), *_crowd()))
    assert not _are_one(link(*_old_and_new(prices=()), *_crowd()))


def test_another_price_speaks_against_a_text() -> None:
    assert not _are_one(link(*_old_and_new(prices=OTHER_PRICE), *_crowd()))


def test_a_text_and_a_price_elsewhere_or_at_the_same_time_carry_over_nothing() -> None:
    assert not _are_one(link(*_old_and_new(place="1480"), *_crowd()))
    assert not _are_one(link(*_old_and_new(begins=0.5), *_crowd()))


def test_two_that_fit_alike_are_both_left_and_neither_is_guessed() -> None:
    rival = _priced(PRICE, *(ad(f"c{n}", day=6.1 + n, stays=0.5, phone="+46740999999", text=OWN) for n in range(4)))
    linking = link(*_old_and_new(), *rival, *_crowd())
    assert not _are_one(linking)
    assert not any({"a0", "c0"} <= set(one.ads) for one in linking.advertisers)


def test_an_old_ad_that_stays_up_is_no_use_of_the_old_number() -> None:
    ads = _old_and_new(begins=4)
    ads[3] = replace(ads[3], last_at=DAY_0.replace(day=20))
    assert _are_one(link(*ads, *_crowd()))


def test_the_order_of_the_ads_changes_nothing() -> None:
    ads = [*_old_and_new(), *_crowd()]
    assert groups(link(*ads)) == groups(link(*reversed(ads)))


def _likely(*judgements: PairJudgement) -> Linking:
    """A change that is likely and too large to be made without a person, as the limit of a merge is set low."""
    settings = LinkSettings(cap_ads=5, cap_chance=1.0)
    return link_ads(
        [*_old_and_new(), *_crowd()],
        settings=settings,
        watching_since=None,
        judgements=judgements,
    )


def test_a_likely_change_above_the_limit_of_a_merge_waits_for_a_person_with_its_reasons() -> None:
    linking = _likely()
    assert not _are_one(linking)
    (held,) = linking.held
    assert {held.a[0], held.b[0]} == {"a", "b"}
    assert held.ads == (held.a, held.b)
    assert "1700 SEK" in held.says.sv
    assert "may be one advertiser with a new number" in held.says.en


def test_a_person_answers_a_likely_change_and_it_is_asked_no_more() -> None:
    parted = _likely(apart("a0", "b0"))
    assert parted.held == ()
    assert not _are_one(parted)
    joined = _likely(together("a0", "b0"))
    assert joined.held == ()
    assert _are_one(joined)


def test_hostile_prices_and_texts_are_only_compared() -> None:
    odd = [replace(one, prices=("9" * 5000 + " SEK", "", "\x00")) for one in _old_and_new(text="\u0000 . ! ?" * 50)]
    assert len(link(*odd, *_crowd(5)).advertisers) == 7
