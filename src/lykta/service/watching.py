"""`lykta watch`: every due visit is made, kept before it is read, and told in the ledger whatever it came to."""

import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlsplit

from lykta.archive.reading import read
from lykta.archive.shelf import find
from lykta.archive.spool import Recorded, Spool, left_behind
from lykta.capture.fetching import Ended, Exchange, Fetched, fetch
from lykta.capture.pacing import Pace
from lykta.capture.robots import ALL, Choice, Robots, robots_of
from lykta.errors import DamagedError, NotFoundError, SettingsError
from lykta.model.audit import Act
from lykta.model.snapshot import Snapshot
from lykta.model.visit import SourceCoverage, Visit, VisitEnd, VisitState
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.service.importing import Acknowledged, import_files, resume
from lykta.service.rights import by_itself, refuse_unless_may
from lykta.service.watch_plan import SourcePlan, WatchPlan, read_watch_plan
from lykta.sites.loading import Adapters, load_adapters
from lykta.sites.reading import links_of
from lykta.store import ads as ads_store
from lykta.store import pages as pages_store
from lykta.store import visits as visits_store

SPOOL = "spool"
# A worker renews its lease with every file it keeps; a lease that ran out belongs to a worker that is gone.
LEASE = timedelta(minutes=30)
# Known ads end a walk through the lists, but once a day it goes to the end: who is still shown is a sighting.
WHOLE_WALK_AFTER = timedelta(days=1)
KEPT_TOGETHER = 50  # exchanges in one archive file: what a kill can make us fetch again
LONGEST_PAUSE_S = 300.0  # a host that asks for more ends the visit; the next one finds it rested
MOST_SLOTS = 5_000  # of one source after a long silence; older ones are not listed
TRIES = 3

Sleep = Callable[[float], None]


@dataclass(slots=True)
class WatchReport:
    """What one run did, by the end of its visits."""

    made: int = 0
    failed: int = 0
    pages: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, visit: Visit, ended: VisitEnd) -> None:
        self.made += ended.state is VisitState.MADE
        self.failed += ended.state is VisitState.FAILED
        self.pages += ended.pages
        if ended.why:
            self.reasons.append(f"{visit.source}: {ended.why}")


def watch_plan(desk: Desk) -> WatchPlan:
    """The home's plan. Raises SettingsError when it names a source that no adapter reads."""
    refuse_unless_may(desk, Act.WATCHED)
    plan = read_watch_plan(desk.settings.home)
    known = load_adapters(desk.settings.own_sites).by_id
    for one in plan.source:
        if one.id not in known:
            raise SettingsError(f"watch.toml: no adapter is called {one.id!r}. Add sites/{one.id}.toml, or correct it.")
    return plan


def watch_once(
    desk: Desk,
    plan: WatchPlan,
    *,
    sleep: Sleep = time.sleep,
    seed: int | None = None,
    worker: str | None = None,
    takes_up: bool = True,
) -> WatchReport:
    """All that is due now has been visited, or stands in the ledger with the reason.

    With `takes_up` what a kill left is kept and read first, which looks through the whole archive.
    Several programs may run at once: a visit is made by one. `seed` makes the pauses repeat.
    Raises DiskFullError and StoreError; as after a kill, the visit is taken up when its lease has run out.
    """
    refuse_unless_may(desk, Act.WATCHED)
    desk = by_itself(desk)
    worker = worker or f"{socket.gethostname()}-{os.getpid()}-{time.monotonic_ns()}"
    if takes_up:
        note(desk, Act.WATCHED)
        adopt(desk)
    plan_visits(desk, plan)
    report = WatchReport()
    sources = {one.id: one for one in plan.source}
    adapters = load_adapters(desk.settings.own_sites)
    while (visit := _leased(desk, list(sources), worker)) is not None:
        rng = Random(f"{seed} {visit.source} {visit.planned_at}" if seed is not None else None)
        work = _Work(desk, plan, sources[visit.source], visit, adapters, sleep, rng)
        ended = work.made()
        with desk.store.writing() as connection:
            visits_store.end(connection, visit, ended, at=desk.now())
        report.add(visit, ended)
    return report


def adopt(desk: Desk) -> None:
    """What an interrupted visit had fetched is kept and read."""
    with left_behind(desk.settings.home / SPOOL) as paths:
        for path in paths:
            if not import_files(desk, [path]).refused or path.stat().st_size == 0:
                path.unlink(missing_ok=True)
    resume(desk)


