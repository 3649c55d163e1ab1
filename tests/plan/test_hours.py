"""The plan of hours: METHODS' world of eight cities, floors held, and the smallest hours where they cannot be."""

import pytest

from lykta.errors import RefusedError
from lykta.plan.hours import PlaceWork, best_hours, hours_for_all, smallest_hours

# World W5: ads a day, share of them that needs review, and the hours in which two thirds of it are done.
CITIES = [
    PlaceWork(place=name, due=new * share, scale_h=scale)
    for name, new, share, scale in (
        ("a", 260, 0.12, 3.0), ("b", 70, 0.12, 1.2), ("c", 60, 0.13, 1.2), ("d", 18, 0.14, 0.5),
        ("e", 12, 0.15, 0.4), ("f", 9, 0.20, 0.4), ("g", 6, 0.25, 0.35), ("h", 4, 0.22, 0.3),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "floor", "reviewed"), [(10, 0, 42.2), (10, 0.5, 41.8), (10, 0.7, 41.1), (7, 0, 35.0), (7, 0.5, 32.8)]
)
def test_the_eight_cities_get_the_reviewed_ads_of_the_methods(hours: float, floor: float, reviewed: float) -> None:
    found = best_hours(CITIES, hours=hours, least_share=floor)
    assert found.reviewed == pytest.approx(reviewed, abs=0.05)
    assert sum(found.hours) <= hours
    assert all(one.share(given) >= floor - 1e-9 for one, given in zip(CITIES, found.hours, strict=True))


def test_without_a_floor_one_city_gets_nothing() -> None:
    assert best_hours(CITIES, hours=10, least_share=0).hours[-1] == 0
    assert best_hours(CITIES, hours=10, least_share=0.5).hours[-1] == 0.5


@pytest.mark.parametrize(("hours", "floor", "least"), [(9, 0.7, "10"), (6, 0.5, "7"), (0, 0.1, "4")])
def test_floors_that_do_not_fit_are_refused_with_the_smallest_hours_that_work(
    hours: float, floor: float, least: str
) -> None:
    with pytest.raises(RefusedError, match=f"The least that does: {least} hours"):
        best_hours(CITIES, hours=hours, least_share=floor)
    assert best_hours(CITIES, hours=float(least), least_share=floor).reviewed > 0
    assert smallest_hours(CITIES, least_share=floor) == float(least)


def test_a_floor_beyond_any_working_day_is_refused_with_its_place() -> None:
    with pytest.raises(RefusedError, match="far: 99 % cannot be reached in 20 hours"):
        best_hours([PlaceWork(place="far", due=1, scale_h=50)], hours=100, least_share=0.99)


def test_nothing_due_takes_no_hours() -> None:
    assert best_hours([], hours=8, least_share=0.5).hours == ()


def test_twenty_units_are_solved_and_more_hours_never_review_less() -> None:
    units = [PlaceWork(place=str(at), due=1 + at % 7, scale_h=0.3 + at / 10) for at in range(20)]
    found = [best_hours(units, hours=hours, least_share=0.0).reviewed for hours in (0, 2, 5, 9, 20)]
    assert found == sorted(found)
    assert found[0] == 0


@pytest.mark.parametrize(("networks", "hours"), [(0, 0), (1, 0.5), (3, 0.5), (6, 1.0), (7, 1.5)])
def test_every_suspected_minor_is_looked_at_whole(networks: int, hours: float) -> None:
    assert hours_for_all(networks, minutes_each=10) == hours
