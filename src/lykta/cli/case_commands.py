"""`lykta case`: one function per command. Each loads only what it needs."""

from typing import Annotated

import typer

from lykta.cli.options import Lang, settings_of
from lykta.model import case as did

case = typer.Typer(no_args_is_help=True, help="Cases: compartments with members, purpose and legal ground.")

Id = Annotated[str, typer.Argument(metavar="CASE", help="As printed by open and list.")]
Why = Annotated[str, typer.Option(help="The reason, in words.")]
Seen = Annotated[
    int | None, typer.Option(min=1, help="The version that you looked at; refused when somebody did something since.")
]


@case.command("open")
def open_(
    name: Annotated[str, typer.Option(help="How the unit calls it, such as a case number.")],
    purpose: Annotated[str, typer.Option(help="What it is opened for.")],
    ground: Annotated[str, typer.Option(help="investigation, intelligence or support.")],
    network: Annotated[list[str] | None, typer.Option(help="As printed by today or find; may be repeated.")] = None,
    lang: Lang = None,
) -> None:
    """Open a case. You own it until somebody else does."""
    from lykta.cli.cases import run_open

    run_open(settings_of(language=lang), name=name, purpose=purpose, ground=ground, networks=network or [])


@case.command("list")
def list_(lang: Lang = None) -> None:
    """The cases in which you have a part."""
    from lykta.cli.cases import print_cases

    print_cases(settings_of(language=lang))


@case.command()
def show(case: Id, lang: Lang = None) -> None:
    """One case: its networks, persons, contacts, tasks, and everything that was done in it."""
    from lykta.cli.cases import print_case

    print_case(settings_of(language=lang), case)


