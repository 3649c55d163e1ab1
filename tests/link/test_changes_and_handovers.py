import re
from datetime import timedelta

from lykta.model.link import Presence
from tests.link.evidence import (
    DAY_0,
    FOREST,
    HARBOUR,
    MARKET_SQUARE,
    PHONE_A,
    PHONE_B,
    ad,
    between,
    groups,
    link,
    picture,
)

ONE, TWO, THREE = ((picture(name),) for name in ("one", "two", "three"))


def _two_numbers(second_day: float, *, text: str = HARBOUR, place: str = "0180", shown=ONE):  # type: ignore[no-untyped-def]
    old = [ad(f"a{n}", day=n, phone=PHONE_A, text=HARBOUR, pictures=ONE) for n in range(3)]
    new = [ad(f"b{n}", day=second_day + n, phone=PHONE_B, text=text, pictures=shown, place=place) for n in range(3)]
    return link(*old, *new)


def test_a_new_number_after_the_old_with_text_and_picture_is_a_changed_number() -> None:
    linking = _two_numbers(10)
    (advertiser,) = linking.advertisers
    assert advertiser.presence is Presence.CHANGED_NUMBER
    assert advertiser.says.en == (
        f"Changed number from {PHONE_A} (last seen 2026-03-04) to {PHONE_B} (in ads from 2026-03-11)."
    )
    assert PHONE_B in advertiser.says.sv
    kinds = {reason.kind for reason in between(linking, "a2", "b0").because}
    assert kinds == {"text", "picture", "changed_number", "kept_lines", "kept_pictures"}


def _days(text: str) -> list[str]:
    return re.findall(r"\d{4}-\d{2}-\d{2}", text)


def test_every_sentence_on_one_change_names_the_same_days() -> None:
    """The ads that carry the change over are neither the last with the old number nor the first with the new."""
    linking = link(
        ad("a0", day=0, phone=PHONE_A, text=HARBOUR, pictures=ONE),
        ad("a1", day=3, phone=PHONE_A, text=FOREST, pictures=TWO),
        ad("b0", day=10, phone=PHONE_B, text=FOREST, pictures=TWO),
        ad("b1", day=12, phone=PHONE_B, text=HARBOUR, pictures=ONE),
    )
    (advertiser,) = linking.advertisers
    changes = [reason.says for one in linking.links for reason in one.because if reason.kind == "changed_number"]
    assert changes
    for says in (advertiser.says, *changes):
        assert _days(says.en) == _days(says.sv) == ["2026-03-05", "2026-03-11"]


def test_a_change_from_an_address_to_a_number_names_both_and_its_days() -> None:
    old = [ad(f"a{n}", day=n, other=(("email", "anna@example.org"),), text=HARBOUR, pictures=ONE) for n in range(3)]
    new = [ad(f"b{n}", day=10 + n, phone=PHONE_B, text=HARBOUR, pictures=ONE) for n in range(3)]
    (advertiser,) = link(*old, *new).advertisers
    assert advertiser.presence is Presence.CHANGED_NUMBER
    assert advertiser.says.sv == (
        f"Bytte från e-postadressen anna@example.org (sågs sist 2026-03-04) till telefonnumret {PHONE_B} "
        "(i annonser från 2026-03-11)."
    )
    assert "from the e-mail address anna@example.org (last seen 2026-03-04)" in advertiser.says.en


def test_a_change_over_an_ad_that_shows_no_contact_itself_names_no_days_on_the_link() -> None:
    """The posting lost its number when it was reworded; that wording carries the change over."""
    linking = link(
        ad("a0", day=0, phone=PHONE_A, text=FOREST, pictures=TWO, key="p"),
        ad("a1", day=3, text=HARBOUR, pictures=ONE, key="p"),
        ad("b0", day=10, phone=PHONE_B, text=HARBOUR, pictures=ONE),
    )
    (advertiser,) = linking.advertisers
    (says,) = [one.says for one in between(linking, "a1", "b0").because if one.kind == "changed_number"]
    assert says.en == "A new contact followed an old one, with the same text or pictures."
    assert _days(advertiser.says.en) == ["2026-03-02", "2026-03-11"]


def test_two_numbers_at_the_same_time_are_no_change() -> None:
    shown_long = [ad(f"a{n}", day=n * 5, phone=PHONE_A, text=HARBOUR, pictures=ONE) for n in range(6)]
    beside = [ad(f"b{n}", day=n * 5 + 1, phone=PHONE_B, text=HARBOUR, pictures=ONE) for n in range(6)]
    assert len(link(*shown_long, *beside).advertisers) == 2


def test_a_new_number_in_another_place_is_no_change() -> None:
    assert len(_two_numbers(10, place="1480").advertisers) == 2


def test_a_new_number_with_the_text_but_other_pictures_is_no_change() -> None:
    assert len(_two_numbers(10, shown=TWO).advertisers) == 2


