"""What each part in a case may do and see, in one table."""

from collections.abc import Mapping
from dataclasses import replace

from lykta.model import case as did
from lykta.model.case import Case, Change, Part

_INVESTIGATORS: tuple[type[Change], ...] = (
    did.NetworkAdded,
    did.NetworkRemoved,
    did.Noted,
    did.TaskAdded,
    did.TaskDone,
    did.Tagged,
    did.Untagged,
    did.TipLinked,
    did.PersonAdded,
    did.PersonPlaced,
    did.ContactLogged,
    did.ExportAsked,
    did.ExportApproved,
)
_OWNERS: tuple[type[Change], ...] = (did.MemberSet, did.StateSet, did.MergedInto, did.HandedOver)

MAY: Mapping[Part, frozenset[type[Change]]] = {
    Part.OWNER: frozenset((*_INVESTIGATORS, *_OWNERS)),
    Part.INVESTIGATOR: frozenset(_INVESTIGATORS),
    Part.READER: frozenset(),
    Part.EXTERNAL: frozenset((did.Noted, did.TaskDone, did.ContactLogged)),
}


def seen_by(case: Case, name: str) -> Case:
    """The case as this member may see it. An external member sees what is their own, and who owns the case.

    Others outside the unit get no personal data from a case (docs/adr/0024-a-case-is-what-was-done-in-it.md).
    """
    if case.part_of(name) is not Part.EXTERNAL:
        return case
    return replace(
        case,
        members=tuple(one for one in case.members if one.part is Part.OWNER or one.name == name),
        networks=(),
        notes=tuple(one for one in case.notes if one.by == name),
        tasks=tuple(one for one in case.tasks if one.member == name),
        tags=(),
        tips=(),
        persons=(),
        contacts=tuple(one for one in case.contacts if one.by == name),
        exports=(),
        took_in=(),
        merged_into=None,
        history=tuple(one for one in case.history if one.by == name),
    )
