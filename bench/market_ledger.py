"""`./run bench market_ledger`: what the ledger of looks says of a simulated market, against the truth of it.

The market is collected as a unit would, with nights and days without a visit. Its ads' lives are log-normal, which the
model does not know. Beside the share stands what somebody would say who takes the ads seen for the ads there are.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lykta.estimate.trend import fit_trend
from lykta.model.market import SeenOfMarket
from lykta.model.trend import ObservedDay
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.market import ZONE, market_returning, market_seen, market_trend
from lykta.service.settings import Settings
from lykta.service.simulating import make_world, write_captures
from lykta.service.standing import open_desk

SEEDS = (7, 8, 9)
DAYS, SCALE = 60, 0.15
WINDOW_DAYS = 7


def run() -> None:
    """Prints every figure beside the truth."""
    print(f"market_ledger: simulated markets of {DAYS} days at {SCALE:g} of their size, seeds {SEEDS}")
    for seed in SEEDS:
        with tempfile.TemporaryDirectory(prefix="lykta-bench-") as folder:
            home = Path(folder)
            captures = write_captures(make_world(preset="default", seed=seed, days=DAYS, scale=SCALE), home / "world")
            told = (home / "world" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
            ads = [one for one in map(json.loads, told) if one["what"] == "ad"]
            with open_desk(Settings(home=home / "home", language="en")) as desk:
                import_files(desk, captures)
                link_all(desk)
                print(f"  seed {seed}, {len(ads)} ads")
                _shares(desk, ads)
                _days(desk, ads)
                _returning(desk, ads)


def _line(text: str, bar: str, *, met: bool) -> None:
    print(f"    {text}   bar {bar}: {'met' if met else 'MISSED'}")


def _at(one: dict[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(one[name])


def _shares(desk: Desk, ads: list[dict[str, Any]]) -> None:
    page = market_seen(desk, days=DAYS)
    assert page.share is not None
    assert page.lower is not None
    assert page.upper is not None
    inside = [one for one in ads if page.since <= _at(one, "posted_at") <= page.until]
    truth = sum(bool(one["collected"]) for one in inside) / len(inside)
    text = f"share seen {page.share:.3f} [{page.lower:.3f}, {page.upper:.3f}], truth {truth:.3f}"
    _line(text, "truth within the limits", met=page.lower <= truth <= page.upper)
    off = list(_by_site(page, inside))
    most = max(map(abs, off))
    print(f"      {len(off)} sites with 30 ads or more: mean off {sum(off) / len(off):+.3f}, most {most:.3f}")


def _by_site(page: SeenOfMarket, inside: list[dict[str, Any]]) -> Iterator[float]:
    for site in page.sources:
        theirs = [one for one in inside if one["source"] == site.source]
        if len(theirs) >= 30 and site.share is not None:
            yield site.share - sum(bool(one["collected"]) for one in theirs) / len(theirs)


def _days(desk: Desk, ads: list[dict[str, Any]]) -> None:
    """The trend as the ledger has it, and the same fit on every ad that was published."""
    found = market_trend(desk, days=DAYS, ahead=0, seed=1)
    days = [found.first + timedelta(at) for at in range((found.last - found.first).days + 1)]
    published = Counter(_local(_at(one, "posted_at")) for one in ads)
    truth = fit_trend([ObservedDay(day=day, count=published[day], coverage=1.0) for day in days], ahead=0, seed=1)
    for name, trend in (("seen", found.trend), ("published", truth)):
        limits = f"[{trend.growth_lower:.3f}, {trend.growth_upper:.3f}]"
        steps = [f"{step.day} x {step.factor:.2f}" for step in trend.changepoints]
        print(f"    ads {name}: growth a week {trend.growth_per_week:.3f} {limits}, steps {', '.join(steps) or 'none'}")


def _local(at: datetime) -> date:
    return at.astimezone(ZoneInfo(ZONE)).date()


def _returning(desk: Desk, ads: list[dict[str, Any]]) -> None:
    page = market_returning(desk, days=WINDOW_DAYS, linked=None)
    assert page.share is not None
    assert page.lower is not None
    assert page.upper is not None
    since, until = page.since.astimezone(UTC), page.until
    now = {
        one["advertiser"]
        for one in ads
        if one["collected"] and _at(one, "gone_at") >= since and _at(one, "posted_at") <= until
    }
    before = {one["advertiser"] for one in ads if one["advertiser"] in now and _at(one, "posted_at") < since}
    truth = len(before) / len(now)
    text = f"returning {page.share:.3f} [{page.lower:.3f}, {page.upper:.3f}], seen before {page.linked / page.seen:.3f}"
    _line(f"{text}, truth {truth:.3f}", "truth within the limits", met=page.lower <= truth <= page.upper)
