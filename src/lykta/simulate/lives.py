"""When advertisers live, move and post. Times are days since the world's start, a Monday's local midnight."""

from math import exp, floor
from random import Random

from lykta.simulate.people import Stay
from lykta.simulate.places import draw_place
from lykta.simulate.settings import WorldSettings


def draw_life_d(settings: WorldSettings, rng: Random) -> float:
    """A life in days: one day, or lognormal within the longest."""
    if rng.random() < settings.one_day_share:
        return 1.0
    return min(
        max(round(rng.lognormvariate(settings.life_log_mean, settings.life_log_spread)), 1),
        settings.life_longest_d,
    )


def draw_window(settings: WorldSettings, days: int, rng: Random) -> tuple[float, float]:
    """Start and end of a life that touches the world, as a market in balance has them."""
    while True:
        life = draw_life_d(settings, rng)
        start = rng.uniform(-settings.life_longest_d, days)
        if start + life > 0:
            return start, start + life


def draw_name_count(settings: WorldSettings, rng: Random) -> int:
    if rng.random() < settings.one_name_share:
        return 1
    weights = [count**-settings.names_exponent for count in range(2, 201)]
    return rng.choices(range(2, 201), weights=weights)[0]


def poisson(mean: float, rng: Random) -> int:
    """Knuth's method; for the small means used here."""
    limit, product, count = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def draw_hour(settings: WorldSettings, rng: Random) -> float:
    """A local time of day in hours by the rhythm of posting."""
    third = rng.choices((0, 8, 16), weights=settings.hour_weights)[0]
    return third + rng.random() * 8


def draw_posts(
    settings: WorldSettings, rng: Random, *, start: float, end: float, days: int, rate: float
) -> tuple[float, ...]:
    """Times of posting in a life at `rate` a day, at least one if the life lies in the world."""
    first, last = max(start, 0.0), min(end, float(days))
    posts = []
    for day in range(floor(first), floor(last) + 1):
        weight = settings.weekday_weights[day % 7]
        times = [day + draw_hour(settings, rng) / 24 for _ in range(poisson(rate * weight, rng))]
        posts += [time for time in times if first <= time < last]
    if not posts and start >= 0:
        posts = [min(start + rng.random() * (last - start), days - 0.01)]
    return tuple(sorted(posts))


def follow(base: tuple[float, ...], settings: WorldSettings, rng: Random, *, start: float, end: float) -> list[float]:
    """The base times that one member follows, each with its small lag."""
    followed = [time + rng.gauss(0, settings.sync_lag_h) / 24 for time in base if rng.random() < settings.sync_share]
    return [time for time in followed if max(start, 0) <= time < end]


def solo_tour(home: str, rng: Random, *, start: float, end: float) -> tuple[Stay, ...]:
    """Home stays of Gamma(3, 3) days between tours of 1-3 stops of Gamma(3, 1.3) days (METHODS W7)."""
    stays, at = [Stay(from_day=start, place=home)], max(start, -20.0) + rng.gammavariate(3, 3)
    while at < end:
        for _ in range(rng.randint(1, 3)):
            stays.append(Stay(from_day=at, place=draw_place(rng)))
            at += rng.gammavariate(3, 1.3)
        stays.append(Stay(from_day=at, place=home))
        at += rng.gammavariate(3, 3)
    return tuple(stays)


def draw_route(rng: Random, *, start: float, end: float) -> tuple[Stay, ...]:
    """A network's route: stops of Gamma(4, 1.2) days, never twice the same town in a row (METHODS W7)."""
    place = draw_place(rng)
    stays, at = [Stay(from_day=start, place=place)], max(start, -20.0) + rng.gammavariate(4, 1.2)
    while at < end:
        following = draw_place(rng)
        if following != place:
            place = following
            stays.append(Stay(from_day=at, place=place))
            at += rng.gammavariate(4, 1.2)
    return tuple(stays)


def on_route(route: tuple[Stay, ...], settings: WorldSettings, rng: Random) -> tuple[Stay, ...]:
    """One member's way along the route: a lag (SD .6 d), and now and then a stop left out."""
    kept = [stay for index, stay in enumerate(route) if index == 0 or rng.random() >= settings.drop_out_share]
    moved = [Stay(from_day=stay.from_day + rng.gauss(0, 0.6), place=stay.place) for stay in kept]
    return tuple(sorted(moved, key=lambda stay: stay.from_day))
