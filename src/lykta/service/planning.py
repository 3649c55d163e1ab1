"""`lykta plan`: where to look next with the hours there are, each line with its reasons."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean

from lykta.errors import RefusedError
from lykta.estimate.coverage import FEW_VISITS, PRIOR_LIFE_DAYS, rate_of_few
from lykta.estimate.ledger import SourceLedger, minutes_of_looks
from lykta.model.audit import Act
from lykta.model.counting import NETWORK, count_in_digits
from lykta.model.desk import TodayItem
from lykta.model.figures import in_english, in_swedish, two_digits
from lykta.model.plan import ReviewLine, ReviewPlan, VisitLine, VisitPlan
from lykta.model.signal import Tier
from lykta.model.warning import Warned, warned
from lykta.model.words import Said
from lykta.plan.hours import BLOCK_H, PlaceWork, best_hours, hours_for_all
from lykta.plan.visits import SiteToVisit, VisitRates, ads_seen, best_rates, spread_out
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.service.looking import page_of_today
from lykta.service.market import ledgers, newest_look
from lykta.service.rights import by_itself
from lykta.service.watch_plan import WATCH_FILE, read_watch_plan
from lykta.store import ledger as ledger_store
from lykta.store import pages as pages_store

# A site where someone may need help is looked at the same day, whatever else it costs (docs/adr/0025).
MINORS_A_DAY = 1.0
MINORS_WITHIN = timedelta(days=30)
# How long a visit takes, and how often one was made, are counted over the last two weeks.
RECENT = timedelta(days=14)
SHORTEST_VISIT_MINUTES = 0.5
UNKNOWN_VISIT_MINUTES = 6.0  # the median of world W4
NO_PLACE = Said(sv="utan ort", en="without a place")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A site that may be visited: what it is worth, how often it was, and what binds it."""

    site: SiteToVisit
    name: str
    now_a_day: float
    last_look: datetime | None
    is_known: bool
    has_minors: bool


def plan_looking(desk: Desk, *, hours: float) -> VisitPlan:
    """How often to visit each watched site for `hours` a day, the next due first. Every site is in it.

    Sites with a suspected minor's network in the last 30 days come at least once a day. Raises RefusedError, with the
    smallest hours that work, when these do not hold what must be visited.
    """
    note(desk, Act.PLANNED)
    desk = by_itself(desk)  # it counts networks by place and shows none of them
    candidates, until = _candidates(desk)
    if not candidates:
        raise RefusedError(
            sv=f"Ingen källa har en lista som besökts, och {WATCH_FILE} nämner ingen. Det finns inget att planera.",
            en=f"No source has a list that was visited, and {WATCH_FILE} names none. There is nothing to plan.",
        )
    minutes = 60 * hours
    sites = [one.site for one in candidates]
    plan = _solved(sites, minutes)
    seen = ads_seen(sites, plan.a_day)
    now = ads_seen(sites, [one.now_a_day for one in candidates])
    step = 60.0 if minutes > 60 else minutes / 4
    more = ads_seen(sites, _solved(sites, minutes + step).a_day)
    try:
        cut = seen - ads_seen(sites, _solved(sites, minutes - step).a_day)
    except RefusedError:
        cut = None
    lines = [
        _line(one, rate, seen=float(shown), seen_now=float(shown_now), until=until)
        for one, rate, shown, shown_now in zip(candidates, plan.a_day, seen, now, strict=True)
    ]
    return VisitPlan(
        hours=hours,
        step_hours=step / 60,
        hours_used=sum(rate * site.visit_minutes for rate, site in zip(plan.a_day, sites, strict=True)) / 60,
        ads=float(seen.sum()),
        ads_published=sum(site.new_a_day for site in sites),
        gained=max(float(more.sum() - seen.sum()), 0.0),
        lost=None if cut is None else float(cut.sum()),
        hardest_hit=None if cut is None or cut.max() <= 0 else candidates[int(cut.argmax())].name,
        lines=tuple(sorted(lines, key=lambda line: (line.next_at, line.source))),
        warnings=_visit_warnings(candidates, plan),
    )


def _solved(sites: Sequence[SiteToVisit], minutes: float) -> VisitRates:
    return best_rates(spread_out(sites, minutes=minutes), minutes=minutes)


