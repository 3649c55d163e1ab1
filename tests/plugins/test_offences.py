"""The contract of an offence's file, run over every offence; a new file is tested by being there."""

from dataclasses import replace
from pathlib import Path

import pytest

from lykta.assess.network import load_cards
from lykta.errors import SettingsError
from lykta.extract import fields
from lykta.kit.plugins import plugin_names
from lykta.law.loading import Known, load_offences
from lykta.law.promises import broken_promises
from lykta.model.law import Offence, ReadFrom, Side
from lykta.model.signal import Grade
from tests.law.files import WHOLE

CARDS = load_cards()
KNOWN = Known(cards={name: card.direction for name, card in CARDS.items()}, kinds=plugin_names(fields))
OFFENCES = {offence.id: offence for offence in load_offences(None, KNOWN).every}
each_offence = pytest.mark.parametrize("offence", OFFENCES.values(), ids=OFFENCES)
# Of the seller's person, or what no unit may do: no step may say so.
NEVER = ("ethnic", "nationalit", "religion", "pose as", "as a buyer", "etni", "nationalitet", "som köpare")


def test_the_offences_that_the_work_is_about_are_there_in_the_order_of_the_statute_book() -> None:
    assert list(OFFENCES) == [
        "human_trafficking",
        "human_exploitation",
        "gross_human_exploitation",
        "purchase_from_child",
        "purchase_of_sexual_act",
        "procuring",
        "gross_procuring",
    ]


@each_offence
def test_offence_keeps_the_promises_of_its_own_examples(offence: Offence) -> None:
    assert list(broken_promises(offence)) == []


@each_offence
def test_every_reading_is_used_in_an_example(offence: Offence) -> None:
    used = {heard for example in offence.examples for heard in example.hears}
    own = {reading.key for element in offence.own_elements for reading in element.readings}
    assert own <= used


@each_offence
def test_offence_says_that_a_lawyer_must_check_it_and_where_it_was_read(offence: Offence) -> None:
    assert offence.a_lawyer_must_check
    assert offence.source.address.startswith("https://")
    assert offence.source.read.sv


@each_offence
def test_no_refuted_or_disputed_sign_speaks_for_an_element(offence: Offence) -> None:
    read = [one.name for element in offence.elements for one in element.readings if one.source is ReadFrom.CARD]
    speaks_for = [
        one.name
        for element in offence.elements
        for one in element.readings
        if one.source is ReadFrom.CARD and one.side is Side.FOR
    ]
    assert all(CARDS[name].counts for name in speaks_for)
    assert not [name for name in speaks_for if CARDS[name].grade is Grade.X]
    assert "movement_phrase" not in read


@each_offence
def test_no_step_names_a_persons_traits_or_a_deceptive_contact(offence: Offence) -> None:
    words = " ".join(
        f"{said.sv} {said.en}"
        for element in offence.elements
        for said in (*element.next_steps, element.could_speak_for, element.could_speak_against)
    ).casefold()
    assert [never for never in NEVER if never in words] == []


def test_coercion_age_intent_and_payment_are_never_shown_by_an_ad_alone() -> None:
    for offence in OFFENCES.values():
        for element in offence.elements:
            if element.id in {"unlawful_coercion", "under_18", "intent", "payment"}:
                assert element.ad_alone_cannot_show, (offence.id, element.id)


def test_under_18_makes_the_means_of_trafficking_needless() -> None:
    elements = OFFENCES["human_trafficking"].elements
    needless = {element.id for element in elements if element.not_needed_if == "under_18"}
    assert needless == {element.id for element in elements if element.one_of == "means"}
    assert len(needless) == 4


def test_a_gross_form_has_all_elements_of_its_base_first() -> None:
    gross, base = OFFENCES["gross_procuring"], OFFENCES["procuring"]
    assert gross.elements[: len(base.elements)] == base.elements
    assert gross.own_elements == gross.elements[len(base.elements) :]


