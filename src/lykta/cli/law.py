"""`law`: a network against the elements of each offence, as text in a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape

from lykta.model.law import LAWYER_MUST_CHECK, ElementRow, Evidence, Fact, OffenceMatrix
from lykta.model.words import Language, Said
from lykta.service import looking
from lykta.service.desk import open_desk
from lykta.service.law import law_page
from lykta.service.settings import Settings

_SHOWN_FACTS = 3
_FOR = Said(sv="För", en="For")
_AGAINST = Said(sv="Emot", en="Against")
_UNKNOWN = Said(sv="Okänt", en="Unknown")
_NEXT = Said(sv="Lagliga nästa steg", en="Lawful next steps")
_MACHINE = Said(sv="program", en="program")
_PERSON = Said(sv="bedömning av", en="assessed by")
_SEEN_ON = Said(sv="sett på", en="seen on")


def print_offences(settings: Settings) -> None:
    """Every offence as Markdown, for a file; the same in either language."""
    Console(highlight=False, markup=False, soft_wrap=True).print(law_page(settings), end="")


def print_law(settings: Settings, network: str) -> None:
    with open_desk(settings) as desk:
        show_law(Console(highlight=False), looking.network_page(desk, network).law, settings.language)


def show_law(console: Console, law: tuple[OffenceMatrix, ...], language: Language) -> None:
    """Each offence with each element in turn: both sides, what is unknown, and what could tell."""
    for matrix in law:
        offence = matrix.offence
        console.print(f"\n[bold]{escape(offence.name.in_(language))}[/]  {escape(offence.section)}")
        wording = Said(
            sv=f"Lydelse {offence.wording.version}, i kraft {offence.wording.in_force}.",
            en=f"Wording {offence.wording.version}, in force {offence.wording.in_force}.",
        )
        console.print(f"   [dim]{escape(wording.in_(language))} {escape(offence.source.read.in_(language))}[/]")
        if offence.a_lawyer_must_check:
            console.print(f"   [yellow]! {LAWYER_MUST_CHECK.in_(language)}[/]")
        if offence.base is not None:
            first = Said(sv=f"Först rekvisiten i: {offence.base.name.sv}.", en=f"First: {offence.base.name.en}.")
            console.print(f"   {escape(first.in_(language))}")
        for row in matrix.own_rows:
            _row(console, matrix, row, language)


def _row(console: Console, matrix: OffenceMatrix, row: ElementRow, language: Language) -> None:
    need = matrix.offence.need_of(row.element).in_(language)
    console.print(f"\n [bold]{escape(row.element.name.in_(language))}[/]  [dim]{escape(need)}[/]")
    for name, evidence in ((_FOR, row.speaks_for), (_AGAINST, row.against)):
        console.print(f"   {name.in_(language)}: {evidence.word.in_(language)}")
        for line in _evidence(evidence, language):
            console.print(f"      {line}")
    unknown = [said.in_(language) for said in (row.unknown, row.not_from_ads) if said is not None]
    console.print(f"   {_UNKNOWN.in_(language)}: {' '.join(unknown)}")
    console.print(f"   {_NEXT.in_(language)}:")
    for step in row.element.next_steps:
        console.print(f"      [dim]\\[ ][/] {escape(step.in_(language))}")


def _evidence(evidence: Evidence, language: Language) -> Iterator[str]:
    for output in evidence.machine:
        grade = "" if output.grade is None else f", {output.grade}"
        yield (
            f"- {escape(output.says.in_(language))} {escape(output.means.in_(language))} "
            f"[dim]({_MACHINE.in_(language)}: {escape(output.by)}{grade})[/]"
        )
        yield from (f"     {_fact(fact)}" for fact in output.rests_on[:_SHOWN_FACTS])
        if output.seen_on:
            ads = ", ".join(fact.ad for fact in output.seen_on[:_SHOWN_FACTS])
            yield f"     [dim]{_SEEN_ON.in_(language)} {escape(ads)}[/]"
    for one in evidence.people:
        yield (
            f"- {escape(one.says.in_(language))} {escape(one.means.in_(language))} "
            f"[dim]({_PERSON.in_(language)} {escape(one.by)}, {one.at:%Y-%m-%d})[/] {escape(one.why)}"
        )


def _fact(fact: Fact) -> str:
    quote = escape(" ".join(fact.quote.split()))
    return f"”{quote}” [dim]{fact.ad} {fact.start}–{fact.end}, {escape(fact.snapshot)}[/]"
