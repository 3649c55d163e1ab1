"""`./run bench market`: how far the sizes can be trusted, against published numbers and on worlds of known size.

A figure that misses its bar says MISSED. The worlds take the seeds 0, 1, 2 and so on, that of sites 1000 on.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import mean, median

from tests.estimate.anchors import ANCHORS, anchor, frequencies_of, lists_of, register_of

from lykta.estimate.bootstrap import MODELS_AGAIN, bca_of_models
from lykta.estimate.closed import closed_fits, lower_bound_fit
from lykta.estimate.coverage import share_seen
from lykta.estimate.existence import GOOD, NO_ESTIMATE, NOT_IDENTIFIABLE
from lykta.estimate.lists import ListTable, table_of
from lykta.estimate.loglinear import all_fits, fit_loglinear, hierarchical_models, stepwise_fit
from lykta.estimate.movement import arrivals_of, joint_movement, synchronised_posting
from lykta.estimate.passes import jolly_seber
from lykta.estimate.returning import recognised_share, returning_share
from lykta.estimate.sightings import chao
from lykta.estimate.size_of_counts import size_of_sightings
from lykta.estimate.size_of_lists import size_of_lists
from lykta.estimate.telling import SizeQuestion
from lykta.estimate.trend import fit_trend
from lykta.estimate.truncated import fit_truncated
from lykta.model.trend import ObservedDay, Trend
from lykta.simulate import journeys, occasions, overlaps, series, turnover, visited
from lykta.simulate.journeys import simulate_journeys, simulate_posts
from lykta.simulate.occasions import OccasionWorld, simulate_occasions
from lykta.simulate.overlaps import OverlapWorld, simulate_overlaps
from lykta.simulate.series import SeriesDay, simulate_series
from lykta.simulate.turnover import simulate_turnover
from lykta.simulate.visited import simulate_returners, simulate_share_seen, simulate_sites

FIRST_RUNS, RUNS = 40, 200
OPEN_RUNS = 30
RESAMPLES = 1000
BAR_SECONDS = 60
QUESTION = SizeQuestion(resamples=0)
SITES = "ABCDE"
SITE_SEEDS = range(1000, 1008)


def run() -> None:
    """Prints every figure beside its bar."""
    print("market: published anchors")
    for what, found, wanted, tolerance in anchors():
        _line(f"{what}: {found:,.1f}", f"{wanted:,.1f} +- {tolerance:g}", met=abs(found - wanted) <= tolerance)
    _existence()
    _kosovo()
    _r_users()
    print(
        f"market: W1, {overlaps.ADVERTISERS} advertisers on five sites, {RUNS} runs; the first {FIRST_RUNS} in brackets"
    )
    for world in overlaps.WORLDS:
        _lists(world)
    print(f"market: W2, {occasions.ADVERTISERS} advertisers, {RUNS} runs")
    for number, sightings in enumerate(occasions.WORLDS):
        _occasions(sightings, is_last=number == len(occasions.WORLDS) - 1)
    _turnover()
    _coverage()
    _returners()
    _series()
    _journeys()
    _posts()
    _seconds()


def _line(text: str, bar: str, *, met: bool) -> None:
    print(f"  {text}   bar {bar}: {'met' if met else 'MISSED'}")


# -- Anchors ------------------------------------------------------------------------------------------------


def anchors() -> Iterator[tuple[str, float, float, float]]:
    """What, computed, published (or computed before), tolerance."""
    for one in ANCHORS:
        if "Rcapture" in one["what"]:
            yield _closed_anchor(one)
    for order in (3, 2):
        one = anchor("Kosovo", f"best-BIC N, order <= {order}")
        found = all_fits(lists_of("Kosovo"), order=order)[0].total
        yield f"Kosovo, {one['what']}", found, one["published"], one["abs_tolerance"]
    yield "Kosovo, number of models", float(len(list(hierarchical_models(4, order=3)))), 113, 0
    register = fit_truncated(*register_of("Netherlands"))
    one = anchor("Netherlands", "zero-truncated")
    limits = register.interval()
    ours = (register.total, register.se, limits.lower, limits.upper)
    for name, found, wanted in zip(
        ("N", "se", "lower", "upper"), ours, [one["published"][at] for at in (0, 1, 4, 5)], strict=True
    ):
        yield f"Netherlands, truncated regression, {name}", found, wanted, one["abs_tolerance"]
    bound = chao(frequencies_of("Netherlands"))
    for name, found, wanted in zip(
        ("N", "lower", "upper"),
        (bound.total, bound.interval().lower, bound.interval().upper),
        anchor("Netherlands", "Chao")["computed"],
        strict=True,
    ):
        yield f"Netherlands, Chao, {name}", found, wanted, 1
    for table, what in (
        ("New Orleans, 8 lists", "N and 95 % interval: stepwise"),
        ("New Orleans, 5 lists", "N and 95 % interval: stepwise"),
    ):
        one = anchor(table, what)
        yield f"{table}, stepwise", stepwise_fit(lists_of(table)).total, one["published"][0], one["abs_tolerance"]
    one = anchor("New Orleans, 8 lists", "N and 95 % interval: main effects")
    found = fit_loglinear(lists_of("New Orleans, 8 lists")).total
    yield "New Orleans, 8 lists, main effects", found, one["published"][0], one["abs_tolerance"]


def _closed_anchor(one: dict[str, object]) -> tuple[str, float, float, float]:
    """N only; the standard errors are in the tests."""
    what = str(one["what"])
    name = what.split("Rcapture ")[1].removeprefix("model ").split(" [")[0].replace("Chao (LB)", "Chao")
    fit = next(fit for fit in closed_fits(lists_of(str(one["table"]))) if fit.name == name)
    wanted = one["published"] or one["computed"]
    assert isinstance(wanted, list)
    return f"{one['table']}, {name}", fit.total, wanted[0], float(str(one["abs_tolerance"]))


def _existence() -> None:
    table = table_of("ABCD", {"1000": 60, "0100": 48, "0010": 35, "0001": 22, "1100": 9, "1010": 5, "0011": 3})
    models = ((), (0b11,), (0b11, 0b101), (0b11, 0b101, 0b1100), (0b11, 0b101, 0b1001, 0b110, 0b1010, 0b1100))
    codes = [fit_loglinear(table, model).code for model in models]
    wanted = [GOOD, GOOD, GOOD, NO_ESTIMATE, NOT_IDENTIFIABLE]
    _line(f"existence codes {codes}", str(wanted), met=codes == wanted)


def _kosovo() -> None:
    table = lists_of("Kosovo")
    fits = all_fits(table, order=3)
    near = [f"{fit.total:,.0f} (dBIC {fit.bic - fits[0].bic:.2f})" for fit in fits if fit.bic - fits[0].bic <= 2]
    print(f"  Kosovo, models within 2 BIC: {', '.join(near)}")
    began = time.process_time()
    found = bca_of_models(table, [fit.interactions for fit in fits], resamples=RESAMPLES, seed=1).intervals
    used = time.process_time() - began
    for level, published in ((0.8, (7400, 12200)), (0.95, (6900, 18000))):
        ends = found[level].lower, found[level].upper
        off = max(abs(ours / theirs - 1) for ours, theirs in zip(ends, published, strict=True))
        text = f"Kosovo, {level:.0%} BCa [{ends[0]:,.0f}, {ends[1]:,.0f}], {used:.1f} s of one core"
        _line(text, f"within 15 % of {list(published)} (off {off:.1%})", met=off <= 0.15)


def _r_users() -> None:
    answer = size_of_lists(lists_of("R_users"), QUESTION)
    said = f"R users: at least {answer.bound:,}, upper limit {answer.upper}"
    _line(said, "a bound only", met=answer.estimate is None and answer.upper is None)


# -- Worlds -------------------------------------------------------------------------------------------------


def _lists(world: OverlapWorld) -> None:
    truth = overlaps.ADVERTISERS
    tables = [table_of(SITES, simulate_overlaps(world, seed=seed)) for seed in range(RUNS)]
    fits = [fit for fit in map(lower_bound_fit, tables) if fit is not None]
    true = [fit.interval().lower <= truth for fit in fits]
    bounds = [chao(table.frequencies()) for table in tables]
    plain = [_mt_covers(table, truth) for table in tables[:FIRST_RUNS]]
    steps = [stepwise_fit(table).total / truth for table in tables[:FIRST_RUNS]]
    print(f"  {world.name}: seen {mean(table.seen for table in tables) / truth:.2f}")
    print(
        f"    estimate/truth: Mth Chao {median(fit.total for fit in fits) / truth:.2f}, Chao "
        f"{median(one.total for one in bounds) / truth:.2f}, stepwise {median(steps):.2f}; Chao a true bound in "
        f"{mean(one.interval().lower <= truth for one in bounds):.3f}, Mt covers in {mean(plain):.2f}"
    )
    for runs in (FIRST_RUNS, RUNS):
        share = mean(true[:runs])
        _line(f"  Mth Chao a true bound in {share:.3f} of {runs} runs", ".95", met=len(true) == RUNS and share >= 0.95)


def _mt_covers(table: ListTable, truth: int) -> bool:
    limits = next(fit for fit in closed_fits(table) if fit.name == "Mt").interval()
    return limits.lower <= truth <= limits.upper


def _occasions(world: OccasionWorld, *, is_last: bool) -> None:
    truth = occasions.ADVERTISERS
    covers, only_bound, true, divided = [], [], [], []
    for seed in range(RUNS):
        frequencies = simulate_occasions(world, seed=seed)
        answer = size_of_sightings(frequencies, QUESTION, occasions=world.occasions)
        closed = [model for model in answer.models if model.name.startswith("M")]
        covers.append(min(one.lower for one in closed) <= truth <= max(one.upper for one in closed))
        only_bound.append(answer.estimate is None)
        true.append(answer.bound <= truth)
        divided.append(answer.bound / 1.2 <= truth)
    name = f"{world.name} ({world.occasions}, {world.mean:g})"
    _line(
        f"{name}: envelope covers {mean(covers):.3f}; bound true {mean(true):.3f}, divided by 1.2 {mean(divided):.3f}; "
        f"bound only {mean(only_bound):.3f}",
        ".90 covers",
        met=mean(covers) >= 0.9,
    )
    if world.concentration == occasions.STRONG and world.occasions == 4:
        _line("    bound only, strong on four occasions", ".70", met=mean(only_bound) >= 0.7)
    if is_last:
        _line("    bound divided by 1.2", ".95", met=mean(divided) >= 0.95)


def _turnover() -> None:
    ratios, survivals, closed = [], [], []
    for seed in range(OPEN_RUNS):
        seen = simulate_turnover(seed=seed)
        passes = jolly_seber(seen.histories)
        ratios += [one.present / seen.present[one.number] for one in passes if one.present is not None]
        survivals += [one.survival for one in passes[1:-2] if one.survival is not None]
        frequencies: dict[int, int] = {}
        for history, units in seen.histories.items():
            frequencies[history.count("1")] = frequencies.get(history.count("1"), 0) + units
        closed.append(chao(frequencies).total / mean(seen.present))
    print(f"market: W3, {turnover.PASSES} passes over a market with turnover, {OPEN_RUNS} runs")
    _line(f"present, estimate/truth {mean(ratios):.4f}", "within .05 of 1", met=abs(mean(ratios) - 1) <= 0.05)
    print(f"  survival {mean(survivals):.3f} (truth {turnover.SURVIVAL}); closed estimate/present {mean(closed):.2f}")


def _coverage() -> None:
    print(f"market: W4, {visited.SITES} sites, {len(SITE_SEEDS)} worlds, the same visits a day everywhere")
    for hours in (1, 2, 4, 8, 16, 32):
        theory, simulated = [], []
        for seed in SITE_SEEDS:
            sites = simulate_sites(seed=seed)
            rate = hours * 60 / sum(site.visit_minutes for site in sites)
            new = sum(site.new_a_day for site in sites)
            shares = (site.new_a_day * share_seen(life_days=site.life_days, visits_a_day=rate) for site in sites)
            theory.append(sum(shares) / new)
            simulated.append(simulate_share_seen(sites, [rate] * len(sites), seed=seed))
        off = abs(mean(theory) - mean(simulated))
        text = f"{hours} h a day: theory {mean(theory):.3f}, simulated {mean(simulated):.3f}"
        _line(text, "within .02", met=off <= 0.02)


def _returners() -> None:
    print(f"market: W9, {visited.ADVERTISERS} advertisers, half of them new, {FIRST_RUNS} runs")
    for coverage in (0.1, 0.35, 0.7):
        called, corrected, truth, off = [], [], [], []
        for seed in range(FIRST_RUNS):
            world = simulate_returners(seed=seed, coverage=coverage)
            recognised = recognised_share(world.earlier_days, seen_a_day=coverage, linked=visited.LINK)
            answer = returning_share(world.seen, world.linked, recognised=recognised)
            assert answer.share is not None
            called.append(answer.called_new)
            corrected.append(1 - answer.share)
            truth.append(1 - world.returning / world.seen)
            off.append(abs(corrected[-1] - truth[-1]))
        text = (
            f"coverage {coverage:.2f}: called new {mean(called):.2f}, corrected {mean(corrected):.3f}, truth "
            f"{mean(truth):.3f}, worst run off {max(off):.3f}"
        )
        _line(text, "mean within .05", met=abs(mean(corrected) - mean(truth)) <= 0.05)


def _series() -> None:
    print(
        f"market: W10, {FIRST_RUNS} series of {series.DAYS} days, the last {series.DAYS - series.KNOWN_DAYS} forecast"
    )
    covered = []
    for with_step in (True, False):
        errors, bare_errors, hits, others = [], [], [], []
        for seed in range(FIRST_RUNS):
            days = simulate_series(seed=seed, with_step=with_step)
            trend = _trend(days, seed)
            published = sum(one.published for one in days[series.KNOWN_DAYS :])
            assert trend.forecast is not None
            errors.append(abs(trend.forecast.median / published - 1))
            covered.append(trend.forecast.limits[0.9][0] <= published <= trend.forecast.limits[0.9][1])
            bare = _trend([replace(one, believed=None if one.believed is None else 1.0) for one in days], seed)
            assert bare.forecast is not None
            bare_errors.append(abs(bare.forecast.median / published - 1))
            found = [(change.day - series.FIRST_DAY).days for change in trend.changepoints]
            near = [at for at in found if with_step and abs(at - series.STEP_DAY) <= 7]
            hits.append(bool(near))
            others.append(len(found) > len(near[:1]))
        name = "a step" if with_step else "no step"
        print(f"  {name}: error of the sum {mean(errors):.1%}, raw counts {mean(bare_errors):.1%}")
        if with_step:
            print(f"    step found within 7 days in {mean(hits):.3f}, another one beside in {mean(others):.3f}")
        else:
            _line(f"  no changepoint in {1 - mean(others):.3f}", ".95", met=mean(others) <= 0.05)
    _line(f"the 90 % interval covers {mean(covered):.3f}", ".85 to .95", met=0.85 <= mean(covered) <= 0.95)


def _trend(days: list[SeriesDay], seed: int) -> Trend:
    seen = [ObservedDay(day=one.day, count=one.seen, coverage=one.believed) for one in days[: series.KNOWN_DAYS]]
    return fit_trend(seen, ahead=series.DAYS - series.KNOWN_DAYS, seed=seed)


def _journeys() -> None:
    print("market: W7, joint movement, 5 runs; beside it the bare rule of two shared arrivals")
    for coverage in (0.2, 0.35, 0.5, 0.8):
        right = wrong = truth = bare_right = bare = 0
        for seed in range(5):
            world = simulate_journeys(seed=seed, coverage=coverage)
            pairs, _ = joint_movement(arrivals_of(world.sightings), days=journeys.DAYS, coverage=coverage)
            claimed = {(one.first, one.second) for one in pairs if one.claimed}
            twice = {(one.first, one.second) for one in pairs if one.shared >= 2}
            right, wrong = right + len(claimed & world.together), wrong + len(claimed - world.together)
            bare_right, bare = bare_right + len(twice & world.together), bare + len(twice)
            truth += len(world.together)
        rule = f"two shared arrivals: precision {bare_right / bare:.3f}, recall {bare_right / truth:.2f}"
        if coverage < 0.5:
            _line(f"coverage {coverage:.2f}: {right + wrong} pairs claimed; {rule}", "none", met=right + wrong == 0)
        else:
            precision = right / (right + wrong) if right + wrong else 0.0
            text = f"coverage {coverage:.2f}: precision {precision:.3f}, recall {right / truth:.2f}; {rule}"
            _line(text, "precision .95", met=precision >= 0.95)


def _posts() -> None:
    right = wrong = truth = 0
    for seed in range(6):
        world = simulate_posts(seed=seed)
        pairs, _ = synchronised_posting(world.posts, hours=journeys.POSTING_DAYS * 24)
        claimed = {(one.first, one.second) for one in pairs if one.claimed}
        right, wrong = right + len(claimed & world.together), wrong + len(claimed - world.together)
        truth += len(world.together)
    print("market: W8, posting together, 6 runs")
    precision = right / (right + wrong)
    _line(f"precision {precision:.3f}, recall {right / truth:.2f}", ".95", met=precision >= 0.95)


def _seconds() -> None:
    """The longest resampling: five lists, on a table with many empty cells and on a simulated one."""
    simulated = table_of(SITES, simulate_overlaps(overlaps.WORLDS[3], seed=0))
    print(
        f"market: BCa with {RESAMPLES} resamples of five lists, {MODELS_AGAIN} models each, processor time of one core"
    )
    for name, table in (("New Orleans", lists_of("New Orleans, 5 lists")), ("W1, both, seed 0", simulated)):
        best = [fit.interactions for fit in all_fits(table, order=2)[:MODELS_AGAIN]]
        began = time.process_time()
        found = bca_of_models(table, best, resamples=RESAMPLES, seed=1).intervals[0.95]
        used = time.process_time() - began
        text = f"{name}: {used:.1f} s, [{found.lower:,.0f}, {found.upper:,.0f}]"
        _line(text, f"{BAR_SECONDS} s", met=used <= BAR_SECONDS)
