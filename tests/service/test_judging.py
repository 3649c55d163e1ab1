"""A judgement changes what the next linking makes, is taken back without a trace, and is never lost or overruled."""

from pathlib import Path

import pytest

from lykta.errors import BadInputError, NotFoundError
from lykta.model.judgement import Decision, Level
from lykta.service import looking
from lykta.service.desk import Desk
from lykta.service.importing import import_files, rebuild
from lykta.service.judging import all_judgements, judge_pair, withdraw_judgement
from lykta.service.linking import link_all

ROWS = """id,source,text
1,one,"Lugn lägenhet vid torget, ring 070-1740605 efter klockan tolv."
2,one,"Nytt hus vid sjön och skogen. Nås på 070-1740605 alla vardagar."
3,one,"Hör av dig till 070-1740606 så bestämmer vi en tid."
"""


@pytest.fixture
def three(desk: Desk, tmp_path: Path) -> Desk:
    table = tmp_path / "ads.csv"
    table.write_text(ROWS, "utf-8")
    import_files(desk, [table])
    link_all(desk)
    return desk


def advertisers(desk: Desk) -> list[list[str]]:
    """Advertisers as the keys of their ads."""
    with desk.store.reading() as connection:
        from lykta.store.ads import ad_views
        from lykta.store.advertisers import whole_linking

        key = {view.ad.id: view.ad.key for view in ad_views(connection)}
        found: dict[str, list[str]] = {}
        for ad, advertiser in whole_linking(connection)[0].items():
            found.setdefault(advertiser, []).append(key[ad])
    return sorted(sorted(own) for own in found.values())


def ad_id(desk: Desk, key: str) -> str:
    with desk.store.reading() as connection:
        from lykta.store.ads import ad_views

        return next(view.ad.id for view in ad_views(connection) if view.ad.key == key)


def judge(desk: Desk, first: str, second: str, decision: Decision, *, level: Level = Level.CONTACT) -> str:
    made = judge_pair(desk, first, second, level=level, decision=decision, by="Investigator One", why="seen there")
    return made.id


def test_a_joining_and_a_parting_are_obeyed_and_taken_back(three: Desk) -> None:
    assert advertisers(three) == [["1", "2"], ["3"]]
    joined = judge(three, ad_id(three, "1"), ad_id(three, "3"), Decision.TOGETHER)
    parted = judge(three, ad_id(three, "1"), ad_id(three, "2"), Decision.APART)
    link_all(three)
    assert advertisers(three) == [["1", "3"], ["2"]]
    withdraw_judgement(three, joined, by="Investigator Two", why="mistaken")
    withdraw_judgement(three, parted, by="Investigator Two", why="mistaken")
    link_all(three)
    assert advertisers(three) == [["1", "2"], ["3"]]
    assert [view.withdrawal.by for view in all_judgements(three) if view.withdrawal] == ["Investigator Two"] * 2


def test_a_judgement_survives_a_rebuild_from_the_archive(three: Desk) -> None:
    judge(three, ad_id(three, "1"), ad_id(three, "2"), Decision.APART)
    rebuild(three)
    link_all(three)
    assert advertisers(three) == [["1"], ["2"], ["3"]]


def test_until_the_next_linking_a_judgement_is_shown_as_waiting(three: Desk) -> None:
    judge(three, ad_id(three, "1"), ad_id(three, "2"), Decision.APART)
    assert [view.waits for view in all_judgements(three)] == [True]
    link_all(three)
    assert [view.waits for view in all_judgements(three)] == [False]


def test_a_contradiction_is_shown_on_each_of_its_judgements_and_ends_with_a_withdrawal(three: Desk) -> None:
    one, two = ad_id(three, "1"), ad_id(three, "3")
    joined = judge(three, one, two, Decision.TOGETHER)
    parted = judge(three, one, two, Decision.APART)
    link_all(three)
    shown = {view.judgement.id: view.contradicts for view in all_judgements(three)}
    assert shown == {joined: (parted,), parted: (joined,)}
    assert advertisers(three) == [["1", "2"], ["3"]]
    withdraw_judgement(three, parted, by="Investigator One", why="looked again")
    assert all(view.contradicts == () for view in all_judgements(three))
    link_all(three)
    assert advertisers(three) == [["1", "2", "3"]]


def test_an_advertiser_and_a_network_stand_for_their_oldest_ad_and_keep_their_ids(three: Desk) -> None:
    with three.store.reading() as connection:
        from lykta.store.advertisers import whole_linking

        advertiser_of, network_of = whole_linking(connection)
    large = advertiser_of[ad_id(three, "1")]
    alone = network_of[ad_id(three, "3")]
    judge(three, large, alone, Decision.TOGETHER)
    link_all(three)
    assert advertisers(three) == [["1", "2", "3"]]
    with three.store.reading() as connection:
        assert set(whole_linking(connection)[0].values()) == {large}


def test_a_network_that_was_merged_away_is_found_under_the_one_that_has_its_ads(three: Desk) -> None:
    with three.store.reading() as connection:
        from lykta.store.advertisers import whole_linking

        network_of = whole_linking(connection)[1]
    small, large = network_of[ad_id(three, "3")], network_of[ad_id(three, "1")]
    judge(three, small, large, Decision.TOGETHER, level=Level.NETWORK)
    link_all(three)
    with pytest.raises(NotFoundError):
        looking.network_page(three, small)
    assert looking.became(three, small) == large
    assert looking.became(three, large) is None


@pytest.mark.parametrize(("by", "why"), [("", "seen"), ("One", " \n "), ("x" * 201, "seen"), ("One", "x" * 2001)])
def test_a_judgement_without_a_name_or_a_reason_is_refused_and_nothing_is_kept(three: Desk, by: str, why: str) -> None:
    with pytest.raises(BadInputError, match="needs"):
        judge_pair(
            three, ad_id(three, "1"), ad_id(three, "2"), level=Level.CONTACT, decision=Decision.APART, by=by, why=why
        )
    assert all_judgements(three) == ()


def test_a_pair_that_is_one_ad_a_second_like_judgement_and_unknown_ids_are_refused(three: Desk) -> None:
    one = ad_id(three, "1")
    with pytest.raises(BadInputError, match="same ad"):
        judge(three, one, one, Decision.APART)
    for unknown in ("nothing", "\0", "\ud800", ""):
        with pytest.raises(NotFoundError):
            judge(three, one, unknown, Decision.APART)
    judge(three, one, ad_id(three, "2"), Decision.APART)
    with pytest.raises(BadInputError, match="judged already"):
        judge(three, ad_id(three, "2"), one, Decision.APART)
    assert len(all_judgements(three)) == 1


def test_a_withdrawal_of_nothing_or_of_what_is_withdrawn_is_told(three: Desk) -> None:
    made = judge(three, ad_id(three, "1"), ad_id(three, "2"), Decision.APART)
    withdraw_judgement(three, made, by="One", why="mistaken")
    for wrong in (made, "nothing", "\0"):
        with pytest.raises(NotFoundError):
            withdraw_judgement(three, wrong, by="One", why="mistaken")


def test_hostile_words_in_a_reason_are_kept_as_words(three: Desk) -> None:
    why = "\u202e<script>alert(1)</script> '; DROP TABLE ad; -- \x1b[2J \0 \ud800"
    judge_pair(
        three, ad_id(three, "1"), ad_id(three, "2"), level=Level.CONTACT, decision=Decision.APART, by="One", why=why
    )
    (view,) = all_judgements(three)
    assert "<script>" in view.judgement.why
    assert link_all(three).advertisers
