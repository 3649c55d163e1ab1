"""*Today* and a network's page over a simulated market: who is on them, and who never is."""

from pathlib import Path

import pytest

from lykta.errors import NotFoundError
from lykta.model.signal import Tier
from lykta.service import looking
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.simulating import score_against


@pytest.fixture
def filled(desk: Desk, small_world: Path) -> Desk:
    import_files(desk, sorted((small_world / "warc").glob("*.warc.gz")))
    link_all(desk)
    return desk


def test_today_over_an_empty_home_is_empty_and_says_zero(desk: Desk) -> None:
    page = looking.today(desk)
    assert page.items == ()
    assert (page.ads, page.networks, page.pages_unread) == (0, 0, 0)


def test_suspected_minors_come_first_and_single_advertisers_only_where_help_may_be_urgent(filled: Desk) -> None:
    page = looking.today(filled)
    tiers = [item.tier for item in page.items]
    assert tiers == sorted(tiers)
    for item in page.items:
        assert item.advertisers > 1 or item.tier in {Tier.SUSPECTED_MINOR, Tier.URGENT}
    assert page.items


def test_no_line_of_today_says_its_headline_again(filled: Desk) -> None:
    for item in looking.today(filled).items:
        for said in item.because:
            assert said.en.rstrip(".") not in item.headline.en


def test_every_line_of_today_opens_its_network(filled: Desk) -> None:
    for item in looking.today(filled).items:
        page = looking.network_page(filled, item.network)
        assert page.item.network == item.network
        assert page.ads_shown_of >= item.ads
        assert sum(view.ads for view in page.advertisers) == item.ads
        assert sum(day.new_ads for day in page.days) == item.ads


def test_a_network_that_is_not_there_is_not_found(filled: Desk) -> None:
    for name in ("nothing-like-this", "\0", "\ud800", "' OR 1=1"):
        with pytest.raises(NotFoundError):
            looking.network_page(filled, name)


def test_search_takes_syntax_of_the_database_literally(filled: Desk) -> None:
    for query in ("'; DROP TABLE ad; --", "%", "_", "a & b | !c", "\\", "' OR 1=1", "\0", "\ud800", "(" * 5000):
        looking.find(filled, query)
    assert looking.today(filled).ads > 0


def test_every_planted_minor_of_the_small_world_is_on_top_and_links_are_precise(
    filled: Desk, small_world: Path
) -> None:
    score = score_against(filled, small_world / "truth.jsonl")
    assert score.minors_on_top == score.minors_planted
    assert score.advertisers.pairs.precision >= 0.95
    assert score.advertisers.pairs.recall >= 0.85


def test_linking_twice_gives_the_same_order(filled: Desk) -> None:
    before = looking.today(filled)
    link_all(filled)
    assert looking.today(filled) == before
