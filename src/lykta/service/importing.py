"""`lykta import`: files in, archived first, then read into ads and findings. Safe to kill and to repeat."""

import os
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from lykta.archive.folder import captures_in
from lykta.archive.keeping import Kept, keep
from lykta.archive.reading import read
from lykta.archive.shelf import find, list_kept, list_missing
from lykta.errors import BadInputError, DamagedError, NotFoundError, UnstorableError
from lykta.kit.ahead import ahead
from lykta.kit.collecting import collecting_seldom
from lykta.kit.text import printable
from lykta.model.ad import PageKind
from lykta.model.archived import Damage, Manifest
from lykta.model.audit import Act
from lykta.model.finding import Finding, PictureHash
from lykta.model.snapshot import Snapshot
from lykta.model.words import Said
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.service.reading import Pending, Reading, ReadingHere, ReadingInWorkers, SnapshotRead
from lykta.service.rights import by_itself, refuse_unless_may
from lykta.service.settings import Settings
from lykta.sites.loading import load_adapters
from lykta.sites.rows import READER
from lykta.store import ads as ads_store
from lykta.store import archive_files as files_store
from lykta.store import pages as pages_store

# One transaction per batch: large enough that the commit costs little, small enough that a kill
# costs less than a second of work.
BATCH_SNAPSHOTS = 1000
# Batches that may be under way before the oldest is stored: enough to keep two workers busy.
BATCHES_AHEAD = 3
# Files being kept while those before them are read: most of keeping one is waiting for the disk.
KEPT_AHEAD = 4
# Starting workers costs about a second each; below some megabytes that is more than they save.
WORKERS_FROM_BYTES = 4_000_000


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What one import did. `refused` are inputs nobody could keep, `damaged` records nobody could read.

    Damage of a file that was read before is told again: a second import must not look better than the first.
    `notes` tell by an input's name how it was read.
    """

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
    notes: list[tuple[str, Said]] = field(default_factory=list)

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
    desk: Desk,
    paths: Sequence[Path],
    *,
    acknowledge: Acknowledge = lambda _: None,
    charset: str | None = None,
) -> ImportReport:
    """Every path is kept and read, or named in the report with the reason; a bad one never stops the rest.

    A folder of captures or tables stands for each of them (`inputs_of`).
    `charset` is what the user says that the tables among them are written in.
    Raises DiskFullError and StoreError: those concern every path, and what was acknowledged is kept.
    """
    report, paths = ImportReport(), inputs_of(paths)
    note(desk, Act.IMPORTED, f"{len(paths)} inputs")
    desk = by_itself(desk)
    with (
        collecting_seldom(),
        closing(reading_for(desk.settings, paths)) as reading,
        closing(ahead(_kept(desk, paths, report, charset), KEPT_AHEAD)) as kept,
    ):
        importer = _Importer(desk, report, acknowledge, reading)
        for group in _groups(kept):
            with desk.store.writing() as connection:
                for one in group:
                    files_store.add_archive_file(connection, one.manifest)
            for one in group:
                name = printable(one.manifest.input_name)
                acknowledge(Acknowledged(what="kept", name=name, sha256=one.manifest.sha256, report=report))
            importer.read_files(group)
        importer.finish()
    return report


def inputs_of(paths: Iterable[Path]) -> list[Path]:
    """What is imported for these paths: a folder of captures or tables stands for each of them."""
    return [one for path in paths for one in (_captures_in(path) or [path])]


def _captures_in(path: Path) -> list[Path]:
    try:
        return captures_in(path) if path.is_dir() else []
    except OSError:
        return []  # importing the folder itself will say why it cannot be read


def reading_for(settings: Settings, paths: Iterable[Path]) -> Reading:
    """Workers when there is enough to read that their start pays, else this process alone."""
    workers = settings.workers if settings.workers is not None else len(os.sched_getaffinity(0))
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if workers < 2 or size < WORKERS_FROM_BYTES:
        return ReadingHere(settings)
    return ReadingInWorkers(settings, workers)


def resume(desk: Desk, *, acknowledge: Acknowledge = lambda _: None) -> ImportReport:
    """Archive files that an earlier run kept but did not wholly read are read now, also those without a row."""
    refuse_unless_may(desk, Act.IMPORTED)
    desk, report = by_itself(desk), ImportReport()
    with desk.store.writing() as connection:
        for manifest in list_kept(desk.settings.archive):
            files_store.add_archive_file(connection, manifest)
    with desk.store.reading() as connection:
        waiting = files_store.unfinished_files(connection)
    report.files = len(waiting)
    with collecting_seldom(), closing(reading_for(desk.settings, desk.settings.archive.glob("*/*"))) as reading:
        importer = _Importer(desk, report, acknowledge, reading)
        for group in _groups(_found(desk, waiting, report)):
            importer.read_files(group)
        importer.finish()
    return report


def _found(desk: Desk, waiting: Iterable[str], report: ImportReport) -> Iterator[Kept]:
    """Those that the archive still has; one that is lost or has no manifest is refused and stops no other."""
    for sha256 in waiting:
        try:
            yield Kept(manifest=find(desk.settings.archive, sha256), already=True)
        except (NotFoundError, DamagedError) as error:
            report.refused.append(printable(str(error)))


def _kept(desk: Desk, paths: Sequence[Path], report: ImportReport, charset: str | None) -> Iterator[Kept]:
    for path in paths:
        try:
            kept = keep(path, desk.settings.archive, now=desk.now, charset=charset)
        except BadInputError as error:
            report.refused.append(printable(str(error)))
            continue
        report.files += len(kept)
        report.files_already += sum(one.already for one in kept)
        report.notes.extend((printable(one.manifest.input_name), says) for one in kept for says in one.says)
        yield from kept


def _groups(kept: Iterable[Kept]) -> Iterator[list[Kept]]:
    """Small files together, so that a day of many sites costs a few transactions and not some for each."""
    group: list[Kept] = []
    records = 0
    for one in kept:
        group.append(one)
        records += one.manifest.records
        if records >= BATCH_SNAPSHOTS:
            yield group
            group, records = [], 0
    if group:
        yield group


class _Importer:
    """Reads kept archive files into the store, a batch a transaction, in order.

    While one batch is stored, the next ones are being read.
    """

    def __init__(self, desk: Desk, report: ImportReport, acknowledge: Acknowledge, reading: Reading) -> None:
        self._desk = desk
        self._report = report
        self._acknowledge = acknowledge
        self._reading = reading
        self._pending: deque[tuple[_Batch, Pending]] = deque()
        self._told: set[Damage] = set()
        self._names: dict[str, str] = {}  # of the files being read, as the user knows them, by archive file
        with desk.store.writing() as connection:
            pages_store.add_sources(connection, load_adapters(desk.settings.own_sites).sources())

    def read_files(self, kept: Sequence[Kept]) -> None:
        """The files are read as far as the batches that are still under way allow; `finish` ends them."""
        self._names.update((one.manifest.sha256, printable(one.manifest.input_name)) for one in kept)
        for batch in self._batches(kept):
            snapshots = [one for _, one in batch.records if isinstance(one, Snapshot)]
            self._pending.append((batch, self._reading.start(snapshots)))
            if len(self._pending) > BATCHES_AHEAD:
                self._store_oldest()

    def finish(self) -> None:
        """All that was started is stored and acknowledged."""
        while self._pending:
            self._store_oldest()

    def _batches(self, kept: Sequence[Kept]) -> Iterator["_Batch"]:
        lock = self._locked([one.manifest for one in kept])
        with self._desk.store.reading() as connection:
            readings = {sha: files_store.reading_of(connection, sha) for sha in (one.manifest.sha256 for one in kept)}
        batch = _Batch()
        for one in kept:
            manifest = one.manifest
            reading = readings[manifest.sha256]
            if reading is not None and reading.read_at is not None:
                batch.done.append(manifest)
                continue
            try:
                for record in self._records(one, from_offset=reading.read_to if reading else 0):
                    batch.records.append((manifest.sha256, record))
                    if len(batch.records) >= BATCH_SNAPSHOTS:
                        yield batch
                        batch = _Batch()
            except DamagedError as error:
                self._report.refused.append(printable(str(error)))
            else:
                batch.finished.append(manifest)
        batch.lock = lock
        yield batch

    def _records(self, kept: Kept, *, from_offset: int) -> Iterable[Snapshot | Damage]:
        """What the file holds: as it was seen while it was kept, or from the archive."""
        if kept.found is not None and not from_offset:
            return kept.found
        return read(self._desk.settings.archive, kept.manifest, from_offset=from_offset)

    def _locked(self, manifests: Sequence[Manifest]) -> ExitStack:
        """The files are ours alone. Before waiting for another process, what we hold is finished and let go of."""
        names = [manifest.sha256 for manifest in manifests]
        lock = ExitStack()
        if not lock.enter_context(self._desk.store.alone_with(names, wait=False)):
            lock.close()
            self.finish()
            lock = ExitStack()
            lock.enter_context(self._desk.store.alone_with(names))
        return lock

    def _store_oldest(self) -> None:
        batch, pending = self._pending.popleft()
        with batch.lock:
            results = pending.result()
            try:
                self._store(batch, results)
            except UnstorableError:
                self._store_one_by_one(batch, results)
        self._tell_known_damage(batch.done)
        for manifest in (*batch.done, *batch.finished):
            self._acknowledge(
                Acknowledged(
                    what="read", name=printable(manifest.input_name), sha256=manifest.sha256, report=self._report
                )
            )

    def _tell_known_damage(self, done: Sequence[Manifest]) -> None:
        with self._desk.store.reading() as connection:
            places = files_store.damaged_places(connection, archives=[manifest.sha256 for manifest in done])
        self._tell(Damage(file=printable(one.file), offset=one.offset, problem=one.problem) for one in places)

    def _tell(self, damages: Iterable[Damage]) -> None:
        """Each place once, however often its file was named."""
        for one in damages:
            if one not in self._told:
                self._told.add(one)
                self._report.damaged.append(one)

    def _store_one_by_one(self, batch: "_Batch", results: Sequence[SnapshotRead]) -> None:
        """The batch without the page that the database refuses, which is told as damage; its bytes are kept."""
        for one in results:
            alone = _Batch(records=[(one.snapshot.archive, one.snapshot)])
            try:
                self._store(alone, [one])
            except UnstorableError as error:
                told = Damage(file=one.snapshot.archive, offset=one.snapshot.offset, problem=str(error))
                self._store(_Batch(records=[(one.snapshot.archive, told)]), [])
        rest = _Batch(finished=batch.finished)
        rest.records.extend((archive, one) for archive, one in batch.records if isinstance(one, Damage))
        self._store(rest, [])

    def _store(self, batch: "_Batch", results: Sequence[SnapshotRead]) -> None:
        damages = [
            *((archive, self._in_words(archive, one)) for archive, one in batch.records if isinstance(one, Damage)),
            *((archive, self._in_words(archive, odd)) for archive, odd in _odd_rows(results)),
        ]
        ads = {ad.id: ad for one in results for ad in one.page.ads}
        with self._desk.store.writing() as connection:
            new = dict.fromkeys(ads_store.unknown_ads(connection, ads))
            counts = (
                pages_store.add_pages(connection, ((one.snapshot, one.page) for one in results)),
                ads_store.add_ads(connection, (ads[ad] for ad in new)),
                ads_store.add_sightings(connection, (seen for one in results for seen in one.page.sightings)),
                ads_store.add_findings(connection, _findings_of(new, results)),
                ads_store.add_pictures(connection, _pictures_of(results)),
            )
            files_store.add_damages(connection, ((archive, one.offset, one.problem) for archive, one in damages))
            # The last record of an unfinished file is read again after a kill; that adds nothing.
            files_store.mark_read_to(connection, {archive: one.offset for archive, one in batch.records})
            files_store.mark_finished(connection, batch.finished, at=self._desk.now())
        self._report.add(counts)
        self._tell(one for _, one in damages)
        self._report.unread += sum(one.page.kind is PageKind.UNREAD for one in results)

    def _in_words(self, archive: str, damage: Damage) -> Damage:
        """The damage under the name that the user gave, and of a folder also the file in it."""
        name = self._names[archive]
        inner = "" if damage.file in (name, archive) or damage.file.startswith(archive) else f"{damage.file}: "
        return replace(damage, file=name, problem=printable(f"{inner}{damage.problem}"))


@dataclass(slots=True)
class _Batch:
    """What the next transaction stores: records by archive file, files that end in it, files done before.

    `lock` is let go of when the batch is stored; only the last batch of a group of files has it.
    """

    records: list[tuple[str, Snapshot | Damage]] = field(default_factory=list)
    finished: list[Manifest] = field(default_factory=list)
    done: list[Manifest] = field(default_factory=list)
    lock: ExitStack = field(default_factory=ExitStack)


def _odd_rows(results: Iterable[SnapshotRead]) -> Iterator[tuple[str, Damage]]:
    """Rows that were read but for a value that nobody can understand, such as a day that is none; by archive file."""
    for one in results:
        if one.page.adapter == READER and one.page.kind is PageKind.AD and one.page.problem:
            archive, line = one.snapshot.archive, one.snapshot.url.rpartition("#line=")[2]
            problem = f"line {line}: {one.page.problem}"
            yield archive, Damage(file=archive, offset=one.snapshot.offset, problem=problem)


def _findings_of(ads: Container[str], results: Iterable[SnapshotRead]) -> Iterator[tuple[str, Finding]]:
    """The findings of these ads, once each, though an ad may stand on several pages of a batch."""
    seen: set[str] = set()
    for one in results:
        fresh = {ad.id for ad in one.page.ads if ad.id in ads} - seen
        seen |= fresh
        yield from (found for found in one.findings if found[0] in fresh)


def _pictures_of(results: Iterable[SnapshotRead]) -> Iterable[PictureHash]:
    return {one.picture.sha256: one.picture for one in results if one.picture is not None}.values()


def rebuild(desk: Desk, *, acknowledge: Acknowledge = lambda _: None, despite_missing: bool = False) -> ImportReport:
    """Everything right of the archive is made anew from it; accounts, judgements and the audit log stay.

    Raises DamagedError, before anything is emptied, when a file that was read from the archive is not in it as it was
    kept, as when its disk is not mounted; unless what was read from such files may go (`despite_missing`).
    """
    note(desk, Act.REBUILT)
    desk = by_itself(desk)
    if not despite_missing:
        _require_whole_archive(desk)
    with desk.store.writing() as connection:
        ads_store.forget_all(connection)
        pages_store.forget_all(connection)
        files_store.forget_reading(connection)
    return resume(desk, acknowledge=acknowledge)


def _require_whole_archive(desk: Desk) -> None:
    with desk.store.reading() as connection:
        known = files_store.known_files(connection)
    missing = list(list_missing(desk.settings.archive, known))
    if missing:
        raise DamagedError(
            f"{desk.settings.archive}: {len(missing)} of {len(known)} archive files are missing or altered, the first "
            f"is {missing[0]}. Nothing was changed. Restore them and run the same command again, or say "
            "--despite-missing if what was read from them may go."
        )
