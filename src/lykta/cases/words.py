"""What was done in a case, as a sentence in each language for its history."""

from functools import singledispatch

from lykta.model import case as did
from lykta.model.case import CaseEntry
from lykta.model.case_names import CATEGORY_NAMES, PART_NAMES, STATE_NAMES, STATEMENT_NAMES, WAY_NAMES, WISH_NAMES
from lykta.model.words import Said


def in_words(entry: CaseEntry) -> Said:
    """What the entry did, without who and when, which stand beside it."""
    return _says(entry.did)


@singledispatch
def _says(change: object) -> Said:
    raise TypeError(f"nothing says {type(change).__name__} in words")


@_says.register
def _(change: did.Opened) -> Said:
    return Said(sv=f"öppnade ärendet {change.name}", en=f"opened the case {change.name}")


@_says.register
def _(change: did.NetworkAdded) -> Said:
    return Said(sv=f"lade in nätverket {change.network}", en=f"added the network {change.network}")


@_says.register
def _(change: did.NetworkRemoved) -> Said:
    return Said(
        sv=f"tog ut nätverket {change.network}: {change.why}", en=f"took out the network {change.network}: {change.why}"
    )


@_says.register
def _(change: did.Noted) -> Said:
    kind = STATEMENT_NAMES[change.kind]
    return Said(sv=f"antecknade ({kind.sv}): {change.text}", en=f"noted ({kind.en}): {change.text}")


@_says.register
def _(change: did.TaskAdded) -> Said:
    return Said(sv=f"lade till uppgiften: {change.text}", en=f"added the task: {change.text}")


@_says.register
def _(change: did.TaskDone) -> Said:
    return Said(sv=f"gjorde uppgiften {change.task}", en=f"did the task {change.task}")


@_says.register
def _(change: did.Tagged) -> Said:
    return Said(sv=f"märkte ärendet {change.tag}", en=f"tagged the case {change.tag}")


@_says.register
def _(change: did.Untagged) -> Said:
    return Said(sv=f"tog bort märkordet {change.tag}", en=f"took away the tag {change.tag}")


@_says.register
def _(change: did.TipLinked) -> Said:
    return Said(sv=f"kopplade tipset {change.tip}", en=f"linked the tip {change.tip}")


@_says.register
def _(change: did.PersonAdded) -> Said:
    category = CATEGORY_NAMES[change.category]
    return Said(
        sv=f"lade in personen {change.called} som {category.sv}",
        en=f"added the person {change.called} as {category.en}",
    )


@_says.register
def _(change: did.PersonPlaced) -> Said:
    category = CATEGORY_NAMES[change.category]
    of = f" ({change.offence})" if change.offence else ""
    return Said(
        sv=f"ändrade kategorin för {change.person} till {category.sv}{of}: {change.why}",
        en=f"changed the category of {change.person} to {category.en}{of}: {change.why}",
    )


@_says.register
def _(change: did.ContactLogged) -> Said:
    way, wish = WAY_NAMES[change.way], WISH_NAMES[change.wish]
    whom = " ".join(part for part in (change.person, change.reached) if part) or "–"
    wished = f": {change.wish_words}" if change.wish_words else ""
    return Said(
        sv=f"förde in en kontakt, {way.sv} {change.on} ({whom}): {change.words} [{wish.sv}{wished}]",
        en=f"logged a contact, {way.en} on {change.on} ({whom}): {change.words} [{wish.en}{wished}]",
    )


@_says.register
def _(change: did.MemberSet) -> Said:
    if change.part is None:
        return Said(
            sv=f"tog {change.member} ur ärendet: {change.why}", en=f"took {change.member} out of the case: {change.why}"
        )
    part = PART_NAMES[change.part]
    return Said(
        sv=f"gjorde {change.member} till {part.sv}: {change.why}", en=f"made {change.member} {part.en}: {change.why}"
    )


@_says.register
def _(change: did.StateSet) -> Said:
    name = STATE_NAMES[change.state]
    return Said(sv=f"satte ärendet som {name.sv}: {change.why}", en=f"set the case to {name.en}: {change.why}")


@_says.register
def _(change: did.MergedInto) -> Said:
    return Said(
        sv=f"förde in ärendet i {change.case}: {change.why}", en=f"merged the case into {change.case}: {change.why}"
    )


@_says.register
def _(change: did.TookIn) -> Said:
    return Said(sv=f"tog in ärendet {change.case}", en=f"took in the case {change.case}")


@_says.register
def _(change: did.HandedOver) -> Said:
    return Said(
        sv=f"lämnade över ärendet till {change.receiver}, {change.unit}: {change.why}",
        en=f"handed the case over to {change.receiver}, {change.unit}: {change.why}",
    )


@_says.register
def _(change: did.ExportAsked) -> Said:
    return Said(
        sv=f"begärde att ärendet lämnas ut till {change.recipient}: {change.why}",
        en=f"asked for an export to {change.recipient}: {change.why}",
    )


@_says.register
def _(change: did.ExportApproved) -> Said:
    return Said(
        sv=f"godkände utlämnandet {change.request}: {change.why}",
        en=f"approved the export {change.request}: {change.why}",
    )
