"""Days laid out as bars: what was seen, what of it was new, and the days when nobody looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lykta.model.desk import DayCount

WIDTH = 296.0  # CSS pixels: the side column's inner width
HEIGHT = 64.0
WIDEST_DAY = 14.0  # a week of data must not become seven slabs
GAP_SHARE = 0.18  # of a day's width; with many days the bars must still be told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day. `tall` is the height of all ads, `new_tall` of the new ones at its foot."""

    x: float
    width: float
    tall: float
    new_tall: float
    looked: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars in units of the drawing; `top` is the count that the full height stands for."""

    width: float
    height: float
    top: int
    bars: tuple[Bar, ...]


def lay_out(days: Sequence[DayCount]) -> Timeline:
    """Every day as a bar, in the order given. A day nobody looked at is a gap, never a zero."""
    top = max((day.ads for day in days if day.looked), default=0)
    step = min(WIDTH / len(days), WIDEST_DAY) if days else WIDEST_DAY
    scale = HEIGHT / top if top else 0.0
    bars = tuple(
        Bar(
            x=round(at * step, 2),
            width=round(step * (1 - GAP_SHARE), 2),
            tall=round(day.ads * scale, 2) if day.looked else HEIGHT,
            new_tall=round(min(day.new_ads, day.ads) * scale, 2) if day.looked else 0.0,
            looked=day.looked,
            day=day.day,
        )
        for at, day in enumerate(days)
    )
    return Timeline(width=round(max(step * len(days), 1.0), 2), height=HEIGHT, top=top, bars=bars)
