"""`law`: a network against the elements of each offence, as text in a terminal."""

from rich.console import Console
from rich.text import Text

from lykta.model.law import LAWYER_MUST_CHECK, ElementRow, Evidence, Fact, OffenceMatrix
from lykta.model.words import Language, Said
from lykta.service import looking
from lykta.service.law import law_page
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

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
        _line(console, "\n", (offence.name.in_(language), "bold"), f"  {offence.section}")
        wording = Said(
            sv=f"Lydelse {offence.wording.version}, i kraft {offence.wording.in_force}.",
            en=f"Wording {offence.wording.version}, in force {offence.wording.in_force}.",
        )
        _line(console, (f"   {wording.in_(language)} {offence.source.read.in_(language)}", "dim"))
        if offence.a_lawyer_must_check:
            _line(console, (f"   ! {LAWYER_MUST_CHECK.in_(language)}", "yellow"))
        if offence.base is not None:
            first = Said(sv=f"Först rekvisiten i: {offence.base.name.sv}.", en=f"First: {offence.base.name.en}.")
            _line(console, f"   {first.in_(language)}")
        for row in matrix.own_rows:
            _row(console, matrix, row, language)


def _line(console: Console, *parts: str | tuple[str, str]) -> None:
    """Plain text and text with a style: no word of an ad is read as markup."""
    console.print(Text.assemble(*parts))


def _row(console: Console, matrix: OffenceMatrix, row: ElementRow, language: Language) -> None:
    need = matrix.offence.need_of(row.element)
    _line(console, "\n ", (row.element.name.in_(language), "bold"), (f"  {need.in_(language)}", "dim"))
    for name, evidence in ((_FOR, row.speaks_for), (_AGAINST, row.against)):
        _line(console, f"   {name.in_(language)}: {evidence.word.in_(language)}")
        _evidence(console, evidence, language)
    unknown = [said.in_(language) for said in (row.unknown, row.not_from_ads) if said is not None]
    _line(console, f"   {_UNKNOWN.in_(language)}: {' '.join(unknown)}")
    _line(console, f"   {_NEXT.in_(language)}:")
    for step in row.element.next_steps:
        _line(console, ("      [ ] ", "dim"), step.in_(language))


def _evidence(console: Console, evidence: Evidence, language: Language) -> None:
    for output in evidence.machine:
        grade = "" if output.grade is None else f", {output.grade}"
        by = f"({_MACHINE.in_(language)}: {output.by}{grade})"
        _line(console, f"      - {output.says.in_(language)} {output.means.in_(language)} ", (by, "dim"))
        for fact in output.rests_on[:_SHOWN_FACTS]:
            _fact(console, fact)
        if output.seen_on:
            ads = ", ".join(fact.ad for fact in output.seen_on[:_SHOWN_FACTS])
            _line(console, (f"           {_SEEN_ON.in_(language)} {ads}", "dim"))
    for one in evidence.people:
        by = f"({_PERSON.in_(language)} {one.by}, {one.at:%Y-%m-%d})"
        _line(console, f"      - {one.says.in_(language)} {one.means.in_(language)} ", (by, "dim"), f" {one.why}")


def _fact(console: Console, fact: Fact) -> None:
    where = f" {fact.ad} {fact.start}–{fact.end}, {fact.snapshot}"
    _line(console, f"           ”{' '.join(fact.quote.split())}”", (where, "dim"))