def plan_visits(desk: Desk, plan: WatchPlan) -> None:
    """Every visit that should have been made by now is in the ledger; those nobody made in time are skipped."""
    now = desk.now()
    with desk.store.writing() as connection:
        for one in plan.source:
            times = due_times(visits_store.last_planned(connection, one.id), now, one.visits_per_day)
            visits_store.plan(connection, one.id, times)


def due_times(last: datetime | None, now: datetime, visits_per_day: float) -> list[datetime]:
    """The times after `last`, up to now, on the even grid of the rate; the newest alone when there is no last."""
    step = timedelta(days=1) / visits_per_day
    start = datetime(2000, 1, 1, tzinfo=UTC)
    newest = (now - start) // step
    oldest = newest if last is None else max((last - start) // step + 1, newest - MOST_SLOTS)
    return [
        start + number * step for number in range(oldest, newest + 1) if last is None or start + number * step > last
    ]


def look_at_coverage(desk: Desk, *, days: int) -> tuple[SourceCoverage, ...]:
    """Every source's visits of the last days: planned, made, failed, skipped, why, and the longest gap."""
    note(desk, Act.LOOKED_AT_COVERAGE)
    now = desk.now()
    with desk.store.reading() as connection:
        return visits_store.coverage(connection, since=now - timedelta(days=days), until=now)


def _leased(desk: Desk, sources: list[str], worker: str) -> Visit | None:
    now = desk.now()
    with desk.store.writing() as connection:
        return visits_store.lease(connection, sources, worker=worker, now=now, until=now + LEASE)


class _EndedError(Exception):
    """The visit cannot go on; the text is its reason."""


class _Work:
    """One visit under way."""

    def __init__(
        self,
        desk: Desk,
        plan: WatchPlan,
        source: SourcePlan,
        visit: Visit,
        adapters: Adapters,
        sleep: Sleep,
        rng: Random,
    ) -> None:
        self._desk = desk
        self._source = source
        self._visit = visit
        self._adapters = adapters
        self._sleep = sleep
        self._rules = plan.fetch_rules(source)
        self._agent = plan.user_agent.split("/")[0]
        self._pace = Pace(rules=source.pace, rng=rng)
        self._robots: Robots = ALL
        self._host = urlsplit(source.start).netloc.lower()
        self._missed: dict[str, int] = {}

    def made(self) -> VisitEnd:
        """How the visit ended; what it fetched is kept and read."""
        whole = False
        try:
            self._ask_robots()
            ads, whole = self._walk_lists()
            pictures = self._fetch_ads(ads)
            self._fetch_all(pictures)
        except _EndedError as ended:
            return VisitEnd(state=VisitState.FAILED, pages=self._pace.used, why=str(ended))
        missed = ", ".join(f"{count} pages: {why}" for why, count in self._missed.items()) or None
        return VisitEnd(state=VisitState.MADE, pages=self._pace.used, walked_all=whole, why=missed)

    def _ask_robots(self) -> None:
        if self._source.robots is Choice.NOT_OBEYED:
            return
        url = f"{urlsplit(self._source.start).scheme}://{self._host}/robots.txt"
        fetched = self._fetched(url)
        snapshots = self._kept([fetched]) if fetched.exchanges else []
        last = fetched.last
        status = last.status if last and (fetched.problem is None or last.ended is Ended.LENGTH) else 0
        body = next((one.body for one in snapshots if last and one.url == last.url), b"")
        self._robots = robots_of(status, body, self._agent)
        self._pace.delay_s = self._robots.delay_s
        if self._robots.not_now:
            raise _EndedError(fetched.why or f"robots.txt was answered with {status}, so nothing is fetched now")

    def _walk_lists(self) -> tuple[dict[str, str], bool]:
        """The unknown ads by key, and whether the lists were walked to their end."""
        with self._desk.store.reading() as connection:
            last = visits_store.last_whole_walk(connection, self._source.id)
        must_walk_all = last is None or self._visit.planned_at - last >= WHOLE_WALK_AFTER
        unknown: dict[str, str] = {}
        url: str | None = self._source.start
        walked: set[str] = set()
        while url is not None and url not in walked:
            walked.add(url)
            links = [links_of(one, self._adapters) for one in self._kept([self._needed(url)]) if one.status == 200]
            fresh = self._unknown(link for one in links for link in one.ads)
            unknown |= fresh
            url = next((one.next_url for one in links if one.next_url), None)
            if url is not None and not fresh and not must_walk_all:
                return unknown, False
        return unknown, True

    def _unknown(self, links: Iterable[str]) -> dict[str, str]:
        site = self._adapters.by_id[self._source.id]
        by_key = {}
        for link in links:
            parts = urlsplit(link)
            _, key = site.kind_of(parts.path + (f"?{parts.query}" if parts.query else ""))
            if key:
                by_key[key] = link
        with self._desk.store.reading() as connection:
            known = ads_store.pictures_by_key(connection, self._source.id, by_key)
        return {key: link for key, link in by_key.items() if key not in known}

    def _fetch_ads(self, ads: dict[str, str]) -> list[str]:
        """The ads are kept and read; returns the addresses of their pictures that nobody has captured."""
        self._fetch_all(list(ads.values()))
        with self._desk.store.reading() as connection:
            shown = ads_store.pictures_by_key(connection, self._source.id, ads)
            urls = list(dict.fromkeys(url for pictures in shown.values() for url in pictures))
            known = pages_store.known_urls(connection, urls)
        return [url for url in urls if url not in known]

    def _fetch_all(self, urls: list[str]) -> None:
        for start in range(0, len(urls), KEPT_TOGETHER):
            self._kept(self._some(urls[start : start + KEPT_TOGETHER]))

    def _some(self, urls: list[str]) -> Iterator[Fetched]:
        for url in urls:
            if self._pace.is_spent:
                self._miss("the visit's budget was used up")
                continue
            if (fetched := self._fetched(url)).exchanges:
                yield fetched
            if fetched.problem is not None:
                self._miss(fetched.problem.value)

    def _needed(self, url: str) -> Fetched:
        """A list page, asked for again when the host is busy. Raises _EndedError when it does not come."""
        for _ in range(TRIES):
            if self._pace.is_spent:
                raise _EndedError("the visit's budget was used up")
            fetched = self._fetched(url)
            last = fetched.last
            if fetched.problem is None and last is not None and last.status not in (429, 503):
                break
            self._kept([fetched])
        else:
            raise _EndedError(fetched.why or f"{url[:200]}: answered {last.status if last else 'nothing'}")
        if last.status != 200:
            self._kept([fetched])
            raise _EndedError(f"{url[:200]}: answered {last.status}")
        return fetched

    def _fetched(self, url: str) -> Fetched:
        """The answer, after the pause that the host's pace asks for."""
        pause = self._pace.wait_s(self._desk.now())
        if pause > LONGEST_PAUSE_S:
            raise _EndedError(f"{self._host} asks to wait for {round(pause)} s")
        if pause > 0:
            self._sleep(pause)
        fetched = fetch(url, self._rules, now=self._desk.now, why_not=self._why_not)
        last = fetched.last
        self._pace.answered(
            self._desk.now(), last.status if last else 0, last.fields.get("retry-after") if last else None
        )
        return fetched

    def _why_not(self, url: str) -> str | None:
        parts = urlsplit(url)
        if parts.netloc.lower() != self._host:
            return f"{parts.netloc[:100]} is another host than {self._host}, and its robots.txt was not asked"
        if not self._robots.allows(parts.path + (f"?{parts.query}" if parts.query else "")):
            return "robots.txt does not allow this address"
        return None

    def _miss(self, why: str) -> None:
        self._missed[why] = self._missed.get(why, 0) + 1

    def _kept(self, fetched: Iterable[Fetched]) -> list[Snapshot]:
        """The exchanges are in the archive and read; their snapshots come from there and nowhere else."""
        with closing(Spool(self._desk.settings.home / SPOOL)) as spool:
            for one in fetched:
                for exchange in one.exchanges:
                    spool.add(_recorded(exchange))
            snapshots = self._imported(spool) if spool.exchanges else []
            spool.gone()
        with self._desk.store.writing() as connection:
            until = self._desk.now() + LEASE
            if not visits_store.renew(connection, self._visit, until=until):
                raise _EndedError("another worker has taken this visit over")
        return snapshots

    def _imported(self, spool: Spool) -> list[Snapshot]:
        names: list[str] = []

        def note(one: Acknowledged) -> None:
            if one.what == "kept":
                names.append(one.sha256)

        report = import_files(self._desk, [spool.path], acknowledge=note)
        if report.refused:
            raise _EndedError(report.refused[0])
        try:
            archive = self._desk.settings.archive
            found = [record for name in names for record in read(archive, find(archive, name))]
        except (DamagedError, NotFoundError) as error:
            raise _EndedError(str(error)) from error
        return [one for one in found if isinstance(one, Snapshot)]


def _recorded(one: Exchange) -> Recorded:
    return Recorded(
        url=one.url,
        at=one.at,
        request=one.request,
        response=one.response,
        address=one.address,
        truncated=None if one.ended is Ended.WHOLE else one.ended.value,
        tls_fault=one.tls_fault,
    )
