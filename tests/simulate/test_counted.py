"""The worlds that only count: pure functions of a seed, with the sizes that are documented."""

import pytest

from lykta.simulate import occasions, overlaps, turnover
from lykta.simulate.occasions import simulate_occasions
from lykta.simulate.overlaps import simulate_overlaps
from lykta.simulate.turnover import simulate_turnover


def test_the_same_seed_gives_the_same_lists_and_another_seed_others() -> None:
    world = overlaps.WORLDS[4]
    assert simulate_overlaps(world, seed=3) == simulate_overlaps(world, seed=3)
    assert simulate_overlaps(world, seed=3) != simulate_overlaps(world, seed=4)


@pytest.mark.parametrize(("number", "share"), [(0, 0.34), (1, 0.39), (2, 0.34), (3, 0.39), (4, 0.16), (5, 0.31)])
def test_as_many_are_seen_as_the_world_means(number: int, share: float) -> None:
    seen = sum(sum(simulate_overlaps(overlaps.WORLDS[number], seed=seed).values()) for seed in range(5)) / 5
    assert seen / overlaps.ADVERTISERS == pytest.approx(share, abs=0.015)


def test_cross_posting_makes_the_first_two_sites_share_more() -> None:
    def shared(number: int) -> int:
        cells = simulate_overlaps(overlaps.WORLDS[number], seed=1)
        return sum(units for history, units in cells.items() if history.startswith("11"))

    assert shared(2) > 2 * shared(0)


def test_nobody_is_seen_on_no_site() -> None:
    assert "00000" not in simulate_overlaps(overlaps.WORLDS[0], seed=0)


def test_sightings_take_a_seed_and_stay_within_the_occasions() -> None:
    for world in occasions.WORLDS:
        counts = simulate_occasions(world, seed=2)
        assert counts == simulate_occasions(world, seed=2)
        assert min(counts) >= 1
        assert max(counts) <= world.occasions
        assert world.unlinked or sum(counts.values()) <= occasions.ADVERTISERS


def test_unlinked_changes_count_some_advertisers_twice() -> None:
    plain, changing = occasions.WORLDS[0], occasions.WORLDS[-1]
    seeds = range(20)
    assert sum(sum(simulate_occasions(changing, seed=seed).values()) for seed in seeds) > sum(
        sum(simulate_occasions(plain, seed=seed).values()) for seed in seeds
    )


def test_a_market_with_turnover_keeps_its_size_and_has_many_more_ever() -> None:
    seen = simulate_turnover(seed=5)
    assert seen == simulate_turnover(seed=5)
    assert len(seen.present) == turnover.PASSES
    assert seen.present[0] == turnover.AT_START
    assert all(abs(present - 1000) < 120 for present in seen.present)
    assert seen.ever == turnover.AT_START + turnover.ARRIVALS * (turnover.PASSES - 1)
    assert all(len(history) == turnover.PASSES and "1" in history for history in seen.histories)
