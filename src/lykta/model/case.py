"""A case: a compartment with members, purpose and legal ground. It is what was done in it, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lykta.model.audit import Ground
from lykta.model.desk import NetworkPage
from lykta.model.judgement import LONGEST_WHY
from lykta.model.words import Said

LONGEST_LINE = 200  # characters of a name, a tag, a reference
LONGEST_NOTE = 20_000  # characters; some ten pages, beyond which it is a document of its own
__all__ = ["LONGEST_LINE", "LONGEST_NOTE", "LONGEST_WHY"]


class CaseState(StrEnum):
    OPEN = "open"
    RESTING = "resting"
    CLOSED = "closed"
    HANDED_OVER = "handed_over"  # another unit's from then on
    MERGED = "merged"  # a part of another case from then on


class Part(StrEnum):
    """What a member is in a case. What each may do stands in `cases/parts.py`."""

    OWNER = "owner"
    INVESTIGATOR = "investigator"
    READER = "reader"
    EXTERNAL = "external"  # from outside the unit: sees and adds what is their own


class Category(StrEnum):
    """What a person is in a case (LED article 6). `OTHER` is also who nobody has placed yet."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    WITNESS = "witness"
    OTHER = "other"


class Statement(StrEnum):
    """Facts stand apart from assessments (LED article 7)."""

    FACT = "fact"
    ASSESSMENT = "assessment"


class Way(StrEnum):
    """How people met, outside the program: it sends nothing to anyone."""

    MEETING = "meeting"
    OUTREACH = "outreach"
    INTERVIEW = "interview"


class Wish(StrEnum):
    """What the person said of further contact."""

    NOTHING_SAID = "nothing_said"
    MAY_BE_CONTACTED = "may_be_contacted"
    NO_CONTACT = "no_contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a person is reached by: a kind of identifier with its normalised value, or an `ad` with its id."""

    kind: str
    value: str


# ---- What can be done in a case ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    name: str
    purpose: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAdded:
    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRemoved:
    network: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    text: str
    kind: Statement = Statement.ASSESSMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded:
    """`member` is whose it is; nobody's when empty."""

    text: str
    member: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone:
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untagged:
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TipLinked:
    """`tip` is the reference under which it was received."""

    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded:
    """Nobody is added as a suspect: that is a change, with a reason. Whether somebody sells is not recorded."""

    called: str
    category: Category = Category.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlaced:
    """A person is of another category from now on; a suspect is suspected of an offence by its id."""

    person: str
    category: Category
    why: str
    offence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLogged:
    """A lawful contact that was made outside the program. `reached` is as typed, `reaches` what it means.

    `against_wish` is true when a wish not to be contacted stood on that day.
    """

    way: Way
    on: date
    words: str
    wish: Wish = Wish.NOTHING_SAID
    wish_words: str = ""
    person: str = ""
    reached: str = ""
    reaches: tuple[Reach, ...] = ()
    against_wish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSet:
    """The account has this part from now on; None takes it out of the case."""

    member: str
    part: Part | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSet:
    state: CaseState
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedInto:
    case: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TookIn:
    """The other side of `MergedInto`: written with it, never alone."""

    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    unit: str
    receiver: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked:
    recipient: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportApproved:
    request: str
    why: str


Change = (
    Opened
    | NetworkAdded
    | NetworkRemoved
    | Noted
    | TaskAdded
    | TaskDone
    | Tagged
    | Untagged
    | TipLinked
    | PersonAdded
    | PersonPlaced
    | ContactLogged
    | MemberSet
    | StateSet
    | MergedInto
    | TookIn
    | HandedOver
    | ExportAsked
    | ExportApproved
)

