"""Whether a change may be made in a case by somebody, now. Pure: what the rules need to know is given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from lykta.cases.eyes import are_two_persons
from lykta.cases.grounds import CASE_GROUNDS, CATEGORIES
from lykta.cases.parts import MAY
from lykta.cases.states import ALLOWS, MOVES, why_not
from lykta.errors import BadInputError, NotAllowedError, NotFoundError
from lykta.model import case as did
from lykta.model.case import Case, CaseState, Category, Change, Part, Wish
from lykta.model.case_names import PART_NAMES, STATE_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lies outside the case: today's date, the offences and accounts there are, and the case to merge into."""

    today: date
    offences: Collection[str] = ()
    is_account: bool = False  # whether the member named in the change is one
    target: Case | None = None  # the case that `MergedInto` names, when the same person is a member of it


def refuse_ground(opened: did.Opened) -> None:
    """Raises NotAllowedError for work that needs no case."""
    if opened.ground not in CASE_GROUNDS:
        raise NotAllowedError(
            "A case is opened for an investigation, for intelligence or for support. Mapping and supervision need "
            "none.",
            sv="Ett ärende öppnas för en utredning, för underrättelse eller för stöd. Kartläggning och tillsyn behöver "
            "inget.",
        )


def refuse_unless_allowed(case: Case, change: Change, *, by: str, around: Around) -> None:
    """Returns when the member `by` may make the change in the case as it stands.

    Raises NotFoundError for who is no member and for ids of nothing, NotAllowedError for what part, state or rule
    forbid, BadInputError for what makes no sense.
    """
    part = case.part_of(by)
    if part is None:
        raise no_such_case(case.id)
    if type(change) not in MAY[part]:
        raise _beyond(case, part)
    if type(change) not in ALLOWS[case.state]:
        raise _told(why_not(case).sv, why_not(case).en)
    _check(change, case, by, around)


def no_such_case(given: str) -> NotFoundError:
    """The one answer for a case that is missing and for one that is not yours."""
    return NotFoundError(
        f"There is no case {given}, or it is not yours to see. List yours: lykta case list.",
        sv=f"Det finns inget ärende {given}, eller så är det inte ditt. Lista dina: lykta case list.",
    )


def _told(sv: str, en: str) -> NotAllowedError:
    return NotAllowedError(en, sv=sv)


def _beyond(case: Case, part: Part) -> NotAllowedError:
    owners = ", ".join(one.name for one in case.members if one.part is Part.OWNER)
    name = PART_NAMES[part]
    return _told(
        sv=f"Din del i ärendet är {name.sv}, och då får du inte göra det. Fråga en ägare: {owners}.",
        en=f"Your part in the case is {name.en}, which may not do that. Ask an owner: {owners}.",
    )


def _nothing_with(given: str) -> NotFoundError:
    return NotFoundError(
        f"There is nothing {given} in this case. Its page and lykta case show print the ids.",
        sv=f"Det finns inget {given} i ärendet. Sidan och lykta case show skriver ut beteckningarna.",
    )


@singledispatch
def _check(change: object, case: Case, by: str, around: Around) -> None:
    """Nothing more to ask of a change that has no rule of its own."""
    del change, case, by, around


@_check.register
def _(change: did.NetworkAdded, case: Case, by: str, around: Around) -> None:
    del by, around
    if change.network in case.networks:
        raise BadInputError("That network is in the case already.", sv="Det nätverket finns redan i ärendet.")


@_check.register
def _(change: did.NetworkRemoved, case: Case, by: str, around: Around) -> None:
    del by, around
    if change.network not in case.networks:
        raise _nothing_with(change.network)


@_check.register
def _(change: did.TaskAdded, case: Case, by: str, around: Around) -> None:
    del by, around
    if change.member and case.part_of(change.member) is None:
        raise _no_member(change.member)


@_check.register
def _(change: did.TaskDone, case: Case, by: str, around: Around) -> None:
    del around
    task = next((one for one in case.tasks if one.id == change.task), None)
    if task is None or (case.part_of(by) is Part.EXTERNAL and task.member != by):
        raise _nothing_with(change.task)
    if task.done_at is not None:
        raise BadInputError(
            f"That task was done already, by {task.done_by} on {task.done_at:%Y-%m-%d}.",
            sv=f"Den uppgiften är redan gjord, av {task.done_by} {task.done_at:%Y-%m-%d}.",
        )


@_check.register
def _(change: did.Untagged, case: Case, by: str, around: Around) -> None:
    del by, around
    if change.tag not in case.tags:
        raise _nothing_with(change.tag)


@_check.register
def _(change: did.PersonAdded, case: Case, by: str, around: Around) -> None:
    del by, around
    if change.category is Category.SUSPECT:
        raise _told(
            sv="Ingen läggs in som misstänkt. Lägg in personen, och ändra sedan kategorin med anledning och brott.",
            en="Nobody is added as a suspect. Add the person, then change the category with a reason and an offence.",
        )
    _refuse_category(case, change.category)


