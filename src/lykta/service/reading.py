"""What one snapshot says: page, ads, findings, picture. Done here or in worker processes, always in order.

A worker has no database and no archive: hostile pages and pictures meet nothing but the reading itself.
"""

import ctypes
import multiprocessing
import signal
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from lykta.errors import BadInputError
from lykta.kit.collecting import collect_seldom
from lykta.model.ad import PageKind, PageRead
from lykta.model.finding import Finding, PictureHash
from lykta.model.snapshot import Snapshot
from lykta.service.extracting import extract_ads, open_extractors
from lykta.service.picturing import hash_bounded
from lykta.service.settings import Settings
from lykta.sites.loading import Adapters, load_adapters
from lykta.sites.reading import read_page

_PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when its parent dies


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRead:
    """A snapshot without its bytes, what its page says, and the findings by ad id."""

    snapshot: Snapshot
    page: PageRead
    findings: tuple[tuple[str, Finding], ...] = ()
    picture: PictureHash | None = None


class Pending(Protocol):
    """A reading under way; `result` waits for it."""

    def result(self) -> list[SnapshotRead]: ...


class Reading(Protocol):
    """Starts readings and is closed at the end."""

    def start(self, snapshots: Sequence[Snapshot]) -> Pending: ...

    def close(self) -> None: ...


class _Later:
    """A reading that is done when its result is asked for."""

    def __init__(self, settings: Settings, snapshots: Sequence[Snapshot]) -> None:
        self._settings = settings
        self._snapshots = snapshots

    def result(self) -> list[SnapshotRead]:
        return read_snapshots(self._settings, self._snapshots)


class ReadingHere:
    """Reads in this process."""

    def __init__(self, settings: Settings) -> None:
        self.start = partial(_Later, settings)
        _adapters(settings)

    def close(self) -> None:
        return


class ReadingInWorkers:
    """Reads in processes of their own, which die with this one."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        _adapters(settings)  # a wrong adapter stops the start, not a worker
        # Spawned, not forked: a fork would inherit the database connection and keep its locks alive.
        self._pool = ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_worker
        )

    def start(self, snapshots: Sequence[Snapshot]) -> Pending:
        return self._pool.submit(read_snapshots, self._settings, snapshots)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to stop
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


_known: dict[Settings, Adapters] = {}


def _adapters(settings: Settings) -> Adapters:
    """The adapters of a home, loaded once per process."""
    if settings not in _known:
        _known[settings] = load_adapters(settings.own_sites)
    return _known[settings]


def read_snapshots(settings: Settings, snapshots: Sequence[Snapshot]) -> list[SnapshotRead]:
    """What each says. All pages are read before the first ad's text is, as each has its tables in the cache."""
    adapters, extractors = _adapters(settings), open_extractors(settings)
    pages = [read_page(snapshot, adapters) for snapshot in snapshots]
    ads = [(ad, snapshot.fetched_at) for snapshot, page in zip(snapshots, pages, strict=True) for ad in page.ads]
    found = iter(extract_ads(extractors, ads, region=settings.region))
    return [
        SnapshotRead(
            snapshot=replace(snapshot, body=b""),
            page=page,
            findings=tuple((ad.id, finding) for ad in page.ads for finding in next(found)),
            picture=_picture(snapshot) if page.kind is PageKind.PICTURE else None,
        )
        for snapshot, page in zip(snapshots, pages, strict=True)
    ]


def _picture(snapshot: Snapshot) -> PictureHash | None:
    """None for a picture that cannot be decoded: it is kept as a page and links nothing."""
    try:
        return hash_bounded(snapshot.body)
    except BadInputError:
        return None
