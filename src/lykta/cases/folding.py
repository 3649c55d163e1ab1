"""A case as it stands after its entries; the same entries always give the same case."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch

from lykta.model import case as did
from lykta.model.case import (
    Case,
    CaseEntry,
    CaseState,
    Contact,
    ExportRequest,
    HandOver,
    Member,
    Note,
    Part,
    Person,
    Placing,
    Task,
)


@dataclass(slots=True)
class _Draft:
    """A case while its entries are read. Dicts keep the order in which things came."""

    state: CaseState = CaseState.OPEN
    members: dict[str, Part] = field(default_factory=dict)
    networks: dict[str, None] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    tips: dict[str, None] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    exports: dict[str, ExportRequest] = field(default_factory=dict)
    took_in: dict[str, None] = field(default_factory=dict)
    merged_into: str | None = None
    handed_over: HandOver | None = None

    def hold(self, one: Case) -> None:
        """What a merged case held; not its state, its members and its exports, which were that case's alone."""
        self.networks |= dict.fromkeys(one.networks)
        self.notes |= {note.id: note for note in one.notes}
        self.tasks |= {task.id: task for task in one.tasks}
        self.tags |= dict.fromkeys(one.tags)
        self.tips |= dict.fromkeys(one.tips)
        self.persons |= {person.id: person for person in one.persons}
        self.contacts |= {contact.id: contact for contact in one.contacts}


def case_of(entries: Sequence[CaseEntry], taken_in: Sequence[Case] = ()) -> Case:
    """`entries` are one case's in order, the first its opening. `taken_in` are the cases that it took in, in order."""
    opening = entries[0]
    opened = opening.did
    assert isinstance(opened, did.Opened)
    draft = _Draft()
    for one in taken_in:
        draft.hold(one)
    for entry in entries:
        _apply(entry.did, entry, draft)
    return Case(
        id=opening.case,
        name=opened.name,
        purpose=opened.purpose,
        ground=opened.ground,
        opened_at=opening.at,
        opened_by=opening.by,
        changed_at=entries[-1].at,
        version=entries[-1].number,
        state=draft.state,
        members=tuple(Member(name=name, part=part) for name, part in draft.members.items()),
        networks=tuple(draft.networks),
        notes=tuple(draft.notes.values()),
        tasks=tuple(draft.tasks.values()),
        tags=tuple(sorted(draft.tags)),
        tips=tuple(draft.tips),
        persons=tuple(draft.persons.values()),
        contacts=tuple(draft.contacts.values()),
        exports=tuple(draft.exports.values()),
        took_in=tuple(draft.took_in),
        merged_into=draft.merged_into,
        handed_over=draft.handed_over,
        history=tuple(entries),
    )


@singledispatch
def _apply(change: object, entry: CaseEntry, draft: _Draft) -> None:
    raise TypeError(f"entry {entry.id}: nothing folds {type(change).__name__}")


@_apply.register
def _(_: did.Opened, entry: CaseEntry, draft: _Draft) -> None:
    draft.members[entry.by] = Part.OWNER


@_apply.register
def _(change: did.NetworkAdded, _: CaseEntry, draft: _Draft) -> None:
    draft.networks[change.network] = None


@_apply.register
def _(change: did.NetworkRemoved, _: CaseEntry, draft: _Draft) -> None:
    draft.networks.pop(change.network, None)


@_apply.register
def _(change: did.Noted, entry: CaseEntry, draft: _Draft) -> None:
    draft.notes[entry.id] = Note(id=entry.id, at=entry.at, by=entry.by, kind=change.kind, text=change.text)


@_apply.register
def _(change: did.TaskAdded, entry: CaseEntry, draft: _Draft) -> None:
    draft.tasks[entry.id] = Task(
        id=entry.id, at=entry.at, by=entry.by, text=change.text, member=change.member, due=change.due
    )


@_apply.register
def _(change: did.TaskDone, entry: CaseEntry, draft: _Draft) -> None:
    draft.tasks[change.task] = replace(draft.tasks[change.task], done_at=entry.at, done_by=entry.by)


@_apply.register
def _(change: did.Tagged, _: CaseEntry, draft: _Draft) -> None:
    draft.tags[change.tag] = None


@_apply.register
def _(change: did.Untagged, _: CaseEntry, draft: _Draft) -> None:
    draft.tags.pop(change.tag, None)


@_apply.register
def _(change: did.TipLinked, _: CaseEntry, draft: _Draft) -> None:
    draft.tips[change.tip] = None


@_apply.register
def _(change: did.PersonAdded, entry: CaseEntry, draft: _Draft) -> None:
    draft.persons[entry.id] = Person(
        id=entry.id, at=entry.at, by=entry.by, called=change.called, category=change.category
    )


@_apply.register
def _(change: did.PersonPlaced, entry: CaseEntry, draft: _Draft) -> None:
    person = draft.persons[change.person]
    placing = Placing(
        at=entry.at,
        by=entry.by,
        was=person.category,
        became=change.category,
        why=change.why,
        offence=change.offence,
    )
    draft.persons[change.person] = replace(
        person, category=change.category, offence=change.offence, placings=(*person.placings, placing)
    )


@_apply.register
def _(change: did.ContactLogged, entry: CaseEntry, draft: _Draft) -> None:
    draft.contacts[entry.id] = Contact(id=entry.id, at=entry.at, by=entry.by, made=change)


@_apply.register
def _(change: did.MemberSet, _: CaseEntry, draft: _Draft) -> None:
    if change.part is None:
        draft.members.pop(change.member, None)
    else:
        draft.members[change.member] = change.part


@_apply.register
def _(change: did.StateSet, _: CaseEntry, draft: _Draft) -> None:
    draft.state = change.state


@_apply.register
def _(change: did.MergedInto, _: CaseEntry, draft: _Draft) -> None:
    draft.state, draft.merged_into = CaseState.MERGED, change.case


@_apply.register
def _(change: did.TookIn, _: CaseEntry, draft: _Draft) -> None:
    draft.took_in[change.case] = None


@_apply.register
def _(change: did.HandedOver, entry: CaseEntry, draft: _Draft) -> None:
    draft.state = CaseState.HANDED_OVER
    draft.handed_over = HandOver(at=entry.at, by=entry.by, unit=change.unit, receiver=change.receiver, why=change.why)


@_apply.register
def _(change: did.ExportAsked, entry: CaseEntry, draft: _Draft) -> None:
    draft.exports[entry.id] = ExportRequest(
        id=entry.id, asked_at=entry.at, asked_by=entry.by, recipient=change.recipient, why=change.why
    )


@_apply.register
def _(change: did.ExportApproved, entry: CaseEntry, draft: _Draft) -> None:
    draft.exports[change.request] = replace(
        draft.exports[change.request],
        approved_at=entry.at,
        approved_by=entry.by,
        approved_why=change.why,
        approved_version=entry.number - 1,
    )
