"""Does the archive still hold what its manifests promise? Needs no network and no database.

It proves that nothing changed since the manifests were written. Who could change both file and manifest
is found out by the audit log, which notes each manifest's hash, not here.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from lykta.archive import shelf
from lykta.archive.reading import survey
from lykta.archive.stamping import Trusted, check_stamps
from lykta.errors import BadInputError, DamagedError
from lykta.model.archived import Check, Manifest


def verify(path: Path, *, trusted: Trusted | None = None) -> list[Check]:
    """Every check of an archive folder, or of one of its files with the manifest beside it.

    What is missing fails. Damage that was there when a file was kept passes, and its check says so. The time stamps
    of a folder are checked against the authorities that are `trusted`.
    Raises BadInputError when there is nothing at `path`, or a file that is none of an archive.
    """
    if path.is_dir():
        return [*_folder(path), *check_stamps(path, trusted)]
    if not path.is_file():
        raise BadInputError(f"{path}: no such archive folder or file. Check the name.")
    archive, sha256 = path.parent.parent, path.name.split(".")[0]
    if not shelf.is_sha256(sha256):
        raise BadInputError(
            f"{path}: no file of an archive, whose files are named by their SHA-256, so there is no manifest to "
            "compare it with. Name an archive folder, or import the file first."
        )
    if path.suffix == ".json":
        return list(_file(archive, sha256, next(shelf.data_files(archive, sha256), None)))
    return list(_file(archive, sha256, path))


def _folder(archive: Path) -> Iterator[Check]:
    placed = {path.name.split(".")[0]: path for path in shelf.data_files(archive)}
    manifests = {path.stem for path in archive.glob("[0-9a-f][0-9a-f]/*.json")}
    named = placed.keys() | manifests
    if not named:
        yield Check(name="archive", passed=False, detail=f"{archive}: no archive file in this folder")
    for sha256 in sorted(named):
        yield from _file(archive, sha256, placed.get(sha256))
    yield from _inputs(archive, named)


def _file(archive: Path, sha256: str, path: Path | None) -> Iterator[Check]:
    name = path.name if path else sha256
    try:
        manifest = shelf.read_manifest(shelf.manifest_place(archive, sha256))
    except DamagedError as error:
        yield Check(name=f"{name} manifest", passed=False, detail=str(error))
        return
    yield Check(name=f"{name} manifest", passed=True, detail=f"kept {manifest.kept_at.isoformat()}")
    if path is None:
        yield Check(name=f"{name} file", passed=False, detail="missing. Restore it from a copy.")
        return
    try:
        shelf.require_intact(path, manifest)
        yield Check(name=f"{name} bytes", passed=True, detail=f"{manifest.length} bytes, SHA-256 holds")
    except DamagedError as error:
        yield Check(name=f"{name} bytes", passed=False, detail=str(error))
    if path.suffix != ".wacz":
        yield _records(path, manifest)


def _records(path: Path, manifest: Manifest) -> Check:
    """Record by record, so that a changed byte is told with its record."""
    name = f"{path.name} records"
    try:
        seen = survey(path, manifest.sha256, suffix=shelf.suffix_of(path))
    except DamagedError as error:
        return Check(name=name, passed=False, detail=str(error))
    if seen.damage != manifest.damage:
        new = [each for each in seen.damage if each not in manifest.damage] or ["less damage than when it was kept"]
        return Check(name=name, passed=False, detail="; ".join(new[:3]))
    if seen.records != manifest.records:
        detail = f"{seen.records} records, the manifest says {manifest.records}"
        return Check(name=name, passed=False, detail=detail)
    known = f"; {len(seen.damage)} damaged already when it was kept" if seen.damage else ""
    return Check(name=name, passed=True, detail=f"{seen.records} records, digests hold{known}")


def _inputs(archive: Path, named: set[str]) -> Iterator[Check]:
    """Each list of what an input gave is complete; it shows a file that was lost with its manifest."""
    for path in sorted((archive / shelf.INPUTS).glob("??/*.json")):
        try:
            listed = json.loads(path.read_bytes())["kept"]
            missing = [sha256 for sha256 in listed if sha256 not in named]
        except (OSError, ValueError, TypeError, KeyError) as error:
            yield Check(name=f"input {path.stem}", passed=False, detail=f"its list cannot be read ({error})")
            continue
        detail = f"missing: {', '.join(missing)}" if missing else f"all there, files: {len(listed)}"
        yield Check(name=f"input {path.stem}", passed=not missing, detail=detail)
