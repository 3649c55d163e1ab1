from collections import Counter
from itertools import pairwise
from random import Random
from statistics import mean, quantiles

from lykta.simulate.lives import (
    draw_life_d,
    draw_name_count,
    draw_posts,
    draw_route,
    draw_window,
    follow,
    on_route,
    poisson,
    solo_tour,
)
from lykta.simulate.settings import DEFAULT


def test_lives_have_the_published_quartiles() -> None:
    rng = Random(1)
    lives = [draw_life_d(DEFAULT, rng) for _ in range(20_000)]
    low, middle, high = quantiles(lives, n=4)
    assert low == 1
    assert 12 <= middle <= 16
    assert 52 <= high <= 66
    assert 66 <= mean(lives) <= 80


def test_names_have_the_published_mean() -> None:
    rng = Random(2)
    names = [draw_name_count(DEFAULT, rng) for _ in range(20_000)]
    assert quantiles(names, n=4) == [1, 1, 2]
    assert 1.7 <= mean(names) <= 2.1


def test_a_window_touches_the_world() -> None:
    rng = Random(3)
    for _ in range(300):
        start, end = draw_window(DEFAULT, 60, rng)
        assert end > 0
        assert start < 60


def test_posts_lie_in_the_life_and_follow_the_hours() -> None:
    rng = Random(4)
    posts = [p for _ in range(200) for p in draw_posts(DEFAULT, rng, start=2.5, end=50, days=60, rate=1)]
    assert all(2.5 <= post < 50 for post in posts)
    thirds = Counter(int(post % 1 * 3) for post in posts)
    assert abs(thirds[2] / thirds[1] - 1.8) < 0.15
    assert abs(thirds[0] / thirds[1] - 0.3) < 0.06


def test_a_life_of_one_day_posts_at_least_once() -> None:
    for seed in range(50):
        assert draw_posts(DEFAULT, Random(seed), start=5.2, end=6.2, days=60, rate=0.01)


def test_members_follow_half_of_the_base_times_within_minutes() -> None:
    base = tuple(index / 2 for index in range(2, 100))
    followed = follow(base, DEFAULT, Random(5), start=0, end=60)
    assert 30 <= len(followed) <= 70
    assert all(min(abs(post - time) for time in base) < 10 / (24 * 60) for post in followed)


def test_a_tour_comes_home_and_a_route_never_stays_in_the_town_it_is_in() -> None:
    tour = solo_tour("Kiruna", Random(6), start=0, end=60)
    assert tour[0].place == tour[-1].place == "Kiruna"
    assert len({stay.place for stay in tour}) > 1
    route = draw_route(Random(7), start=0, end=60)
    assert all(one.place != after.place for one, after in pairwise(route))


def test_a_member_keeps_the_order_of_the_route_in_time() -> None:
    moved = on_route(draw_route(Random(8), start=0, end=60), DEFAULT, Random(9))
    assert [stay.from_day for stay in moved] == sorted(stay.from_day for stay in moved)


def test_poisson_has_its_mean() -> None:
    rng = Random(10)
    assert abs(mean(poisson(1.7, rng) for _ in range(20_000)) - 1.7) < 0.05
    assert poisson(0, rng) == 0
