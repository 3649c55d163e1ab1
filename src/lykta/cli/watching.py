"""`watch` and `coverage`."""

import time

from rich.console import Console

from lykta.cli.stamping import show_stamps
from lykta.model.visit import SourceCoverage, VisitState
from lykta.model.words import Said
from lykta.service.desk import Desk
from lykta.service.faults import fault_in
from lykta.service.settings import Settings
from lykta.service.stamping import STAMP_FILE, stamp_all
from lykta.service.standing import open_desk
from lykta.service.watching import look_at_coverage, watch_once, watch_plan

STAMP_EVERY_S = 3600.0  # a stamp is worth little more than its hour, and authorities ask not to be asked often
LOOK_AGAIN_S = 30.0  # a tenth of the shortest time between two visits of a source


def run_watch(settings: Settings, *, once: bool) -> int:
    """Until stopped, or with `once` all that is due; exit status 1 when a visit of `once` failed."""
    console = Console(highlight=False, soft_wrap=True)
    with open_desk(settings) as desk:
        plan = watch_plan(desk)
        is_first, stamped_at = True, None
        while True:
            report = watch_once(desk, plan, takes_up=is_first)
            is_first = False
            if once or report.made or report.failed:
                told = Said(
                    sv=f"{report.made} besök gjorda, {report.failed} misslyckade, {report.pages} hämtningar",
                    en=f"{report.made} visits made, {report.failed} failed, {report.pages} requests",
                )
                console.print(told.in_(settings.language), markup=False)
            for reason in report.reasons:
                console.print(fault_in(reason, settings.language), markup=False)
            if stamped_at is None or time.monotonic() - stamped_at > STAMP_EVERY_S:
                stamped_at = time.monotonic()
                _stamp(desk, console)
            if once:
                return 1 if report.failed else 0
            time.sleep(LOOK_AGAIN_S)


def _stamp(desk: Desk, console: Console) -> None:
    """What was kept is stamped if the home names authorities; one that is down stops no visit."""
    if (desk.settings.home / STAMP_FILE).exists():
        show_stamps(console, stamp_all(desk), desk.settings.language)


def print_coverage(settings: Settings, *, days: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    with open_desk(settings) as desk:
        covered = look_at_coverage(desk, days=days)
    if not covered:
        told = Said(
            sv=f"Inget besök planerat de senaste {days} dygnen: vi har inte tittat någonstans. Kör: lykta watch",
            en=f"No visit planned in the last {days} days: we have looked nowhere. Run: lykta watch",
        )
        console.print(told.in_(settings.language), markup=False)
    for one in covered:
        console.print(_line(one).in_(settings.language), markup=False)
        for reason, count in sorted(one.reasons.items(), key=lambda pair: -pair[1]):
            console.print(f"    {count} x {fault_in(reason, settings.language)}", markup=False)


def _line(one: SourceCoverage) -> Said:
    made, failed, skipped = (
        one.counts.get(state, 0) for state in (VisitState.MADE, VisitState.FAILED, VisitState.SKIPPED)
    )
    planned = sum(one.counts.values())
    hours = one.longest_gap_s / 3600
    return Said(
        sv=f"{one.source}: {planned} planerade, {made} gjorda, {failed} misslyckade, {skipped} överhoppade; "
        f"längsta tiden utan besök {hours:.0f} h",
        en=f"{one.source}: {planned} planned, {made} made, {failed} failed, {skipped} skipped; "
        f"longest time without a visit {hours:.0f} h",
    )
