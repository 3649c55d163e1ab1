"""`judge`, `withdraw` and `judgements`: what people decide about pairs of ads."""

from rich.console import Console
from rich.markup import escape

from lykta.cli.importing import run_link
from lykta.errors import BadInputError
from lykta.kit.text import printable
from lykta.model.judgement import Decision, JudgementView, Level
from lykta.model.words import Said
from lykta.service.judging import all_judgements, judge_pair, withdraw_judgement
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

_SAYS = {
    (Level.CONTACT, Decision.TOGETHER): Said(sv="samma kontakt", en="one contact"),
    (Level.CONTACT, Decision.APART): Said(sv="inte samma kontakt", en="not one contact"),
    (Level.NETWORK, Decision.TOGETHER): Said(sv="samma nätverk", en="one network"),
    (Level.NETWORK, Decision.APART): Said(sv="inte samma nätverk", en="not one network"),
}


def run_judge(
    settings: Settings,
    decision: str,
    first: str,
    second: str,
    *,
    by: str,
    why: str,
    of_network: bool,
    then_link: bool,
) -> None:
    if decision not in list(Decision):
        raise BadInputError(
            f"judge {decision}: together or apart is expected. Write: lykta judge apart ID ID ...",
            sv=f"judge {decision}: together (ihop) eller apart (isär) väntades. Skriv: lykta judge apart ID ID ...",
        )
    level = Level.NETWORK if of_network else Level.CONTACT
    with open_desk(settings) as desk:
        made = judge_pair(desk, first, second, level=level, decision=Decision(decision), by=by, why=why)
    kept = Said(sv=f"Bedömningen {made.id} är sparad.", en=f"Judgement {made.id} is kept.")
    Console(highlight=False, soft_wrap=True).print(kept.in_(settings.language))
    _link_or_tell(settings, then_link=then_link)


def run_withdraw(settings: Settings, judgement: str, *, by: str, why: str, then_link: bool) -> None:
    with open_desk(settings) as desk:
        withdraw_judgement(desk, judgement, by=by, why=why)
    gone = Said(sv="Bedömningen är tillbakadragen och finns kvar i listan.", en="Withdrawn; it stays on record.")
    Console(highlight=False, soft_wrap=True).print(gone.in_(settings.language))
    _link_or_tell(settings, then_link=then_link)


def print_judgements(settings: Settings) -> None:
    console = Console(highlight=False, soft_wrap=True)
    with open_desk(settings) as desk:
        views = all_judgements(desk)
    if not views:
        console.print(Said(sv="Ingen bedömning är gjord.", en="No judgement has been made.").in_(settings.language))
    for view in views:
        one = view.judgement
        says = _SAYS[one.level, one.decision].in_(settings.language)
        console.print(f"{one.id}  {one.at:%Y-%m-%d %H:%M}  {escape(printable(one.by))}: {says}  {one.a} {one.b}")
        console.print(f"   {escape(printable(one.why))}")
        for said in _standing(view):
            console.print(f"   [dim]{escape(printable(said.in_(settings.language)))}[/]")


def _link_or_tell(settings: Settings, *, then_link: bool) -> None:
    if then_link:
        run_link(settings)
        return
    waits = Said(
        sv="Den gäller från nästa sammanlänkning: lykta link", en="It holds from the next linking on: lykta link"
    )
    Console(highlight=False, soft_wrap=True).print(waits.in_(settings.language))


def _standing(view: JudgementView) -> list[Said]:
    """How a judgement stands, where that needs saying."""
    said = []
    if view.withdrawal is not None:
        gone = view.withdrawal
        said.append(
            Said(
                sv=f"tillbakadragen av {gone.by} {gone.at:%Y-%m-%d}: {gone.why}",
                en=f"withdrawn by {gone.by} on {gone.at:%Y-%m-%d}: {gone.why}",
            )
        )
    if view.contradicts:
        others = ", ".join(view.contradicts)
        said.append(
            Said(
                sv=f"motsäger {others}; ingen av dem följs förrän någon dras tillbaka",
                en=f"contradicts {others}; none of them is obeyed until one is withdrawn",
            )
        )
    if view.on_missing_ad:
        said.append(Said(sv="en av annonserna finns inte längre", en="one of the ads is gone"))
    if view.waits:
        said.append(Said(sv="gäller från nästa sammanlänkning", en="holds from the next linking on"))
    return said