def _candidates(desk: Desk) -> tuple[list[_Candidate], datetime]:
    """Every source whose lists were visited, and every one of watch.toml, by id."""
    watched = _watched(desk)
    with desk.store.reading() as connection:
        until = newest_look(connection)
        known = {one.source: one for one in ledgers(connection)}
        times = ledger_store.page_times(connection, since=until - RECENT)
        names = pages_store.source_names(connection)
        minors = ledger_store.sources_of_tier(connection, Tier.SUSPECTED_MINOR, since=until - MINORS_WITHIN)
    ids = sorted({*watched, *(source for source, one in known.items() if one.looks)})
    found = [
        _candidate(source, known.get(source), times.get(source, ()), names, source in minors, until) for source in ids
    ]
    return _with_ordinary_worth(found), until


def _with_ordinary_worth(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """A site never looked at counts as one like the mean of the others, so that it is visited and becomes known."""
    rates = [one.site.new_a_day for one in candidates if one.last_look is not None]
    ordinary = max(fmean(rates), 1.0) if rates else 1.0
    return [
        one if one.last_look is not None else replace(one, site=replace(one.site, new_a_day=ordinary))
        for one in candidates
    ]


def _watched(desk: Desk) -> tuple[str, ...]:
    if not (desk.settings.home / WATCH_FILE).exists():
        return ()
    return tuple(one.id for one in read_watch_plan(desk.settings.home).source)


def _candidate(
    source: str,
    ledger: SourceLedger | None,
    pages: Sequence[datetime],
    names: Mapping[str, str],
    has_minors: bool,
    until: datetime,
) -> _Candidate:
    looks = ledger.looks if ledger else ()
    recent = [look for look in looks if look.began >= until - RECENT]
    rates = ledger.rates if ledger else None
    is_known = rates is not None and rates.visits_made >= FEW_VISITS
    minutes = minutes_of_looks(recent, pages)
    new, life = 0.0, PRIOR_LIFE_DAYS
    if rates is not None and is_known:
        new, life = rates.new_a_day, rates.life_days
    elif ledger is not None and looks:
        gaps = [(after.began - before.began) / timedelta(days=1) for before, after in pairwise(looks)]
        new = rate_of_few(len(ledger.postings), gaps)
    return _Candidate(
        site=SiteToVisit(
            source=source,
            new_a_day=new,
            life_days=life,
            visit_minutes=UNKNOWN_VISIT_MINUTES if minutes is None else max(minutes, SHORTEST_VISIT_MINUTES),
            least_a_day=MINORS_A_DAY if has_minors else 0.0,
        ),
        name=names.get(source, source),
        now_a_day=len(recent) / (RECENT / timedelta(days=1)),
        last_look=looks[-1].began if looks else None,
        is_known=is_known,
        has_minors=has_minors,
    )


def _line(one: _Candidate, rate: float, *, seen: float, seen_now: float, until: datetime) -> VisitLine:
    new = one.site.new_a_day
    due = until if one.last_look is None else one.last_look + timedelta(days=1 / rate)
    return VisitLine(
        source=one.site.source,
        name=one.name,
        visits_a_day=rate,
        now_a_day=one.now_a_day,
        minutes_a_visit=one.site.visit_minutes,
        share=seen / new if one.is_known and new else None,
        share_now=seen_now / new if one.is_known and new else None,
        next_at=max(due, until),
        because=_because(one, rate),
    )


def _because(one: _Candidate, rate: float) -> tuple[Said, ...]:
    """What binds the line first, then what the site is worth."""
    reasons = []
    if one.has_minors:
        reasons.append(
            Said(
                sv="Ett nätverk med en misstänkt minderårig syntes här de senaste 30 dygnen: minst ett besök om dagen.",
                en="A network with a suspected minor was seen here in the last 30 days: at least one visit a day.",
            )
        )
    if not one.is_known:
        reasons.append(
            Said(
                sv="Färre än fem besök: vad den är värd är antaget tills det är känt vad som finns här.",
                en="Fewer than five visits: what it is worth is assumed until it is known what is here.",
            )
        )
        return tuple(reasons)
    hour = 60 / one.site.visit_minutes
    [now], [then] = ads_seen([one.site], [rate]), ads_seen([one.site], [rate + hour])
    new, life, more = (two_digits(number) for number in (one.site.new_a_day, one.site.life_days, then - now))
    reasons.append(
        Said(
            sv=f"Omkring {in_swedish(new)} nya annonser om dagen, uppe i {in_swedish(life)} dygn; en timme till här "
            f"visar {in_swedish(more)} fler.",
            en=f"About {in_english(new)} new ads a day, up for {in_english(life)} days; an hour more here shows "
            f"{in_english(more)} more.",
        )
    )
    return tuple(reasons)


def _visit_warnings(candidates: Sequence[_Candidate], plan: VisitRates) -> tuple[Warned, ...]:
    rarest = min(plan.a_day)
    at_floor = [
        one.name
        for one, rate in zip(candidates, plan.a_day, strict=True)
        if one.is_known and not one.has_minors and rate <= rarest * (1 + 1e-6) < max(plan.a_day)
    ]
    unknown = [one.name for one in candidates if not one.is_known]
    return (
        warned("PLAN-BIAS"),
        warned("COV-MODEL"),
        *((warned("PLAN-DROPPED", sources=", ".join(at_floor)),) if at_floor else ()),
        *((warned("PLAN-STALE", sources=", ".join(unknown)),) if unknown else ()),
        *((warned("PLAN-SPARE"),) if plan.ads_per_minute == 0.0 else ()),
    )


# -- Hours of review ----------------------------------------------------------------------------------------


def plan_review(desk: Desk, *, hours: float, least_share: float, minutes_each: float) -> ReviewPlan:
    """Hours of a day over the counties of *Today*'s networks; every suspected minor is looked at first and whole.

    A network counts in the county of most of its ads. Raises RefusedError, with the smallest hours that work, when the
    suspected minors or the floors do not fit.
    """
    note(desk, Act.PLANNED)
    desk = by_itself(desk)  # it counts networks by place and shows none of them
    items = page_of_today(desk).items
    minors = sum(item.tier is Tier.SUSPECTED_MINOR for item in items)
    first = hours_for_all(minors, minutes_each=minutes_each)
    if first > hours:
        said = count_in_digits(minors, NETWORK)
        raise RefusedError(
            sv=f"Misstänkta minderåriga: {said.sv} behöver {in_swedish(first)} timmar i dag, och planen har "
            f"{in_swedish(hours)}. De går före allt annat: skaffa fler timmar.",
            en=f"Suspected minors: {said.en} need {in_english(first)} hours today, and the plan has "
            f"{in_english(hours)}. They come before all else: find more hours.",
        )
    work = _work(items, minutes_each)
    left = hours - first
    found = best_hours(work, hours=left, least_share=least_share, taken=first)
    more = best_hours(work, hours=left + 1, least_share=least_share).reviewed
    try:
        less = best_hours(work, hours=left - 1, least_share=least_share).reviewed if left >= 1 else None
    except RefusedError:
        less = None
    nowhere = next((int(one.due) for one in work if one.place == NO_PLACE.en), 0)
    return ReviewPlan(
        hours=hours,
        minors=minors,
        minor_hours=first,
        lines=tuple(
            _review_line(one, given, least_share=least_share)
            for one, given in sorted(zip(work, found.hours, strict=True), key=lambda pair: (-pair[1], pair[0].place))
        ),
        reviewed=found.reviewed,
        gained=max(more - found.reviewed, 0.0),
        lost=None if less is None else found.reviewed - less,
        warnings=(
            warned("ALLOC-ASSUMED", minutes=minutes_each),
            *((warned("ALLOC-NOPLACE", networks=nowhere),) if nowhere else ()),
        ),
    )


def _work(items: Sequence[TodayItem], minutes_each: float) -> list[PlaceWork]:
    """Networks to review by county, suspected minors left out because their hours are taken already."""
    due: Counter[str] = Counter()
    for item in items:
        if item.tier is not Tier.SUSPECTED_MINOR:
            due[_county(item)] += 1
    return [
        PlaceWork(place=place, due=count, scale_h=count * minutes_each / 60) for place, count in sorted(due.items())
    ]


def _county(item: TodayItem) -> str:
    ads: Counter[str] = Counter()
    for place in item.places:
        ads[place.county_name] += place.ads
    return min(ads, key=lambda name: (-ads[name], name)) if ads else NO_PLACE.en


def _review_line(one: PlaceWork, given: float, *, least_share: float) -> ReviewLine:
    reviewed, due = one.due * one.share(given), count_in_digits(int(one.due), NETWORK)
    more = two_digits(one.due * (one.share(given + BLOCK_H) - one.share(given)))
    reasons = [
        Said(
            sv=f"{due.sv} på I dag; en halvtimme till här ger {in_swedish(more)} fler.",
            en=f"{due.en} on Today; half an hour more here reviews {in_english(more)} more.",
        )
    ]
    if given and one.share(given - BLOCK_H) < least_share:
        reasons.append(
            Said(
                sv=f"Minst {least_share:.0%} av varje plats ska hinnas med.".replace("%", " %"),
                en=f"At least {least_share:.0%} of every place is to be reviewed.",
            )
        )
    return ReviewLine(place=one.place, waiting=one.due, hours=given, reviewed=reviewed, because=tuple(reasons))
