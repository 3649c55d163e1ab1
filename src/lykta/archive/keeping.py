"""Inputs of every kind become archive files that survive a power loss. Nothing is read before it is kept."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from lykta.archive import shelf
from lykta.archive.making import New, surveyed, taken_in, words_for
from lykta.errors import DamagedError
from lykta.kit.files import Files, disk_errors_in_words, locked, sweep, write_durably
from lykta.kit.hashing import sha256_of_file
from lykta.model.archived import Damage, Manifest
from lykta.model.snapshot import Snapshot
from lykta.model.words import Said

DISK = Files()
KEPT_BEFORE = Said(
    sv="fanns redan, och det som lästes då står kvar; spara den som UTF-8 och importera den filen för att läsa om den",
    en="was there before, and what was read then stays; save it as UTF-8 and import that file to have it read anew",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An archive file of this input; `already` when it was there before.

    `found` is what `reading.read` would yield of a file that was kept just now, so that it need not be read
    twice; None when it must be read. `says` is what the user should know of how it was taken in.
    """

    manifest: Manifest
    already: bool
    found: tuple[Snapshot | Damage, ...] | None = None
    says: tuple[Said, ...] = ()


def keep(
    path: Path, archive: Path, *, now: Callable[[], datetime], files: Files = DISK, charset: str | None = None
) -> list[Kept]:
    """Everything in `path` is on disk for good, unchanged, under its SHA-256, and each file has a manifest.

    Takes WARC, WARC.gz, WACZ, a folder of HTML, an HTML page, CSV and JSONL. WARCs are kept byte for byte.
    Of a WACZ the inner WARCs come first, then the WACZ itself. The rest is wrapped into one WARC.gz that also
    holds the original. An input kept before adds nothing and gives its manifests with `already`.
    A table is read in `charset` if that is given, else in what its bytes say; it is kept as it came.
    Raises BadInputError for what cannot be understood, DiskFullError, StoreError for a failing disk;
    then nothing of the input is said to be kept, and the same call may be made again.
    """
    with disk_errors_in_words(archive):
        files.make_folder(archive / shelf.DRAFTS)
        sweep(archive / shelf.DRAFTS)
    with ExitStack() as drafts:
        given = taken_in(path, archive, files, drafts, now, charset=charset)
        if known := _known(archive, given.sha256, files):
            return known if charset is None else [replace(one, says=(KEPT_BEFORE,)) for one in known]
        return _publish(list(given.make()), archive, given.sha256, now, files)


def _known(archive: Path, input_sha256: str, files: Files) -> list[Kept]:
    """What was kept of this input before; empty unless all of it is there. It is durable when this returns."""
    kept = []
    for sha256 in _listed(archive, input_sha256):
        manifest = _whole(archive, sha256)
        if manifest is None:
            return []
        kept.append(Kept(manifest=manifest, already=True))
    with disk_errors_in_words(archive):
        # Another program may have put them there a moment ago and not yet have reached its own fsync.
        for place in {shelf.manifest_place(archive, each.manifest.sha256).parent for each in kept}:
            files.fsync_folder(place)
    return kept


def _listed(archive: Path, input_sha256: str) -> list[str]:
    try:
        listed = json.loads(shelf.input_place(archive, input_sha256).read_bytes())["kept"]
        return [sha256 for sha256 in listed if shelf.is_sha256(sha256)]
    except (OSError, ValueError, TypeError, KeyError):
        return []  # not kept yet, or cut off: keeping it once more mends it


def _whole(archive: Path, sha256: str) -> Manifest | None:
    """The manifest when it and its file are there with the right length, else None."""
    try:
        manifest = shelf.read_manifest(shelf.manifest_place(archive, sha256))
        found = shelf.data_file(archive, sha256).stat().st_size
    except (DamagedError, FileNotFoundError):
        return None
    if found != manifest.length:
        raise DamagedError(f"{archive}: {sha256} has {found} bytes, its manifest says {manifest.length}. Restore it.")
    return manifest


def _publish(new: list[New], archive: Path, input_sha256: str, now: Callable[[], datetime], files: Files) -> list[Kept]:
    """List, file, manifest, each durable before the next; one program at a time. Nothing is ever removed."""
    with locked(archive / shelf.LOCK):
        if known := _known(archive, input_sha256, files):
            return known
        new = _left_by_an_earlier_try(archive, input_sha256, new) or new
        shas = list(dict.fromkeys(each.sha256 for each in new))
        text = json.dumps({"input_sha256": input_sha256, "kept": shas}) + "\n"
        _write(shelf.input_place(archive, input_sha256), text.encode(), archive, files)
        kept = {each.sha256: _placed(each, archive, input_sha256, now, files) for each in new}
        return list(kept.values())


def _left_by_an_earlier_try(archive: Path, input_sha256: str, new: list[New]) -> list[New]:
    """The one file that wrapping this input gave before, when only its manifest is missing.

    A file gets its name after its fsync, so it is whole; taking it up keeps the time of the first try.
    """
    listed = _listed(archive, input_sha256)
    if len(listed) != 1 or len(new) != 1 or listed == [new[0].sha256]:
        return []
    try:
        path = shelf.data_file(archive, listed[0])
    except DamagedError:
        return []
    with words_for(path):
        is_whole = sha256_of_file(path) == listed[0]
    return [surveyed(path, listed[0], shelf.suffix_of(path), new[0].name)] if is_whole else []


def _placed(new: New, archive: Path, input_sha256: str, now: Callable[[], datetime], files: Files) -> Kept:
    if manifest := _whole(archive, new.sha256):
        return Kept(manifest=manifest, already=True)
    if new.draft:
        new.draft.publish(shelf.place_of(archive, new.sha256, new.suffix))
    manifest = Manifest(
        sha256=new.sha256,
        length=new.length,
        records=new.records,
        input_sha256=input_sha256,
        input_name=new.name,
        kept_at=now().astimezone(UTC),
        damage=new.damage,
    )
    _write(shelf.manifest_place(archive, new.sha256), shelf.manifest_json(manifest), archive, files)
    return Kept(manifest=manifest, already=False, found=new.found, says=new.says)


def _write(place: Path, data: bytes, archive: Path, files: Files) -> None:
    write_durably(place, data, drafts=archive / shelf.DRAFTS, files=files)
