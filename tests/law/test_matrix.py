"""The matrix of elements and evidence: what is heard, what it rests on, and what it can never be."""

import typing
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import UnionType
from typing import Any

import pytest

from lykta.assess.examples import PHONES, age, network, one, phone, place
from lykta.assess.examples import ad as an_ad
from lykta.assess.network import assess_network, load_cards
from lykta.extract import fields as kinds_folder
from lykta.kit.plugins import plugin_names
from lykta.law.loading import Known, load_offences
from lykta.law.matrix import MOST_FACTS, matrix_of
from lykta.model.ad import AdKind
from lykta.model.desk import AdView, NetworkView
from lykta.model.judgement import Decision, JudgementView, Level, PairJudgement, Withdrawal
from lykta.model.law import (
    NONE_FOUND,
    NOT_FROM_ADS,
    NOTHING_SAYS,
    ElementRow,
    Evidence,
    Fact,
    MachineOutput,
    Offence,
    OffenceMatrix,
    PersonsAssessment,
)
from lykta.model.link import Family
from lykta.model.signal import Grade, Quote
from lykta.model.words import Said
from tests.law.files import WHOLE

CARDS = load_cards()
KNOWN = Known(cards={name: card.direction for name, card in CARDS.items()}, kinds=plugin_names(kinds_folder))
OURS = load_offences(None, KNOWN).every
SAID = Said(sv="Ett skäl.", en="A reason.")
FACT = Fact(ad="a1", snapshot="s1", snapshot_sha256="ab" * 32, start=0, end=3, quote="Hej")
OUTPUT = MachineOutput(by="a card, version 1", grade=Grade.B, says=SAID, means=SAID, rests_on=(FACT,))
PERSON = PersonsAssessment(by="Anna", at=datetime(2026, 3, 2, tzinfo=UTC), why="Såg det.", says=SAID, means=SAID)


