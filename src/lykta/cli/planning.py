"""`plan`: where to look next with the hours there are, and why."""

from collections.abc import Sequence

from rich.console import Console

from lykta.cli.market import number, percent, say, warnings_in
from lykta.model.counting import NETWORK, count_in_digits
from lykta.model.plan import ReviewPlan, VisitLine, VisitPlan
from lykta.model.words import Language, Said
from lykta.service import planning
from lykta.service.settings import Settings
from lykta.service.standing import open_desk


def print_plan(
    settings: Settings, *, hours: float, review_hours: float | None, least_share: float, minutes_each: float
) -> None:
    console = Console(highlight=False, soft_wrap=True, markup=False)
    with open_desk(settings) as desk:
        if review_hours is not None:
            review = planning.plan_review(desk, hours=review_hours, least_share=least_share, minutes_each=minutes_each)
            show_review(console, review, settings.language)
        show_visits(console, planning.plan_looking(desk, hours=hours), settings.language)


def show_visits(console: Console, plan: VisitPlan, language: Language) -> None:
    ads, published = number(plan.ads), number(plan.ads_published)
    hours, used = number(plan.hours), number(plan.hours_used)
    say(
        console,
        language,
        sv=f"Besök för {hours.sv} timmar om dagen ({used.sv} används): omkring {ads.sv} av {published.sv} nya annonser "
        "om dagen blir sedda",
        en=f"Visits for {hours.en} hours a day ({used.en} are used): about {ads.en} of {published.en} new ads a day "
        "are seen",
    )
    change = _cut(plan)
    say(console, language, sv=change.sv, en=change.en)
    for line in plan.lines:
        said = _visit(line)
        say(console, language, sv=said.sv, en=said.en)
        _because(console, line.because, language)
    warnings_in(console, plan.warnings, language)


def _cut(plan: VisitPlan) -> Said:
    """What more and fewer hours would change, and where a cut is felt most."""
    step, more, less = number(plan.step_hours), number(plan.gained), number(plan.lost)
    if plan.lost is None:
        cut = Said(sv="så mycket mindre räcker inte.", en="so much less is not enough.")
    else:
        hit = plan.hardest_hit
        cut = Said(
            sv=f"så mycket mindre visar {less.sv} färre{f', mest på {hit}' if hit else ''}.",
            en=f"so much less shows {less.en} fewer{f', most on {hit}' if hit else ''}.",
        )
    return Said(
        sv=f"  {step.sv} timmar till visar {more.sv} fler; {cut.sv}",
        en=f"  {step.en} hours more show {more.en} more; {cut.en}",
    )


def _visit(line: VisitLine) -> Said:
    rate, now, minutes = number(line.visits_a_day), number(line.now_a_day), number(line.minutes_a_visit)
    share, before = percent(line.share), percent(line.share_now)
    at = f"{line.next_at:%Y-%m-%d %H:%M}"
    return Said(
        sv=f"  {at}  {line.name}: {rate.sv} besök om dagen à {minutes.sv} min (nu {now.sv}); ser {share.sv} (nu "
        f"{before.sv})",
        en=f"  {at}  {line.name}: {rate.en} visits a day of {minutes.en} min (now {now.en}); sees {share.en} (now "
        f"{before.en})",
    )


def show_review(console: Console, plan: ReviewPlan, language: Language) -> None:
    if plan.minors:
        first, networks = number(plan.minor_hours), count_in_digits(plan.minors, NETWORK)
        say(
            console,
            language,
            sv=f"FÖRST, MISSTÄNKTA MINDERÅRIGA: {networks.sv}, {first.sv} h, alla i dag",
            en=f"FIRST, SUSPECTED MINORS: {networks.en}, {first.en} h, all of them today",
        )
    reviewed, waiting = number(plan.reviewed), sum(line.waiting for line in plan.lines)
    left, networks = number(plan.hours - plan.minor_hours), count_in_digits(int(waiting), NETWORK)
    say(
        console,
        language,
        sv=f"Granskning på {left.sv} h: omkring {reviewed.sv} av {networks.sv} till på I dag hinns med",
        en=f"Review in {left.en} h: about {reviewed.en} of {networks.en} more on Today",
    )
    more, less = number(plan.gained), number(plan.lost)
    say(
        console,
        language,
        sv=f"  1 h till ger {more.sv} fler; 1 h mindre "
        + (f"ger {less.sv} färre." if plan.lost is not None else "räcker inte."),
        en=f"  1 h more reviews {more.en} more; 1 h less "
        + (f"reviews {less.en} fewer." if plan.lost is not None else "is not enough."),
    )
    for line in plan.lines:
        place = planning.NO_PLACE.in_(language) if line.place == planning.NO_PLACE.en else line.place
        done, hours = number(line.reviewed), number(line.hours)
        say(
            console,
            language,
            sv=f"  {place}: {hours.sv} h, omkring {done.sv} av {line.waiting:g}",
            en=f"  {place}: {hours.en} h, about {done.en} of {line.waiting:g}",
        )
        _because(console, line.because, language)
    warnings_in(console, plan.warnings, language)


def _because(console: Console, reasons: Sequence[Said], language: Language) -> None:
    for said in reasons:
        console.print(f"      - {said.in_(language)}")
