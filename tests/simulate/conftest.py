from pathlib import Path

import pytest

from lykta.simulate.market import Market, make_market
from lykta.simulate.settings import DEFAULT, HARD
from lykta.simulate.world import write_world


@pytest.fixture(scope="session")
def season() -> Market:
    """A thinned season: long enough for a new layout and for a domain that dies and returns."""
    return make_market(DEFAULT, seed=7, days=60, scale=0.3)


@pytest.fixture(scope="session")
def hard_season() -> Market:
    return make_market(HARD, seed=7, days=60, scale=0.3)


@pytest.fixture(scope="session")
def week() -> Market:
    return make_market(DEFAULT, seed=3, days=7, scale=0.1)


@pytest.fixture(scope="session")
def week_on_disk(week: Market, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("week")
    write_world(week, out)
    return out
