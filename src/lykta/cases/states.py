"""The states of a case and what each allows, in one table."""

from collections.abc import Mapping

from lykta.model import case as did
from lykta.model.case import Case, CaseState, Change
from lykta.model.case_names import STATE_NAMES
from lykta.model.words import Said

_WORK: tuple[type[Change], ...] = (
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
)
# In every state in which the case is still this unit's: a wish not to be contacted may come at any time, and an
# owner must always be able to take somebody out.
_ALWAYS: tuple[type[Change], ...] = (did.ContactLogged, did.MemberSet, did.StateSet)
_LEAVES: tuple[type[Change], ...] = (did.MergedInto, did.HandedOver)

ALLOWS: Mapping[CaseState, frozenset[type[Change]]] = {
    CaseState.OPEN: frozenset((*_WORK, *_ALWAYS, *_LEAVES, did.ExportAsked, did.ExportApproved)),
    CaseState.RESTING: frozenset((*_ALWAYS, *_LEAVES, did.Noted, did.TipLinked)),
    CaseState.CLOSED: frozenset(_ALWAYS),
    CaseState.HANDED_OVER: frozenset(),
    CaseState.MERGED: frozenset(),
}

MOVES: Mapping[CaseState, tuple[CaseState, ...]] = {
    CaseState.OPEN: (CaseState.RESTING, CaseState.CLOSED),
    CaseState.RESTING: (CaseState.OPEN, CaseState.CLOSED),
    CaseState.CLOSED: (CaseState.OPEN,),
    CaseState.HANDED_OVER: (),
    CaseState.MERGED: (),
}


def why_not(case: Case) -> Said:
    """Why the case as it stands takes no such change, and what to do instead."""
    if case.handed_over is not None:
        one = case.handed_over
        return Said(
            sv=f"Ärendet lämnades över till {one.unit} av {one.by} {one.at:%Y-%m-%d} och är deras sedan dess. "
            f"Vänd dig till {one.receiver} där.",
            en=f"The case was handed over to {one.unit} by {one.by} on {one.at:%Y-%m-%d} and has been theirs since. "
            f"Turn to {one.receiver} there.",
        )
    if case.merged_into is not None:
        return Said(
            sv=f"Ärendet har sammanförts med {case.merged_into}. Arbeta vidare i det.",
            en=f"The case was merged into {case.merged_into}. Work on in that one.",
        )
    name = STATE_NAMES[case.state]
    return Said(
        sv=f"Ärendet är {name.sv}, och då går det inte. Öppna det först igen, med en anledning.",
        en=f"The case is {name.en}, which does not allow that. Open it again first, with a reason.",
    )
