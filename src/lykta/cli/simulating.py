"""`simulate`: a synthetic market in a folder, or served over HTTP on this machine."""

from pathlib import Path

from rich.console import Console

from lykta.cli.importing import shown_progress
from lykta.errors import BadInputError
from lykta.service.simulating import make_world, serve_world, write_captures


def run_simulation(*, out: Path | None, days: int, seed: int, preset: str, port: int | None) -> None:
    console = Console(highlight=False, stderr=True)
    if (out is None) == (port is None):
        raise BadInputError("Say either --out FOLDER (captures and truth) or --serve PORT (the sites over HTTP).")
    market = make_world(preset=preset, seed=seed, days=days)
    console.print(f"{len(market.ads)} ads on {len(market.sites)} sites in {days} days (preset {preset}, seed {seed})")
    if out is not None:
        with shown_progress(console) as progress:
            task = progress.add_task("captures", total=None)
            write_captures(market, out, progress=lambda done, of: progress.update(task, completed=done, total=of))
        console.print(f"Captures in {out / 'warc'}, the truth in {out / 'truth.jsonl'}")
    elif port is not None:
        serve_world(market, port, said=lambda line: console.print(line, markup=False))
