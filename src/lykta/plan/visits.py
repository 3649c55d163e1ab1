"""How often to visit each site, so that a budget of hours shows the most ads and no site is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv

from lykta.errors import RefusedError
from lykta.model.figures import in_english, in_swedish, two_digits

Floats = NDArray[np.float64]

# Once an hour is polite to any site; what stays for less than that is nobody's to catch by visiting.
MOST_A_DAY = 24.0
# Part of the time that is spread over all sites alike, so that none is left out and what is believed of each stays
# true. A visit a week to each of 40 sites would take two thirds of an hour a day (docs/adr/0025).
SPREAD_SHARE = 0.1
STEPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteToVisit:
    """New ads a day that stay Exp with mean `life_days`. `weight`: what one is worth, by people's judgements only."""

    source: str
    new_a_day: float
    life_days: float
    visit_minutes: float
    weight: float = 1.0
    least_a_day: float = 0.0
    most_a_day: float = MOST_A_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRates:
    """Visits a day in the order of the sites, and how many weighted ads a day another minute would show."""

    a_day: tuple[float, ...]
    ads_per_minute: float


def best_rates(sites: Sequence[SiteToVisit], *, minutes: float) -> VisitRates:
    """The regular visits that show most weighted ads: max sum w new P(r), sum c r = minutes, floors and caps held.

    P = r life (1 - exp(-1 / (r life))) is concave, so the best has w new P'(r) = nu c at every site between its floor
    and its cap (Cho & Garcia-Molina 2003, TODS 28:390); P'(r) = life G(1 / (r life)) with G the gamma distribution of
    shape 2, which is inverted. nu, found by bisection, is what another minute shows. Raises RefusedError, with the
    smallest hours that hold the floors, when these minutes do not.
    """
    least, most = _column(sites, "least_a_day"), _column(sites, "most_a_day")
    cost = _column(sites, "visit_minutes")
    floor_minutes = float(cost @ least)
    if minutes <= 0 or floor_minutes > minutes * (1 + 1e-9):
        raise RefusedError(
            sv=f"{in_swedish(two_digits(minutes / 60))} timmar räcker inte till de besök som måste göras. Minsta som "
            f"går: {in_swedish(hours_up(floor_minutes))} timmar om dagen.",
            en=f"{in_english(two_digits(minutes / 60))} hours do not hold the visits that must be made. The least that "
            f"does: {in_english(hours_up(floor_minutes))} hours a day.",
        )
    if float(cost @ most) <= minutes:
        return VisitRates(a_day=tuple(most.tolist()), ads_per_minute=0.0)
    worth = _column(sites, "weight") * _column(sites, "new_a_day") * _column(sites, "life_days")
    life = _column(sites, "life_days")
    # At `high` nothing is worth a visit beyond its floor, at `low` everything is; a hair is for rounding.
    low, high = -80.0, float(np.log(max((worth / cost).max(initial=0.0), 1e-30))) + 1e-6
    for _ in range(STEPS):
        middle = (low + high) / 2
        if float(cost @ _rates_at(np.exp(middle), worth, life, cost, least, most)) > minutes:
            low = middle
        else:
            high = middle
    more, fewer = (_rates_at(np.exp(at), worth, life, cost, least, most) for at in (low, high))
    # Where visits are far rarer than lives are long, gains are a straight line and a hair of nu is many visits.
    part = (minutes - cost @ fewer) / max(float(cost @ (more - fewer)), 1e-300)
    rates = fewer + min(float(part), 1.0) * (more - fewer)
    return VisitRates(a_day=tuple(rates.tolist()), ads_per_minute=float(np.exp(high)))


def _rates_at(nu: float, worth: Floats, life: Floats, cost: Floats, least: Floats, most: Floats) -> Floats:
    """Each site's rate where another minute shows `nu`; its floor where no rate shows so much."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(worth > 0, nu * cost / worth, np.inf)
        gaps = gammaincinv(2, np.minimum(share, 1.0))  # in lives; infinite where nothing is worth a visit
        rates = np.where(share < 1, 1 / (gaps * life), 0.0)
    return np.asarray(np.clip(np.nan_to_num(rates, nan=0.0, posinf=np.inf), least, most), dtype=np.float64)


def hours_up(minutes: float) -> float:
    """Hours with one digit after the point, rounded up, so that so many are enough; a tenth at the least."""
    return max(float(np.ceil(minutes / 6 - 1e-9) / 10), 0.1)


def spread_out(sites: Sequence[SiteToVisit], *, minutes: float) -> list[SiteToVisit]:
    """The sites with floors raised so that a tenth of the free minutes is spread over all alike; caps are kept."""
    free = max(minutes - sum(site.visit_minutes * site.least_a_day for site in sites), 0.0)
    alike = SPREAD_SHARE * free / sum(site.visit_minutes for site in sites)
    return [replace(site, least_a_day=min(max(site.least_a_day, alike), site.most_a_day)) for site in sites]


def ads_seen(sites: Sequence[SiteToVisit], a_day: Sequence[float]) -> Floats:
    """Weighted ads a day that the visits show, by site."""
    rates, life = np.array(a_day), _column(sites, "life_days")
    with np.errstate(divide="ignore"):
        gaps = np.where(rates > 0, 1 / (rates * life), np.inf)
    share = np.where(gaps > 1e-9, -np.expm1(-gaps) / np.maximum(gaps, 1e-9), 1.0)
    return np.asarray(_column(sites, "weight") * _column(sites, "new_a_day") * np.where(rates > 0, share, 0.0))


def worth_of_next_minute(sites: Sequence[SiteToVisit], a_day: Sequence[float]) -> Floats:
    """Weighted ads a day that another minute a day at each site would show: w new P'(r) / c."""
    life = _column(sites, "life_days")
    gained = life * gammainc(2, 1 / (np.array(a_day) * life))
    return np.asarray(_column(sites, "weight") * _column(sites, "new_a_day") * gained / _column(sites, "visit_minutes"))


def _column(sites: Sequence[SiteToVisit], name: str) -> Floats:
    return np.array([getattr(site, name) for site in sites], dtype=np.float64)
