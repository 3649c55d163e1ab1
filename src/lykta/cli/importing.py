"""`import`, `rebuild` and `link`: progress while they work, plain counts at the end."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lykta.cli.looking import damaged_place, say_not_shown
from lykta.model.counting import (
    ADVERTISER,
    ARCHIVE_FILE,
    COMMON_VALUE,
    DAMAGED_PLACE,
    FINDING,
    NETWORK,
    NEW_PAGE,
    NEW_WORDING,
    PAGE,
    SIGHTING,
    count_in_digits,
)
from lykta.model.words import Language, Said
from lykta.service.faults import fault_in
from lykta.service.importing import Acknowledged, ImportReport, import_files, inputs_of, rebuild, resume
from lykta.service.law import check_plugins
from lykta.service.linking import count_unlinked, link_all
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

# More lines than this only bury the message; all of them are in the database.
MOST_DAMAGE_LINES = 20
_READING = Said(sv="läser in", en="import")
_NEXT = Said(
    sv="Se vad som kom: lykta today, lykta find TEXT, eller i webbläsaren lykta serve",
    en="Look at it: lykta today, lykta find TEXT, or in the browser lykta serve",
)
# What linking names its steps by, as a user reads them.
_STEPS = {
    "reading ads": Said(sv="läser annonser", en="reading ads"),
    "linking": Said(sv="länkar", en="linking"),
    "assessing": Said(sv="bedömer", en="assessing"),
    "keeping": Said(sv="sparar", en="keeping"),
}


def run_import(settings: Settings, files: list[Path], *, then_link: bool, charset: str | None = None) -> int:
    console = Console(highlight=False, stderr=True)
    check_plugins(settings)  # a wrong card or offence stops before anything is read, not after
    with open_desk(settings) as desk:
        with shown_progress(console) as progress:
            inputs = inputs_of(files)
            task = progress.add_task(_READING.in_(settings.language), total=len(inputs))

            def acknowledge(one: Acknowledged) -> None:
                said(one)
                progress.update(task, advance=one.what == "read")

            report = import_files(desk, inputs, acknowledge=acknowledge, charset=charset)
            progress.update(task, completed=len(inputs))
        left = resume(desk, acknowledge=said)  # what an earlier run kept and did not come to read
        if left.files:
            show_report(console, left, settings.language)
        show_report(console, report, settings.language)
        if then_link and count_unlinked(desk) > 0:
            link_all(desk, progress=lambda step: show_step(console, step, settings.language))
        if report.ads or left.ads:
            console.print(_NEXT.in_(settings.language))
    return 1 if any(one.refused or one.damaged for one in (left, report)) else 0


def run_rebuild(settings: Settings, *, despite_missing: bool) -> int:
    console = Console(highlight=False, stderr=True)
    with open_desk(settings) as desk:
        report = rebuild(desk, acknowledge=said, despite_missing=despite_missing)
        show_report(console, report, settings.language)
        link_all(desk)
    return 1 if report.refused or report.damaged else 0


def run_link(settings: Settings) -> None:
    console = Console(highlight=False, stderr=True)
    with open_desk(settings) as desk:
        linking = link_all(desk, progress=lambda step: show_step(console, step, settings.language))
    advertisers = count_in_digits(len(linking.advertisers), ADVERTISER)
    networks, hubs = count_in_digits(len(linking.networks), NETWORK), count_in_digits(len(linking.hubs), COMMON_VALUE)
    says = Said(
        sv=f"{advertisers.sv}, {networks.sv}, {hubs.sv} hålls tillbaka",
        en=f"{advertisers.en}, {networks.en}, {hubs.en} held back",
    )
    console.print(says.in_(settings.language))


def said(one: Acknowledged) -> None:
    """One line on standard output for each thing that is safe from now on: for programs, the same in any language."""
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


def show_step(console: Console, step: str, language: Language) -> None:
    named = _STEPS.get(step)
    console.print(f"... {named.in_(language) if named else step}", style="dim")


def show_report(console: Console, report: ImportReport, language: Language) -> None:
    files, pages = count_in_digits(report.files, ARCHIVE_FILE), count_in_digits(report.pages, NEW_PAGE)
    ads, findings = count_in_digits(report.ads, NEW_WORDING), count_in_digits(report.findings, FINDING)
    sightings, unread = count_in_digits(report.sightings, SIGHTING), count_in_digits(report.unread, PAGE)
    counts = Said(
        sv=f"{files.sv} ({report.files_already} fanns redan), {pages.sv}, {ads.sv}, {findings.sv}, {sightings.sv}, "
        f"{unread.sv} som ingen kunde läsa",
        en=f"{files.en} ({report.files_already} there before), {pages.en}, {ads.en}, {findings.en}, {sightings.en}, "
        f"{unread.en} nobody could read",
    )
    console.print(counts.in_(language))
    for name, note in report.notes:
        console.print(f"{name}: {note.in_(language)}", markup=False)
    for sentence in report.refused:
        refused = Said(sv=f"nekad: {fault_in(sentence, 'sv')}", en=f"refused: {sentence}")
        console.print(refused.in_(language), markup=False)
    for one in report.damaged[:MOST_DAMAGE_LINES]:
        damaged = damaged_place(one.file, one.offset, one.problem)
        console.print(damaged.in_(language), markup=False)
    say_not_shown(console, len(report.damaged) - MOST_DAMAGE_LINES, DAMAGED_PLACE, language)
