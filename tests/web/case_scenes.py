"""A made-up case with something of everything, every word of it the one that is given."""

from datetime import date

from lykta.cases.folding import case_of
from lykta.cases.words import in_words
from lykta.model import case as did
from lykta.model.audit import Ground
from lykta.model.case import CHANGES, CasePage, CaseState, Category, Change, Part, Statement, Step, Way, Wish
from tests.cases.made import entries
from tests.web import scenes

CASE = "0badcafe0badcafe0bad"


def done(words: str) -> tuple[tuple[str, Change], ...]:
    """Numbers from 2: persons are 4 and 5, the task 8, the requests 13 and 14."""
    return (
        ("anna", did.NetworkAdded(network=scenes.ORGANISED.network)),
        ("anna", did.MemberSet(member="bo", part=Part.INVESTIGATOR, why=words)),
        ("anna", did.PersonAdded(called=words, category=Category.VICTIM)),
        ("bo", did.PersonAdded(called=words)),
        ("bo", did.PersonPlaced(person=f"{CASE}.5", category=Category.SUSPECT, why=words, offence="procuring")),
        (
            "bo",
            did.ContactLogged(
                way=Way.OUTREACH,
                on=date(2026, 11, 20),
                words=words,
                wish=Wish.NO_CONTACT,
                wish_words=words,
                person=f"{CASE}.4",
                reached=words,
                against_wish=True,
            ),
        ),
        ("anna", did.TaskAdded(text=words, member="bo", due=date(2026, 12, 1))),
        ("anna", did.Noted(text=words, kind=Statement.FACT)),
        ("bo", did.Noted(text=words)),
        ("bo", did.Tagged(tag=words)),
        ("bo", did.TipLinked(tip=words)),
        ("anna", did.ExportAsked(recipient=words, why=words)),
        ("bo", did.ExportAsked(recipient=words, why=words)),
    )


def case_page(words: str = "hyran", *more: tuple[str, Change], part: Part = Part.OWNER) -> CasePage:
    """The case as anna sees it."""
    opened = did.Opened(name=words, purpose=words, ground=Ground.INVESTIGATION)
    case = case_of(entries(*done(words), *more, case=CASE, opened=opened))
    return CasePage(
        case=case,
        who="anna",
        part=part,
        may=frozenset(CHANGES) if case.state is CaseState.OPEN else frozenset(),
        moves=(CaseState.RESTING, CaseState.CLOSED),
        categories=tuple(Category),
        offences={"procuring": scenes.said("Koppleri", "Procuring")},
        networks=(scenes.network_page([]), scenes.network_page([])),
        gone=(words,),
        no_contact=frozenset((f"{CASE}.4",)),
        may_approve=frozenset((f"{CASE}.14",)),
        steps=tuple(Step(entry=entry, says=in_words(entry)) for entry in case.history),
    )
