"""The share of ads that visits see, from how long ads stay and how often a site is visited."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log

import numpy as np
from scipy.optimize import minimize_scalar

from lykta.errors import RefusedError
from lykta.estimate.poisson import Floats
from lykta.model.warning import Warned, warned

# With fewer visits a site's rates rest on hardly anything (docs/adr/0021).
FEW_VISITS = 5
# The prior for such a site: ads that stay .8 of a day, the median of the worlds (world W4).
PRIOR_LIFE_DAYS = 0.8
PRIOR_LIFE_ERROR = 1.0  # of its logarithm: the lives of the worlds' sites spread so much
# Lives that are not exponential: with the simulated market's (log-normal, spread 1) shares of .73 to .87 come out .04
# to .09 too low, which a life 30 to 50 % longer makes good. So much is in every limit (docs/adr/0021).
FORM_ERROR = 0.25
LONGEST_LIFE_DAYS = 3_650.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRates:
    """New ads a day, their mean visible life, and regular visits a day; 0 visits: the site is not looked at.

    `life_error` is the standard error of the logarithm of the life.
    """

    source: str
    new_a_day: float
    life_days: float
    visits_a_day: float
    visits_made: int
    life_error: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLife:
    """One ad from its first sighting on: last seen after `least_days`, missed for the first time after `most_days`.

    `most_days` is inf for one still there. Counted from the first sighting and not from the publication, which may lie
    anywhere between two visits: exponential lives have no memory, so that what is left of them has the same mean, and
    the ads too short-lived to be seen do not make it too long.
    """

    least_days: float
    most_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Share of ads seen, by source and over all visited ones; a source without visits is unknown, not 0."""

    share: float | None
    lower: float | None
    upper: float | None
    by_source: dict[str, float | None]
    warnings: tuple[Warned, ...]


def share_seen(*, life_days: float, visits_a_day: float) -> float:
    """P = (r / m)(1 - exp(-m / r)) for regular visits with a random start, r a day, and lives Exp with mean 1 / m days.

    Estimand: of ads published on the site, those that at least one visit sees. Breaks when lives are bunched, or when
    ads are posted at the hours of the visits.
    """
    if visits_a_day <= 0:
        return 0.0
    gaps = 1 / (life_days * visits_a_day)
    return 1.0 if gaps < 1e-12 else (1 - exp(-gaps)) / gaps


def coverage_of(sites: Sequence[SiteRates], *, life_error: float = 0.0) -> Coverage:
    """Shares weighted with the new ads of each site; the limits move every life by a factor exp(+-1.96 life_error).

    `life_error` is the standard error of the logarithm of the lives.
    """
    visited = [site for site in sites if site.visits_a_day > 0]
    warnings = [warned("COV-MODEL")]
    if few := [site.source for site in visited if site.visits_made < FEW_VISITS]:
        warnings.append(warned("COV-FEW", sources=", ".join(few)))
    if unknown := [site.source for site in sites if site.visits_a_day <= 0]:
        warnings.append(warned("COV-UNKNOWN", sources=", ".join(unknown)))
    shares = [_weighted(visited, exp(shift * 1.96 * life_error)) for shift in (-1, 0, 1)]
    return Coverage(
        share=shares[1],
        lower=shares[0],
        upper=shares[2],
        by_source={site.source: _share(site, 1.0) if site.visits_a_day > 0 else None for site in sites},
        warnings=tuple(warnings),
    )


def _share(site: SiteRates, factor: float) -> float:
    life = PRIOR_LIFE_DAYS if site.visits_made < FEW_VISITS else site.life_days
    return share_seen(life_days=life * factor, visits_a_day=site.visits_a_day)


def _weighted(sites: Sequence[SiteRates], factor: float) -> float | None:
    """Over all new ads; None without any."""
    new = sum(site.new_a_day for site in sites)
    return sum(site.new_a_day * _share(site, factor) for site in sites) / new if new > 0 else None


def mean_life(lives: Sequence[SeenLife]) -> tuple[float, float]:
    """Mean life in days by maximum likelihood for exponential lives known between two visits, and its log's error.

    Estimand: mean visible life of all ads, seen or not, if lives are exponential. With lives of several kinds the
    longer ones weigh too much. Raises RefusedError when none was seen to vanish.
    """
    return mean_life_of(
        np.array([life.least_days for life in lives], dtype=np.float64),
        np.array([life.most_days for life in lives], dtype=np.float64),
    )


def mean_life_of(least_days: Floats, most_days: Floats) -> tuple[float, float]:
    """The same for lives as two columns, in days."""
    gone = np.isfinite(most_days)
    if not gone.any():
        raise RefusedError(
            sv="Ingen annons har setts försvinna, så hur länge de ligger uppe är okänt. Besök oftare eller längre.",
            en="No ad was seen to vanish, so how long they stay cannot be told. Visit more often, or for longer.",
        )
    stayed, missed = float(least_days.sum()), (most_days - least_days)[gone]

    def likelihood(mean: float) -> float:
        return float(-stayed / mean + np.log(np.maximum(-np.expm1(-missed / mean), 1e-300)).sum())

    found = minimize_scalar(
        lambda at: -likelihood(exp(at)), bounds=(log(1e-4), log(LONGEST_LIFE_DAYS)), method="bounded"
    )
    at, step = float(found.x), 1e-3
    around = [likelihood(exp(at + shift)) for shift in (-step, 0.0, step)]
    curvature = -(around[0] - 2 * around[1] + around[2]) / step**2
    return exp(at), curvature**-0.5 if curvature > 0 else inf


def new_ad_rate(new_seen: int, gaps_days: Sequence[float], *, life_days: float) -> float:
    """Ads published a day: those first seen at visits, over the time that such an ad is still there to be seen.

    Each gap g between visits lets (1 - exp(-g / life)) x life days of publishing be seen. The first visit of a site has
    no gap: what stands there then has any age, and does not count as new.
    """
    window = sum(life_days * (1 - exp(-gap / life_days)) for gap in gaps_days)
    if window <= 0:
        raise RefusedError(
            sv="Två besök behövs för att räkna nya annonser per dag.",
            en="Two visits are needed to count new ads a day.",
        )
    return new_seen / window


def rate_of_few(seen: int, gaps_days: Sequence[float]) -> float:
    """Ads published a day at a site of few visits, from all that was seen there and the prior life.

    What stands at the first visit was published over a life's time: a gap without a beginning. Rough, and enough to
    plan the next visits by; a share of what was seen is not told from it.
    """
    return new_ad_rate(seen, [inf, *gaps_days], life_days=PRIOR_LIFE_DAYS)


def double_observer(first: int, second: int, both: int) -> tuple[float, tuple[Warned, ...]]:
    """Share seen by two collectors together if they missed independently: an upper bound only.

    Both miss the ads that stay short, so the true share is lower (docs/adr/0021: .19 of all ads where this says .41).
    """
    if not 0 < both <= min(first, second):
        raise RefusedError(
            sv=f"{both} annonser sågs av båda av {first} och {second}. Minst en gemensam väntades.",
            en=f"{both} ads seen by both of {first} and {second}. Expected at least one in common.",
        )
    share = (first + second - both) * both / (first * second)
    return min(share, 1.0), (warned("COV-MODEL"), warned("COV-UPPER"))
