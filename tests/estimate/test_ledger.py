"""From looks and sightings to lives, rates, shares and days, on ledgers whose truth is known."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from lykta.estimate.ledger import (
    exposure_days,
    looks_of,
    observed_days,
    published_at,
    seen_lives,
    seen_of_market,
    source_ledger,
)
from lykta.model.market import ListPage, Look, SeenPosting

START = datetime(2026, 3, 1, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def _at(days: float) -> datetime:
    return START + timedelta(days=days)


def _looks(*days: float) -> list[Look]:
    return [Look(began=_at(day), ended=_at(day)) for day in days]


def _times(*days: float) -> list[datetime]:
    return [_at(day) for day in days]


def _posting(first: float, last: float, *, posted: float | None = None) -> SeenPosting:
    posted_at = None if posted is None else _at(posted)
    return SeenPosting(source="s", first_seen_at=_at(first), last_seen_at=_at(last), posted_at=posted_at)


def _simulated(looks: list[float], *, life: float, new_a_day: float, seed: int) -> tuple[list[SeenPosting], float]:
    """Postings of 60 days as these looks see them, and the share of the published ones that was seen."""
    rng = np.random.default_rng(seed)
    born = rng.uniform(0, 60, rng.poisson(new_a_day * 60))
    gone = born + rng.exponential(life, len(born))
    times = np.array(looks)
    seen = []
    for one, other in zip(born, gone, strict=True):
        at = times[(times >= one) & (times < other)]
        if at.size:
            seen.append(_posting(float(at[0]), float(at[-1])))
    after_first = born > looks[0]
    reached = [any(one <= at < other for at in looks) for one, other in zip(born, gone, strict=True)]
    return seen, float(np.mean(np.array(reached)[after_first]))


# -- Looks --------------------------------------------------------------------------------------------------


def test_the_pages_of_one_walk_are_one_look_and_an_address_again_is_the_next() -> None:
    pages = [ListPage(at=_at(0) + timedelta(seconds=s), url=url) for s, url in ((0, "1"), (20, "2"), (400, "1"))]
    assert [(look.began, look.ended) for look in looks_of(reversed(pages), whole=None)] == [
        (_at(0), _at(0) + timedelta(seconds=20)),
        (_at(0) + timedelta(seconds=400), _at(0) + timedelta(seconds=400)),
    ]


def test_a_page_loaded_again_at_once_or_captured_twice_is_one_look() -> None:
    pages = [ListPage(at=_at(0) + timedelta(seconds=s), url="1") for s in (0, 0, 3, 119)]
    assert len(looks_of(pages, whole=None)) == 1
    twice = [Look(began=_at(1), ended=_at(1))] * 2
    assert source_ledger("s", twice, [_posting(1, 1)]).rates is None


def test_two_looks_minutes_apart_do_not_make_a_site_of_thousands_of_ads_a_day() -> None:
    minutes = 3 / (24 * 60)
    ledger = source_ledger("s", _looks(0, minutes), [*[_posting(0, minutes)] * 10, _posting(minutes, minutes)])
    assert ledger.rates is not None
    assert ledger.rates.new_a_day == pytest.approx(11 / 0.8, rel=0.01)  # all that stood there, over a life's time


def test_a_long_pause_begins_the_next_look() -> None:
    pages = [ListPage(at=_at(0), url="1"), ListPage(at=_at(0) + timedelta(minutes=31), url="2")]
    assert len(looks_of(pages, whole=None)) == 2


def test_a_look_that_was_not_walked_to_the_end_or_not_read_shows_nobody_gone() -> None:
    pages = [ListPage(at=_at(0), url="1"), ListPage(at=_at(1), url="1"), ListPage(at=_at(2), url="1", read=False)]
    assert [look.whole for look in looks_of(pages, whole=None)] == [True, True, False]
    assert [look.whole for look in looks_of(pages, whole=[(_at(0.9), _at(1.1))])] == [False, True, False]
    assert [look.whole for look in looks_of(pages, whole=[])] == [False, False, False]


def test_no_page_is_no_look() -> None:
    assert looks_of([], whole=None) == []


def test_a_life_ends_between_the_last_sighting_and_the_first_whole_look_without_it() -> None:
    looks = [*_looks(0, 1), Look(began=_at(2), ended=_at(2), whole=False), *_looks(3)]
    gone, there = seen_lives(looks, [_posting(0, 1), _posting(1, 3)])
    assert (gone.least_days, gone.most_days) == (1, 3)
    assert (there.least_days, there.most_days) == (2, float("inf"))


# -- Shares -------------------------------------------------------------------------------------------------


def test_exposure_of_one_gap_is_that_of_the_formula() -> None:
    found = exposure_days(_times(0, 2), life_days=1.0, since=_at(0), until=_at(2))
    assert found == pytest.approx(1 - np.exp(-2))


def test_exposure_adds_up_over_parts_of_a_span_and_nothing_is_seen_after_the_last_look() -> None:
    looks = _times(0, 0.5, 2, 2.25)
    parts = [exposure_days(looks, life_days=0.7, since=_at(a), until=_at(a + 0.5)) for a in np.arange(0, 5, 0.5)]
    assert sum(parts) == pytest.approx(exposure_days(looks, life_days=0.7, since=_at(-3), until=_at(9)))
    assert exposure_days(looks, life_days=0.7, since=_at(2.25), until=_at(9)) == 0


@pytest.mark.parametrize("life", [0.3, 1.0, 4.0])
def test_irregular_looks_with_holes_give_back_life_rate_and_share(life: float) -> None:
    rng = np.random.default_rng(4)
    looks = [at for at in sorted(rng.uniform(0, 60, 150).tolist()) if not 20 < at < 27]
    postings, truth = _simulated(looks, life=life, new_a_day=40, seed=5)
    ledger = source_ledger("s", _looks(*looks), postings)
    assert ledger.rates is not None
    assert ledger.rates.life_days == pytest.approx(life, rel=0.1)
    assert ledger.rates.new_a_day == pytest.approx(40, rel=0.1)
    assert ledger.share_of(since=_at(0), until=_at(60)) == pytest.approx(truth, abs=0.03)


def test_the_limits_of_the_market_hold_the_truth_and_a_site_nobody_saw_is_unknown_not_zero() -> None:
    looks = np.arange(0, 60, 0.8).tolist()
    postings, truth = _simulated(looks, life=0.6, new_a_day=30, seed=6)
    ledgers = [source_ledger("s", _looks(*looks), postings), source_ledger("far", [], [])]
    page = seen_of_market(ledgers, names={"far": "Far away"}, since=_at(0), until=_at(60))
    assert page.share is not None
    assert page.lower is not None
    assert page.upper is not None
    assert page.lower < truth < page.upper
    assert [one.share for one in page.sources][1] is None
    assert [(one.code, one.says.en) for one in page.warnings][1] == (
        "COV-UNKNOWN",
        "Not visited, so the coverage is unknown and not zero: Far away.",
    )


def test_four_looks_take_the_prior_life_and_say_so() -> None:
    ledger = source_ledger("s", _looks(0, 1, 2, 3), [_posting(1, 1)])
    page = seen_of_market([ledger], names={}, since=_at(0), until=_at(3))
    assert page.sources[0].life_days == 0.8
    assert "COV-FEW" in [one.code for one in page.warnings]
    assert page.lower is not None
    assert page.upper is not None
    assert page.upper / page.lower > 2


@pytest.mark.parametrize("looks", [[], [0.0]])
def test_without_two_looks_nothing_is_known(looks: list[float]) -> None:
    ledger = source_ledger("s", _looks(*looks), [_posting(0, 0)])
    assert ledger.rates is None
    assert ledger.share_of(since=_at(0), until=_at(9)) is None
    assert published_at(ledger) == []
    assert observed_days([ledger], until=_at(9), zone=STOCKHOLM) == []


def test_a_clock_that_went_back_gives_looks_in_order_all_the_same() -> None:
    ledger = source_ledger("s", _looks(3, 1, 2), [_posting(2, 3), _posting(3, 3)])
    assert [look.began for look in ledger.looks] == [_at(1), _at(2), _at(3)]


# -- Days ---------------------------------------------------------------------------------------------------


def test_a_posting_was_published_when_its_page_says_if_that_lies_in_the_gap() -> None:
    told, untold = _posting(3, 3, posted=1.5), _posting(3, 3, posted=0.2)
    ledger = source_ledger("s", _looks(0, 1, 3, 4, 5, 6), [told, untold, _posting(0, 0), _posting(3, 4)])
    found = published_at(ledger)
    assert found[0] == _at(1.5)
    assert len(found) == 3  # the ad of the first look has any age
    assert all(_at(1) < at < _at(3) for at in found)


def test_postings_of_a_long_gap_are_laid_out_over_it_and_not_piled_on_its_last_day() -> None:
    postings = [_posting(10, 10.5)] * 50 + [_posting(11, 14)] * 5
    ledger = source_ledger("s", _looks(0, 10, 11, 12, 13, 14, 15), postings)
    days = {at.date() for at in published_at(ledger) if at < _at(10)}
    assert len(days) >= 5


def test_days_without_a_look_keep_the_coverage_of_what_was_still_there_at_the_next() -> None:
    looks = np.arange(0.5, 40, 1).tolist()
    looks = [at for at in looks if not 10 < at < 20]
    postings, _ = _simulated(looks, life=1.0, new_a_day=20, seed=7)
    days = observed_days([source_ledger("s", _looks(*looks), postings)], until=_at(39.5), zone=STOCKHOLM)
    by_day = {one.day: one for one in days}
    assert len(by_day) == len(days)
    hole = by_day[date(2026, 3, 14)].coverage
    whole = by_day[date(2026, 3, 5)].coverage
    assert hole is not None
    assert whole is not None
    assert hole < 0.05
    assert whole > 0.5
    assert all(one.coverage is not None and 0 <= one.coverage <= 1 for one in days)


def test_a_site_watched_from_later_on_is_a_step_in_what_is_seen_and_not_in_the_market() -> None:
    early, late = np.arange(0, 60, 0.5).tolist(), np.arange(30, 60, 0.5).tolist()
    one, _ = _simulated(early, life=1.0, new_a_day=20, seed=8)
    other, _ = _simulated(late, life=1.0, new_a_day=20, seed=9)
    ledgers = [source_ledger("a", _looks(*early), one), source_ledger("b", _looks(*late), other)]
    days = observed_days(ledgers, until=_at(59), zone=STOCKHOLM)
    before = [day for day in days if day.day < date(2026, 3, 29)]
    after = [day for day in days if day.day > date(2026, 4, 1)]
    rates = [sum(day.count for day in part) / sum(day.coverage or 0 for day in part) for part in (before, after)]
    assert rates[0] == pytest.approx(40, rel=0.1)
    assert rates[1] == pytest.approx(40, rel=0.1)


def test_a_day_on_which_the_clock_is_changed_is_covered_like_any_other() -> None:
    looks = np.arange(0, 40, 0.25).tolist()
    ledger = source_ledger("s", _looks(*looks), [_posting(1, 1.5), _posting(2, 3), _posting(9, 9)])
    covered = {one.day: one.coverage for one in observed_days([ledger], until=_at(39), zone=STOCKHOLM)}
    assert covered[date(2026, 3, 29)] == pytest.approx(covered[date(2026, 3, 28)], abs=0.01)