@pytest.fixture
def small(tmp_path: Path) -> Offence:
    """The small offence of a made-up country, alone."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "an_offence.toml").write_text(WHOLE, "utf-8")
    (offence,) = load_offences(None, KNOWN, our_folder=tmp_path / "ours").every
    return offence


def judged(a: str, b: str, decision: Decision, **standing: object) -> JudgementView:
    judgement = PairJudgement(
        id=f"{a}{b}{decision}",
        a=a,
        b=b,
        level=Level.NETWORK,
        decision=decision,
        by="Anna",
        at=datetime(2026, 3, 2, tzinfo=UTC),
        why="Samma nyckelbox.",
    )
    standing = {"withdrawal": None, "contradicts": (), "on_missing_ad": False, "waits": False, **standing}
    return JudgementView(judgement=judgement, **standing)  # type: ignore[arg-type]


def rows(view: NetworkView, *offences: Offence, judgements: tuple[JudgementView, ...] = ()) -> dict[str, ElementRow]:
    found = matrix_of(view, assess_network(view, CARDS), judgements, offences or OURS)
    return {row.element.id: row for matrix in found for row in matrix.rows}


# -- What is heard, and what it rests on ----------------------------------------------------------------------


def test_a_stated_age_under_18_speaks_for_the_element_of_age_with_the_kept_words_as_its_fact() -> None:
    view = one(an_ad("Hej.", age(17)))
    row = rows(view)["under_18"]
    (output,) = row.speaks_for.machine
    (fact,) = output.rests_on
    ad = view.ads[0].ad
    assert (fact.ad, fact.snapshot, fact.snapshot_sha256) == (ad.id, ad.snapshot, ad.snapshot_sha256)
    assert (ad.text[fact.start : fact.end], fact.quote) == ("17 år", "17 år")
    assert (output.by, output.grade) == ("stated_age_under_18, version 1", Grade.A)
    assert row.not_from_ads == NOT_FROM_ADS


def test_an_adult_age_in_an_ad_speaks_neither_for_nor_against() -> None:
    row = rows(one(an_ad("Hej.", age(30))))["under_18"]
    assert not row.speaks_for.is_found
    assert row.against.word == NONE_FOUND
    assert row.unknown == NOTHING_SAYS


def test_words_about_travelling_are_heard_by_no_element() -> None:
    plain = one(an_ad("Hej."))
    travelling = one(an_ad("Ny i stan, hör av dig. Just arrived."))
    assert "movement_phrase" in [signal.card for signal in assess_network(travelling, CARDS).signals]
    for before, after in zip(rows(plain).values(), rows(travelling).values(), strict=True):
        assert (before.speaks_for.is_found, before.against.is_found) == (
            after.speaks_for.is_found,
            after.against.is_found,
        )


def test_a_sign_without_words_of_its_own_shows_openings_of_ads_and_calls_them_that(small: Offence) -> None:
    view = network((an_ad("Ring mig.\nMer text.", phone()),), (an_ad("Ring mig.\nMer.", phone(PHONES[1])),))
    (output,) = rows(view, small)["organises"].speaks_for.machine
    assert output.rests_on == ()
    assert [fact.quote for fact in output.seen_on] == ["Ring mig.", "Ring mig."]


def test_counter_signs_stand_on_the_other_side(small: Offence) -> None:
    row = rows(one(an_ad("Svarar inte på dolt nummer.")), small)["organises"]
    assert [output.by for output in row.against.machine] == ["client_screening, version 1"]
    assert not row.speaks_for.is_found


def test_ties_are_told_by_their_own_sentences_with_an_ad_of_each_side(small: Offence) -> None:
    view = network((an_ad("A"),), (an_ad("B"),), (an_ad("C"),), ties=(Family.PICTURE,))
    outputs = [one_ for one_ in rows(view, small)["organises"].speaks_for.machine if one_.by == "linking"]
    assert [output.says.en for output in outputs] == ["same picture"]
    assert {fact.ad for fact in outputs[0].seen_on} == {"a0001", "a0002", "a0003"}


def with_finding(seen: AdView, kind: str, value: str) -> AdView:
    return replace(seen, findings=tuple(replace(finding, kind=kind, value=value) for finding in seen.findings))


def test_a_finding_is_read_by_kind_and_value_and_says_in_how_many_ads(small: Offence) -> None:
    two = with_finding(an_ad("Vi är", place("två")), "persons", "2")
    three = with_finding(an_ad("Vi är", place("tre")), "persons", "3")
    (output,) = rows(one(two, two, three), small)["organises"].speaks_for.machine
    assert output.says.sv == "Läst i två annonser."
    assert output.means.en == "Two persons."
    assert [fact.quote for fact in output.rests_on] == ["kommun två", "kommun två"]
    assert output.by == "example, version 1"
    assert not rows(one(three), small)["organises"].speaks_for.is_found


def test_what_an_ad_is_follows_its_page_and_else_its_text(small: Offence) -> None:
    silent = with_finding(an_ad("Vi söker personal.", place("x")), "adkind", "recruitment")
    page_says_offer = replace(silent, ad=replace(silent.ad, kind=AdKind.OFFER))
    assert rows(one(silent), small)["organises"].speaks_for.is_found
    assert not rows(one(page_says_offer), small)["organises"].speaks_for.is_found


def test_many_quotes_are_cut_and_the_sentence_tells_the_number(small: Offence) -> None:
    ads = [with_finding(an_ad(f"Text {n}", place("två")), "persons", "2") for n in range(60)]
    (output,) = rows(one(*ads), small)["organises"].speaks_for.machine
    assert len(output.rests_on) == MOST_FACTS
    assert output.says.en == "Read in 60 ads."


def test_a_quote_that_does_not_stand_in_the_kept_text_is_no_fact() -> None:
    view = one(an_ad("Hej.", age(17)))
    assessment = assess_network(view, CARDS)
    moved = tuple(
        replace(
            signal,
            quotes=(Quote(ad="a0001", start=0, end=5, written="17 år"), Quote(ad="?", start=0, end=1, written="H")),
        )
        for signal in assessment.signals
    )
    found = matrix_of(view, replace(assessment, signals=moved), (), OURS)
    (output,) = next(row for row in found[0].rows if row.element.id == "under_18").speaks_for.machine
    assert output.rests_on == ()
    assert [fact.quote for fact in output.seen_on] == ["Hej. 17 år"]


def test_a_persons_judgement_is_an_assessment_with_name_day_and_reason(small: Offence) -> None:
    view = one(an_ad("A"), an_ad("B"))
    row = rows(view, small, judgements=(judged("a0001", "a0002", Decision.APART),))["organises"]
    (assessment,) = row.against.people
    assert (assessment.by, assessment.why, assessment.says.en) == (
        "Anna",
        "Samma nyckelbox.",
        "Two ads have not one organiser.",
    )
    assert [fact.ad for fact in assessment.about] == ["a0001", "a0002"]
    assert row.against.machine == ()


@pytest.mark.parametrize(
    "standing",
    [
        {"withdrawal": Withdrawal(by="Anna", at=datetime(2026, 3, 3, tzinfo=UTC), why="Fel.")},
        {"contradicts": ("j2",)},
        {"on_missing_ad": True},
    ],
)
def test_a_judgement_that_does_not_hold_is_not_heard(small: Offence, standing: dict[str, object]) -> None:
    view = one(an_ad("A"), an_ad("B"))
    told = (judged("a0001", "a0002", Decision.TOGETHER, **standing),)
    assert not rows(view, small, judgements=told)["organises"].speaks_for.is_found


def test_missing_evidence_is_a_checklist_of_lawful_next_steps() -> None:
    for row in rows(one(an_ad("Hej."))).values():
        assert row.element.next_steps
        assert all(step.sv and step.en for step in row.element.next_steps)


def test_the_same_network_gives_the_same_matrix() -> None:
    view = network((an_ad("A", age(17)),), (an_ad("B"),), ties=(Family.TEXT, Family.PICTURE))
    assessment = assess_network(view, CARDS)
    assert matrix_of(view, assessment, (), OURS) == matrix_of(view, assessment, (), OURS)


@pytest.mark.parametrize("text", ["", "\n\n", "\ud800", "\u200b" * 5_000, "\x00", "a " * 20_000, "<b>", "[bold]x"])
def test_hostile_text_makes_no_fact_that_does_not_stand_there(text: str) -> None:
    view = network((an_ad(text, age(17)),), (an_ad(text),), ties=tuple(Family))
    texts = {seen.ad.id: seen.ad.text for seen in view.ads}
    for row in rows(view).values():
        for fact in (*row.speaks_for.facts, *row.against.facts):
            assert texts[fact.ad][fact.start : fact.end] == fact.quote


def test_a_network_whose_ads_are_not_at_hand_is_read_without_facts() -> None:
    view = replace(network((an_ad("A", age(17)),), (an_ad("B"),)), ads=(), links=())
    found = matrix_of(view, assess_network(network((an_ad("A", age(17)),), (an_ad("B"),)), CARDS), (), OURS)
    assert [fact for matrix in found for row in matrix.rows for fact in row.speaks_for.facts] == []


# -- What it can never be -------------------------------------------------------------------------------------

PLACES_IN_A_TEXT = {("Fact", "start"), ("Fact", "end")}


def numbers_of(kind: type) -> Iterator[tuple[str, str]]:
    """Every field below a type that could hold a number, as class and field; enumerations are words."""
    seen: set[type] = set()
    waiting = [kind]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, hint in typing.get_type_hints(current).items():
            for part in parts_of(hint):
                if is_dataclass(part):
                    waiting.append(part)
                elif part in (int, float, complex, bool) and name in {field.name for field in fields(current)}:
                    yield current.__name__, name


def parts_of(hint: object) -> Iterator[type]:
    if typing.get_origin(hint) in (typing.Union, UnionType) or typing.get_args(hint):
        for part in typing.get_args(hint):
            yield from parts_of(part)
    elif isinstance(hint, type):
        yield hint


def test_nothing_in_a_matrix_can_be_added_up() -> None:
    assert set(numbers_of(OffenceMatrix)) - PLACES_IN_A_TEXT == {("Element", "ad_alone_cannot_show")}


def test_a_number_in_it_would_be_caught() -> None:
    from dataclasses import dataclass

    @dataclass
    class Scored:
        score: float | None
        inside: tuple[Fact, ...]

    globals()["Scored"] = Scored
    assert set(numbers_of(Scored)) == {("Scored", "score"), *PLACES_IN_A_TEXT}


def test_no_name_in_it_speaks_of_a_score_or_of_guilt() -> None:
    names = {field.name for kind in (OffenceMatrix, ElementRow, Evidence, MachineOutput) for field in fields(kind)}
    names |= set(dir(OffenceMatrix)) | set(dir(Evidence))
    assert not [name for name in names if any(word in name for word in ("score", "guilt", "probab", "sum", "total"))]


def test_facts_machine_output_and_assessments_cannot_stand_in_each_others_place() -> None:
    # The type checker refuses each line too: without its error, the ignore beside it would be one.
    with pytest.raises(TypeError, match="expected MachineOutput only, got PersonsAssessment"):
        Evidence(machine=(PERSON,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected PersonsAssessment only, got MachineOutput"):
        Evidence(people=(OUTPUT,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected Fact only, got MachineOutput"):
        replace(OUTPUT, rests_on=(OUTPUT,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected MachineOutput only, got Fact"):
        Evidence(machine=(FACT,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected Fact only, got PersonsAssessment"):
        replace(PERSON, about=(PERSON,))  # type: ignore[arg-type]


def test_an_assessment_needs_a_person_and_a_reason() -> None:
    for missing in ({"by": " "}, {"why": ""}):
        with pytest.raises(ValueError, match="a person's name and a reason"):
            replace(PERSON, **missing)  # type: ignore[arg-type]


def test_a_fact_needs_its_words_and_their_place() -> None:
    wrongs: tuple[dict[str, Any], ...] = ({"quote": ""}, {"start": 3}, {"start": -1})
    for wrong in wrongs:
        with pytest.raises(ValueError, match="a fact needs its words and their place"):
            replace(FACT, **wrong)


def test_nothing_found_is_said_in_words_and_no_side_is_ever_silent() -> None:
    assert Evidence().word == NONE_FOUND
    assert "inte detsamma som att inget finns" in NONE_FOUND.sv
    assert "not the same as none exists" in NONE_FOUND.en
    for row in rows(one(an_ad("Hej."))).values():
        assert row.against.word.sv
        assert row.against.word.en


def test_a_matrix_is_not_changed_after_it_is_made() -> None:
    with pytest.raises(FrozenInstanceError):
        Evidence().machine = ()  # type: ignore[misc]
