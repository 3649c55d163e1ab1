"""A linking is killed at any moment: readers see the linking before it or the one after it, and never a mixture."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.settings import Settings
from lykta.store.server import EmbeddedServer
from tests.faults.test_killed_imports import _desk as desk_of
from tests.faults.test_killed_imports import _forked as forked
from tests.faults.test_killed_imports import _home as home_of

KILLS = 12
SHOWN = (
    "SELECT ad, advertiser FROM advertiser_ad ORDER BY 1",
    "SELECT a, b FROM link ORDER BY 1, 2",
    "SELECT network, position FROM review ORDER BY 1",
)

State = tuple[tuple[object, ...], ...]


@pytest.fixture(scope="module")
def captures(small_world: Path) -> list[Path]:
    return sorted((small_world / "warc").glob("*.warc.gz"))[:4]


def _link(settings: Settings) -> None:
    with desk_of(settings) as desk:
        link_all(desk)


def _link_in_two_steps(settings: Settings) -> None:
    """The control: takes the old links away in a step of its own."""
    with desk_of(settings) as desk:
        with desk.store.writing() as connection:
            connection.execute(text("DELETE FROM link"))
        time.sleep(60)


def _killed(work: Callable[[Settings], None], settings: Settings, after_s: float) -> None:
    child = forked.Process(target=work, args=(settings,))
    child.start()
    time.sleep(after_s)
    assert child.pid is not None
    if child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()


def _state(settings: Settings) -> State:
    with desk_of(settings) as desk, desk.store.reading() as connection:
        return tuple(tuple(map(tuple, connection.execute(text(query)))) for query in SHOWN)


def test_a_killed_linking_shows_the_one_before_or_the_one_after(
    server: EmbeddedServer, captures: list[Path], tmp_path: Path
) -> None:
    chance = random.Random(4)
    with home_of(server, tmp_path) as settings:
        with desk_of(settings) as desk:
            import_files(desk, captures[:2])
            link_all(desk)
        before = _state(settings)
        with desk_of(settings) as desk:
            import_files(desk, captures[2:])
        seen = []
        for number in range(KILLS):
            _killed(_link, settings, after_s=chance.uniform(0.0, 0.3 + number / KILLS))
            seen.append(_state(settings))
        _link(settings)
        after = _state(settings)
    assert before != after
    assert set(seen) <= {before, after}
    assert before in seen, "no kill came early enough to prove anything"


def test_the_harness_sees_a_linking_that_is_written_in_two_steps(
    server: EmbeddedServer, captures: list[Path], tmp_path: Path
) -> None:
    with home_of(server, tmp_path) as settings:
        with desk_of(settings) as desk:
            import_files(desk, captures[:2])
            link_all(desk)
        before = _state(settings)
        _killed(_link_in_two_steps, settings, after_s=5.0)
        half = _state(settings)
        _link(settings)
        assert half not in {before, _state(settings)}
