"""The whole path on both presets, scored against the truth, and linking's own time."""

import shutil
import tempfile
import time
from pathlib import Path

from bench.linking_truth import Told, tell
from bench.worlds import DAYS, SEED, presets, world
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.settings import Settings
from lykta.service.simulating import Score, score_against
from lykta.service.standing import open_desk
from lykta.store.server import remove_cluster

GOAL_PRECISION, GOAL_RECALL = 0.98, 0.95
GOAL_B_CUBED, GOAL_RAND, GOAL_NEW, GOAL_KEPT = 0.97, 0.97, 0.95, 0.99


def run() -> None:
    print(f"linking: the whole path against the truth, seed {SEED}, {DAYS} days")
    for preset in presets():
        with world(preset) as (out, captures):
            score, told, linked_s = _score(out, captures)
        _print(preset, score, linked_s)
        _print_told(preset, told)


def _score(out: Path, captures: list[Path]) -> tuple[Score, Told, float]:
    home = Path(tempfile.mkdtemp(prefix="lykta-bench-home-"))
    try:
        with open_desk(Settings(home=home, database_url=None)) as desk:
            import_files(desk, captures)
            began = time.perf_counter()
            link_all(desk)
            linked_s = time.perf_counter() - began
            truth = out / "truth.jsonl"
            return score_against(desk, truth), tell(desk, truth), linked_s
    finally:
        remove_cluster(home)
        shutil.rmtree(home, ignore_errors=True)


def _print(preset: str, score: Score, linked_s: float) -> None:
    for name, measured, goal in (
        ("advertisers", score.advertisers, f" (goal {GOAL_PRECISION} and {GOAL_RECALL})"),
        ("networks", score.networks, ""),
    ):
        print(
            f"  {preset}, {name}: pairwise precision {measured.pairs.precision:.4f}, recall {measured.pairs.recall:.4f}"
            f"{goal}; B-cubed F1 {measured.b_cubed.f1:.4f}, by cluster {measured.b_cubed_clusters.f1:.4f} "
            f"(goal {GOAL_B_CUBED}); ARI {measured.adjusted_rand:.4f} (goal {GOAL_RAND}); largest {measured.largest}"
        )
    print(
        f"  {preset}: suspected minors on top {score.minors_on_top} of {score.minors_planted}; common values held back "
        f"{score.hubs_held} of {score.hubs_planted}, gluing {score.hubs_gluing}; "
        f"{score.ads_stored} ads linked and assessed in {linked_s:.1f} s"
    )
    for one in score.bands:
        print(
            f"  {preset}, links called {one.band}: {one.links}, promised {one.promised:.3f}, kept {one.kept:.3f} "
            "(goal: kept at least promised less .05, the hidden ones aside)"
        )
    print(f"  {preset}, links: Brier score {score.brier:.4f}")


def _print_told(preset: str, told: Told) -> None:
    kept = told.numbers - told.numbers_held
    print(
        f"  {preset}: numbers seen in the second half told as returning, F1 {told.returning_f1:.4f}, as new, F1 "
        f"{told.new_f1:.4f} (goal {GOAL_NEW}); numbers on several ads kept {kept} of {told.numbers} (goal {GOAL_KEPT})"
    )
    for name, (joined, every) in (("advertiser", told.languages_joined), ("network", told.languages_tied)):
        print(
            f"  {preset}: pairs of ads of one {name} in two languages joined {joined} of {every}, "
            f"{joined / max(1, every):.4f}"
        )
