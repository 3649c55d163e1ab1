"""From the ledger of looks to what they bear: how long ads stay, how many are new, which share was seen, day by day."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from math import exp, hypot, inf, log
from statistics import fmean

from lykta.errors import RefusedError
from lykta.estimate.coverage import (
    FEW_VISITS,
    FORM_ERROR,
    LONGEST_LIFE_DAYS,
    PRIOR_LIFE_DAYS,
    PRIOR_LIFE_ERROR,
    SeenLife,
    SiteRates,
    mean_life,
)
from lykta.model.market import ListPage, Look, SeenOfMarket, SeenPosting, SourceSeen
from lykta.model.trend import ObservedDay
from lykta.model.warning import warned

# List pages further apart than this are two looks: a host that asks for a longer pause ends a visit (LONGEST_PAUSE_S).
PAUSE = timedelta(minutes=30)
# An address fetched again within this is a page loaded again, not the next look (no plan visits a site more often).
AGAIN = timedelta(minutes=2)
DAY = timedelta(days=1)
Z_95 = 1.96


def looks_of(pages: Iterable[ListPage], *, whole: Sequence[tuple[datetime, datetime]] | None) -> list[Look]:
    """Looks from the list pages fetched, in any order; an address fetched again after a while begins the next look.

    `whole`: spans in which visits walked the lists to their end; None where nobody noted it, and every look counts
    whose pages were all read as lists.
    """
    looks: list[list[ListPage]] = []
    walked: set[str] = set()
    for page in sorted(pages, key=lambda page: (page.at, page.url)):
        is_again = bool(looks) and page.url in walked and page.at - looks[-1][0].at >= AGAIN
        if not looks or is_again or page.at - looks[-1][-1].at > PAUSE:
            looks.append([])
            walked = set()
        looks[-1].append(page)
        walked.add(page.url)
    return [_look(shown, whole) for shown in looks]


def _look(pages: Sequence[ListPage], whole: Sequence[tuple[datetime, datetime]] | None) -> Look:
    began, ended = pages[0].at, pages[-1].at
    to_the_end = whole is None or any(first <= ended and began <= last for first, last in whole)
    return Look(began=began, ended=ended, whole=to_the_end and all(page.read for page in pages))


def minutes_of_looks(looks: Sequence[Look], pages: Sequence[datetime]) -> float | None:
    """Mean minutes from a look's first list page to the last page of any kind that followed; None without a look."""
    times = sorted(pages)
    spent = []
    for number, look in enumerate(looks):
        until = looks[number + 1].began if number + 1 < len(looks) else datetime.max.replace(tzinfo=UTC)
        last = look.ended
        for at in times[bisect_right(times, last) : bisect_left(times, until)]:
            if at - last > PAUSE:
                break
            last = at
        spent.append((last - look.began) / timedelta(minutes=1))
    return fmean(spent) if spent else None


def seen_lives(looks: Sequence[Look], postings: Sequence[SeenPosting]) -> list[SeenLife]:
    """What is known of each posting's time online after its first sighting: between the last and the first miss."""
    whole = [look.began for look in looks if look.whole]
    lives = []
    for one in postings:
        missed = bisect_right(whole, one.last_seen_at)
        lives.append(
            SeenLife(
                least_days=(one.last_seen_at - one.first_seen_at) / DAY,
                most_days=(whole[missed] - one.first_seen_at) / DAY if missed < len(whole) else inf,
            )
        )
    return lives


