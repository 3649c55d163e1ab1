"""Cases over a real store: each look and change is logged first, and two persons never overwrite each other."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from lykta.errors import BadInputError, LyktaError, NotAllowedError, NotFoundError, OutdatedError
from lykta.guard.entries import read_entry
from lykta.model import case as did
from lykta.model.audit import PROGRAM, Act, Actor, AuditEntry, Door, Ground
from lykta.model.case import CaseState, Category, Part, Way, Wish
from lykta.service import cases, looking
from lykta.service.cases import all_cases, case_page, change_case, open_case
from lykta.service.desk import Desk
from lykta.service.importing import import_files, rebuild
from lykta.service.linking import link_all
from lykta.store import accounts
from lykta.store import audit as audit_store
from lykta.store.cases import cases_naming, entries_of

ROWS = """id,source,text
1,one,"Lugn lägenhet vid torget, ring 070-1740605 efter klockan tolv."
2,two,"Nytt hus vid sjön och skogen. Nås på 070-1740605 alla vardagar."
3,one,"Hör av dig till 070-1740606 så bestämmer vi en tid."
"""
HOSTILE = "\u202e<script>alert(1)</script> '; DROP TABLE case_entry; -- \x1b[2J \0 \ud800 {{ 7*7 }} %s"


@pytest.fixture
def house(desk: Desk) -> Desk:
    """A home with four accounts besides its own."""
    with desk.store.writing() as connection:
        for name in ("anna", "bo", "Anna", "lisa"):
            accounts.add_account(connection, name, "hash", made_at=desk.now())
    return desk


def at(desk: Desk, name: str) -> Desk:
    """The desk in the name of an account that has signed in to the pages."""
    return replace(desk, actor=Actor(name=name, door=Door.PAGES, purpose="K 1-26", ground=Ground.INVESTIGATION))


def opened(desk: Desk, *, name: str = "K 1-26", ground: Ground = Ground.INVESTIGATION) -> str:
    return open_case(desk, name=name, purpose="who runs the flats", ground=ground)


def joined(desk: Desk, case: str, name: str, part: Part = Part.INVESTIGATOR) -> None:
    change_case(desk, case, did.MemberSet(member=name, part=part, why="works on it"))


def acts(desk: Desk) -> list[AuditEntry]:
    with desk.store.reading() as connection:
        return [read_entry(line) for _, line in audit_store.entries(connection)]


# -- Opening, looking, changing ----------------------------------------------------------------------------


def test_a_case_has_a_purpose_a_ground_and_whoever_opened_it_as_owner(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    page = case_page(anna, case)
    assert (page.case.purpose, page.case.ground, page.part) == (
        "who runs the flats", Ground.INVESTIGATION, Part.OWNER,
    )  # fmt: skip
    assert [line.case.id for line in all_cases(anna)] == [case]


@pytest.mark.parametrize(
    ("name", "purpose", "ground", "error"),
    [
        ("", "who runs it", Ground.INVESTIGATION, BadInputError),
        ("K", "", Ground.INVESTIGATION, BadInputError),
        ("K", " x ", Ground.INVESTIGATION, BadInputError),
        ("K", "x" * (1 << 20), Ground.INVESTIGATION, BadInputError),
        ("K", "count the ads", Ground.MAPPING, NotAllowedError),
        ("K", "read the log", Ground.SUPERVISION, NotAllowedError),
    ],
)
def test_a_case_without_purpose_or_lawful_ground_is_not_opened(
    house: Desk, name: str, purpose: str, ground: Ground, error: type[LyktaError]
) -> None:
    anna = at(house, "anna")
    with pytest.raises(error):
        open_case(anna, name=name, purpose=purpose, ground=ground)
    with pytest.raises(NotFoundError, match="no network"):
        open_case(anna, name="K", purpose="who runs it", ground=Ground.SUPPORT, networks=["nothing"])
    assert all_cases(anna) == ()


def test_nothing_is_done_in_a_case_by_the_program_itself(house: Desk) -> None:
    assert house.actor == PROGRAM
    with pytest.raises(NotAllowedError, match="by a person"):
        opened(house)


def test_missing_and_not_yours_are_one_answer(house: Desk) -> None:
    case = opened(at(house, "anna"))
    said = set()
    for asked in (case, "nothing", "", "\0", "\ud800", "x" * 100_000, "' OR 1=1 --"):
        for verb in (
            lambda asked: case_page(at(house, "bo"), asked),
            lambda asked: change_case(at(house, "bo"), asked, did.Noted(text="in")),
        ):
            with pytest.raises(NotFoundError) as caught:
                verb(asked)
            said.add(str(caught.value).replace(asked, "X") if asked else str(caught.value).replace("case ,", "case X,"))
    assert said == {"There is no case X, or it is not yours to see. List yours: lykta case list."}
    assert all_cases(at(house, "bo")) == ()


def test_who_left_a_case_no_longer_has_it_in_the_list(house: Desk) -> None:
    anna, bo = at(house, "anna"), at(house, "bo")
    case = opened(anna)
    joined(anna, case, "bo")
    assert [line.part for line in all_cases(bo)] == [Part.INVESTIGATOR]
    change_case(anna, case, did.MemberSet(member="bo", part=None, why="left the unit"))
    assert all_cases(bo) == ()
    with house.store.reading() as connection:
        assert cases_naming(connection, "bo") == (case,)


VERBS: dict[str, Callable[[Desk, str], object]] = {
    "open_case": lambda desk, _: opened(desk),
    "change_case": lambda desk, case: change_case(desk, case, did.Noted(text="seen")),
    "all_cases": lambda desk, _: all_cases(desk),
    "case_page": case_page,
}


def test_no_function_of_cases_is_missing_from_this_test() -> None:
    public = {
        name
        for name, value in vars(cases).items()
        if callable(value) and getattr(value, "__module__", "") == cases.__name__ and not name.startswith("_")
    }
    assert public - {"person_of"} == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_look_and_change_is_in_the_log_before_the_answer_also_one_that_is_refused(house: Desk, verb: str) -> None:
    case = opened(at(house, "anna"))
    before = len(acts(house))
    with suppress(LyktaError):
        VERBS[verb](at(house, "bo"), case)
    assert [entry.by.name for entry in acts(house)[before:]][:1] == ["bo"]


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_shown_or_done_when_the_log_cannot_be_written(house: Desk, verb: str) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    with house.store.writing() as connection:
        connection.execute(text("ALTER TABLE audit_entry RENAME TO audit_gone"))
    try:
        with pytest.raises(Exception, match="audit_entry"):
            VERBS[verb](anna, case)
    finally:
        with house.store.writing() as connection:
            connection.execute(text("ALTER TABLE audit_gone RENAME TO audit_entry"))
    assert [line.case.version for line in all_cases(anna)] == [1]


def test_the_log_holds_ids_and_kinds_and_no_word_of_the_case(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna, name="Secret flats")
    change_case(anna, case, did.Noted(text="a secret"))
    change_case(anna, case, did.PersonAdded(called="a secret person"))
    entries = acts(house)
    assert not any("secret" in " ".join(entry.about).lower() for entry in entries)
    assert entries[-1].act is Act.CHANGED_CASE
    assert entries[-1].about == (case, "person")


# -- Two persons at once ------------------------------------------------------------------------------------


def test_the_second_sees_what_the_first_did_and_both_texts_are_kept(house: Desk) -> None:
    anna, bo = at(house, "anna"), at(house, "bo")
    case = opened(anna)
    joined(anna, case, "bo")
    version = case_page(bo, case).case.version
    change_case(anna, case, did.Noted(text="The lease is in another's name."), seen=version)
    with pytest.raises(OutdatedError) as caught:
        change_case(bo, case, did.StateSet(state=CaseState.CLOSED, why="Nothing was found."), seen=version)
    for said in (str(caught.value), caught.value.sv or ""):
        assert "The lease is in another's name." in said
        assert "Nothing was found." in said
    page = case_page(bo, case)
    assert (page.case.state, page.case.version) == (CaseState.OPEN, version + 1)
    change_case(anna, case, did.StateSet(state=CaseState.CLOSED, why="Looked again."), seen=page.case.version)


def test_of_two_changes_in_the_same_moment_one_is_kept_and_the_other_told(house: Desk) -> None:
    anna, bo = at(house, "anna"), at(house, "bo")
    case = opened(anna)
    joined(anna, case, "bo", Part.OWNER)
    start, errors = Barrier(2), list[LyktaError]()

    def close(desk: Desk) -> None:
        start.wait()
        try:
            change_case(desk, case, did.StateSet(state=CaseState.CLOSED, why=f"by {desk.actor.name}"), seen=2)
        except OutdatedError as error:
            errors.append(error)

    workers = [Thread(target=close, args=(desk,)) for desk in (anna, bo)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(errors) == 1
    assert case_page(anna, case).case.version == 3
    said = str(errors[0])
    assert "by anna" in said
    assert "by bo" in said


def test_an_external_member_is_not_told_what_others_did(house: Desk) -> None:
    anna, lisa = at(house, "anna"), at(house, "lisa")
    case = opened(anna)
    joined(anna, case, "lisa", Part.EXTERNAL)
    version = case_page(lisa, case).case.version
    change_case(anna, case, did.Noted(text="not for outsiders"))
    with pytest.raises(OutdatedError) as caught:
        change_case(lisa, case, did.Noted(text="mine"), seen=version)
    assert "not for outsiders" not in f"{caught.value} {caught.value.sv}"
    assert "something that is not yours to see" in str(caught.value)


def test_entries_are_only_ever_added(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    change_case(anna, case, did.Noted(text="first"))
    with house.store.reading() as connection:
        before = entries_of(connection, case)
    change_case(anna, case, did.Tagged(tag="flats"))
    with house.store.reading() as connection:
        assert entries_of(connection, case)[:2] == before


# -- Four eyes, terminal, handing over ----------------------------------------------------------------------


def asked(desk: Desk, case: str) -> str:
    change_case(desk, case, did.ExportAsked(recipient="the prosecutor", why="charges"))
    return case_page(desk, case).case.exports[-1].id


def test_another_member_approves_and_the_version_that_they_saw_is_what_is_approved(house: Desk) -> None:
    anna, bo = at(house, "anna"), at(house, "bo")
    case = opened(anna)
    joined(anna, case, "bo")
    request = asked(anna, case)
    page = case_page(bo, case)
    assert page.may_approve == {request}
    assert case_page(anna, case).may_approve == frozenset()
    change_case(bo, case, did.ExportApproved(request=request, why="read it"), seen=page.case.version)
    (export,) = case_page(anna, case).case.exports
    assert (export.approved_by, export.approved_version) == ("bo", page.case.version)


def test_the_requester_never_approves_in_a_second_session_or_spelling_or_part(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    joined(anna, case, "Anna", Part.OWNER)
    request = asked(anna, case)
    for desk in (anna, at(house, "anna"), at(house, "Anna")):
        with pytest.raises(NotAllowedError, match="who asks never approves"):
            change_case(desk, case, did.ExportApproved(request=request, why="mine"))
    change_case(at(house, "Anna"), case, did.MemberSet(member="anna", part=Part.INVESTIGATOR, why="other part"))
    with pytest.raises(NotAllowedError, match="who asks never approves"):
        change_case(anna, case, did.ExportApproved(request=request, why="mine"))
    assert case_page(anna, case).case.exports[0].approved_at is None


def test_the_terminal_under_any_name_and_the_homes_own_account_are_one_pair_of_eyes(house: Desk) -> None:
    local = at(house, "local")
    case = opened(local)
    request = asked(local, case)
    for name in ("root", "anna", "bo"):
        terminal = replace(house, actor=Actor(name=name, door=Door.TERMINAL))
        assert [line.case.id for line in all_cases(terminal)] == [case]
        with pytest.raises(NotAllowedError, match="who asks never approves"):
            change_case(terminal, case, did.ExportApproved(request=request, why="mine"))


def test_a_case_is_handed_over_once(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    over = did.HandedOver(unit="Region Syd", receiver="Eva Ek", why="the flats are there")
    change_case(anna, case, over)
    with pytest.raises(NotAllowedError, match="was handed over to Region Syd by anna"):
        change_case(anna, case, over)
    with pytest.raises(NotAllowedError, match="was handed over to Region Syd by anna"):
        change_case(anna, case, did.Noted(text="late"))
    page = case_page(anna, case)
    assert page.may == frozenset()
    assert page.case.handed_over is not None


def test_a_merged_case_lives_on_in_the_other_and_takes_nothing_more(house: Desk) -> None:
    anna, bo = at(house, "anna"), at(house, "bo")
    one, two = opened(anna, name="one"), opened(anna, name="two")
    joined(anna, one, "bo")
    change_case(anna, one, did.Noted(text="from one"))
    change_case(anna, one, did.PersonAdded(called="P1"))
    change_case(anna, one, did.MergedInto(case=two, why="the same flats"))
    page = case_page(anna, two)
    assert [note.text for note in page.case.notes] == ["from one"]
    person = page.case.persons[0].id
    change_case(anna, two, did.PersonPlaced(person=person, category=Category.VICTIM, why="told us"))
    assert case_page(anna, two).case.persons[0].category is Category.VICTIM
    with pytest.raises(NotAllowedError, match=f"merged into {two}"):
        change_case(anna, one, did.Noted(text="late"))
    assert case_page(bo, one).case.merged_into == two
    with pytest.raises(NotFoundError):
        case_page(bo, two)


def test_a_case_of_somebody_else_cannot_be_merged_into_and_nothing_is_pulled_in_alone(house: Desk) -> None:
    anna, bo = at(house, "anna"), at(house, "bo")
    hers, his = opened(anna), opened(bo)
    with pytest.raises(NotFoundError, match=f"no case {his}"):
        change_case(anna, hers, did.MergedInto(case=his, why="w"))
    with pytest.raises(NotAllowedError):
        change_case(anna, hers, did.TookIn(case=his))
    assert case_page(anna, hers).case.version == 1


def test_of_two_cases_merged_into_each_other_at_once_one_goes_on(house: Desk) -> None:
    anna = at(house, "anna")
    one, two = opened(anna), opened(anna)
    start, errors = Barrier(2), list[LyktaError]()

    def merge(case: str, into: str) -> None:
        start.wait()
        try:
            change_case(anna, case, did.MergedInto(case=into, why="the same"))
        except LyktaError as error:
            errors.append(error)

    workers = [Thread(target=merge, args=pair) for pair in ((one, two), (two, one))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [type(error) for error in errors] == [NotAllowedError]
    states = sorted(case_page(anna, case).case.state for case in (one, two))
    assert states == [CaseState.MERGED, CaseState.OPEN]


# -- Persons and hostile words ------------------------------------------------------------------------------


def test_a_suspect_needs_an_offence_that_the_law_files_know(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    change_case(anna, case, did.PersonAdded(called="P1"))
    with pytest.raises(NotAllowedError, match="Selling is none"):
        change_case(anna, case, did.PersonPlaced(person="2", category=Category.SUSPECT, why="w", offence="selling"))
    offence = next(iter(case_page(anna, case).offences))
    change_case(anna, case, did.PersonPlaced(person="2", category=Category.SUSPECT, why="rents it", offence=offence))
    (person,) = case_page(anna, case).case.persons
    assert (person.category, person.offence, person.placings[0].why) == (Category.SUSPECT, offence, "rents it")


def test_hostile_words_are_kept_as_words_in_every_field(house: Desk) -> None:
    anna = at(house, "anna")
    case = open_case(anna, name=HOSTILE, purpose=HOSTILE, ground=Ground.INVESTIGATION)
    for change in (
        did.Noted(text=HOSTILE),
        did.TaskAdded(text=HOSTILE),
        did.Tagged(tag=HOSTILE[:30]),
        did.TipLinked(tip=HOSTILE),
        did.PersonAdded(called=HOSTILE),
        did.ContactLogged(way=Way.MEETING, on=house.now().date(), words=HOSTILE, wish_words=HOSTILE),
        did.ExportAsked(recipient=HOSTILE, why=HOSTILE),
        did.HandedOver(unit=HOSTILE, receiver=HOSTILE, why=HOSTILE),
    ):
        change_case(anna, case, change)
    page = case_page(anna, case)
    assert "<script>" in page.case.notes[0].text
    assert len(page.steps) == 9
    assert "\ud800" not in "".join(step.says.sv for step in page.steps)


def test_a_note_of_a_megabyte_is_refused_and_the_case_stays_as_it_was(house: Desk) -> None:
    anna = at(house, "anna")
    case = opened(anna)
    with pytest.raises(BadInputError, match="may have 20,000"):
        change_case(anna, case, did.Noted(text="x" * (1 << 20)))
    assert case_page(anna, case).case.version == 1


# -- Networks and wishes ------------------------------------------------------------------------------------


@pytest.fixture
def linked(house: Desk, tmp_path: Path) -> Desk:
    table = tmp_path / "ads.csv"
    table.write_text(ROWS, "utf-8")
    import_files(house, [table])
    link_all(house)
    return house


def network_with(desk: Desk, number: str) -> str:
    (item,) = looking.find(desk, number)
    return item.network


def test_a_case_shows_its_networks_with_their_law_and_names_those_that_are_gone(linked: Desk) -> None:
    anna = at(linked, "anna")
    network = network_with(anna, "070-1740605")
    case = open_case(anna, name="K", purpose="who runs it", ground=Ground.INVESTIGATION, networks=[network, network])
    page = case_page(anna, case)
    assert [one.item.network for one in page.networks] == [network]
    assert page.networks[0].law
    assert page.networks[0].ads == ()
    with pytest.raises(BadInputError, match="in the case already"):
        change_case(anna, case, did.NetworkAdded(network=network))
    with pytest.raises(NotFoundError, match="no network"):
        change_case(anna, case, did.NetworkAdded(network="nothing"))
    with linked.store.writing() as connection:
        connection.execute(text("DELETE FROM review"))
    assert case_page(anna, case).gone == (network,)


def test_a_case_survives_a_rebuild(linked: Desk) -> None:
    anna = at(linked, "anna")
    case = open_case(
        anna, name="K", purpose="who runs it", ground=Ground.SUPPORT, networks=[network_with(anna, "070-1740605")]
    )
    rebuild(linked)
    link_all(linked)
    assert len(case_page(anna, case).networks) == 1


def wish(desk: Desk, case: str, said: Wish, *, reached: str, days_ago: int = 0, person: str = "") -> None:
    change_case(
        desk,
        case,
        did.ContactLogged(
            way=Way.OUTREACH,
            on=desk.now().date() - timedelta(days=days_ago),
            words="met outside",
            wish=said,
            reached=reached,
            person=person,
        ),
    )


def marks(desk: Desk, number: str = "070-1740605") -> list[bool]:
    """Whether the wish is shown in a search, on Today's kind of line, beside the advertiser, and beside the two ads."""
    (item,) = looking.find(desk, number)
    page = looking.network_page(desk, item.network)
    ads = [view.ad.id for view in page.ads]
    pair = looking.pair_page(desk, ads[0], ads[1]).no_contact if len(ads) > 1 else frozenset(ads)
    return [item.no_contact, page.item.no_contact, page.advertisers[0].no_contact, pair == frozenset(ads)]


