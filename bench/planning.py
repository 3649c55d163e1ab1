"""`./run bench planning`: plans of visits and of hours against the best there is and against simpler habits.

World W4, 40 sites and 600 new ads a day, eight worlds (seeds 1000 to 1007); world W5, eight cities. A figure that
misses its bar says MISSED.
"""

import time
from dataclasses import dataclass, field, replace
from statistics import fmean, median

import numpy as np

from lykta.errors import RefusedError
from lykta.estimate.coverage import FEW_VISITS, PRIOR_LIFE_DAYS, mean_life_of, new_ad_rate, rate_of_few
from lykta.plan.hours import PlaceWork, best_hours
from lykta.plan.visits import Floats, SiteToVisit, ads_seen, best_rates, spread_out
from lykta.simulate.visited import DAYS, simulate_sites

SEEDS = range(1000, 1008)
HOURS = (1, 2, 4, 8, 16, 32)
UNIFORM_DAYS = 5
BAR_LEARNED, BAR_UNIFORM, BAR_LOSS = 0.90, 1.4, 0.10
# World W5: ads a day, the share of them that needs review, hours in which two thirds of it are done.
CITIES = tuple(
    PlaceWork(place=name, due=new * share, scale_h=scale)
    for name, new, share, scale in (
        ("a", 260, 0.12, 3.0), ("b", 70, 0.12, 1.2), ("c", 60, 0.13, 1.2), ("d", 18, 0.14, 0.5),
        ("e", 12, 0.15, 0.4), ("f", 9, 0.20, 0.4), ("g", 6, 0.25, 0.35), ("h", 4, 0.22, 0.3),
    )
)  # fmt: skip


def run() -> None:
    """Prints every figure beside its bar."""
    print(f"planning: W4, {len(SEEDS)} worlds of 40 sites; share of ads ever seen, of the days after the first five")
    for hours in HOURS:
        _visits(hours)
    _hours()


def _line(text: str, bar: str, *, met: bool) -> None:
    print(f"  {text}   bar {bar}: {'met' if met else 'MISSED'}")


# -- Visits -------------------------------------------------------------------------------------------------


def _visits(hours: int) -> None:
    shares: dict[str, list[float]] = {"uniform": [], "by volume": [], "memoryless": [], "best": [], "learned": []}
    off, spent = [], []
    for seed in SEEDS:
        sites = [
            SiteToVisit(
                source=str(at), new_a_day=one.new_a_day, life_days=one.life_days, visit_minutes=one.visit_minutes
            )
            for at, one in enumerate(simulate_sites(seed=seed))
        ]
        minutes, published = 60.0 * hours, sum(site.new_a_day for site in sites)
        best = best_rates(sites, minutes=minutes)
        for name, rates in (
            ("uniform", _alike(sites, minutes)),
            ("by volume", _by_volume(sites, minutes)),
            ("best", list(best.a_day)),
        ):
            shares[name].append(float(ads_seen(sites, rates).sum()) / published)
        shares["memoryless"].append(_memoryless(sites, minutes) / published)
        learned, used = _learned(sites, minutes, seed=seed)
        shares["learned"].append(learned)
        spent.append(used)
        less = best_rates(sites, minutes=0.95 * minutes)
        lost = float(ads_seen(sites, best.a_day).sum() - ads_seen(sites, less.a_day).sum())
        off.append(abs(best.ads_per_minute * 0.05 * minutes / lost - 1))
    told = ", ".join(f"{name} {fmean(listed):.3f}" for name, listed in shares.items())
    print(f"  {hours} h a day: {told}; learned used {fmean(spent):.2f} of its hours")
    ratio = fmean(shares["learned"]) / fmean(shares["best"])
    _line(f"  learned / best {ratio:.3f}", f"{BAR_LEARNED:.2f}", met=ratio >= BAR_LEARNED)
    times = median(ours / theirs for ours, theirs in zip(shares["learned"], shares["uniform"], strict=True))
    if hours == 2:  # the bar is for two hours, where most units are
        _line(f"  learned / uniform {times:.2f}", f"{BAR_UNIFORM}", met=times >= BAR_UNIFORM)
    else:
        print(f"    learned / uniform {times:.2f}")
    _line(
        f"  told loss of 5 % of the hours, off by at most {max(off):.3f}", f"{BAR_LOSS:.2f}", met=max(off) <= BAR_LOSS
    )


def _alike(sites: list[SiteToVisit], minutes: float) -> list[float]:
    return [minutes / sum(site.visit_minutes for site in sites)] * len(sites)


def _by_volume(sites: list[SiteToVisit], minutes: float) -> list[float]:
    spent = sum(site.new_a_day * site.visit_minutes for site in sites)
    return [site.new_a_day * minutes / spent for site in sites]


