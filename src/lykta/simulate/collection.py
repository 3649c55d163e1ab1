"""A sporadic collection: which sites were looked at when, what was fetched, what was never seen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from random import Random

from lykta.simulate.board import Board
from lykta.simulate.ground import Ground
from lykta.simulate.lives import poisson
from lykta.simulate.postings import TrueAd

_REFETCH_SHARE = 0.01  # ads fetched again although nothing has changed (assumption)
_EDIT_NOTICED_SHARE = 0.6  # edited ads fetched again at the next sighting (assumption)
_MOVE_FOUND_AFTER_D = 1  # days until a site's new domain is found (assumption)


class Outcome(StrEnum):
    DONE = "done"
    MISSED = "missed"  # nobody looked
    OUTAGE = "outage"  # the collector or the site was down for a while
    NO_ANSWER = "no_answer"  # the domain is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request: when, and the path with its query."""

    at: datetime
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A line of the ledger. `new` and `seen` are keys of ads: fetched for the first time, and in the lists."""

    site: str
    domain: str | None
    at: datetime
    outcome: Outcome
    fetches: tuple[Fetch, ...] = field(default=(), repr=False)
    new: tuple[str, ...] = field(default=(), repr=False)
    seen: tuple[str, ...] = field(default=(), repr=False)


def collect(ground: Ground, boards: dict[str, Board]) -> tuple[Visit, ...]:
    """Every visit, made or missed, in order of time."""
    visits: list[Visit] = []
    for id_, board in boards.items():
        collector = _Collector(ground, board, _visits_a_day(ground, id_))
        visits += collector.visits()
    return tuple(sorted(visits, key=lambda visit: (visit.at, visit.site)))


def _visits_a_day(ground: Ground, site: str) -> float:
    """More visits to larger sites, between the two ends of the setting."""
    low, high = ground.settings.visits_per_day
    return low + (high - low) * sqrt(ground.volumes[site] / max(ground.volumes.values()))


class _Collector:
    """What is known of one site while it is watched."""

    def __init__(self, ground: Ground, board: Board, visits_a_day: float) -> None:
        self._ground = ground
        self._board = board
        self._visits_a_day = visits_a_day
        self._wait = timedelta(seconds=ground.settings.wait_s)
        self._fetched_at: dict[str, datetime] = {}  # by key of the ad
        self._paths_known: set[str] = set()  # pictures and the page of terms

    def visits(self) -> Iterator[Visit]:
        for day in range(self._ground.days):
            rng = self._ground.rng("visits", self._board.site.id, day)
            midnight = self._ground.settings.start + timedelta(days=day)
            domain = self._board.site.domain_on(day - _MOVE_FOUND_AFTER_D if day else day)
            domain = domain if domain == self._board.site.domain_on(day) else None
            outcome = self._outcome(domain, rng)
            if outcome is not Outcome.DONE:
                yield Visit(site=self._board.site.id, domain=domain, at=midnight + timedelta(hours=9), outcome=outcome)
                continue
            count = 1 + poisson(self._visits_a_day - 1, rng)
            for turn in range(count):
                hour = 24 * (turn + rng.random() * 0.9) / count
                start = (midnight + timedelta(hours=min(hour, 22.5))).replace(microsecond=0)
                yield self._visit(domain, start, rng)

    def _outcome(self, domain: str | None, rng: Random) -> Outcome:
        settings = self._ground.settings
        if domain is None:
            return Outcome.NO_ANSWER
        drawn = rng.random()
        if drawn < settings.missed_day_share:
            return Outcome.MISSED
        return Outcome.OUTAGE if drawn < settings.missed_day_share + settings.outage_share else Outcome.DONE

    def _visit(self, domain: str | None, start: datetime, rng: Random) -> Visit:
        """List pages first, then what they show that is new, then the pictures of that."""
        now, fetches, seen = start, [], {}
        if self._board.path_of_terms() not in self._paths_known:
            self._paths_known.add(self._board.path_of_terms())
            fetches.append(Fetch(at=now, path=self._board.path_of_terms()))
            now += self._wait
        page = 1
        while page <= len(pages := self._board.list_pages(now)):
            fetches.append(Fetch(at=now, path=self._board.path_of_list(page)))
            seen.update({ad.posting.key: ad for ad in pages[page - 1]})
            page, now = page + 1, now + self._wait
        new = []
        for key, ad in seen.items():
            if not self._is_wanted(ad, now, rng) or not ad.is_shown(now):
                continue
            if key not in self._fetched_at:
                new.append(key)
            self._fetched_at[key] = now
            fetches.append(Fetch(at=now, path=self._board.path_of_ad(ad)))
            now += self._wait
            for picture in self._unknown_pictures(ad):
                fetches.append(Fetch(at=now, path=picture))
                now += self._wait / 4
        return Visit(
            site=self._board.site.id,
            domain=domain,
            at=start,
            outcome=Outcome.DONE,
            fetches=tuple(fetches),
            new=tuple(new),
            seen=tuple(seen),
        )

    def _is_wanted(self, ad: TrueAd, now: datetime, rng: Random) -> bool:
        fetched_at = self._fetched_at.get(ad.posting.key)
        if fetched_at is None:
            return True
        edited = ad.edited_at is not None and fetched_at < ad.edited_at <= now
        return rng.random() < (_EDIT_NOTICED_SHARE if edited else _REFETCH_SHARE)

    def _unknown_pictures(self, ad: TrueAd) -> list[str]:
        paths = [self._board.path_of_picture(name) for name in ad.posting.pictures]
        unknown = [path for path in dict.fromkeys(paths) if path not in self._paths_known]
        self._paths_known.update(unknown)
        return unknown
