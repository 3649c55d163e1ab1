"""`lykta import`: files in, archived first, then read into ads and findings. Safe to kill and to repeat."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from lykta.archive.keeping import keep
from lykta.archive.reading import read
from lykta.archive.shelf import find, list_kept
from lykta.errors import BadInputError, DamagedError
from lykta.extract.pictures import hash_picture
from lykta.extract.reading import Extractors
from lykta.model.ad import Ad, PageKind, PageRead, Sighting
from lykta.model.archived import Damage, Manifest
from lykta.model.finding import Finding, PictureHash
from lykta.model.snapshot import Snapshot
from lykta.service.desk import Desk
from lykta.service.extracting import extract_ad, open_extractors
from lykta.sites.loading import Adapters, load_adapters
from lykta.sites.reading import read_page
from lykta.store import ads as ads_store
from lykta.store import archive_files as files_store
from lykta.store import pages as pages_store

# One transaction per batch: large enough that the commit costs little, small enough that a kill
# costs less than a second of work.
BATCH_SNAPSHOTS = 1000


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What one import did. `refused` are inputs nobody could keep, `damaged` records nobody could read."""

    files: int = 0
    files_already: int = 0
    pages: int = 0
    ads: int = 0
    findings: int = 0
    sightings: int = 0
    pictures: int = 0
    unread: int = 0
    refused: list[str] = field(default_factory=list)
    damaged: list[Damage] = field(default_factory=list)

    def add(self, counts: tuple[int, int, int, int, int]) -> None:
        """Pages, ads, sightings, findings and pictures that one batch added."""
        pages, ads, sightings, findings, pictures = counts
        self.pages += pages
        self.ads += ads
        self.sightings += sightings
        self.findings += findings
        self.pictures += pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Something that is safe from now on, whatever happens to this process."""

    what: str  # "kept" (bytes on disk and known) or "read" (its ads and findings stored)
    name: str
    sha256: str
    report: ImportReport


Acknowledge = Callable[[Acknowledged], None]


def import_files(
    desk: Desk, paths: Sequence[Path], *, acknowledge: Acknowledge = lambda _: None, report: ImportReport | None = None
) -> ImportReport:
    """Every path is kept and read, or named in the report with the reason; a bad one never stops the rest.

    Raises DiskFullError and StoreError: those concern every path, and what was acknowledged is kept.
    """
    report = report if report is not None else ImportReport()
    reader = _Reader(desk, report, acknowledge)
    for group in _groups(_kept(desk, paths, report)):
        with desk.store.writing() as connection:
            for manifest in group:
                files_store.add_archive_file(connection, manifest)
        for manifest in group:
            acknowledge(Acknowledged(what="kept", name=manifest.input_name, sha256=manifest.sha256, report=report))
        reader.read_files(group)
    return report


def resume(desk: Desk, *, acknowledge: Acknowledge = lambda _: None) -> ImportReport:
    """Archive files that an earlier run kept but did not wholly read are read now, also those without a row."""
    report = ImportReport()
    with desk.store.writing() as connection:
        for manifest in list_kept(desk.settings.archive):
            files_store.add_archive_file(connection, manifest)
    with desk.store.reading() as connection:
        waiting = files_store.unfinished_files(connection)
    report.files = len(waiting)
    reader = _Reader(desk, report, acknowledge)
    for group in _groups(find(desk.settings.archive, sha256) for sha256 in waiting):
        reader.read_files(group)
    return report


def _kept(desk: Desk, paths: Sequence[Path], report: ImportReport) -> Iterator[Manifest]:
    for path in paths:
        try:
            kept = keep(path, desk.settings.archive, now=desk.now)
        except BadInputError as error:
            report.refused.append(str(error))
            continue
        report.files += len(kept)
        report.files_already += sum(one.already for one in kept)
        yield from (one.manifest for one in kept)


def _groups(manifests: Iterable[Manifest]) -> Iterator[list[Manifest]]:
    """Small files together, so that a day of many sites costs a few transactions and not some for each."""
    group: list[Manifest] = []
    records = 0
    for manifest in manifests:
        group.append(manifest)
        records += manifest.records
        if records >= BATCH_SNAPSHOTS:
            yield group
            group, records = [], 0
    if group:
        yield group


class _Reader:
    """Reads kept archive files into the store, a batch a transaction."""

    def __init__(self, desk: Desk, report: ImportReport, acknowledge: Acknowledge) -> None:
        self._desk = desk
        self._report = report
        self._acknowledge = acknowledge
        self._adapters: Adapters = load_adapters(desk.settings.own_sites)
        self._extractors: Extractors = open_extractors(desk.settings)
        with desk.store.writing() as connection:
            pages_store.add_sources(connection, self._adapters.sources())

    def read_files(self, manifests: Sequence[Manifest]) -> None:
        """All of the files are stored. A second process on one of them waits, then finds it done."""
        with self._desk.store.alone_with(manifest.sha256 for manifest in manifests):
            with self._desk.store.reading() as connection:
                readings = {one.sha256: files_store.reading_of(connection, one.sha256) for one in manifests}
            batch = _Batch()
            for manifest in manifests:
                reading = readings[manifest.sha256]
                if reading is None or reading.read_at is None:
                    self._take(manifest, reading.read_to if reading else 0, batch)
                else:
                    batch.done.append(manifest)
            self._keep_batch(batch)

    def _take(self, manifest: Manifest, start: int, batch: "_Batch") -> None:
        """The file's records join the batch, which is stored each time it is full."""
        try:
            for record in read(self._desk.settings.archive, manifest, from_offset=start):
                batch.records.append((manifest.sha256, record))
                if len(batch.records) >= BATCH_SNAPSHOTS:
                    self._keep_batch(batch)
        except DamagedError as error:
            self._report.refused.append(str(error))
            return
        batch.finished.append(manifest)

    def _keep_batch(self, batch: "_Batch") -> None:
        report = self._report
        snapshots = [one for _, one in batch.records if isinstance(one, Snapshot)]
        damages = [(archive, one) for archive, one in batch.records if isinstance(one, Damage)]
        pages = [(one, read_page(one, self._adapters)) for one in snapshots]
        ads = {ad.id: ad for _, page in pages for ad in page.ads}
        with self._desk.store.writing() as connection:
            new = [ads[ad] for ad in ads_store.unknown_ads(connection, ads)]
            counts = (
                pages_store.add_pages(connection, pages),
                ads_store.add_ads(connection, new),
                ads_store.add_sightings(connection, _sightings(pages)),
                ads_store.add_findings(connection, self._findings(new)),
                self._add_pictures(connection, pages),
            )
            for archive, one in damages:
                files_store.add_damage(connection, archive, one.offset, one.problem)
            # The last record of an unfinished file is read again after a kill; that adds nothing.
            for archive, read_to in {archive: one.offset for archive, one in batch.records}.items():
                files_store.mark_read_to(connection, archive, read_to)
            for manifest in batch.finished:
                files_store.mark_read_to(connection, manifest.sha256, manifest.length, finished_at=self._desk.now())
        report.add(counts)
        report.damaged.extend(one for _, one in damages)
        report.unread += sum(page.kind is PageKind.UNREAD for _, page in pages)
        for manifest in (*batch.done, *batch.finished):
            self._acknowledge(
                Acknowledged(what="read", name=manifest.input_name, sha256=manifest.sha256, report=report)
            )
        batch.clear()

    def _findings(self, ads: Iterable[Ad]) -> Iterator[tuple[str, Finding]]:
        for ad in ads:
            for finding in extract_ad(self._extractors, ad, region=self._desk.settings.region):
                yield ad.id, finding

    def _add_pictures(self, connection: Connection, pages: Iterable[tuple[Snapshot, PageRead]]) -> int:
        found = {one.sha256: one.body for one, page in pages if page.kind is PageKind.PICTURE}
        known = ads_store.known_pictures(connection, list(found))
        return ads_store.add_pictures(
            connection, _hashes(body for sha256, body in found.items() if sha256 not in known)
        )


@dataclass(slots=True)
class _Batch:
    """What the next transaction stores: records by archive file, files that end in it, files done before."""

    records: list[tuple[str, Snapshot | Damage]] = field(default_factory=list)
    finished: list[Manifest] = field(default_factory=list)
    done: list[Manifest] = field(default_factory=list)

    def clear(self) -> None:
        self.records.clear()
        self.finished.clear()
        self.done.clear()


def _hashes(bodies: Iterable[bytes]) -> Iterator[PictureHash]:
    for body in bodies:
        try:
            yield hash_picture(body)
        except BadInputError:
            continue  # a picture that cannot be decoded is kept as a page and links nothing


def _sightings(pages: Iterable[tuple[Snapshot, PageRead]]) -> Iterator[Sighting]:
    for _, page in pages:
        yield from page.sightings


def rebuild(desk: Desk, *, acknowledge: Acknowledge = lambda _: None) -> ImportReport:
    """Everything right of the archive is made anew from it; accounts stay."""
    with desk.store.writing() as connection:
        ads_store.forget_all(connection)
        pages_store.forget_all(connection)
        files_store.forget_reading(connection)
    return resume(desk, acknowledge=acknowledge)
