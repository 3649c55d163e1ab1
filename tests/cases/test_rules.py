"""What a case allows, by state, part and rule; each refusal says what comes first or who may."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from lykta.cases.eyes import are_two_persons
from lykta.cases.grounds import CASE_GROUNDS
from lykta.cases.parts import MAY, seen_by
from lykta.cases.rules import Around, refuse_ground
from lykta.cases.states import ALLOWS, MOVES
from lykta.errors import BadInputError, LyktaError, NotAllowedError, NotFoundError
from lykta.model import case as did
from lykta.model.audit import Ground
from lykta.model.case import CHANGES, Case, CaseState, Category, Change, Part, Reach, Way, Wish
from tests.cases.made import AROUND, OPENED, TODAY, joined, made, may

CLOSED = ("anna", did.StateSet(state=CaseState.CLOSED, why="done"))
RESTING = ("anna", did.StateSet(state=CaseState.RESTING, why="waits"))
HANDED = ("anna", did.HandedOver(unit="Region Syd", receiver="Bo Ek", why="theirs"))
MERGED = ("anna", did.MergedInto(case="c9", why="the same"))
WHOLE: dict[str, Change] = {
    "opened": OPENED,
    "network": did.NetworkAdded(network="n2"),
    "network_removed": did.NetworkRemoved(network="n1", why="another's"),
    "note": did.Noted(text="seen"),
    "task": did.TaskAdded(text="ask the landlord"),
    "task_done": did.TaskDone(task="c1.7"),
    "tag": did.Tagged(tag="flats"),
    "untag": did.Untagged(tag="old"),
    "tip": did.TipLinked(tip="T 7-26"),
    "person": did.PersonAdded(called="P2"),
    "category": did.PersonPlaced(person="c1.8", category=Category.WITNESS, why="saw it"),
    "contact": did.ContactLogged(way=Way.MEETING, on=TODAY, words="met"),
    "member": did.MemberSet(member="eva", part=Part.READER, why="reads"),
    "state": did.StateSet(state=CaseState.OPEN, why="again"),
    "merge": did.MergedInto(case="c2", why="the same"),
    "took_in": did.TookIn(case="c3"),
    "hand_over": did.HandedOver(unit="Region Syd", receiver="Bo Ek", why="theirs"),
    "export_ask": did.ExportAsked(recipient="the prosecutor", why="charges"),
    "export_approve": did.ExportApproved(request="c1.9", why="read"),
}
SOMETHING = (
    joined("bo", Part.INVESTIGATOR),
    joined("lisa", Part.READER),
    joined("ngo", Part.EXTERNAL),
    ("anna", did.NetworkAdded(network="n1")),
    ("anna", did.Tagged(tag="old")),
    ("anna", did.TaskAdded(text="look", member="ngo")),
    ("anna", did.PersonAdded(called="P1")),
    ("bo", did.ExportAsked(recipient="the prosecutor", why="charges")),
)  # numbers 2 to 9


def whole_case(*more: tuple[str, Change]) -> Case:
    return made(*SOMETHING, *more)


def around() -> Around:
    target = made(case="c2")
    return Around(today=TODAY, offences=("procuring",), is_account=True, target=target)


def allowed(case: Case, by: str) -> set[str]:
    """The changes that get through every rule."""
    through = set()
    for name, change in WHOLE.items():
        try:
            may(case, by, change, around())
        except LyktaError:
            continue
        through.add(name)
    return through


def test_the_table_of_changes_in_this_test_is_whole() -> None:
    assert WHOLE.keys() == CHANGES.keys()
    assert ALLOWS.keys() == MOVES.keys() == set(CaseState)
    assert MAY.keys() == set(Part)


def test_an_owner_may_do_all_in_an_open_case_but_open_it_again_and_write_the_other_side_of_a_merging() -> None:
    assert allowed(whole_case(), "anna") == WHOLE.keys() - {"opened", "took_in", "state"}


def test_an_investigator_does_all_the_work_and_rules_over_nobody() -> None:
    assert allowed(whole_case(), "bo") == {
        "network", "network_removed", "note", "task", "task_done", "tag", "untag", "tip", "person", "category",
        "contact", "export_ask",
    }  # fmt: skip


def test_a_reader_reads_and_an_external_member_adds_notes_contacts_and_their_own_tasks() -> None:
    assert allowed(whole_case(), "lisa") == set()
    assert allowed(whole_case(), "ngo") == {"note", "contact", "task_done"}


def test_who_is_no_member_and_who_left_get_the_answer_of_a_missing_case() -> None:
    left = whole_case(joined("bo", None))
    for by in ("bo", "nobody", "", "Anna"):
        with pytest.raises(NotFoundError, match="There is no case c1, or it is not yours"):
            may(left, by, WHOLE["note"])


def test_a_resting_case_takes_notes_tips_and_contacts_and_a_closed_one_contacts_only() -> None:
    assert allowed(whole_case(RESTING), "anna") == {
        "note", "tip", "contact", "member", "state", "merge", "hand_over",
    }  # fmt: skip
    assert allowed(whole_case(CLOSED), "anna") == {"contact", "member", "state"}


def test_a_case_that_was_handed_over_takes_nothing_and_says_whose_it_is() -> None:
    gone = whole_case(HANDED)
    assert allowed(gone, "anna") == set()
    with pytest.raises(NotAllowedError) as caught:
        may(gone, "anna", WHOLE["hand_over"])
    assert str(caught.value) == (
        "The case was handed over to Region Syd by anna on 2026-11-24 and has been theirs since. Turn to Bo Ek there."
    )
    assert caught.value.sv is not None
    assert "Vänd dig till Bo Ek där." in caught.value.sv


def test_a_merged_case_leads_to_the_one_it_is_in() -> None:
    assert allowed(whole_case(MERGED), "anna") == set()
    with pytest.raises(NotAllowedError, match="merged into c9"):
        may(whole_case(MERGED), "anna", WHOLE["note"])


def test_a_state_that_does_not_follow_is_refused_with_those_that_do() -> None:
    with pytest.raises(NotAllowedError, match="it can become resting, closed"):
        may(made(), "anna", did.StateSet(state=CaseState.HANDED_OVER, why="x"))
    may(made(CLOSED), "anna", did.StateSet(state=CaseState.OPEN, why="new tip"))


# -- Persons ----------------------------------------------------------------------------------------------


def test_nobody_is_added_as_a_suspect_and_nobody_is_one_by_default() -> None:
    with pytest.raises(NotAllowedError, match="Nobody is added as a suspect"):
        may(made(), "anna", did.PersonAdded(called="P1", category=Category.SUSPECT))
    (person,) = made(("anna", did.PersonAdded(called="P1"))).persons
    assert person.category is Category.OTHER


def test_a_person_has_no_field_that_says_whether_they_sell() -> None:
    assert {field.name for field in fields(did.PersonAdded)} == {"called", "category"}


@pytest.mark.parametrize("offence", ["", "selling", "Procuring"])
def test_a_suspect_is_suspected_of_an_offence_that_there_is(offence: str) -> None:
    suspect = did.PersonPlaced(person="c1.8", category=Category.SUSPECT, why="pays the rent", offence=offence)
    with pytest.raises(NotAllowedError, match="Selling is none"):
        may(whole_case(), "anna", suspect)


def test_a_change_of_category_is_logged_with_who_why_and_what_it_was() -> None:
    suspect = did.PersonPlaced(person="c1.8", category=Category.SUSPECT, why="pays the rent", offence="procuring")
    may(whole_case(), "bo", suspect)
    (person,) = whole_case(("bo", suspect)).persons
    (placing,) = person.placings
    assert (placing.by, placing.was, placing.became, placing.why) == (
        "bo", Category.OTHER, Category.SUSPECT, "pays the rent",
    )  # fmt: skip
    with pytest.raises(BadInputError, match="has that category already"):
        may(whole_case(("bo", suspect)), "bo", suspect)


def test_an_offence_beside_another_category_and_an_unknown_person_are_refused() -> None:
    with pytest.raises(BadInputError, match="for a suspect only"):
        may(whole_case(), "bo", did.PersonPlaced(person="c1.8", category=Category.VICTIM, why="w", offence="procuring"))
    for unknown in ("c1.99", "c2.8", "", "\ud800"):
        with pytest.raises(NotFoundError):
            may(whole_case(), "bo", did.PersonPlaced(person=unknown, category=Category.VICTIM, why="w"))


def test_in_a_case_for_support_nobody_can_be_a_suspect() -> None:
    support = did.Opened(name="S", purpose="find support", ground=Ground.SUPPORT)
    case = made(("anna", did.PersonAdded(called="P1", category=Category.VICTIM)), opened=support)
    with pytest.raises(NotAllowedError, match="nobody is a suspect"):
        may(case, "anna", did.PersonPlaced(person="c1.2", category=Category.SUSPECT, why="w", offence="procuring"))


@pytest.mark.parametrize("ground", sorted(set(Ground) - set(CASE_GROUNDS)))
def test_statistics_and_supervision_open_no_case(ground: Ground) -> None:
    with pytest.raises(NotAllowedError, match="Mapping and supervision need none"):
        refuse_ground(did.Opened(name="x", purpose="xxxxx", ground=ground))


# -- Contacts and wishes -----------------------------------------------------------------------------------


def test_a_contact_that_has_not_been_made_is_not_logged() -> None:
    with pytest.raises(BadInputError, match="has not come yet"):
        may(made(), "anna", did.ContactLogged(way=Way.OUTREACH, on=date(2026, 11, 25), words="will meet"))


def test_a_wish_is_somebodys() -> None:
    wish = did.ContactLogged(way=Way.OUTREACH, on=TODAY, words="met", wish=Wish.NO_CONTACT)
    with pytest.raises(BadInputError, match="Whose wish is it"):
        may(made(), "anna", wish)


def test_the_newest_word_by_the_day_it_was_said_is_the_wish() -> None:
    def said(day: int, wish: Wish) -> tuple[str, Change]:
        return "anna", did.ContactLogged(
            way=Way.MEETING, on=date(2026, 11, day), words="met", wish=wish, person="c1.2",
            reaches=(Reach(kind="phone", value="+46701740605"),),
        )  # fmt: skip

    person = ("anna", did.PersonAdded(called="P1"))
    assert made(person).wish_of("c1.2") is Wish.NOTHING_SAID
    assert made(person, said(3, Wish.NO_CONTACT)).wish_of("c1.2") is Wish.NO_CONTACT
    assert made(person, said(3, Wish.NO_CONTACT), said(4, Wish.NOTHING_SAID)).wish_of("c1.2") is Wish.NO_CONTACT
    later = made(person, said(9, Wish.NO_CONTACT), said(4, Wish.MAY_BE_CONTACTED))
    assert later.wish_of("c1.2") is Wish.NO_CONTACT, "an older talk that is logged later does not lift it"
    assert made(person, said(3, Wish.NO_CONTACT), said(9, Wish.MAY_BE_CONTACTED)).wish_of("c1.2") is not Wish.NO_CONTACT


# -- Members, tasks, merging ------------------------------------------------------------------------------


def test_a_case_never_loses_its_last_owner() -> None:
    for part in (None, Part.READER):
        with pytest.raises(NotAllowedError, match="only owner"):
            may(whole_case(), "anna", did.MemberSet(member="anna", part=part, why="leaves"))
    two = whole_case(joined("bo", Part.OWNER))
    may(two, "anna", did.MemberSet(member="anna", part=None, why="leaves"))


def test_a_member_is_an_account_and_another_part_than_before() -> None:
    with pytest.raises(NotFoundError, match="no account"):
        may(made(), "anna", did.MemberSet(member="x", part=Part.READER, why="w"), Around(today=TODAY))
    with pytest.raises(NotFoundError, match="no member"):
        may(made(), "anna", did.MemberSet(member="x", part=None, why="w"))
    with pytest.raises(BadInputError, match="part already"):
        may(whole_case(), "anna", did.MemberSet(member="bo", part=Part.INVESTIGATOR, why="w"))


def test_a_task_is_a_members_and_done_once() -> None:
    with pytest.raises(NotFoundError, match="no member"):
        may(whole_case(), "anna", did.TaskAdded(text="t", member="stranger"))
    done = ("bo", did.TaskDone(task="c1.7"))
    with pytest.raises(BadInputError, match="done already, by bo"):
        may(whole_case(done), "anna", did.TaskDone(task="c1.7"))
    others = whole_case(("anna", did.TaskAdded(text="theirs", member="bo")))
    with pytest.raises(NotFoundError):
        may(others, "ngo", did.TaskDone(task="c1.10"))


def test_merging_needs_both_cases_open_owned_and_on_one_ground() -> None:
    support = did.Opened(name="S", purpose="find support", ground=Ground.SUPPORT)
    targets = {
        "no case c2": None,
        "different legal grounds": made(case="c2", opened=support),
        "The case is closed": made(CLOSED, case="c2"),
        "own both cases": made(joined("bo", Part.OWNER), joined("anna", Part.READER), case="c2"),
    }
    for said, target in targets.items():
        with pytest.raises(LyktaError, match=said):
            may(made(), "anna", WHOLE["merge"], Around(today=TODAY, target=target))
    with pytest.raises(BadInputError, match="into itself"):
        may(made(), "anna", did.MergedInto(case="c1", why="w"))


def test_an_external_member_sees_their_own_and_whose_the_case_is() -> None:
    case = whole_case(("ngo", did.Noted(text="mine")), ("anna", did.Noted(text="hers")))
    seen = seen_by(case, "ngo")
    assert [note.text for note in seen.notes] == ["mine"]
    assert [task.text for task in seen.tasks] == ["look"]
    assert (seen.persons, seen.networks, seen.tags, seen.tips, seen.exports) == ((), (), (), (), ())
    assert {member.name for member in seen.members} == {"anna", "ngo"}
    assert {entry.by for entry in seen.history} == {"ngo"}
    assert seen_by(case, "lisa") == case


# -- Four eyes --------------------------------------------------------------------------------------------


def test_another_member_approves_what_was_asked_and_only_once() -> None:
    approved = ("anna", did.ExportApproved(request="c1.9", why="read it"))
    may(whole_case(), "anna", WHOLE["export_approve"])
    (request,) = whole_case(approved).exports
    assert (request.asked_by, request.approved_by, request.approved_version) == ("bo", "anna", 9)
    with pytest.raises(BadInputError, match="approved already, by anna"):
        may(whole_case(approved, joined("eva", Part.INVESTIGATOR)), "eva", WHOLE["export_approve"])


@pytest.mark.parametrize(
    "spelling",
    [
        "bo", "Bo", "BO", " bo ", "b o", "bó", "ｂｏ", "b\u200bo", "bо", "Вo", "b.o", "b0", "bo\u0301", "b\u202eo",
        "bø", "𝐛𝐨", "ⓑⓞ", "b\N{SOFT HYPHEN}o", "bo\0", "bo\ud800", "bօ",
    ],
)  # fmt: skip
def test_who_asked_never_approves_in_no_spelling_of_the_name_and_in_no_other_part(spelling: str) -> None:
    for part in (Part.OWNER, Part.INVESTIGATOR):
        case = made(
            joined("bo", Part.INVESTIGATOR),
            ("bo", did.ExportAsked(recipient="the prosecutor", why="charges")),
            joined(spelling, part),
        )
        with pytest.raises(NotAllowedError, match="who asks never approves"):
            may(case, spelling, did.ExportApproved(request="c1.3", why="read"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("marna", "mama"), ("wera", "vvera"), ("ilona", "1lona"), ("ilona", "l10na"), ("bøø", "b00"), ("æsa", "asa")],
)
def test_names_that_are_drawn_alike_are_one_persons(one: str, other: str) -> None:
    assert not are_two_persons(one, other)
    assert not are_two_persons(other, one)


@pytest.mark.parametrize("name", ["", " ", "...", "Юлия", "山田", "🙂"])
def test_a_name_that_cannot_be_told_apart_for_sure_approves_nothing(name: str) -> None:
    case = made(("anna", did.ExportAsked(recipient="p", why="w")), joined(name, Part.OWNER))
    with pytest.raises(NotAllowedError, match="who asks never approves"):
        may(case, name, did.ExportApproved(request="c1.2", why="read"))


@pytest.mark.parametrize("name", ["anne", "hanna", "ann", "anna2", "annika", "åsa"])
def test_another_name_is_another_person(name: str) -> None:
    case = made(("anna", did.ExportAsked(recipient="p", why="w")), joined(name, Part.INVESTIGATOR))
    may(case, name, did.ExportApproved(request="c1.2", why="read"))
    with pytest.raises(NotFoundError):
        may(case, name, did.ExportApproved(request="c1.7", why="read"))


def refusals() -> Iterator[LyktaError]:
    for case in (whole_case(), whole_case(CLOSED), whole_case(HANDED), whole_case(MERGED)):
        for by in ("anna", "bo", "lisa", "ngo", "nobody"):
            for change in WHOLE.values():
                try:
                    may(case, by, change, AROUND)
                except LyktaError as error:
                    yield error


def test_every_refusal_speaks_both_languages() -> None:
    told = list(refusals())
    assert len(told) > 200
    assert [str(error) for error in told if not error.sv or error.sv == str(error)] == []
