"""`lykta case`: opening a case, what is done in it, and looking at it. Everything is logged before it is answered."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from lykta.cases import rules
from lykta.cases.eyes import are_two_persons
from lykta.cases.folding import case_of
from lykta.cases.grounds import CATEGORIES
from lykta.cases.parts import MAY, seen_by
from lykta.cases.states import ALLOWS, MOVES
from lykta.cases.texts import cleaned
from lykta.cases.words import in_words
from lykta.errors import BadInputError, NotAllowedError, NotFoundError, OutdatedError
from lykta.guard.roles import may
from lykta.kit.hashing import content_id
from lykta.model.audit import Act, Door, Ground
from lykta.model.case import (
    CHANGES,
    Case,
    CaseEntry,
    CaseLine,
    CasePage,
    Change,
    ContactLogged,
    ExportApproved,
    ExportAsked,
    MemberSet,
    MergedInto,
    NetworkAdded,
    Opened,
    PersonPlaced,
    Reach,
    Step,
    TaskDone,
    TookIn,
    Wish,
    name_of,
)
from lykta.model.desk import NetworkPage
from lykta.service.auditing import named, note
from lykta.service.desk import Desk
from lykta.service.law import open_offences
from lykta.service.looking import became, network_page
from lykta.service.own_accounts import is_account
from lykta.service.reaching import reaches_of
from lykta.service.rights import refuse_after_idling, refuse_unless_may
from lykta.store import cases as cases_store
from lykta.store import wishes as wishes_store
from lykta.store.former_ids import became_of
from lykta.store.review import assessment_of


def person_of(desk: Desk) -> str:
    """The account in whose name somebody works in a case.

    Who sits at the terminal without signing in is the home's own account there: as either can become the other, they
    are one pair of eyes. Raises NotAllowedError for the program itself.
    """
    if desk.actor.door is Door.PROGRAM:
        raise NotAllowedError(
            "Nothing is done in a case but by a person.", sv="I ett ärende gör ingen annan än en människa något."
        )
    return desk.account if desk.actor.door is Door.TERMINAL else desk.actor.name


def open_case(desk: Desk, *, name: str, purpose: str, ground: Ground, networks: Sequence[str] = ()) -> str:
    """The case exists, with whoever asks as its owner, and these networks are in it. Returns its id.

    Raises BadInputError without a name and a purpose, NotAllowedError for a ground that needs no case, NotFoundError
    for a network that is not there.
    """
    note(desk, Act.OPENED_CASE, *(named(desk, one) for one in networks))
    by, at = person_of(desk), desk.now()
    opened = cleaned(Opened(name=name, purpose=purpose, ground=ground))
    assert isinstance(opened, Opened)
    rules.refuse_ground(opened)
    case = content_id("case", by, at.isoformat(), secrets.token_hex(8))
    with desk.store.writing() as connection:
        added = dict.fromkeys(_network(desk, connection, one) for one in networks)
        done: list[Change] = [opened, *(NetworkAdded(network=one) for one in added)]
        for number, did in enumerate(done, 1):
            cases_store.add_entry(connection, CaseEntry(case=case, number=number, at=at, by=by, did=did))
    return case


def change_case(desk: Desk, case: str, change: Change, *, seen: int | None = None) -> None:
    """The change stands in the case as its newest entry, in the name of whoever asks.

    `seen` is the version that they looked at. Raises OutdatedError when somebody did something since, telling both what
    that was and what was not kept; NotFoundError for a case that is missing or not theirs; NotAllowedError and
    BadInputError as `cases.rules` say.
    """
    about = [named(desk, change.case)] if isinstance(change, MergedInto) else []
    note(desk, Act.CHANGED_CASE, named(desk, case), name_of(change), *about)
    if isinstance(change, ExportAsked | ExportApproved):
        refuse_after_idling(desk)
    by, at = person_of(desk), desk.now()
    asked = cleaned(_whole_ids(change, case))
    if isinstance(asked, ContactLogged):
        asked = replace(asked, reaches=_typed_reaches(desk, asked.reached))
    with desk.store.writing() as connection:
        if isinstance(asked, MergedInto):  # two cases that are merged into each other at once must not wait in a ring
            cases_store.hold(connection, (case, asked.case))
        present = _case(connection, case)
        if present is None or present.part_of(by) is None:
            raise rules.no_such_case(case)
        _refuse_unseen(present, asked, by=by, seen=seen)
        whole = _looked_up(desk, connection, present, asked)
        rules.refuse_unless_allowed(present, whole, by=by, around=_around(connection, desk, whole))
        entry = CaseEntry(case=present.id, number=present.version + 1, at=at, by=by, did=whole)
        if not cases_store.add_entry(connection, entry):
            newer = _case(connection, case)
            assert newer is not None
            raise _outdated(newer, asked, by=by, seen=present.version)
        _also(connection, entry)


def all_cases(desk: Desk) -> tuple[CaseLine, ...]:
    """The cases in which whoever asks has a part, the newest change first."""
    note(desk, Act.LOOKED_AT_CASES)
    who = person_of(desk)
    with desk.store.reading() as connection:
        known = [_case(connection, one) for one in cases_store.cases_naming(connection, who)]
    lines = [
        CaseLine(case=seen_by(one, who), part=part) for one in known if one is not None and (part := one.part_of(who))
    ]
    return tuple(sorted(lines, key=lambda line: (-line.case.changed_at.timestamp(), line.case.id)))


def case_page(desk: Desk, case: str) -> CasePage:
    """The case as its members see it, each with their part. Raises NotFoundError: missing, or not theirs."""
    note(desk, Act.LOOKED_AT_CASE, named(desk, case))
    who = person_of(desk)
    with desk.store.reading() as connection:
        whole = _case(connection, case)
    part = whole.part_of(who) if whole is not None else None
    if whole is None or part is None:
        raise rules.no_such_case(case)
    shown = seen_by(whole, who)
    if not may(desk.roles, Act.LOOKED_AT_NETWORK):
        shown = replace(shown, networks=())
    pages = {network: _page_of(desk, network) for network in shown.networks}
    return CasePage(
        case=shown,
        who=who,
        part=part,
        may=frozenset(name for name, kind in CHANGES.items() if kind in MAY[part] & ALLOWS[whole.state]),
        moves=MOVES[whole.state],
        categories=CATEGORIES[whole.ground],
        offences={one.id: one.name for one in open_offences(desk.settings).every},
        networks=tuple(page for page in pages.values() if page is not None),
        gone=tuple(network for network, page in pages.items() if page is None),
        no_contact=frozenset(one.id for one in shown.persons if shown.wish_of(one.id) is Wish.NO_CONTACT),
        may_approve=frozenset(one.id for one in shown.waiting_exports if are_two_persons(one.asked_by, who)),
        steps=tuple(Step(entry=entry, says=in_words(entry)) for entry in shown.history),
    )


def _case(connection: Connection, given: str) -> Case | None:
    """The case with all that it took in; None when there is none."""
    entries = cases_store.entries_of(connection, given)
    if not entries:
        return None
    taken = [_case(connection, entry.did.case) for entry in entries if isinstance(entry.did, TookIn)]
    return case_of(entries, [one for one in taken if one is not None])


def _page_of(desk: Desk, network: str) -> NetworkPage | None:
    """The network's page without its ads, under the id that it has now; None when it is no more."""
    try:
        return network_page(desk, became(desk, network) or network, ads_per_page=0)
    except NotFoundError:
        return None