def _memoryless(sites: list[SiteToVisit], minutes: float) -> float:
    """Ads seen a day by the best visits at random times, sqrt(new m / c nu) - m (Azar et al. 2018, PNAS 115:8099)."""
    new, life, cost = (
        np.array([getattr(site, name) for site in sites]) for name in ("new_a_day", "life_days", "visit_minutes")
    )
    low, high = -80.0, 20.0
    rates = np.zeros(len(sites))
    for _ in range(200):
        middle = (low + high) / 2
        rates = np.maximum(np.sqrt(new / (life * cost * np.exp(middle))) - 1 / life, 0.0)
        low, high = (middle, high) if cost @ rates > minutes else (low, middle)
    return float((new * rates / (rates + 1 / life)).sum())


@dataclass(slots=True)
class _Watched:
    """One site under way: its true ads, and the visits made so far."""

    born: Floats
    gone: Floats
    visits: list[float] = field(default_factory=list)

    def seen(self) -> tuple[Floats, Floats, Floats]:
        """First sighting, last sighting and the first visit that missed it, of each ad seen so far, in days."""
        times = np.array(self.visits)
        first = np.searchsorted(times, self.born)
        after = np.searchsorted(times, self.gone)
        shown = first < after
        missed = np.append(times, np.inf)[after[shown]]
        return times[first[shown]], times[after[shown] - 1], missed


def _learned(sites: list[SiteToVisit], minutes: float, *, seed: int) -> tuple[float, float]:
    """Five days alike, then each day the plan of what the ledger has taught.

    Share seen of the later days' ads, and the minutes that their visits took, as a share of those allowed.
    """
    chance = np.random.default_rng(seed)
    watched = []
    for site in sites:
        born = np.sort(chance.uniform(0, DAYS, chance.poisson(site.new_a_day * DAYS)))
        watched.append(_Watched(born=born, gone=born + chance.exponential(site.life_days, born.size)))
    due = [float(chance.uniform(0, 1 / rate)) for rate in _alike(sites, minutes)]
    for day in range(DAYS):
        believed = sites if day < UNIFORM_DAYS else _believed(sites, watched, day)
        rates = _alike(sites, minutes)
        if day >= UNIFORM_DAYS:
            rates = list(best_rates(spread_out(believed, minutes=minutes), minutes=minutes).a_day)
        for at, rate in enumerate(rates):
            if watched[at].visits:
                due[at] = watched[at].visits[-1] + 1 / rate
            while due[at] < day + 1:
                watched[at].visits.append(max(due[at], float(day)))
                due[at] = watched[at].visits[-1] + 1 / rate
    published = sum(int((one.born >= UNIFORM_DAYS).sum()) for one in watched)
    used = sum(
        site.visit_minutes * sum(at >= UNIFORM_DAYS for at in one.visits)
        for site, one in zip(sites, watched, strict=True)
    )
    return sum(_reached(one) for one in watched) / published, used / (minutes * (DAYS - UNIFORM_DAYS))


def _reached(one: _Watched) -> int:
    times = np.append(np.array(one.visits), np.inf)
    late = one.born >= UNIFORM_DAYS
    return int((times[np.searchsorted(times, one.born[late])] < one.gone[late]).sum())


def _believed(sites: list[SiteToVisit], watched: list[_Watched], day: int) -> list[SiteToVisit]:
    """What the visits of the days before have taught of each site, as `lykta plan` learns it."""
    believed = []
    for site, one in zip(sites, watched, strict=True):
        first, last, missed = one.seen() if one.visits else (np.zeros(0), np.zeros(0), np.zeros(0))
        by_now = first <= day
        gaps = np.diff(one.visits).tolist()
        if len(one.visits) < FEW_VISITS or not np.isfinite(missed[by_now]).any():
            life, new = PRIOR_LIFE_DAYS, rate_of_few(int(by_now.sum()), gaps) if one.visits else 1.0
        else:
            life = mean_life_of((last - first)[by_now], (missed - first)[by_now])[0]
            new = new_ad_rate(int((first[by_now] > one.visits[0]).sum()), gaps, life_days=life)
        believed.append(replace(site, new_a_day=new, life_days=life))
    return believed


# -- Hours --------------------------------------------------------------------------------------------------


def _hours() -> None:
    due = sum(city.due for city in CITIES)
    print(f"planning: W5, eight cities, {due:.1f} ads a day to review")
    for hours, floor in ((10, 0.0), (10, 0.5), (10, 0.7), (9, 0.7), (7, 0.0), (7, 0.5), (6, 0.5)):
        try:
            found = best_hours(CITIES, hours=hours, least_share=floor)
        except RefusedError as refusal:
            print(f"  {hours} h, floor {floor:.1f}: refused, {refusal.en}")
            continue
        held = all(city.share(given) >= floor - 1e-9 for city, given in zip(CITIES, found.hours, strict=True))
        by_due = sum(city.due * city.share(hours * city.due / due) for city in CITIES)
        text = f"{hours} h, floor {floor:.1f}: {found.reviewed:.1f} reviewed; hours by what is due {by_due:.1f}"
        _line(text, "floor held", met=held)
    began = time.process_time()
    units = [PlaceWork(place=str(at), due=1 + at % 7, scale_h=0.3 + at / 10) for at in range(20)]
    best_hours(units, hours=20, least_share=0.3)
    used = time.process_time() - began
    _line(f"20 units: {used:.3f} s of one core", "1 s", met=used < 1)
