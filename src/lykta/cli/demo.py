"""`demo`: a simulated market goes the whole path, then a summary against the truth."""

import os
import shlex
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from lykta.cli.importing import shown_progress
from lykta.cli.looking import show_today
from lykta.cli.serving import serve_desk
from lykta.model.account import ROLE_NAMES, Role
from lykta.model.words import Language, Said
from lykta.service import looking
from lykta.service.accounts import add_demo_accounts
from lykta.service.desk import Desk
from lykta.service.doorway import mark_as_demo
from lykta.service.importing import ImportReport, import_files
from lykta.service.linking import link_all
from lykta.service.settings import Settings, make_home
from lykta.service.simulating import Measured, Score, make_world, score_against, write_captures
from lykta.service.standing import open_desk

_SHOWN_ON_TODAY = 8


def run_demo(settings: Settings, *, days: int, seed: int, preset: str, then_serve: bool) -> None:
    """A demo never touches the user's own home or database: each world has a home of its own."""
    console = Console(highlight=False)
    home = settings.home / f"demo-{preset}-{days}-days-seed-{seed}"
    began = time.monotonic()
    own = settings.model_copy(update={"home": home, "database_url": None})
    make_home(own)
    captures = _make_captures(home / "world", console, own.language, days=days, seed=seed, preset=preset)
    with open_desk(own) as desk:
        mark_as_demo(desk)
        report = _import_and_link(desk, captures, console)
        score = score_against(desk, home / "world" / "truth.jsonl")
        show_today(console, looking.today(desk), own.language, most=_SHOWN_ON_TODAY)
        console.print()
        world = Said(sv=f"förval {preset}, frö {seed}, {days} dygn", en=f"preset {preset}, seed {seed}, {days} days")
        console.print(_summary(score, report, world.in_(own.language), own.language))
        taken_s = f"{time.monotonic() - began:.0f}"
        ended = Said(sv=f"{taken_s} s i allt. Hem: {home}", en=f"{taken_s} s in all. Home: {home}")
        console.print(ended.in_(own.language), soft_wrap=True)
        _show_accounts(console, add_demo_accounts(desk), own.language)
        if then_serve:
            serve_desk(desk, console)
        else:
            look = f"LYKTA_HOME={shlex.quote(str(home))} ./run serve"
            told = Said(sv=f"Titta på den: {look}", en=f"Look at it: {look}")
            console.print(told.in_(own.language), soft_wrap=True, markup=False)


def _show_accounts(console: Console, made: dict[Role, str], language: Language) -> None:
    """Nothing when the home had them before: a password is shown once."""
    if not made:
        return
    title = Said(
        sv="Ett konto av varje roll, lösenord visas bara nu",
        en="One account of each role, passwords are shown only now",
    )
    table = Table(title=title.in_(language), title_justify="left", box=None, show_header=False)
    for role, passphrase in made.items():
        table.add_row(role.value, passphrase, ROLE_NAMES[role].in_(language))
    console.print(table)


def _make_captures(
    world: Path, console: Console, language: Language, *, days: int, seed: int, preset: str
) -> list[Path]:
    with shown_progress(console) as progress:
        task = progress.add_task(Said(sv="simulerar", en="simulate").in_(language), total=None)
        return write_captures(
            make_world(preset=preset, seed=seed, days=days),
            world,
            progress=lambda done, of: progress.update(task, completed=done, total=of),
            workers=len(os.sched_getaffinity(0)),
        )


def _import_and_link(desk: Desk, captures: list[Path], console: Console) -> ImportReport:
    with shown_progress(console) as progress:
        reading = Said(sv="bevarar, läser, tyder", en="archive, read, extract")
        task = progress.add_task(reading.in_(desk.settings.language), total=len(captures))
        report = import_files(desk, captures, acknowledge=lambda one: progress.update(task, advance=one.what == "read"))
        linking = Said(sv="länkar och bedömer", en="link and assess")
        task = progress.add_task(linking.in_(desk.settings.language), total=4)
        link_all(desk, progress=lambda _: progress.update(task, advance=1))
    return report


def _summary(score: Score, report: ImportReport, world: str, language: Language) -> Table:
    title = Said(sv=f"Mot facit ({world})", en=f"Against the truth ({world})")
    table = Table(title=title.in_(language), title_justify="left", box=None, show_header=False)
    table.add_column()
    table.add_column(justify="left")
    for name, said in _rows(score, report):
        table.add_row(name.in_(language), said.in_(language))
    return table


def _rows(score: Score, report: ImportReport) -> Iterator[tuple[Said, Said]]:
    yield Said(sv="annonsörer", en="advertisers"), _agreement(score.advertisers)
    yield Said(sv="nätverk", en="networks"), _agreement(score.networks)
    yield (
        Said(sv="misstänkt minderåriga", en="suspected minors"),
        Said(
            sv=f"{score.minors_on_top} av {score.minors_planted} utlagda ligger överst; "
            f"av de {score.networks_on_top} nätverken där har {score.mistaken_on_top} inget utlagt tecken",
            en=f"{score.minors_on_top} of {score.minors_planted} planted are on top; "
            f"of the {score.networks_on_top} networks there {score.mistaken_on_top} have no planted cue",
        ),
    )
    yield (
        Said(sv="vanliga värden", en="common values"),
        Said(
            sv=f"{score.hubs_held} av {score.hubs_planted} utlagda hölls utanför, {score.hubs_gluing} klistrar ihop",
            en=f"{score.hubs_held} of {score.hubs_planted} planted held back, {score.hubs_gluing} glue",
        ),
    )
    unseen = score.ads_posted - score.ads_collected
    share = f"{unseen / max(score.ads_posted, 1):.0%}"
    yield (
        Said(sv="inte sett", en="not seen"),
        Said(
            sv=f"{unseen} av {score.ads_posted} annonser hann aldrig samlas in ({share}): sajter besöks då och då, "
            "annonser lever kort",
            en=f"{unseen} of {score.ads_posted} ads posted were never collected ({share}): sites are visited now "
            "and then, ads are short-lived",
        ),
    )
    yield (
        Said(sv="sidor som ingen kunde läsa", en="pages nobody could read"),
        Said(
            sv=f"{report.unread} (bevarade och uppräknade: lykta unread)",
            en=f"{report.unread} (kept and listed: lykta unread)",
        ),
    )


def _agreement(measured: Measured) -> Said:
    pairs = measured.pairs
    rest = f"B-cubed F1 {measured.b_cubed.f1:.3f}; ARI {measured.adjusted_rand:.3f}"
    return Said(
        sv=f"parvis precision {pairs.precision:.3f}, täckning {pairs.recall:.3f}; {rest}",
        en=f"pairwise precision {pairs.precision:.3f}, recall {pairs.recall:.3f}; {rest}",
    )