@case.command()
def note(
    case: Id,
    text: Annotated[str, typer.Argument(help="In words.")],
    fact: Annotated[bool, typer.Option("--fact", help="What somebody observed; without it, an assessment.")] = False,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Write a note."""
    from lykta.cli.cases import run_change

    kind = did.Statement.FACT if fact else did.Statement.ASSESSMENT
    run_change(settings_of(language=lang), case, did.Noted(text=text, kind=kind), seen)


@case.command()
def task(
    case: Id,
    text: Annotated[str, typer.Argument(help="What is to be done.")] = "",
    member: Annotated[str, typer.Option("--for", help="Whose it is.")] = "",
    due: Annotated[str, typer.Option(help="A day, such as 2026-11-30.")] = "",
    done: Annotated[str, typer.Option(help="Instead of a new one: the task that is done.")] = "",
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Add a task, or say that one is done."""
    from lykta.cli.cases import day_of, run_change

    change = did.TaskAdded(text=text, member=member, due=day_of(due)) if not done else did.TaskDone(task=done)
    run_change(settings_of(language=lang), case, change, seen)


@case.command()
def tag(
    case: Id,
    word: Annotated[str, typer.Argument(help="One word or a few.")],
    off: Annotated[bool, typer.Option("--off", help="Take it away.")] = False,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Tag a case."""
    from lykta.cli.cases import run_change

    run_change(settings_of(language=lang), case, did.Untagged(tag=word) if off else did.Tagged(tag=word), seen)


@case.command()
def tip(
    case: Id,
    reference: Annotated[str, typer.Argument(help="Under which the tip was received.")],
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Link a tip by its reference."""
    from lykta.cli.cases import run_change

    run_change(settings_of(language=lang), case, did.TipLinked(tip=reference), seen)


@case.command()
def network(
    case: Id,
    network: Annotated[str, typer.Argument(help="As printed by today or find.")],
    remove: Annotated[str, typer.Option(help="Take it out, with this reason.")] = "",
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Add a network to a case, or take one out."""
    from lykta.cli.cases import run_change

    change = did.NetworkRemoved(network=network, why=remove) if remove else did.NetworkAdded(network=network)
    run_change(settings_of(language=lang), case, change, seen)


@case.command()
def person(
    case: Id,
    called: Annotated[str, typer.Option(help="A new person, as the case calls them.")] = "",
    of: Annotated[str, typer.Option(help="Instead of a new one: the person whose category changes.")] = "",
    as_: Annotated[str, typer.Option("--as", help="victim, witness, other; suspect only as a change.")] = "other",
    why: Annotated[str, typer.Option(help="The reason of a change.")] = "",
    offence: Annotated[str, typer.Option(help="Of a suspect: an offence's id, as on the case's page.")] = "",
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Add a person, or change the category of one with a reason. Nobody is a suspect by default."""
    from lykta.cli.cases import one_of, run_change

    category = one_of(did.Category, as_, "--as")
    change = (
        did.PersonPlaced(person=of, category=category, why=why, offence=offence)
        if of
        else did.PersonAdded(called=called, category=category)
    )
    run_change(settings_of(language=lang), case, change, seen)


@case.command()
def contact(  # noqa: PLR0913, PLR0917 - an option is an argument
    case: Id,
    how: Annotated[str, typer.Option(help="meeting, outreach or interview.")],
    on: Annotated[str, typer.Option(help="The day, such as 2026-11-20.")],
    words: Annotated[str, typer.Option(help="What was said and agreed.")],
    person: Annotated[str, typer.Option(help="The person in the case.")] = "",
    reached: Annotated[str, typer.Option(help="A number, address or handle, or an ad or advertiser.")] = "",
    wish: Annotated[str, typer.Option(help="nothing_said, may_be_contacted or no_contact.")] = "nothing_said",
    wish_words: Annotated[str, typer.Option(help="The person's own wishes, in words.")] = "",
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Log a lawful contact that was made outside the program. Nothing is sent to anyone."""
    from lykta.cli.cases import day_needed, one_of, run_change

    made = did.ContactLogged(
        way=one_of(did.Way, how, "--how"), on=day_needed(on), words=words, person=person, reached=reached,
        wish=one_of(did.Wish, wish, "--wish"), wish_words=wish_words,
    )  # fmt: skip
    run_change(settings_of(language=lang), case, made, seen)


@case.command()
def state(
    case: Id,
    state: Annotated[str, typer.Argument(help="open, resting or closed.")],
    why: Why,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Let a case rest, close it, or open it again."""
    from lykta.cli.cases import one_of, run_change

    change = did.StateSet(state=one_of(did.CaseState, state, "STATE"), why=why)
    run_change(settings_of(language=lang), case, change, seen)


@case.command()
def member(
    case: Id,
    name: Annotated[str, typer.Argument(help="An account.")],
    part: Annotated[str, typer.Option(help="owner, investigator, reader, external, or none to take out.")],
    why: Why,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Give somebody a part in a case, or take it away."""
    from lykta.cli.cases import one_of, run_change

    given = None if part == "none" else one_of(did.Part, part, "--part")
    run_change(settings_of(language=lang), case, did.MemberSet(member=name, part=given, why=why), seen)


@case.command()
def merge(
    case: Id,
    into: Annotated[str, typer.Option(help="The case that goes on.")],
    why: Why,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Merge a case into another one of yours. What it holds goes on there; it cannot be undone."""
    from lykta.cli.cases import run_change

    run_change(settings_of(language=lang), case, did.MergedInto(case=into, why=why), seen)


@case.command("hand-over")
def hand_over(
    case: Id,
    unit: Annotated[str, typer.Option(help="The unit that takes it over.")],
    to: Annotated[str, typer.Option(help="Who there receives it.")],
    why: Why,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Hand a case over to another unit, once. Here it can then only be read."""
    from lykta.cli.cases import run_change

    run_change(settings_of(language=lang), case, did.HandedOver(unit=unit, receiver=to, why=why), seen)


@case.command("export-ask")
def export_ask(
    case: Id,
    recipient: Annotated[str, typer.Option("--for", help="Who is to have it.")],
    why: Why,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Ask that a case may leave. Another member approves it."""
    from lykta.cli.cases import run_change

    run_change(settings_of(language=lang), case, did.ExportAsked(recipient=recipient, why=why), seen)


@case.command("export-approve")
def export_approve(
    case: Id,
    request: Annotated[str, typer.Argument(help="As shown in the case.")],
    why: Why,
    seen: Seen = None,
    lang: Lang = None,
) -> None:
    """Approve what somebody else asked for. Who asked never approves."""
    from lykta.cli.cases import run_change

    run_change(settings_of(language=lang), case, did.ExportApproved(request=request, why=why), seen)