def home_with(tmp_path: Path, text: str, name: str = "an_offence") -> Path:
    (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_one_file_in_the_users_folder_is_one_more_offence_with_no_edit_elsewhere(tmp_path: Path) -> None:
    loaded = load_offences(home_with(tmp_path, WHOLE), KNOWN)
    new = {one.id: one for one in loaded.every}["an_offence"]
    assert len(loaded.every) == len(OFFENCES) + 1
    assert (new.country, [element.id for element in new.elements]) == ("XX", ["organises", "intent"])
    assert loaded.replaced == ()


def test_a_file_of_the_same_name_stands_for_ours_and_is_told(tmp_path: Path) -> None:
    loaded = load_offences(home_with(tmp_path, WHOLE, "human_trafficking"), KNOWN)
    assert len(loaded.every) == len(OFFENCES)
    assert [path.name for path in loaded.replaced] == ["human_trafficking.toml"]


def test_a_lawyers_check_is_a_name_and_a_day(tmp_path: Path) -> None:
    checked = WHOLE.replace(
        "a_lawyer_must_check = true", 'a_lawyer_must_check = false\nchecked = { by = "A. Ek", on = 2026-02-03 }'
    )
    new = {one.id: one for one in load_offences(home_with(tmp_path, checked), KNOWN).every}["an_offence"]
    assert not new.a_lawyer_must_check
    assert new.checked is not None
    assert new.checked.by == "A. Ek"


WRONG = [
    ('id = "intent"', 'id = "intent"\nweight = 3', "element.1.weight: there is no such key"),
    ('section = "Section 7"', "", "section: is missing"),
    ('number = "Act 1"\n', "", "source.number: is missing"),
    ('address = "https://law.example/act-1"', 'address = "somewhere"', "source.address"),
    ('sv = "Uppsåt"\n', "", "element.1.sv: is missing"),
    ('en = "Follow the money."\n', "", "element.0.next.0.en: is missing"),
    ('sv = "Förhör."\nen = "Questioning."\n', "", "element.1.next.0.sv: is missing"),
    ('[[element.next]]\nsv = "Förhör."\nen = "Questioning."\n', "", "element.1.next: is missing"),
    ('id = "intent"', 'id = "organises"', "two elements are named organises"),
    ('card = "client_screening"', 'card = "client_screning"', "there is no card 'client_screning'. Known: "),
    ('finding = "persons"', 'finding = "person"', "there is no finding 'person'. Known: "),
    ('tie = "picture"', 'tie = "face"', "there is no tie 'face'"),
    ('ad_kind = "recruitment"', 'ad_kind = "work"', "there is no ad_kind 'work'"),
    ('judgement = "network_apart"', 'judgement = "guilty"', "there is no judgement 'guilty'"),
    ('card = "client_screening"', 'card = "movement_phrase"', "card 'movement_phrase' speaks context at best"),
    ('tie = "picture"', 'card = "client_screening"', "card 'client_screening' speaks against at best, so it cannot be"),
    ('tie = "picture"', 'tie = "picture"\ncard = "client_screening"', "name exactly one of card, finding"),
    ('tie = "picture"', 'tie = "picture"\nvalue = "2"', "value narrows a finding down"),
    ('one_of = "deed"\n', 'one_of = "act"\n', "one_of: 'act' is not under [one_of]"),
    ('id = "intent"', 'id = "intent"\nnot_needed_if = "age"', "not_needed_if: there is no element 'age'"),
    ("a_lawyer_must_check = true", "a_lawyer_must_check = false", "either a_lawyer_must_check = true, or false with"),
    ("a_lawyer_must_check = true", "", "a_lawyer_must_check: is missing"),
    ('country = "XX"', 'country = "XX"\nbuilds_on = "gross_procuring"', "is no offence that stands on its own"),
    ('country = "XX"', 'country = "XX"\nbuilds_on = "nothing"', "Name one of: human_exploitation, human_trafficking"),
    ('for = ["organises"]', 'for = ["intent"]', "example 1 promises something for intent; it is for organises"),
    ('for = ["organises"]', 'for = ["age"]', "example 1: there is no element 'age'"),
    (
        'for = ["organises"]',
        'for = ["organises"]\nagainst = ["organises"]',
        "against organises; it is against no element",
    ),
    ('card = ["movement_phrase"]', 'tie = ["picture"]\nfor = ["organises"]', "and one by none"),
    ("country", "country country", "not TOML"),
]


@pytest.mark.parametrize(("was", "becomes", "told"), WRONG, ids=[told[:50] for _, _, told in WRONG])
def test_a_file_that_is_not_understood_stops_the_start_and_is_named(
    tmp_path: Path, was: str, becomes: str, told: str
) -> None:
    assert was in WHOLE
    with pytest.raises(SettingsError) as error:
        load_offences(home_with(tmp_path, WHOLE.replace(was, becomes, 1)), KNOWN)
    assert told in str(error.value)
    assert "an_offence.toml" in str(error.value)


def test_a_base_whose_element_is_taken_again_is_refused(tmp_path: Path) -> None:
    taken = WHOLE.replace('id = "organises"', 'id = "promotes"').replace('["organises"]', '["promotes"]')
    taken = taken.replace('country = "XX"', 'country = "SE"\nbuilds_on = "procuring"')
    with pytest.raises(SettingsError, match="element promotes is one of the offence that this builds on"):
        load_offences(home_with(tmp_path, taken), KNOWN)


def test_a_broken_promise_is_found_in_an_offence_that_was_right() -> None:
    offence = OFFENCES["procuring"]
    silent = replace(offence.own_elements[0], readings=())
    assert list(broken_promises(replace(offence, own_elements=(silent, *offence.own_elements[1:]))))