@pytest.mark.parametrize("reached", ["070-174 06 05", "+46 70 174 06 05", "noll sju noll 174 06 05"])
def test_a_wish_not_to_be_contacted_is_shown_everywhere_the_contact_is_to_everybody(linked: Desk, reached: str) -> None:
    anna = at(linked, "anna")
    case = opened(anna)
    assert not any(marks(anna)[:3])
    wish(anna, case, Wish.NO_CONTACT, reached=reached)
    assert marks(at(linked, "bo")) == [True] * 4
    (other,) = looking.find(at(linked, "bo"), "070-1740606")
    assert not other.no_contact
    link_all(linked)
    assert marks(at(linked, "bo")) == [True] * 4


def test_only_the_persons_own_newer_word_lifts_the_wish(linked: Desk) -> None:
    anna = at(linked, "anna")
    case = opened(anna)
    wish(anna, case, Wish.NO_CONTACT, reached="070-1740605", days_ago=2)
    wish(anna, case, Wish.MAY_BE_CONTACTED, reached="070-1740605", days_ago=9)
    assert marks(anna) == [True] * 4
    change_case(anna, case, did.StateSet(state=CaseState.CLOSED, why="done"))
    assert marks(anna) == [True] * 4
    wish(anna, case, Wish.MAY_BE_CONTACTED, reached="070-1740605")
    assert marks(anna)[0] is False


