"""A case is what was done in it: the same entries give the same case, and a merged one brings what it held."""

import pytest

from lykta.cases.folding import case_of
from lykta.cases.texts import cleaned
from lykta.cases.words import in_words
from lykta.errors import BadInputError
from lykta.model import case as did
from lykta.model.case import LONGEST_NOTE, CaseEntry, CaseState, Category, Change
from tests.cases.made import AT, entries, made
from tests.cases.test_rules import WHOLE


def test_the_version_is_the_number_of_the_newest_entry() -> None:
    assert made().version == 1
    assert made(("bo", did.Noted(text="a")), ("bo", did.Noted(text="b"))).version == 3


def test_tags_and_networks_come_and_go() -> None:
    case = made(
        ("anna", did.Tagged(tag="b")), ("anna", did.Tagged(tag="a")), ("anna", did.NetworkAdded(network="n1")),
        ("anna", did.Untagged(tag="b")), ("anna", did.NetworkRemoved(network="n1", why="other")),
    )  # fmt: skip
    assert (case.tags, case.networks) == (("a",), ())


def test_a_task_is_open_until_it_is_done() -> None:
    case = made(
        ("anna", did.TaskAdded(text="one")), ("anna", did.TaskAdded(text="two")), ("bo", did.TaskDone(task="c1.2"))
    )
    assert [task.text for task in case.open_tasks] == ["two"]
    assert (case.tasks[0].done_by, case.tasks[0].text) == ("bo", "one")


def test_a_merged_case_brings_what_it_held_and_neither_members_nor_exports() -> None:
    old = made(
        ("anna", did.MemberSet(member="bo", part=did.Part.READER, why="w")),
        ("anna", did.Noted(text="old note")),
        ("anna", did.PersonAdded(called="P1")),
        ("anna", did.NetworkAdded(network="n1")),
        ("anna", did.ExportAsked(recipient="r", why="w")),
        ("anna", did.MergedInto(case="c2", why="the same")),
        case="c1",
    )
    new = case_of(
        entries(
            ("anna", did.Noted(text="new note")),
            ("anna", did.TookIn(case="c1")),
            ("anna", did.PersonPlaced(person="c1.4", category=Category.WITNESS, why="saw it")),
            case="c2",
        ),
        [old],
    )
    assert [note.text for note in new.notes] == ["old note", "new note"]
    assert [(person.called, person.category) for person in new.persons] == [("P1", Category.WITNESS)]
    assert (new.networks, new.exports, new.took_in) == (("n1",), (), ("c1",))
    assert [member.name for member in new.members] == ["anna"]
    assert (new.state, old.state, old.merged_into) == (CaseState.OPEN, CaseState.MERGED, "c2")


@pytest.mark.parametrize("name", WHOLE)
def test_every_change_has_words_in_both_languages(name: str) -> None:
    says = in_words(CaseEntry(case="c1", number=2, at=AT, by="anna", did=WHOLE[name]))
    assert says.sv != says.en


TEXTS = [
    (name, field)
    for name, change in WHOLE.items()
    for field in ("name", "purpose", "text", "why", "words", "tag", "tip", "called", "unit", "receiver", "recipient")
    if isinstance(getattr(change, field, None), str)
]


@pytest.mark.parametrize(("name", "field"), TEXTS)
@pytest.mark.parametrize("wrong", ["", " \n\t ", "x" * (1 << 20)])
def test_a_text_that_is_missing_or_a_megabyte_long_is_refused_with_its_name(name: str, field: str, wrong: str) -> None:
    from dataclasses import replace

    change: Change = replace(WHOLE[name], **{field: wrong})  # type: ignore[arg-type]
    with pytest.raises(BadInputError, match="Nothing was kept") as caught:
        cleaned(change)
    assert caught.value.sv is not None
    assert len(str(caught.value)) < 300


def test_the_longest_note_is_kept_whole_and_a_line_keeps_no_break() -> None:
    note = did.Noted(text="a\nb" + "x" * (LONGEST_NOTE - 3))
    assert cleaned(note) == note
    assert cleaned(did.PersonAdded(called=" P \n 1 ")) == did.PersonAdded(called="P 1")