def exposure_days(began: Sequence[datetime], *, life_days: float, since: datetime, until: datetime) -> float:
    """Days' worth of publishing that was seen, of that between `since` and `until`; `began`: the looks in order.

    An ad published at u is seen when it is still there at the next look, at L: exp(-(L - u) / life). After the last
    look nothing is seen so far; before the first nothing is known, and `since` is moved there.
    """
    seen = 0.0
    first, last = max(bisect_right(began, since) - 1, 0), bisect_left(began, until) + 1
    for before, after in pairwise(began[first:last]):
        start, end = max(before, since), min(after, until)
        if start < end:
            late, early = (after - end) / DAY, (after - start) / DAY
            seen += life_days * (exp(-late / life_days) - exp(-early / life_days))
    return seen


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLedger:
    """A source's looks in order, all that was seen there, and the rates that follow; None where they cannot."""

    source: str
    looks: tuple[Look, ...]
    postings: tuple[SeenPosting, ...]
    rates: SiteRates | None

    @property
    def began(self) -> list[datetime]:
        return [look.began for look in self.looks]

    def share_of(self, *, since: datetime, until: datetime) -> float | None:
        """Share of the ads published in the span, from the first look on, that were seen so far."""
        start = max(since, self.looks[0].began) if self.looks else until
        if self.rates is None or start >= until:
            return None
        life = self.rates.life_days
        return exposure_days(self.began, life_days=life, since=start, until=until) / ((until - start) / DAY)

    def shifted(self, deviations: float) -> "SourceLedger":
        """The same with a life so many of its standard errors longer, and the rate of new ads that goes with it."""
        if self.rates is None:
            return self
        life = min(self.rates.life_days * exp(deviations * self.rates.life_error), LONGEST_LIFE_DAYS)
        return replace(self, rates=_rates(self.source, self.looks, self.postings, life, self.rates.life_error))


def source_ledger(source: str, looks: Sequence[Look], postings: Sequence[SeenPosting]) -> SourceLedger:
    """Life and rate of new ads by the whole ledger of a source; a prior life where it has under five looks.

    Estimand: ads published there a day, seen or not, and their mean time online. Assumes exponential lives and
    publishing that does not follow our visits. The ads of the first look have any age and are not new.
    """
    ordered = tuple(sorted(looks, key=lambda look: look.began))
    rates = None
    if len(ordered) > 1 and postings and ordered[0].began < ordered[-1].began:
        rates = _rates(source, ordered, postings, *_life(ordered, postings))
    return SourceLedger(source=source, looks=ordered, postings=tuple(postings), rates=rates)


def _rates(
    source: str, looks: Sequence[Look], postings: Sequence[SeenPosting], life_days: float, life_error: float
) -> SiteRates:
    """With few looks what stood at the first counts too: it was published over a life's time (`rate_of_few`)."""
    began = [look.began for look in looks]
    window = exposure_days(began, life_days=life_days, since=began[0], until=began[-1])
    has_few = len(looks) < FEW_VISITS
    new = len(postings) if has_few else len(new_postings(looks, postings))
    return SiteRates(
        source=source,
        new_a_day=new / (window + life_days) if has_few else new / window,
        life_days=life_days,
        visits_a_day=(len(looks) - 1) / ((began[-1] - began[0]) / DAY),
        visits_made=len(looks),
        life_error=life_error,
    )


def _life(looks: Sequence[Look], postings: Sequence[SeenPosting]) -> tuple[float, float]:
    if len(looks) < FEW_VISITS:
        return PRIOR_LIFE_DAYS, PRIOR_LIFE_ERROR
    try:
        life, error = mean_life(seen_lives(looks, postings))
    except RefusedError:  # none vanished while we looked: the prior, with its wide error
        return PRIOR_LIFE_DAYS, PRIOR_LIFE_ERROR
    return life, min(hypot(error, FORM_ERROR), PRIOR_LIFE_ERROR)


# -- The share of a span ------------------------------------------------------------------------------------


def seen_of_market(
    ledgers: Sequence[SourceLedger], *, names: Mapping[str, str], since: datetime, until: datetime
) -> SeenOfMarket:
    """Of the ads published on the sources in the span, the share that was seen so far, by source and in all.

    Estimand and assumptions: `coverage.share_seen`, with the looks as they were made instead of regular ones. The
    limits move every life by 1.96 of its errors at once, which is on the safe side. Sources without two looks are
    unknown, and not in the total.
    """
    shares = [_share([one.shifted(deviations) for one in ledgers], since, until) for deviations in (-Z_95, 0.0, Z_95)]
    warnings = [warned("COV-MODEL")]
    if few := [names.get(one.source, one.source) for one in ledgers if one.rates and len(one.looks) < FEW_VISITS]:
        warnings.append(warned("COV-FEW", sources=", ".join(few)))
    if unknown := [names.get(one.source, one.source) for one in ledgers if one.rates is None]:
        warnings.append(warned("COV-UNKNOWN", sources=", ".join(unknown)))
    return SeenOfMarket(
        since=since,
        until=until,
        share=shares[1],
        lower=shares[0],
        upper=shares[2],
        sources=tuple(_source_seen(one, names.get(one.source, one.source), since, until) for one in ledgers),
        warnings=tuple(warnings),
    )