def test_a_wish_named_by_an_advertiser_holds_for_its_number_and_its_ads(linked: Desk) -> None:
    anna = at(linked, "anna")
    case = opened(anna)
    advertiser = looking.network_page(anna, network_with(anna, "070-1740605")).advertisers[0].advertiser.id
    wish(anna, case, Wish.NO_CONTACT, reached=advertiser)
    assert marks(anna) == [True] * 4
    reaches = case_page(anna, case).case.contacts[0].made.reaches
    assert {one.kind for one in reaches} == {"phone", "ad"}


def test_a_contact_after_such_a_wish_is_kept_and_says_so_also_through_the_person_and_another_case(linked: Desk) -> None:
    anna, bo = at(linked, "anna"), at(linked, "bo")
    case, other = opened(anna), opened(bo)
    change_case(anna, case, did.PersonAdded(called="P1"))
    wish(anna, case, Wish.NO_CONTACT, reached="070-1740605", days_ago=5, person="2")
    wish(anna, case, Wish.NOTHING_SAID, reached="", person="2")
    wish(bo, other, Wish.NOTHING_SAID, reached="070-1740605")
    wish(bo, other, Wish.NOTHING_SAID, reached="070-1740605", days_ago=8)
    assert [one.made.against_wish for one in case_page(anna, case).case.contacts] == [False, True]
    assert [one.made.against_wish for one in case_page(bo, other).case.contacts] == [True, False]
    assert case_page(anna, case).no_contact == {f"{case}.2"}


@pytest.mark.parametrize("reached", ["nobody", "\0", "\ud800", "x" * 200, "' OR 1=1"])
def test_a_contact_by_what_nothing_is_read_in_is_refused(linked: Desk, reached: str) -> None:
    anna = at(linked, "anna")
    case = opened(anna)
    with pytest.raises(BadInputError, match="No number, address or handle"):
        wish(anna, case, Wish.NO_CONTACT, reached=reached)
    assert case_page(anna, case).case.contacts == ()