def _network(desk: Desk, connection: Connection, given: str) -> str:
    refuse_unless_may(desk, Act.LOOKED_AT_NETWORK)
    for network in (given, became_of(connection, given) or given):
        if assessment_of(connection, network) is not None:
            return network
    raise NotFoundError(
        f"There is no network {given}, or it is not yours to see. Ids are printed by today, network and find.",
        sv=f"Det finns inget nätverk {given}, eller så är det inte ditt. Id skrivs ut av today, network och find.",
    )


def _whole_ids(change: Change, case: str) -> Change:
    """A number alone stands for what that entry of this case made."""

    def whole(given: str) -> str:
        return f"{case}.{given.strip()}" if given.strip().isdecimal() else given

    match change:
        case TaskDone():
            return replace(change, task=whole(change.task))
        case PersonPlaced() | ContactLogged():
            return replace(change, person=whole(change.person))
        case ExportApproved():
            return replace(change, request=whole(change.request))
        case _:
            return change


def _typed_reaches(desk: Desk, typed: str) -> tuple[Reach, ...]:
    """What somebody is reached by, as it was typed. Raises BadInputError when nothing is understood of it."""
    if not typed:
        return ()
    found = reaches_of(desk, typed)
    if not found:
        raise BadInputError(
            f"No number, address or handle is read in {typed!r}, and no ad or advertiser has this id. "
            "Write it in full.",
            sv=f"Inget nummer, ingen adress och inget användarnamn går att läsa i {typed!r}, och ingen annons eller "
            "annonsör har det id:t. Skriv hela.",
        )
    return found


