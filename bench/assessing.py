"""`./run bench assess`: whether suspected minors come first, and whether the order of review is worth following.

Small worlds take the seeds 0 to 99, larger ones 200 to 205. A figure that misses its bar says MISSED.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.assess.worlds import (
    CAPACITY,
    Counted,
    Reviewed,
    adults_on_top,
    called_organised,
    flagged_share,
    minors_on_top,
    planted_found,
    reviewed_world,
    tourers_called_organised,
    worth_a_look,
)

from lykta.service.settings import Settings
from lykta.service.standing import open_desk
from lykta.store.server import remove_cluster

SMALL_SEEDS, SMALL_DAYS, SMALL_SCALE = range(100), 6, 0.1
LARGE_SEEDS, LARGE_DAYS, LARGE_SCALE = range(200, 206), 30, 0.3
PARTS_SHOWN = 6


def run() -> None:
    """Prints every figure beside its bar, if it has one."""
    print(f"assessing: {len(SMALL_SEEDS)} worlds of {SMALL_DAYS} days, scale {SMALL_SCALE}, seeds 0-99")
    small = [_world(seed, SMALL_DAYS, SMALL_SCALE) for seed in SMALL_SEEDS]
    found = [minors_on_top(world) for world in small]
    print(f"  suspected minors on top, world by world: {' '.join(f'{got}/{of}' for got, of in found)}")
    _line("suspected minors on top", found, "all", met=all(got == of for got, of in found))
    adults = [adults_on_top(world) for world in small]
    _line("ads of groups without a minor in tier 0", adults, "at most 2 %", met=_share(adults) <= 0.02)
    for preset in ("default", "hard"):
        print(f"assessing: {len(LARGE_SEEDS)} {preset} worlds of {LARGE_DAYS} days, scale {LARGE_SCALE}, seeds 200-205")
        _print([_world(seed, LARGE_DAYS, LARGE_SCALE, preset) for seed in LARGE_SEEDS])


def _print(worlds: list[Reviewed]) -> None:
    minors = [minors_on_top(world) for world in worlds]
    _line("suspected minors on top", minors, "all", met=all(got == of for got, of in minors))
    adults = [adults_on_top(world) for world in worlds]
    _line("ads of groups without a minor in tier 0", adults, "at most 2 %", met=_share(adults) <= 0.02)
    _line(f"worth a look, of the first {CAPACITY}", [worth_a_look(world) for world in worlds])
    _line(f"planted networks within the first {CAPACITY}", [planted_found(world) for world in worlds])
    flagged = [flagged_share(world) for world in worlds]
    _line("networks flagged at default", flagged, "2-5 %", met=0.02 <= _share(flagged) <= 0.05)
    _line("touring independents called organised", [tourers_called_organised(world) for world in worlds])
    for by in ("language", "place"):
        _parts(by, worlds)


def _parts(by: str, worlds: Iterable[Reviewed]) -> None:
    """Independents called organised, by language or place: a large difference would be a bias."""
    got, of = Counter[str](), Counter[str]()
    for world in worlds:
        for part, (called, everyone) in called_organised(world, lambda *_: True, by).items():
            got[part] += called
            of[part] += everyone
    shown = [f"{part} {got[part] / count:.3f} ({count})" for part, count in of.most_common(PARTS_SHOWN)]
    print(f"  independents called organised, by {by}: {', '.join(shown)}")


def _share(counted: Iterable[Counted]) -> float:
    pairs = list(counted)
    return sum(got for got, _ in pairs) / max(1, sum(of for _, of in pairs))


def _line(what: str, counted: list[Counted], bar: str | None = None, *, met: bool = True) -> None:
    told = "" if bar is None else f"   bar {bar}: {'met' if met else 'MISSED'}"
    print(f"  {what}: {sum(got for got, _ in counted)} of {sum(of for _, of in counted)}, {_share(counted):.4f}{told}")


def _world(seed: int, days: int, scale: float, preset: str = "default") -> Reviewed:
    with _folder() as home, _folder() as out, open_desk(Settings(home=home, database_url=None)) as desk:
        return reviewed_world(desk, out, seed=seed, days=days, scale=scale, preset=preset)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="lykta-bench-"))
    try:
        yield folder
    finally:
        remove_cluster(folder)
        shutil.rmtree(folder, ignore_errors=True)
