"""What `market` prints, in both languages: figures of two digits, and all that must be read beside them."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.console import Console

from lykta.cli.market import show_movement, show_returning, show_seen, show_trend
from lykta.model.market import (
    MarketTrend,
    MovedTogether,
    MovementAnswer,
    ReturningAnswer,
    SeenOfMarket,
    SourceSeen,
)
from lykta.model.trend import Changepoint, Forecast, Trend
from lykta.model.warning import warned
from lykta.model.words import Language

SINCE, UNTIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)
SEEN = SeenOfMarket(
    since=SINCE,
    until=UNTIL,
    share=0.7634,
    lower=0.6712,
    upper=0.8301,
    sources=(
        SourceSeen(
            source="a", name="[red]Torget", looks=111, seen=1049, new_a_day=35.67, life_days=1.2345, share=0.0456
        ),
        SourceSeen(source="b", name="Långt bort", looks=0, seen=1, new_a_day=None, life_days=None, share=None),
    ),
    warnings=(warned("COV-MODEL"),),
)
TREND = MarketTrend(
    first=date(2026, 1, 6),
    last=date(2026, 3, 4),
    ads=3889,
    trend=Trend(
        growth_per_week=1.0351,
        growth_lower=0.98,
        growth_upper=1.05,
        overdispersion=0.01,
        bins_days=1,
        changepoints=(
            Changepoint(day=date(2026, 2, 1), earliest=date(2026, 1, 28), latest=date(2026, 2, 3), factor=0.7),
        ),
        forecast=Forecast(days=28, median=2917.0, limits={0.5: (2800.0, 3000.0), 0.9: (2634.0, 3219.0)}),
        warnings=(warned("TREND-COVERAGE", low=0.57, high=0.88),),
    ),
)
RETURNING = ReturningAnswer(
    since=SINCE, until=UNTIL, seen=121, linked=101, recognised=None, share=None, lower=None, upper=None,
    warnings=(warned("NEW-UNCORRECTED"), warned("NEW-LINK")),
)  # fmt: skip
MOVEMENT = MovementAnswer(
    since=SINCE, until=UNTIL, coverage=0.58, advertisers=315, moves=282,
    pairs=(
        MovedTogether(networks=("n1", "n1"), shared=5, expected=0.3456, p=0.001),
        MovedTogether(networks=("n1", "n2"), shared=4, expected=0.21, p=0.001),
    ),
    warnings=(),
)  # fmt: skip


def _shown(show: Callable[[Console, Any, Language], None], page: Any, language: Language) -> str:
    out = io.StringIO()
    show(Console(file=out, width=300, highlight=False, markup=False), page, language)
    return out.getvalue()


def test_a_site_that_nobody_looked_at_is_unknown_and_never_zero() -> None:
    said = _shown(show_seen, SEEN, "sv")
    assert "76 % (67 % till 83 %)" in said
    assert "  Långt bort: okänt; vi såg 1 annons vid 0 besök\n" in said


def test_a_name_is_shown_as_it_is_and_shares_have_two_digits() -> None:
    said = _shown(show_seen, SEEN, "en")
    assert "[red]Torget: 4.6 %; we saw 1,049 ads at 111 looks; about 36 new a day, up for 1.2 days" in said
    assert "! Rests on a model of how long ads stay. [COV-MODEL]" in said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("3\u00a0889 annonser 2026-01-06 till 2026-03-04: +4 % i veckan (-2 % till +5 %)",
                "Ändring 2026-02-01 (2026-01-28 till 2026-02-03): -30 %",
                "omkring 2\u00a0900 annonser (90 %: 2\u00a0600 till 3\u00a0200)", "[TREND-COVERAGE]")),
        ("en", ("3,889 ads from 2026-01-06 to 2026-03-04: +4 % a week (-2 % to +5 %)",
                "Change on 2026-02-01 (2026-01-28 to 2026-02-03): -30 %",
                "about 2,900 ads (90 %: 2,600 to 3,200)", "[TREND-COVERAGE]")),
    ],
)  # fmt: skip
def test_a_trend_is_told_with_its_steps_forecast_and_warnings(language: Language, words: tuple[str, ...]) -> None:
    said = _shown(show_trend, TREND, language)
    for word in words:
        assert word in said


def test_returning_that_cannot_be_corrected_is_unknown() -> None:
    said = _shown(show_returning, RETURNING, "en")
    assert "121 advertisers seen from 2026-03-01 to 2026-03-31, 101 of them (83 %) seen before" in said
    assert "Returning, corrected for what was not seen: unknown" in said
    assert "[NEW-UNCORRECTED]" in said


def test_movement_names_networks_with_what_chance_would_give_and_no_advertiser() -> None:
    said = _shown(show_movement, MOVEMENT, "en")
    assert "Two advertisers of n1: 5 shared arrivals, by chance about 0.35" in said
    assert "An advertiser of n1 and one of n2: 4 shared arrivals, by chance about 0.21" in said
    assert "58 % of the days were seen" in said


def test_without_a_pair_it_is_said_that_touring_alone_is_no_sign() -> None:
    alone = MovementAnswer(
        since=SINCE, until=UNTIL, coverage=0.3, advertisers=5, moves=2, pairs=(), warnings=(warned("MOVE-COVERAGE"),)
    )
    said = _shown(show_movement, alone, "sv")
    assert "Att resa ensam är inget tecken." in said
    assert "[MOVE-COVERAGE]" in said