def test_a_new_number_with_one_picture_but_another_text_is_no_change() -> None:
    assert len(_two_numbers(10, text=FOREST).advertisers) == 2


def test_a_new_number_with_all_of_several_pictures_is_a_change_though_the_text_is_new() -> None:
    linking = link(
        ad("a", phone=PHONE_A, text=HARBOUR, pictures=ONE + TWO),
        ad("b", day=9, phone=PHONE_B, text=FOREST, pictures=ONE + TWO),
    )
    assert groups(linking) == [["a", "b"]]


def test_a_new_number_after_many_months_is_no_change() -> None:
    assert len(_two_numbers(150).advertisers) == 2


def test_who_copies_texts_and_pictures_of_several_is_nobodys_new_number() -> None:
    own = [
        ad(f"{who}{n}", day=n, phone=f"+4674012340{who}", text=text, pictures=shown)
        for who, text, shown in ((1, HARBOUR, ONE), (2, FOREST, TWO), (3, MARKET_SQUARE, THREE))
        for n in range(3)
    ]
    copied = [
        ad(f"x{n}", day=20 + n, phone=PHONE_A, text=text, pictures=shown)
        for n, (text, shown) in enumerate(((HARBOUR, ONE), (FOREST, TWO), (MARKET_SQUARE, THREE)))
    ]
    linking = link(*own, *copied)
    assert len(linking.advertisers) == 4
    assert len(linking.networks) == 4


def test_a_handle_under_which_one_number_follows_another_keeps_one_advertiser() -> None:
    handle = (("handle", "h.one"),)
    linking = link(
        *(ad(f"a{n}", day=n, phone=PHONE_A, other=handle, text=HARBOUR) for n in range(3)),
        *(ad(f"b{n}", day=20 + n, phone=PHONE_B, other=handle, text=FOREST) for n in range(3)),
    )
    (advertiser,) = linking.advertisers
    assert advertiser.presence is Presence.CHANGED_NUMBER


def _handed_over(*, text: str, place: str, shown=TWO, gap: float = 20):  # type: ignore[no-untyped-def]
    first = [ad(f"a{n}", day=n, phone=PHONE_A, text=HARBOUR, pictures=ONE, place="0180") for n in range(3)]
    later = [ad(f"b{n}", day=gap + n, phone=PHONE_A, text=text, pictures=shown, place=place) for n in range(3)]
    return link(*first, *later)


def test_a_number_with_other_text_pictures_and_place_after_a_gap_has_two_holders() -> None:
    linking = _handed_over(text=FOREST, place="1480")
    assert groups(linking) == [["a0", "a1", "a2"], ["b0", "b1", "b2"]]
    later = next(one for one in linking.advertisers if "b0" in one.ads)
    assert f"The number {PHONE_A} was used until 2026-03-04 by someone else" in later.says.en
    assert "2026-03-04 av någon annan" in later.says.sv


def test_a_number_that_comes_back_with_the_same_pictures_has_one_holder() -> None:
    assert len(_handed_over(text=FOREST, place="1480", shown=ONE).advertisers) == 1


def test_a_number_that_comes_back_with_the_same_text_has_one_holder() -> None:
    assert len(_handed_over(text=HARBOUR, place="1480").advertisers) == 1


def test_a_number_of_many_persons_one_after_the_other_has_one_holder() -> None:
    linking = link(
        *(
            ad(f"{n}{m}", day=n * 20 + m, phone=PHONE_A, text=text, pictures=shown, place=place)
            for n, (text, shown, place) in enumerate(
                ((HARBOUR, ONE, "0180"), (FOREST, TWO, "1480"), (MARKET_SQUARE, THREE, "1280"))
            )
            for m in range(3)
        )
    )
    assert len(linking.advertisers) == 1


def test_one_ad_with_two_busy_numbers_does_not_make_them_one() -> None:
    one = [ad(f"a{n}", day=n, phone=PHONE_A, text=HARBOUR, pictures=ONE) for n in range(8)]
    other = [ad(f"b{n}", day=n, phone=PHONE_B, text=FOREST, pictures=TWO) for n in range(8)]
    both = ad("c", day=4, phone=PHONE_A, other=(("phone", PHONE_B),), text=MARKET_SQUARE)
    linking = link(*one, *other, both)
    assert sorted(len(group) for group in groups(linking)) == [8, 9]


def test_two_numbers_that_mostly_stand_together_are_one_advertiser() -> None:
    both = [ad(f"a{n}", day=n, phone=PHONE_A, other=(("phone", PHONE_B),)) for n in range(6)]
    assert len(link(*both, ad("b", day=3, phone=PHONE_B)).advertisers) == 1


