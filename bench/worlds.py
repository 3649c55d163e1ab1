"""The two simulated worlds that every benchmark prints, written once per run."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lykta.service.simulating import make_world, write_captures
from lykta.simulate.settings import PRESETS

SEED = 7
DAYS = 60


@contextmanager
def world(preset: str, *, days: int = DAYS, seed: int = SEED) -> Iterator[tuple[Path, list[Path]]]:
    """The world's folder and its captures in order; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="lykta-bench-") as folder:
        out = Path(folder)
        yield out, write_captures(make_world(preset=preset, seed=seed, days=days), out)


def presets() -> tuple[str, ...]:
    return tuple(PRESETS)


def pin_to_one_core() -> int:
    """This process and every child it starts, the database server among them, share one core."""
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core
