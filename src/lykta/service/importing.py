"""`lykta import`: files in, archived first, then read into ads and findings. Safe to kill and to repeat."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Something that is safe from now on, whatever happens to this process."""

    what: str  # "kept" (bytes on disk and known) or "read" (its ads and findings stored)
    name: str
    sha256: str
    report: ImportReport


Acknowledge = Callable[[Acknowledged], None]


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    *,
    acknowledge: Acknowledge = lambda _: None,
    report: ImportReport | None = None,
) -> ImportReport:
    """Every path is kept and read, or named in the report with the reason; a bad one never stops the rest.

    Raises DiskFullError and StoreError: those concern every path, and what was acknowledged is kept.
    """
    report = report if report is not None else ImportReport()
    reader = _Reader(desk)
    for path in paths:
        try:
            kept = keep(path, desk.settings.archive, now=desk.now)
        except BadInputError as error:
            report.refused.append(str(error))
            continue
        for one in kept:
            report.files += 1
            report.files_already += one.already
            with desk.store.writing() as connection:
                files_store.add_archive_file(connection, one.manifest)
            acknowledge(Acknowledged(what="kept", name=path.name, sha256=one.manifest.sha256, report=report))
        for one in kept:
            reader.read_file(one.manifest, report)
            acknowledge(Acknowledged(what="read", name=path.name, sha256=one.manifest.sha256, report=report))
    return report


def resume(desk: Desk, *, acknowledge: Acknowledge = lambda _: None) -> ImportReport:
    """Archive files that an earlier run kept but did not wholly read are read now, also those without a row."""
    report = ImportReport()
    reader = _Reader(desk)
    with desk.store.writing() as connection:
        for manifest in list_kept(desk.settings.archive):
            files_store.add_archive_file(connection, manifest)
    with desk.store.reading() as connection:
        waiting = files_store.unfinished_files(connection)
    for sha256 in waiting:
        manifest = find(desk.settings.archive, sha256)
        report.files += 1
        reader.read_file(manifest, report)
        acknowledge(Acknowledged(what="read", name=manifest.input_name, sha256=sha256, report=report))
    return report


class _Reader:
    """Reads kept archive files into the store, a batch a transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._adapters: Adapters = load_adapters(desk.settings.own_sites)
        self._extractors: Extractors = open_extractors(desk.settings)
        with desk.store.writing() as connection:
            pages_store.add_sources(connection, self._adapters.sources())

    def read_file(self, manifest: Manifest, report: ImportReport) -> None:
        """All of the file is stored. A second process on the same file waits, then finds it done."""
        with self._desk.store.alone_with(manifest.sha256):
            with self._desk.store.reading() as connection:
                reading = files_store.reading_of(connection, manifest.sha256)
            if reading is not None and reading.read_at is not None:
                return
            try:
                self._read_on(manifest, reading.read_to if reading else 0, report)
            except DamagedError as error:
                report.refused.append(str(error))

    def _read_on(self, manifest: Manifest, start: int, report: ImportReport) -> None:
        records = read(self._desk.settings.archive, manifest, from_offset=start)
        while batch := list(islice(records, BATCH_SNAPSHOTS)):
            self._keep_batch(manifest, batch, report)
        with self._desk.store.writing() as connection:
            files_store.mark_read_to(connection, manifest.sha256, manifest.length, finished_at=self._desk.now())

    def _keep_batch(self, manifest: Manifest, batch: Sequence[Snapshot | Damage], report: ImportReport) -> None:
        snapshots = [one for one in batch if isinstance(one, Snapshot)]
        damages = [one for one in batch if isinstance(one, Damage)]
        pages = [(one, read_page(one, self._adapters)) for one in snapshots]
        ads = {ad.id: ad for _, page in pages for ad in page.ads}
        with self._desk.store.writing() as connection:
            new = ads_store.unknown_ads(connection, ads)
            report.pages += pages_store.add_pages(connection, pages)
            report.ads += ads_store.add_ads(connection, [ads[ad] for ad in new])
            report.sightings += ads_store.add_sightings(connection, _sightings(pages))
            report.findings += ads_store.add_findings(connection, self._findings([ads[ad] for ad in new]))
            report.pictures += self._add_pictures(connection, pages)
            for one in damages:
                files_store.add_damage(connection, manifest.sha256, one.offset, one.problem)
            # The last record is read again after a kill; that adds nothing.
            files_store.mark_read_to(connection, manifest.sha256, batch[-1].offset)
        report.damaged.extend(damages)
        report.unread += sum(page.kind is PageKind.UNREAD for _, page in pages)

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