@_check.register
def _(change: did.PersonPlaced, case: Case, by: str, around: Around) -> None:
    del by
    person = next((one for one in case.persons if one.id == change.person), None)
    if person is None:
        raise _nothing_with(change.person)
    _refuse_category(case, change.category)
    is_suspect = change.category is Category.SUSPECT
    if is_suspect and change.offence not in around.offences:
        raise _told(
            sv="Den som är misstänkt är misstänkt för ett brott: ange ett av dem som finns i lykta law. Att sälja är "
            "inget brott.",
            en="A suspect is suspected of an offence: name one of those in lykta law. Selling is none.",
        )
    if not is_suspect and change.offence:
        raise BadInputError(
            "An offence is named for a suspect only. Leave it out.",
            sv="Ett brott anges bara för den som är misstänkt. Utelämna det.",
        )
    if (person.category, person.offence) == (change.category, change.offence):
        raise BadInputError("The person has that category already.", sv="Personen har redan den kategorin.")


def _refuse_category(case: Case, category: Category) -> None:
    if category not in CATEGORIES[case.ground]:
        raise _told(
            sv="Ärendet är öppnat för stöd, och i ett sådant är ingen misstänkt. En utredning är ett eget ärende.",
            en="The case was opened for support, in which nobody is a suspect. An investigation is a case of its own.",
        )


@_check.register
def _(change: did.ContactLogged, case: Case, by: str, around: Around) -> None:
    if change.on > around.today:
        raise BadInputError(
            f"{change.on} has not come yet: a contact is logged after it was made.",
            sv=f"{change.on} har inte kommit än: en kontakt förs in när den är gjord.",
        )
    if change.person and (case.part_of(by) is Part.EXTERNAL or change.person not in {one.id for one in case.persons}):
        raise _nothing_with(change.person)
    if change.wish is not Wish.NOTHING_SAID and not (change.person or change.reaches):
        raise BadInputError(
            "Whose wish is it? Name the person in the case, or a number, an address, a handle, an ad or an advertiser.",
            sv="Vems önskemål är det? Ange personen i ärendet, eller ett nummer, en adress, ett användarnamn, en "
            "annons eller en annonsör.",
        )


@_check.register
def _(change: did.MemberSet, case: Case, by: str, around: Around) -> None:
    del by
    present = case.part_of(change.member)
    if change.part is None and present is None:
        raise _no_member(change.member)
    if change.part is not None and not around.is_account:
        raise NotFoundError(
            f"There is no account {change.member}. A member signs in with one.",
            sv=f"Det finns inget konto {change.member}. En medlem loggar in med ett.",
        )
    if change.part is present:
        raise BadInputError("That is the member's part already.", sv="Medlemmen har redan den delen.")
    owners = [one.name for one in case.members if one.part is Part.OWNER]
    if owners == [change.member]:
        raise _told(
            sv=f"{change.member} är ärendets enda ägare. Gör först någon annan till ägare.",
            en=f"{change.member} is the case's only owner. Make somebody else an owner first.",
        )


def _no_member(name: str) -> NotFoundError:
    return NotFoundError(
        f"{name} is no member of this case. Its owner can add them: lykta case member.",
        sv=f"{name} är inte medlem i ärendet. Ägaren kan lägga till: lykta case member.",
    )


@_check.register
def _(change: did.StateSet, case: Case, by: str, around: Around) -> None:
    del by, around
    if change.state not in MOVES[case.state]:
        now, wanted = STATE_NAMES[case.state], STATE_NAMES[change.state]
        ways = [STATE_NAMES[one] for one in MOVES[case.state]]
        raise _told(
            sv=f"Ärendet är {now.sv} och kan inte bli {wanted.sv} så; det kan bli {', '.join(one.sv for one in ways)}.",
            en=f"The case is {now.en} and cannot become {wanted.en} this way; it can become "
            f"{', '.join(one.en for one in ways)}.",
        )


@_check.register
def _(change: did.MergedInto, case: Case, by: str, around: Around) -> None:
    if change.case == case.id:
        raise BadInputError("A case is not merged into itself.", sv="Ett ärende sammanförs inte med sig självt.")
    target = around.target
    if target is None:
        raise no_such_case(change.case)
    if target.part_of(by) is not Part.OWNER:
        raise _told(
            sv="Du behöver äga båda ärendena för att sammanföra dem.",
            en="You need to own both cases to merge them.",
        )
    if target.state is not CaseState.OPEN:
        raise _told(why_not(target).sv, why_not(target).en)
    if target.ground is not case.ground:
        raise _told(
            sv="Ärendena har olika rättslig grund. Vad som samlats för det ena får inte föras in i det andra.",
            en="The cases have different legal grounds. What was gathered for one may not be moved into the other.",
        )


@_check.register
def _(change: did.ExportApproved, case: Case, by: str, around: Around) -> None:
    del around
    request = next((one for one in case.exports if one.id == change.request), None)
    if request is None:
        raise _nothing_with(change.request)
    if request.approved_at is not None:
        raise BadInputError(
            f"That request was approved already, by {request.approved_by} on {request.approved_at:%Y-%m-%d}.",
            sv=f"Den begäran är redan godkänd, av {request.approved_by} {request.approved_at:%Y-%m-%d}.",
        )
    if not are_two_persons(request.asked_by, by):
        raise _told(
            sv=f"{request.asked_by} begärde utlämnandet, och den som begär godkänner aldrig själv. Be en annan medlem; "
            "ett konto som stavas nästan lika räknas som samma person.",
            en=f"{request.asked_by} asked for the export, and who asks never approves. Ask another member; an account "
            "that is spelt almost alike counts as the same person.",
        )