# As the store and the audit log name each.
CHANGES: Mapping[str, type[Change]] = {
    "opened": Opened,
    "network": NetworkAdded,
    "network_removed": NetworkRemoved,
    "note": Noted,
    "task": TaskAdded,
    "task_done": TaskDone,
    "tag": Tagged,
    "untag": Untagged,
    "tip": TipLinked,
    "person": PersonAdded,
    "category": PersonPlaced,
    "contact": ContactLogged,
    "member": MemberSet,
    "state": StateSet,
    "merge": MergedInto,
    "took_in": TookIn,
    "hand_over": HandedOver,
    "export_ask": ExportAsked,
    "export_approve": ExportApproved,
}
_NAMES = {kind: name for name, kind in CHANGES.items()}


def name_of(change: Change) -> str:
    return _NAMES[type(change)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry:
    """One thing done in a case by a named account. Entries are numbered from 1 and never changed."""

    case: str
    number: int
    at: datetime
    by: str
    did: Change

    @property
    def id(self) -> str:
        """Of what the entry made: a note, a task, a person, a request."""
        return f"{self.case}.{self.number}"


# ---- What a case is after all that was done in it ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    name: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    id: str
    at: datetime
    by: str
    kind: Statement
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    id: str
    at: datetime
    by: str
    text: str
    member: str
    due: date | None
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A change of category, as it was logged."""

    at: datetime
    by: str
    was: Category
    became: Category
    why: str
    offence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the case, called as its members call them. `offence` is what a suspect is suspected of."""

    id: str
    at: datetime
    by: str
    called: str
    category: Category
    offence: str = ""
    placings: tuple[Placing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    id: str
    at: datetime
    by: str
    made: ContactLogged


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """`approved_version` is the case as the second person saw it; nothing later is approved."""

    id: str
    asked_at: datetime
    asked_by: str
    recipient: str
    why: str
    approved_at: datetime | None = None
    approved_by: str = ""
    approved_why: str = ""
    approved_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    at: datetime
    by: str
    unit: str
    receiver: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`version` is the number of the newest entry. What it took in from merged cases stands in it as its own."""

    id: str
    name: str
    purpose: str
    ground: Ground
    opened_at: datetime
    opened_by: str
    changed_at: datetime
    version: int
    state: CaseState
    members: tuple[Member, ...]
    networks: tuple[str, ...]
    notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    tags: tuple[str, ...]
    tips: tuple[str, ...]
    persons: tuple[Person, ...]
    contacts: tuple[Contact, ...]
    exports: tuple[ExportRequest, ...]
    took_in: tuple[str, ...]
    merged_into: str | None
    handed_over: HandOver | None
    history: tuple[CaseEntry, ...]

    def part_of(self, name: str) -> Part | None:
        return next((one.part for one in self.members if one.name == name), None)

    def wish_of(self, person: str) -> Wish:
        """The person's newest word on further contact, by the day it was said."""
        said = [
            (one.made.on, at, one.made.wish)
            for at, one in enumerate(self.contacts)
            if one.made.person == person and one.made.wish is not Wish.NOTHING_SAID
        ]
        return max(said)[2] if said else Wish.NOTHING_SAID

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        return tuple(one for one in self.tasks if one.done_at is None)

    @property
    def waiting_exports(self) -> tuple[ExportRequest, ...]:
        return tuple(one for one in self.exports if one.approved_at is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in the list of those that are yours, and your part in it."""

    case: Case
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An entry of the history in words."""

    entry: CaseEntry
    says: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """All that a case's page shows to a member: what their part may see, and which changes it may make now."""

    case: Case
    who: str
    part: Part
    may: frozenset[str]  # names of changes, as in CHANGES
    moves: tuple[CaseState, ...]
    categories: tuple[Category, ...]  # that its legal ground knows
    offences: Mapping[str, Said]
    networks: tuple[NetworkPage, ...]
    gone: tuple[str, ...]  # networks that are no more
    no_contact: frozenset[str]  # persons who wish not to be contacted
    may_approve: frozenset[str]  # requests that somebody else made
    steps: tuple[Step, ...]
