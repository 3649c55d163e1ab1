"""`case`: opening, changing and showing cases in a terminal."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rich.console import Console
from rich.text import Text

from lykta.errors import BadInputError
from lykta.kit.text import printable
from lykta.model.audit import GROUND_NAMES, Ground
from lykta.model.case import Case, CasePage, Change, Contact, Person
from lykta.model.case_names import (
    CATEGORY_NAMES,
    PART_NAMES,
    STATE_NAMES,
    STATEMENT_NAMES,
    WAY_NAMES,
    WISH_NAMES,
    WISHES_NO_CONTACT,
)
from lykta.model.words import Language, Said
from lykta.service import cases
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(kind: type[Choice], given: str, option: str) -> Choice:
    """The choice of that name. Raises BadInputError with those there are."""
    if given not in tuple(kind):
        known = ", ".join(kind)
        raise BadInputError(
            f"{option} is {given!r}; expected one of {known}.", sv=f"{option} är {given!r}; väntade något av {known}."
        )
    return kind(given)


def day_needed(given: str) -> date:
    """The day in ISO 8601. Raises BadInputError for anything else."""
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInputError(
            f"{given!r} is no day; expected one such as 2026-11-20.",
            sv=f"{given!r} är ingen dag; väntade en som 2026-11-20.",
        ) from error


def day_of(given: str) -> date | None:
    return day_needed(given) if given else None


def run_open(settings: Settings, *, name: str, purpose: str, ground: str, networks: Sequence[str]) -> None:
    chosen = one_of(Ground, ground, "--ground")
    with open_desk(settings) as desk:
        case = cases.open_case(desk, name=name, purpose=purpose, ground=chosen, networks=networks)
    done = Said(sv=f"Ärendet {case} är öppnat.", en=f"Case {case} is open.")
    _Out(settings.language).line(done)


def run_change(settings: Settings, case: str, change: Change, seen: int | None) -> None:
    with open_desk(settings) as desk:
        cases.change_case(desk, case, change, seen=seen)
    _Out(settings.language).line(Said(sv="Sparat i ärendet.", en="Kept in the case."))


def print_cases(settings: Settings) -> None:
    out = _Out(settings.language)
    with open_desk(settings) as desk:
        lines = cases.all_cases(desk)
    if not lines:
        out.line(Said(sv="Du har ingen del i något ärende.", en="You have no part in any case."))
    for line in lines:
        one, state, part = line.case, STATE_NAMES[line.case.state], PART_NAMES[line.part]
        waiting = len(one.waiting_exports)
        out.line(
            Said(
                sv=f"{one.id}  {one.changed_at:%Y-%m-%d %H:%M}  {one.name}: {state.sv}, du är {part.sv}; "
                f"öppna uppgifter: {len(one.open_tasks)}, utlämnanden som väntar: {waiting}",
                en=f"{one.id}  {one.changed_at:%Y-%m-%d %H:%M}  {one.name}: {state.en}, you are {part.en}; "
                f"open tasks: {len(one.open_tasks)}, exports that wait: {waiting}",
            )
        )


def print_case(settings: Settings, case: str) -> None:
    with open_desk(settings) as desk:
        show_case(cases.case_page(desk, case), settings.language)


def show_case(page: CasePage, language: Language) -> None:
    """All of the page as lines; what people wrote is printed on one line, and obeyed by no terminal."""
    out, case = _Out(language), page.case
    _head(out, page)
    _networks(out, page)
    for person in case.persons:
        _person(out, person, is_no_contact=person.id in page.no_contact)
    for contact in case.contacts:
        _contact(out, contact)
    for task in case.open_tasks:
        due = f"{task.due} " if task.due else ""
        out.line(Said(sv=f"Uppgift {task.id}: {task.text}", en=f"Task {task.id}: {task.text}"), f"{due}{task.member}")
    for note in case.notes:
        kind = STATEMENT_NAMES[note.kind]
        out.line(Said(sv=f"Anteckning, {kind.sv}: {note.text}", en=f"Note, {kind.en}: {note.text}"), note.by)
    _exports(out, case)
    out.line(Said(sv="Vad som har gjorts:", en="What was done:"))
    for step in page.steps:
        entry = step.entry
        out.line(step.says, before=f"  {entry.number}  {entry.at:%Y-%m-%d %H:%M}  {entry.by}  ")


class _Out:
    """A terminal in a language: each line whole, with what stands beside it dimmed."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._console = Console(highlight=False, soft_wrap=True)

    def line(self, said: Said, beside: str = "", *, before: str = "") -> None:
        parts = [printable(before), printable(said.in_(self._language))]
        text = Text("".join(parts))
        if beside.strip():
            text.append(f"  {printable(beside)}", "dim")
        self._console.print(text)


