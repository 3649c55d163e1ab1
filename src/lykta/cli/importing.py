"""`import`, `rebuild` and `link`: progress while they work, plain counts at the end."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lykta.service.desk import open_desk
from lykta.service.importing import Acknowledged, ImportReport, import_files, rebuild, resume
from lykta.service.linking import check_cards, count_unlinked, link_all
from lykta.service.settings import Settings

# More lines than this only bury the message; all of them are in the database.
MOST_DAMAGE_LINES = 20


def run_import(settings: Settings, files: list[Path], *, then_link: bool) -> int:
    console = Console(highlight=False, stderr=True)
    check_cards(settings)  # a wrong card stops before anything is read, not after
    with open_desk(settings) as desk:
        with shown_progress(console) as progress:
            task = progress.add_task("import", total=len(files))
            report = ImportReport()
            for path in files:
                import_files(desk, [path], acknowledge=said, report=report)
                progress.update(task, advance=1)
        left = resume(desk, acknowledge=said)  # what an earlier run kept and did not come to read
        if left.files:
            show_report(console, left)
        show_report(console, report)
        if then_link and count_unlinked(desk) > 0:
            link_all(desk, progress=lambda step: console.print(f"... {step}", style="dim"))
    return 1 if report.refused or report.damaged else 0


def run_rebuild(settings: Settings) -> int:
    console = Console(highlight=False, stderr=True)
    with open_desk(settings) as desk:
        report = rebuild(desk, acknowledge=said)
        show_report(console, report)
        link_all(desk)
    return 1 if report.refused else 0


def run_link(settings: Settings) -> None:
    console = Console(highlight=False, stderr=True)
    with open_desk(settings) as desk:
        linking = link_all(desk, progress=lambda step: console.print(f"... {step}", style="dim"))
    console.print(
        f"{len(linking.advertisers)} advertisers, {len(linking.networks)} networks, "
        f"{len(linking.hubs)} common values held back"
    )


def said(one: Acknowledged) -> None:
    """One line on standard output for each thing that is safe from now on."""
    Console(highlight=False, soft_wrap=True).print(f"{one.what} {one.sha256} {one.name}", markup=False)


def shown_progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=not console.is_terminal,
    )


def show_report(console: Console, report: ImportReport) -> None:
    console.print(
        f"{report.files} archive files ({report.files_already} were there), {report.pages} new pages, "
        f"{report.ads} new ads, {report.findings} findings, {report.sightings} sightings, "
        f"{report.unread} pages nobody could read"
    )
    for sentence in report.refused:
        console.print(f"refused: {sentence}", markup=False)
    for one in report.damaged[:MOST_DAMAGE_LINES]:
        console.print(f"damaged: {one.file[:12]} at {one.offset}: {one.problem}", markup=False)
    if len(report.damaged) > MOST_DAMAGE_LINES:
        console.print(f"... and {len(report.damaged) - MOST_DAMAGE_LINES} more damaged records")
