from collections.abc import Iterator

import pytest

from lykta.web.app import create_app
from tests.web import case_scenes, scenes
from tests.web.client import TestClient
from tests.web.fakes import FakeDoorway, FakeLooking


@pytest.fixture
def look() -> FakeLooking:
    return FakeLooking(
        page=scenes.today(),
        networks={scenes.ORGANISED.network: scenes.network_page()},
        unread=scenes.UNREAD,
        alarms=scenes.FALSE_ALARMS,
        entries=scenes.LOG,
        pairs={("x", "y"): scenes.pair_page()},
        judged=[scenes.judged()],
        case_pages={case_scenes.CASE: case_scenes.case_page()},
        market=scenes.market_page(),
        visits=scenes.visit_plan(),
    )


@pytest.fixture
def doorway(look: FakeLooking) -> FakeDoorway:
    return FakeDoorway(look)


@pytest.fixture
def stranger(doorway: FakeDoorway) -> Iterator[TestClient]:
    """A browser that has not signed in. Answers to broken pages are given, not raised."""
    with TestClient(create_app(doorway, demo=True), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def anna(stranger: TestClient, doorway: FakeDoorway) -> TestClient:
    """A browser that has signed in."""
    doorway.tokens.add("hers")
    stranger.cookies.set("lykta_session", "hers")
    return stranger