def test_a_gap_while_watching_is_a_return_with_its_dates() -> None:
    linking = link(
        ad("a", phone=PHONE_A),
        ad("b", day=30, phone=PHONE_A),
        watching_since=DAY_0 - timedelta(days=9),
    )
    (advertiser,) = linking.advertisers
    assert advertiser.presence is Presence.RETURNING
    assert advertiser.says.en == "Came back on 2026-03-31 after 29 days; before that last seen on 2026-03-02."
    assert advertiser.says.sv == "Återkom 2026-03-31 efter 29 dagar; sågs dessförinnan sist 2026-03-02."


def test_a_gap_before_watching_is_no_return() -> None:
    linking = link(
        ad("a", phone=PHONE_A),
        ad("b", day=30, phone=PHONE_A),
        watching_since=DAY_0 + timedelta(days=25),
    )
    assert linking.advertisers[0].presence is Presence.ONGOING


def test_first_seen_lately_while_watching_is_new_and_says_that_this_proves_little() -> None:
    linking = link(ad("a", day=30, phone=PHONE_A), watching_since=DAY_0)
    assert linking.advertisers[0].presence is Presence.NEW
    assert "does not prove new" in linking.advertisers[0].says.en


def test_seen_on_the_first_day_of_watching_is_not_new() -> None:
    assert link(ad("a", phone=PHONE_A), watching_since=DAY_0).advertisers[0].presence is Presence.ONGOING


def test_undated_is_ongoing_and_says_that_nothing_is_known() -> None:
    (advertiser,) = link(ad("a", day=None, phone=PHONE_A)).advertisers
    assert advertiser.presence is Presence.ONGOING
    assert "No times are known" in advertiser.says.en


def _shared_pictures(second_day: float, *, third_day: float | None = None, source: str = "site"):  # type: ignore[no-untyped-def]
    """Two numbers with the same three pictures, while others show one of these all the time."""
    shown = ONE + TWO + THREE
    old = [ad(f"a{n}", day=n, phone=PHONE_A, text=HARBOUR, pictures=shown) for n in range(3)]
    new = [ad(f"b{n}", day=second_day + n, phone=PHONE_B, text=FOREST, pictures=shown, source=source) for n in range(3)]
    colleagues = [
        ad(f"{who}{n}", day=n * 3, phone=f"+4674012340{who}", text=MARKET_SQUARE, pictures=one)
        for who, one in enumerate((ONE, TWO, THREE))
        for n in range(6)
    ]
    beside = [
        ad(f"d{n}", day=third_day + n, phone="+46740123409", text=MARKET_SQUARE, pictures=shown)
        for n in range(3)
        if third_day is not None
    ]
    return [set(group) for group in groups(link(*old, *new, *colleagues, *beside))]


def test_a_new_number_with_the_very_same_pictures_is_a_change_though_others_show_one_of_them() -> None:
    assert {"a0", "a1", "a2", "b0", "b1", "b2"} in _shared_pictures(8)


def test_numbers_in_use_at_once_with_the_very_same_pictures_are_no_change() -> None:
    assert {"a0", "a1", "a2"} in _shared_pictures(0.5)
    assert {"a0", "a1", "a2"} in _shared_pictures(8, third_day=0.5)


def test_the_very_same_pictures_on_another_site_or_long_after_are_no_change() -> None:
    assert {"a0", "a1", "a2"} in _shared_pictures(8, source="other site")
    assert {"a0", "a1", "a2"} in _shared_pictures(60)


def _slipped(number: str, *, text: str = HARBOUR, times: int = 1):  # type: ignore[no-untyped-def]
    own = [ad(f"a{n}", day=n, phone="+46740123456", text=HARBOUR) for n in range(3)]
    return link(*own, *(ad(f"b{n}", day=1.5 + n, phone=number, text=text) for n in range(times)))


def test_a_number_on_one_ad_only_that_is_a_slip_of_the_contacts_own_joins_it_with_the_same_text() -> None:
    for slip in ("+46740123498", "+46740213456"):
        linking = _slipped(slip)
        assert groups(linking) == [["a0", "a1", "a2", "b0"]]
        (reason,) = (r for found in linking.links for r in found.because if r.kind == "number_slip")
        assert "but for two digits" in reason.says.en
        assert "i två siffror" in reason.says.sv


def test_a_near_number_with_another_text_or_on_several_ads_or_farther_off_is_no_slip() -> None:
    assert len(_slipped("+46740123498", text=FOREST).advertisers) == 2
    assert len(_slipped("+46740123498", times=2).advertisers) == 2
    assert len(_slipped("+46740923498").advertisers) == 2


def test_a_slip_that_fits_two_contacts_joins_neither() -> None:
    own = [ad(f"{who}{n}", day=n, phone=f"+467401234{who}", text=HARBOUR) for who in ("56", "78") for n in range(3)]
    linking = link(*own, ad("slip", day=1, phone="+46740123499", text=HARBOUR))
    assert ["slip"] in groups(linking)
