"""`simulate`: a synthetic market in a folder, or served over HTTP on this machine."""

from pathlib import Path

from rich.console import Console

from lykta.cli.importing import shown_progress
from lykta.errors import BadInputError
from lykta.model.words import Said
from lykta.service.settings import Settings
from lykta.service.simulating import make_world, serve_world, write_captures


def run_simulation(
    settings: Settings, *, out: Path | None, days: int, seed: int, preset: str, port: int | None
) -> None:
    console = Console(highlight=False, stderr=True)
    if (out is None) == (port is None):
        raise BadInputError("Say either --out FOLDER (captures and truth) or --serve PORT (the sites over HTTP).")
    market = make_world(preset=preset, seed=seed, days=days)
    ads, sites = len(market.ads), len(market.sites)
    made = Said(
        sv=f"{ads} annonser på {sites} sajter i {days} dygn (förval {preset}, frö {seed})",
        en=f"{ads} ads on {sites} sites in {days} days (preset {preset}, seed {seed})",
    )
    console.print(made.in_(settings.language))
    if out is not None:
        with shown_progress(console) as progress:
            task = progress.add_task(Said(sv="insamlat", en="captures").in_(settings.language), total=None)
            write_captures(market, out, progress=lambda done, of: progress.update(task, completed=done, total=of))
        where = Said(
            sv=f"Insamlat i {out / 'warc'}, facit i {out / 'truth.jsonl'}",
            en=f"Captures in {out / 'warc'}, the truth in {out / 'truth.jsonl'}",
        )
        console.print(where.in_(settings.language), soft_wrap=True)
    elif port is not None:
        serve_world(market, port, said=lambda line: console.print(line, markup=False))