def _looked_up(desk: Desk, connection: Connection, case: Case, change: Change) -> Change:
    """The change with what only the store can tell: a network's present id, what else a person is reached by."""
    if isinstance(change, NetworkAdded):
        return replace(change, network=_network(desk, connection, change.network))
    if isinstance(change, ContactLogged):
        earlier = (
            one
            for contact in case.contacts
            if change.person and contact.made.person == change.person
            for one in contact.made.reaches
        )
        reaches = tuple(dict.fromkeys((*change.reaches, *earlier)))
        stood = wishes_store.no_contact_among(connection, reaches, on=change.on)
        refused = bool(change.person) and case.wish_of(change.person) is Wish.NO_CONTACT
        return replace(change, reaches=reaches, against_wish=stood or refused)
    return change


def _around(connection: Connection, desk: Desk, change: Change) -> rules.Around:
    target = _case(connection, change.case) if isinstance(change, MergedInto) else None
    is_theirs = target is not None and target.part_of(person_of(desk)) is not None
    return rules.Around(
        today=desk.now().date(),
        offences=[one.id for one in open_offences(desk.settings).every] if isinstance(change, PersonPlaced) else (),
        is_account=isinstance(change, MemberSet) and is_account(desk, change.member),
        target=target if is_theirs else None,
    )


def _also(connection: Connection, entry: CaseEntry) -> None:
    """What follows from an entry elsewhere: the other side of a merging, and a wish that holds everywhere."""
    did = entry.did
    if isinstance(did, MergedInto):
        target = cases_store.entries_of(connection, did.case)
        other = CaseEntry(
            case=did.case, number=target[-1].number + 1, at=entry.at, by=entry.by, did=TookIn(case=entry.case)
        )
        if not cases_store.add_entry(connection, other):
            raise OutdatedError(
                "Somebody did something in the other case at this moment. Nothing was merged; try again.",
                sv="Någon gjorde något i det andra ärendet i samma stund. Inget fördes samman; försök igen.",
            )
    if isinstance(did, ContactLogged) and did.wish is not Wish.NOTHING_SAID:
        wishes_store.add_wish(connection, did.wish, did.reaches, said_on=did.on, case=entry.case)


def _refuse_unseen(case: Case, change: Change, *, by: str, seen: int | None) -> None:
    if seen is not None and seen != case.version:
        raise _outdated(case, change, by=by, seen=seen)


def _outdated(case: Case, change: Change, *, by: str, seen: int) -> OutdatedError:
    """Tells what came since, as far as this member may see it, and repeats what was not kept."""
    since = [entry for entry in seen_by(case, by).history if entry.number > seen]
    typed = in_words(CaseEntry(case=case.id, number=0, at=case.changed_at, by=by, did=change))
    told = [(f"{one.by} {one.at:%Y-%m-%d %H:%M}", in_words(one)) for one in since]
    told_en = _on_one_line("; ".join(f"{who} {says.en}" for who, says in told))
    told_sv = _on_one_line("; ".join(f"{who} {says.sv}" for who, says in told))
    return OutdatedError(
        f"Somebody was first. Since you looked: {told_en or 'something that is not yours to see'}. Look at it, then "
        f"decide again. Not kept: {by} {_on_one_line(typed.en)}",
        sv=f"Någon hann före. Sedan du tittade: {told_sv or 'något som inte är ditt att se'}. Se på det och bestäm "
        f"dig sedan igen. Inte sparat: {by} {_on_one_line(typed.sv)}",
    )


def _on_one_line(told: str) -> str:
    return " ".join(told.split())
