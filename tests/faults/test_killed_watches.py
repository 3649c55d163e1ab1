"""A watch is killed at any moment, or its disk fills: the next one goes on, nothing is captured twice, none is lost."""

import errno
import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from lykta.archive.spool import Recorded, Spool
from lykta.archive.verifying import verify
from lykta.errors import DiskFullError
from lykta.kit.files import Files
from lykta.service.desk import Desk
from lykta.service.settings import Settings
from lykta.service.simulating import make_world
from lykta.service.watch_plan import WatchPlan
from lykta.service.watching import LEASE, SPOOL, Sleep, watch_once
from lykta.simulate.market import Market
from lykta.simulate.serve import SiteServer
from lykta.store.database import Store

RUNS = 10
SITE = "annonstorget"
_forked = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def market() -> Market:
    return make_world(preset="default", seed=11, days=6, scale=1.5)


@pytest.fixture(scope="module")
def port(market: Market) -> Iterator[int]:
    """The sites in a process of their own, under a clock that nobody moves."""
    server = SiteServer(market, 0)
    process = _forked.Process(target=server.serve_forever, daemon=True)
    process.start()
    yield server.port
    process.kill()
    process.join()
    server.server_close()


def _plan(market: Market, port: int) -> WatchPlan:
    site = next(site for site in market.sites if site.domains[0].domain == f"{SITE}.example")
    start = f"http://{SITE}.example{market.boards[site.id].path_of_list(1)}"
    source = {"id": SITE, "start": start, "visits_per_day": 1}
    return WatchPlan.model_validate({"egress": {"host": "127.0.0.1", "port": port}, "source": [source]})


def _watch(settings: Settings, plan: WatchPlan, at: datetime, sleep: Sleep = lambda _: None) -> None:
    store = Store.open(settings.home, url=settings.database_url)
    try:
        watch_once(Desk(settings=settings, store=store, now=lambda: at), plan, sleep=sleep, seed=1)
    finally:
        store.close()


def _killing(pauses: int, later_s: float) -> Sleep:
    """A pause between pages; after so many the process is killed, a moment later, whatever it does by then.

    Counting pages and not seconds: on a quick machine a whole visit is over before a clock strikes. From the last
    counted pause on each one takes a moment, so that the visit cannot be over before the kill.
    """
    left = iter(range(pauses, 0, -1))

    def sleep(_: float) -> None:
        if (now := next(left, 0)) == 1:
            threading.Timer(later_s, os.kill, (os.getpid(), signal.SIGKILL)).start()
        if now <= 1:
            time.sleep(later_s / 4)

    return sleep


def _wanted(market: Market) -> set[str]:
    """Keys of the ads on show from a minute before to ten after the sites' clock began."""
    site = next(site for site in market.sites if site.domains[0].domain == f"{SITE}.example")
    begin = market.settings.start + timedelta(days=1)
    moments = (begin, begin + timedelta(minutes=10))
    first, last = ({ad.posting.key for ad in market.boards[site.id].shown(at)} for at in moments)
    return first & last


def test_after_kills_everything_shown_is_captured_and_nothing_twice(
    desk: Desk, database_url: str, market: Market, port: int
) -> None:
    plan, rng = _plan(market, port), random.Random(5)
    begin = market.settings.start + timedelta(days=1, hours=1)
    killed = 0
    for run in range(RUNS):
        at = begin + run * (LEASE + timedelta(seconds=1))
        sleep = _killing(rng.randint(1, 6), rng.random() * 0.05)
        child = _forked.Process(target=_watch, args=(desk.settings, plan, at, sleep))
        child.start()
        child.join()
        killed += child.exitcode == -signal.SIGKILL
    with desk.store.reading() as connection:
        before = connection.execute(text("SELECT count(*) FROM archive_file")).scalar_one()
    assert killed > RUNS // 2, "most kills came too late to prove anything"
    assert before >= 1  # else no kill hit a visit at work, and the rest proves nothing
    _watch(desk.settings, plan, begin + RUNS * (LEASE + timedelta(seconds=1)))
    with desk.store.reading() as connection:
        keys = set(connection.execute(text("SELECT key FROM ad")).scalars())
        urls = list(connection.execute(text("SELECT url FROM snapshot WHERE kind IN ('ad', 'picture')")).scalars())
        states = list(connection.execute(text("SELECT state FROM visit")).scalars())
        waiting = connection.execute(text("SELECT count(*) FROM archive_file WHERE read_at IS NULL")).scalar_one()
    assert _wanted(market) <= keys
    assert len(urls) == len(set(urls))
    assert states == ["made"]
    assert waiting == 0
    assert list((desk.settings.home / SPOOL).glob("*.warc.gz")) == []
    assert all(check.passed for check in verify(desk.settings.archive))


class FullDisk(Files):
    """Takes a number of writes, then has no room."""

    def __init__(self, takes: int) -> None:
        self._left = takes

    def write(self, file: int, data: bytes | bytearray) -> None:
        if not self._left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._left -= 1
        super().write(file, data)


def test_a_full_disk_under_the_spool_is_told_in_words_and_what_was_added_stays(tmp_path: Path) -> None:
    at = datetime.fromisoformat("2026-11-24T12:00:00+00:00")
    one = Recorded(url="http://a.example/", at=at, request=b"GET /", response=b"HTTP/1.1 200 OK\r\n\r\n", address=None)
    spool = Spool(tmp_path, FullDisk(takes=1))
    spool.add(one)
    length = spool.path.stat().st_size
    with pytest.raises(DiskFullError, match="disk full"):
        spool.add(one)
    assert (spool.path.stat().st_size, spool.exchanges) == (length, 1)
    spool.close()