def _head(out: _Out, page: CasePage) -> None:
    case = page.case
    state, part, ground = STATE_NAMES[case.state], PART_NAMES[page.part], GROUND_NAMES[case.ground]
    out.line(
        Said(
            sv=f"{case.name}: {state.sv}, version {case.version}, du är {part.sv}",
            en=f"{case.name}: {state.en}, version {case.version}, you are {part.en}",
        ),
        case.id,
    )
    out.line(Said(sv=f"Ändamål: {case.purpose} ({ground.sv})", en=f"Purpose: {case.purpose} ({ground.en})"))
    members = [(one.name, PART_NAMES[one.part]) for one in case.members]
    out.line(
        Said(
            sv=f"Medlemmar: {_all(f'{name} ({part.sv})' for name, part in members)}",
            en=f"Members: {_all(f'{name} ({part.en})' for name, part in members)}",
        )
    )
    for words, sv, en in (
        (case.tags, "Märkord", "Tags"),
        (case.tips, "Kopplade tips", "Linked tips"),
        (case.took_in, "Tog in", "Took in"),
    ):
        if words:
            out.line(Said(sv=f"{sv}: {_all(words)}", en=f"{en}: {_all(words)}"))
    if case.merged_into:
        out.line(Said(sv=f"Sammanfört med {case.merged_into}", en=f"Merged into {case.merged_into}"))
    if case.handed_over:
        one = case.handed_over
        out.line(
            Said(
                sv=f"Överlämnat till {one.receiver}, {one.unit}, {one.at:%Y-%m-%d}",
                en=f"Handed over to {one.receiver}, {one.unit}, {one.at:%Y-%m-%d}",
            )
        )


def _networks(out: _Out, page: CasePage) -> None:
    for network in page.networks:
        item = network.item
        out.line(item.headline, item.network, before="* ")
        found = [matrix.offence.name for matrix in network.law if matrix.is_anything_found]
        if found:
            out.line(
                Said(
                    sv=f"något talar för eller emot rekvisit i: {_all(one.sv for one in found)}. "
                    f"Se lykta law {item.network}",
                    en=f"something speaks for or against elements of: {_all(one.en for one in found)}. "
                    f"See lykta law {item.network}",
                ),
                before="    ",
            )
        if item.no_contact:
            out.line(WISHES_NO_CONTACT, before="    ! ")
    for gone in page.gone:
        out.line(Said(sv=f"Nätverket {gone} finns inte längre.", en=f"The network {gone} is no more."), before="* ")


def _person(out: _Out, person: Person, *, is_no_contact: bool) -> None:
    category = CATEGORY_NAMES[person.category]
    of = f" ({person.offence})" if person.offence else ""
    out.line(
        Said(
            sv=f"Person {person.id}: {person.called}, {category.sv}{of}",
            en=f"Person {person.id}: {person.called}, {category.en}{of}",
        )
    )
    if is_no_contact:
        out.line(Said(sv="vill inte bli kontaktad", en="wishes not to be contacted"), before="    ! ")


def _contact(out: _Out, contact: Contact) -> None:
    made = contact.made
    way, wish = WAY_NAMES[made.way], WISH_NAMES[made.wish]
    whom = " ".join(part for part in (made.person, made.reached) if part)
    out.line(
        Said(
            sv=f"Kontakt {made.on}, {way.sv}: {made.words} Önskemål: {wish.sv}. {made.wish_words}",
            en=f"Contact {made.on}, {way.en}: {made.words} Wish: {wish.en}. {made.wish_words}",
        ),
        f"{whom} {contact.by}",
    )
    if made.against_wish:
        out.line(
            Said(sv="gjord fast personen inte ville bli kontaktad", en="made although the person wished no contact"),
            before="    ! ",
        )


def _exports(out: _Out, case: Case) -> None:
    for one in case.exports:
        if one.approved_at is None:
            stands = Said(sv="väntar på en annan medlem", en="waits for another member")
        else:
            stands = Said(
                sv=f"godkänt av {one.approved_by}, version {one.approved_version}",
                en=f"approved by {one.approved_by}, version {one.approved_version}",
            )
        out.line(
            Said(
                sv=f"Utlämnande {one.id} till {one.recipient}, begärt av {one.asked_by}: {stands.sv}",
                en=f"Export {one.id} to {one.recipient}, asked by {one.asked_by}: {stands.en}",
            )
        )


def _all(words: Iterable[str]) -> str:
    return ", ".join(words)
