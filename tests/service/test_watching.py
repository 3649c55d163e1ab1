"""A simulated market is watched under a clock that can be moved: what was shown is kept, once, and gaps are told."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from lykta.archive.verifying import verify
from lykta.errors import SettingsError
from lykta.model.visit import VisitState
from lykta.service.desk import Desk
from lykta.service.simulating import make_world
from lykta.service.watch_plan import WatchPlan, read_watch_plan
from lykta.service.watching import SPOOL, adopt, due_times, look_at_coverage, watch_once
from lykta.simulate.market import Market
from lykta.simulate.serve import SiteServer

SOURCES = ("annonstorget", "meetboard", "nattguiden")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class FastClock:
    """A clock that only sleeping and the test move; the sites are told."""

    def __init__(self, server: SiteServer, start: datetime) -> None:
        self._server = server
        self.at = start
        self.move(start)

    def move(self, to: datetime) -> None:
        self.at = to
        self._server.clock.move(to)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.move(self.at + timedelta(seconds=seconds))


@pytest.fixture(scope="module")
def market() -> Market:
    return make_world(preset="default", seed=11, days=6, scale=0.1)


@pytest.fixture
def sites(market: Market) -> Iterator[SiteServer]:
    server = SiteServer(market, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def plan_for(market: Market, port: int) -> WatchPlan:
    sources = []
    for name in SOURCES:
        site = next(site for site in market.sites if site.domains[0].domain == f"{name}.example")
        start = market.boards[site.id].path_of_list(1)
        sources.append({"id": name, "start": f"http://{name}.example{start}", "visits_per_day": 2, "wait_s": 1})
    return WatchPlan.model_validate({"egress": {"host": "127.0.0.1", "port": port}, "source": sources})


def at_clock(desk: Desk, clock: FastClock) -> Desk:
    return Desk(settings=desk.settings, store=desk.store, now=clock.now)


def shown(market: Market, name: str, at: datetime) -> set[str]:
    site = next(site for site in market.sites if site.domains[0].domain == f"{name}.example")
    return {ad.posting.key for ad in market.boards[site.id].shown(at)}


def stored(desk: Desk, what: str) -> list[tuple[str, str]]:
    with desk.store.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(what))]


def test_what_is_shown_at_the_visits_is_kept_once_and_nothing_is_left_in_the_spool(
    desk: Desk, market: Market, sites: SiteServer
) -> None:
    clock = FastClock(sites, market.settings.start + timedelta(days=1))
    watched, plan = at_clock(desk, clock), plan_for(market, sites.port)
    wanted: set[tuple[str, str]] = set()
    for half_day in range(4):
        clock.move(market.settings.start + timedelta(days=1, hours=12 * half_day))
        wanted |= {(name, key) for name in SOURCES for key in shown(market, name, clock.at)}
        report = watch_once(watched, plan, sleep=clock.sleep, seed=1)
        assert (report.made, report.failed) == (3, 0), report.reasons
    ads = stored(desk, "SELECT source, key FROM ad")
    assert len(wanted & set(ads)) >= 0.995 * len(wanted) > 0
    urls = [row[0] for row in stored(desk, "SELECT url, id FROM snapshot WHERE kind IN ('ad', 'picture')")]
    assert len(urls) == len(set(urls))
    assert len(ads) == len(set(ads))
    assert any(row[1] == "picture" for row in stored(desk, "SELECT url, kind FROM snapshot"))
    assert list((desk.settings.home / SPOOL).iterdir()) == []
    assert all(check.passed for check in verify(desk.settings.archive))


def test_visits_that_nobody_made_stand_in_the_ledger_with_the_reason(
    desk: Desk, market: Market, sites: SiteServer
) -> None:
    clock = FastClock(sites, market.settings.start + timedelta(days=1))
    watched, plan = at_clock(desk, clock), plan_for(market, sites.port)
    watch_once(watched, plan, sleep=clock.sleep, seed=1)
    clock.move(market.settings.start + timedelta(days=4))
    watch_once(watched, plan, sleep=clock.sleep, seed=1)
    covered = look_at_coverage(watched, days=30)
    assert [one.source for one in covered] == sorted(SOURCES)
    for one in covered:
        assert one.counts == {VisitState.MADE: 2, VisitState.SKIPPED: 5}
        assert one.reasons == {"nobody was looking when it was due": 5}
        assert one.longest_gap_s == 3 * 86_400


def test_an_egress_that_is_gone_fails_the_visit_in_words(desk: Desk, market: Market, sites: SiteServer) -> None:
    clock = FastClock(sites, market.settings.start + timedelta(days=1))
    report = watch_once(at_clock(desk, clock), plan_for(market, 9), sleep=clock.sleep, seed=1)
    assert (report.made, report.failed) == (0, 3)
    assert all("egress" in reason for reason in report.reasons)
    assert stored(desk, "SELECT url, id FROM snapshot") == []


def test_what_a_killed_visit_left_in_the_spool_is_kept_and_read(desk: Desk, market: Market, sites: SiteServer) -> None:
    from lykta.archive.spool import Recorded, Spool

    spool = Spool(desk.settings.home / SPOOL)
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi"
    asked = b"GET / HTTP/1.1\r\n\r\n"
    spool.add(Recorded(url="http://a.example/", at=NOON, request=asked, response=page, address="193.0.6.139"))
    adopt(desk)
    assert spool.path.exists()  # its program lives, so nobody touches it
    spool.close()
    adopt(desk)
    assert stored(desk, "SELECT url, kind FROM snapshot") == [("http://a.example/", "unread")]
    assert not spool.path.exists()


def test_a_lease_that_ran_out_is_given_to_the_next_worker_and_the_first_can_no_longer_end_it(desk: Desk) -> None:
    from lykta.model.visit import VisitEnd
    from lykta.store import visits

    with desk.store.writing() as connection:
        visits.plan(connection, "one", [NOON])
        first = visits.lease(connection, ["one"], worker="a", now=NOON, until=NOON + timedelta(minutes=1))
        assert first is not None
        later = NOON + timedelta(minutes=2)
        assert visits.lease(connection, ["one"], worker="b", now=NOON, until=later) is None
        second = visits.lease(connection, ["one"], worker="b", now=later, until=later + timedelta(minutes=1))
        assert second is not None
        assert not visits.renew(connection, first, until=later)
        assert not visits.end(connection, first, VisitEnd(state=VisitState.MADE), at=later)
        assert visits.end(connection, second, VisitEnd(state=VisitState.MADE), at=later)


def test_times_lie_on_the_even_grid_of_the_rate() -> None:
    assert due_times(None, NOON, 2) == [NOON]
    assert due_times(NOON, NOON, 2) == []
    assert due_times(NOON, NOON + timedelta(days=1), 2) == [NOON + timedelta(hours=12), NOON + timedelta(days=1)]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('[[source]]\nid = "x"\nstart = "ftp://x.example/"', "start"),
        ('[[source]]\nid = "x"\nstart = "http://x.example/"\nrobots = "not obeyed"', "legal ground"),
        ('colour = 1\n[[source]]\nid = "x"\nstart = "http://x.example/"', "colour"),
        ('test_hosts = ["x"]\n[[source]]\nid = "x"\nstart = "http://x.example/"', "ADDRESS:PORT"),
        ("=", "not TOML"),
    ],
)
def test_a_plan_that_is_not_understood_stops_the_start(tmp_path: Path, written: str, says: str) -> None:
    (tmp_path / "watch.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_watch_plan(tmp_path)


def test_several_workers_make_each_visit_once(desk: Desk, market: Market, sites: SiteServer) -> None:
    clock = FastClock(sites, market.settings.start + timedelta(days=1))
    watched, plan = at_clock(desk, clock), plan_for(market, sites.port)
    made: list[int] = []
    workers = [
        threading.Thread(
            target=lambda name=name: made.append(
                watch_once(watched, plan, sleep=lambda _: None, worker=name, takes_up=False).made
            )
        )
        for name in ("a", "b")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(made) == len(SOURCES)
    urls = [row[0] for row in stored(desk, "SELECT url, id FROM snapshot WHERE kind IN ('ad', 'list')")]
    assert len(urls) == len(set(urls))


def test_a_list_page_that_is_gone_fails_the_visit_with_what_was_answered(
    desk: Desk, market: Market, sites: SiteServer
) -> None:
    clock = FastClock(sites, market.settings.start + timedelta(days=1))
    source = {"id": "annonstorget", "start": "http://annonstorget.example/nothing-here"}
    plan = WatchPlan.model_validate({"egress": {"host": "127.0.0.1", "port": sites.port}, "source": [source]})
    report = watch_once(at_clock(desk, clock), plan, sleep=clock.sleep, seed=1)
    assert (report.made, report.failed) == (0, 1)
    assert "answered 404" in report.reasons[0]
