from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.assess import examples
from lykta.assess.examples import DAY_0, GOTEBORG, MALMO, PHONES, STOCKHOLM, ad, age, network, one, phone, place
from lykta.assess.headline import MOST_CHARACTERS, headline
from lykta.assess.network import assess_network, load_cards
from lykta.model.desk import NetworkView
from lykta.model.link import Family
from lykta.model.words import Said

CARDS = load_cards()
FOUR = network(
    [ad("Ring.", phone(PHONES[0]), place(STOCKHOLM))],
    [ad("Ring.", phone(PHONES[1]), place(GOTEBORG))],
    [ad("Ring.", phone(PHONES[2]), place(MALMO), day=5)],
    [ad("Ring.", phone(PHONES[3]), place(MALMO), day=5)],
)


def said(view: NetworkView, *, since: int | None = None, as_of: int | None = None) -> Said:
    return headline(
        view,
        assess_network(view, CARDS),
        since=None if since is None else DAY_0 + timedelta(days=since),
        as_of=None if as_of is None else DAY_0 + timedelta(days=as_of),
    )


def test_headline_says_who_how_where_and_what_is_new() -> None:
    assert said(FOUR, since=4, as_of=5) == Said(
        sv="Fyra annonsörer med samma textmall i tre kommuner; två nya nummer sedan i går.",
        en="Four advertisers with the same text template in three municipalities; two new numbers since yesterday.",
    )


def test_without_the_day_it_is_read_a_date_is_written() -> None:
    assert said(FOUR, since=4).sv.endswith("; två nya nummer sedan 6 mars.")
    assert said(FOUR, since=4).en.endswith("; two new numbers since 6 March.")


def test_without_since_nothing_is_called_new() -> None:
    assert said(FOUR).sv == "Fyra annonsörer med samma textmall i tre kommuner."


def test_one_new_number_takes_the_singular() -> None:
    view = one(ad("Ring.", phone(PHONES[0])), ad("Ring.", phone(PHONES[1]), day=5))
    assert said(view, since=4, as_of=5).sv.endswith("; ett nytt nummer sedan i går.")


def test_a_network_that_is_wholly_new_has_no_new_numbers() -> None:
    assert "nya nummer" not in said(FOUR, since=-1).sv


def test_an_old_number_in_a_new_ad_is_not_new() -> None:
    view = one(ad("Ring.", phone(PHONES[0])), ad("Ring igen.", phone(PHONES[0]), day=5))
    assert "nummer" not in said(view, since=4).sv


def test_suspected_minor_comes_first_in_the_sentence() -> None:
    view = network([ad("Hej.", age(17), place(STOCKHOLM))], [ad("Hej.", place(STOCKHOLM))])
    assert said(view).sv == "En annons anger åldern 17 år; två annonsörer med samma textmall i en kommun."


def test_single_advertiser_without_places_is_told_by_ads_and_sites() -> None:
    view = one(ad("Hej."), ad("Hej.", source="market"))
    assert said(view).sv == "En annonsör med två annonser på två webbplatser."
    assert said(view).en == "One advertiser with two ads on two sites."


def test_two_kinds_of_ties_are_named_and_no_more() -> None:
    view = network([ad()], [ad()], ties=(Family.STYLE, Family.PICTURE, Family.TEXT))
    assert said(view).sv == "Två annonsörer med samma textmall och samma bilder på en webbplats."


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(1, 40), st.integers(0, 20), st.lists(st.sampled_from(list(Family)), min_size=1, unique=True))
def test_headline_is_one_short_sentence_whatever_the_network(advertisers: int, years: int, ties: list[Family]) -> None:
    view = network(*([examples.ad("Får inte gå ut ensam.", age(years))] for _ in range(advertisers)), ties=ties)
    for words in (said(view, since=0).sv, said(view, since=0).en):
        assert len(words) <= MOST_CHARACTERS
        assert words.endswith(".")
        assert words.count(".") == 1