def _source_seen(one: SourceLedger, name: str, since: datetime, until: datetime) -> SourceSeen:
    return SourceSeen(
        source=one.source,
        name=name,
        looks=sum(since <= look.began <= until for look in one.looks),
        seen=sum(posting.last_seen_at >= since and posting.first_seen_at <= until for posting in one.postings),
        new_a_day=None if one.rates is None else one.rates.new_a_day,
        life_days=None if one.rates is None else one.rates.life_days,
        share=one.share_of(since=since, until=until),
    )


def _share(ledgers: Sequence[SourceLedger], since: datetime, until: datetime) -> float | None:
    """Weighted with the new ads of each source; None without any."""
    known = [(one.rates.new_a_day, one.share_of(since=since, until=until)) for one in ledgers if one.rates]
    new = sum(rate for rate, share in known if share is not None)
    return sum(rate * share for rate, share in known if share is not None) / new if new > 0 else None


# -- Days ---------------------------------------------------------------------------------------------------


def observed_days(ledgers: Sequence[SourceLedger], *, until: datetime, zone: tzinfo) -> list[ObservedDay]:
    """Each local day from the first look of any source to `until`: ads seen of those published on it, and coverage.

    Coverage is weighted with each source's new ads; a source before its first look, or closed since, is unseen, not
    empty, so that a new site is a step in what we see and not in the market. Sources without rates are left out.
    """
    known = [(one, one.rates) for one in ledgers if one.rates is not None and one.rates.new_a_day > 0]
    total = sum(rates.new_a_day for _, rates in known)
    if not total:
        return []
    counts: Counter[date] = Counter()
    for one, _ in known:
        counts.update(at.astimezone(zone).date() for at in published_at(one))
    first = min(one.looks[0].began for one, _ in known).astimezone(zone).date() + DAY  # the first whole day
    last = until.astimezone(zone).date() - DAY
    days = [first + timedelta(at) for at in range((last - first).days + 1)]
    covered = [0.0] * len(days)
    for one, rates in known:
        began = one.began
        for at, day in enumerate(days):
            covered[at] += rates.new_a_day * _share_of_day(began, rates.life_days, day, zone)
    return [
        ObservedDay(day=day, count=counts[day], coverage=min(seen / total, 1.0))
        for day, seen in zip(days, covered, strict=True)
    ]


def _share_of_day(began: Sequence[datetime], life_days: float, day: date, zone: tzinfo) -> float:
    # In UTC, where a day on which the clock is changed has its 23 or 25 hours.
    since, until = (datetime.combine(at, time(), zone).astimezone(UTC) for at in (day, day + DAY))
    return exposure_days(began, life_days=life_days, since=since, until=until) / ((until - since) / DAY)


def published_at(ledger: SourceLedger) -> list[datetime]:
    """When each posting first seen after the first look was published: in the gap before the look that showed it.

    What the page says is taken when it lies in that gap. Otherwise the postings of a gap are laid out over it as
    exponential lives have it, most of them late, since early ones are gone again.
    """
    if ledger.rates is None:
        return []
    began = ledger.began
    by_look: dict[int, list[SeenPosting]] = {}
    for one in new_postings(ledger.looks, ledger.postings):
        by_look.setdefault(bisect_right(began, one.first_seen_at) - 1, []).append(one)
    found = []
    for look, shown in sorted(by_look.items()):
        start, end = began[look - 1], began[look]
        told = [one.posted_at for one in shown if one.posted_at is not None and start < one.posted_at <= end]
        found += sorted(told) + _laid_out(len(shown) - len(told), start, end, ledger.rates.life_days)
    return found


def new_postings(looks: Sequence[Look], postings: Iterable[SeenPosting]) -> list[SeenPosting]:
    """Those that the first look did not show yet."""
    return [one for one in postings if len(looks) > 1 and one.first_seen_at >= looks[1].began]


def _laid_out(number: int, start: datetime, end: datetime, life_days: float) -> list[datetime]:
    """Times in the gap at even quantiles of a life that is cut off at the gap's length."""
    within = 1 - exp(-((end - start) / DAY) / life_days)
    ages = (-life_days * log(1 - (place + 0.5) / number * within) for place in range(number))
    return [end - age * DAY for age in ages]
