"""People's judgements win over the program, are taken back without a trace in the result, and never hide a clash."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.link import LinkSettings, link_ads
from lykta.link.parting import Join, PartedSets, join_strongest_first
from lykta.model.judgement import Decision, Level, PairJudgement
from lykta.model.link import AdEvidence, Family, Linking
from tests.link.evidence import FOREST, HARBOUR, PHONE_A, PHONE_B, PHONE_C, ad, between, groups, networks, picture

AT = datetime(2026, 3, 20, 9, tzinfo=UTC)


def judge(a: str, b: str, decision: Decision, *, level: Level = Level.CONTACT, minute: int = 0) -> PairJudgement:
    return PairJudgement(
        id=f"{a}-{b}-{decision}-{level}",
        a=a,
        b=b,
        level=level,
        decision=decision,
        by="Investigator One",
        at=AT + timedelta(minutes=minute),
        why="seen at the address",
    )


def together(a: str, b: str, *, level: Level = Level.CONTACT) -> PairJudgement:
    return judge(a, b, Decision.TOGETHER, level=level)


def apart(a: str, b: str, *, level: Level = Level.CONTACT) -> PairJudgement:
    return judge(a, b, Decision.APART, level=level)


def judged(ads: list[AdEvidence], *judgements: PairJudgement) -> Linking:
    return link_ads(ads, settings=LinkSettings(), watching_since=None, judgements=judgements)


def two_under_one_number() -> list[AdEvidence]:
    """Two texts that take turns under one number."""
    return [
        ad(f"{name}{day}", day=2 * day + turn, phone=PHONE_A, text=text, place=place)
        for turn, (name, text, place) in enumerate((("a", HARBOUR, "0180"), ("b", FOREST, "1280")))
        for day in range(3)
    ]


STRANGERS = [ad("x", phone=PHONE_A, text=HARBOUR), ad("y", phone=PHONE_B, text=FOREST)]


def test_two_ads_that_a_person_joins_are_one_advertiser_and_the_link_names_the_person_and_the_reason() -> None:
    assert groups(judged(STRANGERS)) == [["x"], ["y"]]
    linking = judged(STRANGERS, together("x", "y"))
    assert groups(linking) == [["x", "y"]]
    (reason,) = [one for one in between(linking, "x", "y").because if one.family is Family.PERSON]
    assert "Investigator One judged on 2026-03-20" in reason.says.en
    assert "seen at the address" in reason.says.sv
    assert reason.bits == 0, "a decision is no evidence"


def test_a_parted_pair_divides_the_advertiser_along_its_weakest_evidence() -> None:
    ads = two_under_one_number()
    assert groups(judged(ads)) == [["a0", "a1", "a2", "b0", "b1", "b2"]]
    assert groups(judged(ads, apart("a0", "b2"))) == [["a0", "a1", "a2"], ["b0", "b1", "b2"]]


def test_a_parted_pair_stays_apart_when_a_new_ad_would_bridge_it() -> None:
    ads = [*two_under_one_number(), ad("between", day=20, phone=PHONE_A, text=HARBOUR)]
    assert groups(judged(ads, apart("a0", "b2"))) == [["a0", "a1", "a2", "between"], ["b0", "b1", "b2"]]


def test_a_carried_number_change_is_undone_by_a_parting_and_no_longer_told() -> None:
    shown = (picture("one"), picture("two"))
    ads = [
        *[ad(f"old{n}", day=n, phone=PHONE_A, text=HARBOUR, pictures=shown) for n in range(3)],
        *[ad(f"new{n}", day=10 + n, phone=PHONE_B, text=HARBOUR, pictures=shown) for n in range(3)],
    ]
    assert len(groups(judged(ads))) == 1
    linking = judged(ads, apart("new0", "old0"))
    assert groups(linking) == [["new0", "new1", "new2"], ["old0", "old1", "old2"]]
    assert "changed_number" not in {reason.kind for link in linking.links for reason in link.because}


def test_a_joining_of_networks_leaves_two_advertisers_in_one_network() -> None:
    linking = judged(STRANGERS, together("x", "y", level=Level.NETWORK))
    assert groups(linking) == [["x"], ["y"]]
    assert networks(linking) == [["x", "y"]]
    ((tie,),) = [network.ties for network in linking.networks]
    assert tie.because[0].family is Family.PERSON


def test_a_parting_of_networks_parts_what_evidence_tied() -> None:
    handle = (("handle", "telegram:harbour.one"),)
    ads = [
        ad(f"{name}{n}", day=n, phone=phone, other=handle, text=text)
        for name, phone, text in (("p", PHONE_A, HARBOUR), ("q", PHONE_B, FOREST), ("r", PHONE_C, ""))
        for n in range(3)
    ]
    assert len(networks(judged(ads))) == 1
    linking = judged(ads, apart("p0", "q0", level=Level.NETWORK))
    assert networks(linking) == [["p0", "p1", "p2", "r0", "r1", "r2"], ["q0", "q1", "q2"]]
    for network in linking.networks:
        assert all({tie.a, tie.b} <= set(network.advertisers) for tie in network.ties)


def test_ads_of_two_networks_are_never_one_contact() -> None:
    linking = judged(two_under_one_number(), apart("a0", "b0", level=Level.NETWORK))
    assert groups(linking) == networks(linking) == [["a0", "a1", "a2"], ["b0", "b1", "b2"]]


def test_evidence_gives_way_where_people_joined_and_parted_networks_over_it() -> None:
    """The ads a and c have one number. Somebody joined a with another, somebody parted c from it."""
    ads = [ad(name, day=day, phone=PHONE_A, text=HARBOUR) for day, name in enumerate("ac")]
    ads.append(ad("x", phone=PHONE_B, text=FOREST))
    linking = judged(ads, together("a", "x", level=Level.NETWORK), apart("c", "x", level=Level.NETWORK))
    assert linking.unheeded.conflicts == ()
    assert groups(linking) == [["a"], ["c"], ["x"]]
    assert networks(linking) == [["a", "x"], ["c"]]


def test_the_weakest_evidence_gives_way_on_a_way_over_several_advertisers() -> None:
    """One number from c to a, a judgement to b, another number to d, a judgement to e; c and e are parted."""
    strong = [ad(name, day=day, phone=PHONE_A, text=HARBOUR) for day, name in enumerate(["a", "c"])]
    weak = [ad("b", day=0, phone=PHONE_B, text=FOREST, place="0180"), ad("d", day=40, phone=PHONE_B, place="1280")]
    linking = judged(
        [*strong, *weak, ad("e", phone=PHONE_C)],
        together("a", "b", level=Level.NETWORK),
        together("d", "e", level=Level.NETWORK),
        apart("c", "e", level=Level.NETWORK),
    )
    assert groups(linking) == [["a", "c"], ["b"], ["d"], ["e"]]
    assert networks(linking) == [["a", "b", "c"], ["d", "e"]]


_PAIRS = st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(st.tuples(_PAIRS, st.sampled_from(Decision), st.sampled_from(Level)), max_size=14, unique=True))
def test_every_judgement_without_a_contradiction_is_obeyed(
    given_judgements: list[tuple[tuple[int, int], Decision, Level]],
) -> None:
    ads = [
        ad(f"a{n:02d}", day=n, phone=(PHONE_A, PHONE_B, PHONE_C)[n % 3], text=(HARBOUR, FOREST)[n % 2])
        for n in range(12)
    ]
    made = [judge(f"a{a:02d}", f"a{b:02d}", what, level=level) for (a, b), what, level in given_judgements]
    linking = judged(ads, *made)
    aside = {one for conflict in linking.unheeded.conflicts for one in (conflict.apart, *conflict.together)}
    parts = {Level.CONTACT: groups(linking), Level.NETWORK: networks(linking)}
    for one in made:
        if one.id not in aside:
            is_together = any({one.a, one.b} <= set(part) for part in parts[one.level])
            assert is_together is (one.decision is Decision.TOGETHER), one


def test_judgements_that_contradict_each_other_are_told_and_none_of_them_is_obeyed() -> None:
    ads = [*STRANGERS, ad("z", phone=PHONE_C)]
    chain = [together("x", "y"), together("y", "z"), apart("x", "z")]
    linking = judged(ads, *chain)
    assert groups(linking) == [["x"], ["y"], ["z"]]
    (conflict,) = linking.unheeded.conflicts
    assert conflict.apart == chain[2].id
    assert conflict.together == (chain[0].id, chain[1].id)


def test_a_joined_contact_in_two_parted_networks_is_a_contradiction() -> None:
    linking = judged(STRANGERS, together("x", "y"), apart("x", "y", level=Level.NETWORK))
    assert len(linking.unheeded.conflicts) == 1


def test_two_contacts_in_one_network_are_no_contradiction() -> None:
    linking = judged(STRANGERS, apart("x", "y"), together("x", "y", level=Level.NETWORK))
    assert linking.unheeded.conflicts == ()
    assert (groups(linking), networks(linking)) == ([["x"], ["y"]], [["x", "y"]])


def test_the_order_in_which_judgements_come_changes_nothing() -> None:
    ads = [*STRANGERS, ad("z", phone=PHONE_C)]
    chain = [together("x", "y"), together("y", "z"), apart("x", "z"), together("x", "z", level=Level.NETWORK)]
    assert judged(ads, *chain) == judged(ads[::-1], *chain[::-1])


def test_a_judgement_on_an_ad_that_is_gone_is_told_and_changes_nothing() -> None:
    gone = together("gone", "x")
    linking = judged(STRANGERS, gone)
    assert linking.unheeded.on_missing_ads == (gone.id,)
    assert linking.advertisers == judged(STRANGERS).advertisers


def test_a_held_join_on_which_a_person_has_ruled_is_no_longer_asked() -> None:
    ads = [
        *[ad(f"a{n}", day=n, stays=9, phone=PHONE_A, text=HARBOUR) for n in range(4)],
        *[ad(f"b{n}", day=n, stays=9, phone=PHONE_B, text=FOREST) for n in range(4)],
        ad("both", day=2, phone=PHONE_A, other=(("phone", PHONE_B),)),
    ]
    assert len(judged(ads).held) == 1
    assert judged(ads, apart("a0", "b0")).held == ()
    joined = judged(ads, together("a0", "b0"))
    assert joined.held == ()
    assert len(groups(joined)) == 1


def test_thousands_of_judgements_on_one_number_are_all_obeyed() -> None:
    ads = [ad(f"a{n:04d}", day=n / 50, phone=PHONE_A, text=HARBOUR, place=None) for n in range(1_200)]
    partings = [apart(f"a{n:04d}", f"a{n + 1:04d}") for n in range(0, 1_198, 2)]
    linking = judged(ads, *partings)
    owner = {one: each.id for each in linking.advertisers for one in each.ads}
    assert all(owner[one.a] != owner[one.b] for one in partings)
    assert linking.unheeded.conflicts == ()


def test_a_long_chain_of_joins_against_its_ends_is_one_contradiction() -> None:
    ads = [ad(f"a{n:04d}", day=n / 50, place=None) for n in range(1_500)]
    joins = [together(f"a{n:04d}", f"a{n + 1:04d}") for n in range(1_499)]
    linking = judged(ads, *joins, apart("a0000", "a1499"))
    (conflict,) = linking.unheeded.conflicts
    assert len(conflict.together) == 1_499


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"why": "  "}, "a reason"),
        ({"by": ""}, "a person's name"),
        ({"why": "x" * 2001}, "at most"),
        ({"a": "y"}, "two different ads"),
        ({"at": datetime(2026, 1, 1)}, "a zone"),  # noqa: DTZ001 - the fault tried
    ],
)
def test_a_judgement_without_person_reason_pair_or_time_cannot_be_built(
    changed: dict[str, object], complaint: str
) -> None:
    whole: dict[str, object] = {
        "id": "j", "a": "x", "b": "y", "level": Level.CONTACT, "decision": Decision.APART,
        "by": "One", "at": AT, "why": "seen",
    }  # fmt: skip
    with pytest.raises(ValueError, match=complaint):
        PairJudgement(**{**whole, **changed})  # type: ignore[arg-type]


def test_sets_without_partings_are_the_plain_components() -> None:
    joins = [Join(a=0, b=1, bits=1), Join(a=3, b=4, bits=2), Join(a=1, b=3, bits=9)]
    sets = PartedSets(6)
    join_strongest_first(sets, joins)
    assert sets.labels() == [0, 0, 2, 0, 0, 5]


def test_a_join_is_made_in_both_sets_or_in_neither() -> None:
    sets, around = PartedSets(3), PartedSets(3, [(0, 2)])
    join_strongest_first(sets, [Join(a=0, b=1, bits=2), Join(a=1, b=2, bits=1)], around=around)
    assert sets.labels() == around.labels() == [0, 0, 2]


def test_a_node_cannot_be_kept_apart_from_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        PartedSets(2, [(1, 1)])
