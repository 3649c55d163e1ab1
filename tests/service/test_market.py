"""The market over a simulated one whose truth is known, and over what cannot bear a figure."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from lykta.errors import RefusedError
from lykta.model.ad import AdKind
from lykta.service import market
from lykta.service.auditing import log_entries
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all


@pytest.fixture
def filled(desk: Desk, small_world: Path) -> Desk:
    import_files(desk, sorted((small_world / "warc").glob("*.warc.gz")))
    link_all(desk)
    return desk


def _true_share(world: Path, since: datetime, until: datetime) -> float:
    """Of the ads posted in the span on the sites that were visited in it, those that were collected."""
    told = [json.loads(line) for line in (world / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    ads = [one for one in told if one["what"] == "ad" and since <= datetime.fromisoformat(one["posted_at"]) <= until]
    return sum(bool(one["collected"]) for one in ads) / len(ads)


def test_the_limits_of_what_was_seen_hold_the_truth_of_a_simulated_market(filled: Desk, small_world: Path) -> None:
    page = market.market_seen(filled, days=30)
    assert page.lower is not None
    assert page.upper is not None
    assert page.lower <= _true_share(small_world, page.since, page.until) <= page.upper
    assert len(page.sources) >= 8
    assert "COV-MODEL" in [one.code for one in page.warnings]


def test_six_days_bear_no_trend_and_it_is_said_what_would(filled: Desk) -> None:
    with pytest.raises(RefusedError, match="a trend needs 42 days"):
        market.market_trend(filled, days=365, ahead=28, seed=1)


def test_a_kind_or_county_without_any_ad_is_refused(filled: Desk) -> None:
    for kind, county in ((AdKind.OTHER, None), (None, "99"), (None, "' OR 1=1")):
        with pytest.raises(RefusedError):
            market.market_trend(filled, days=365, ahead=28, seed=1, kind=kind, county=county)


def test_returning_advertisers_are_those_of_the_window_seen_before_it(filled: Desk) -> None:
    page = market.market_returning(filled, days=3, linked=None)
    assert 0 < page.linked < page.seen
    assert page.recognised is not None
    assert page.share is not None
    assert page.share >= page.linked / page.seen
    known = market.market_returning(filled, days=3, linked=0.9)
    assert known.share is not None
    assert known.share >= page.share


def test_a_window_over_all_days_knows_nobody_again_and_says_that_it_is_not_corrected(filled: Desk) -> None:
    page = market.market_returning(filled, days=3660, linked=None)
    assert (page.linked, page.share) == (0, None)
    assert "NEW-UNCORRECTED" in [one.code for one in page.warnings]


def test_movement_lists_no_pair_that_is_not_claimed(filled: Desk) -> None:
    page = market.market_movement(filled, days=90)
    assert page.advertisers > 0
    assert all(pair.shared > pair.expected for pair in page.pairs)
    if page.coverage is None or page.coverage < 0.5:
        assert page.pairs == ()
        assert [one.code for one in page.warnings] == ["MOVE-COVERAGE"]


def test_an_empty_home_is_refused_and_not_called_an_empty_market(desk: Desk) -> None:
    for ask in (
        lambda: market.market_seen(desk, days=30),
        lambda: market.market_trend(desk, days=30, ahead=0, seed=1),
        lambda: market.market_returning(desk, days=7, linked=None),
        lambda: market.market_movement(desk, days=90),
    ):
        with pytest.raises(RefusedError, match="Nothing is observed yet"):
            ask()


def test_every_look_at_the_market_stands_in_the_log(filled: Desk) -> None:
    market.market_seen(filled, days=30)
    market.market_movement(filled, days=30)
    acts = {entry.act.value for entry in log_entries(filled, limit=5)}
    assert {"look.market", "look.movement"} <= acts
