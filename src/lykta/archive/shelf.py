"""Where things stand in an archive folder, and their manifests.

archive/ab/<sha256>.warc[.gz] or .wacz   the bytes, named by their own hash
archive/ab/<sha256>.json                 their manifest, written after them
archive/inputs/ab/<sha256>.json          what was kept of one input, written before it
archive/.drafts/                         files that are being written
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from lykta.errors import DamagedError, NotFoundError
from lykta.kit.hashing import sha256_of_file
from lykta.model.archived import Damage, Manifest

SUFFIXES = (".warc.gz", ".warc", ".wacz")
INPUTS = "inputs"
DRAFTS = ".drafts"
LOCK = ".lock"
MAX_DAMAGE_SENTENCES = 1_000  # in one manifest; reading tells all of it
HEX_DIGITS = frozenset("0123456789abcdef")


def is_sha256(text: str) -> bool:
    return len(text) == 64 and HEX_DIGITS.issuperset(text)


def place_of(archive: Path, sha256: str, suffix: str) -> Path:
    return archive / sha256[:2] / f"{sha256}{suffix}"


def manifest_place(archive: Path, sha256: str) -> Path:
    return place_of(archive, sha256, ".json")


def input_place(archive: Path, input_sha256: str) -> Path:
    return archive / INPUTS / input_sha256[:2] / f"{input_sha256}.json"


def suffix_of(path: Path) -> str:
    return "".join(path.suffixes)


def is_gzipped(path: Path) -> bool:
    return path.suffix == ".gz"


def data_file(archive: Path, sha256: str) -> Path:
    """The file with these bytes by its name. Raises DamagedError when it is gone."""
    for suffix in SUFFIXES:
        if (path := place_of(archive, sha256, suffix)).is_file():
            return path
    raise DamagedError(f"{archive}: the file {sha256} is missing. Restore it from a copy.")


def manifest_json(manifest: Manifest) -> bytes:
    fields = asdict(manifest) | {"kept_at": manifest.kept_at.isoformat()}
    return json.dumps(fields, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def read_manifest(path: Path) -> Manifest:
    """Raises DamagedError when it is missing, cut, or says something that a manifest does not."""
    try:
        fields = json.loads(path.read_bytes())
        kept_at, damage = datetime.fromisoformat(fields["kept_at"]), tuple(fields["damage"])
        counts = {name: int(fields[name]) for name in ("length", "records")}
        manifest = Manifest(**fields | counts | {"kept_at": kept_at, "damage": damage})
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedError(f"{path}: no manifest can be read ({error}). Restore it or import again.") from error
    if manifest.sha256 != path.stem or not is_sha256(manifest.sha256):
        raise DamagedError(f"{path}: the manifest speaks of {manifest.sha256!r}, not of its own name. Restore it.")
    return manifest


def require_intact(path: Path, manifest: Manifest) -> None:
    """The file has the length and the SHA-256 that its manifest promises, else DamagedError."""
    try:
        length = path.stat().st_size
        found = sha256_of_file(path) if length == manifest.length else None
    except OSError as error:
        raise DamagedError(f"{path.name}: cannot be read ({error.strerror}). Restore it from a copy.") from error
    if found is None:
        raise DamagedError(f"{path.name}: {length} bytes, the manifest says {manifest.length}. Restore it from a copy.")
    if found != manifest.sha256:
        raise DamagedError(f"{path.name}: SHA-256 {found}, the manifest says another. Restore it from a copy.")


class Sentences:
    """Damage as a manifest says it: one sentence with offset each, the first thousand and how many more."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._more = 0

    def add(self, damage: Damage) -> None:
        if len(self._said) < MAX_DAMAGE_SENTENCES:
            self._said.append(f"{damage.file}, byte {damage.offset}: {damage.problem}")
        else:
            self._more += 1

    def said(self) -> tuple[str, ...]:
        return (*self._said, f"and {self._more} more places") if self._more else tuple(self._said)


def list_kept(archive: Path) -> Iterator[Manifest]:
    """Yield every manifest that can be read, by SHA-256. What cannot is told by `list_orphans`."""
    for path in manifests(archive):
        try:
            yield read_manifest(path)
        except DamagedError:
            continue


def list_missing(archive: Path, files: Iterable[str]) -> Iterator[str]:
    """Yield each of these files, by SHA-256, that is not there as its manifest promises. Every byte is read."""
    for sha256 in files:
        try:
            require_intact(data_file(archive, sha256), read_manifest(manifest_place(archive, sha256)))
        except DamagedError:
            yield sha256


def list_orphans(archive: Path) -> Iterator[Damage]:
    """Yield a Damage for each file without a readable manifest and each manifest without a file.

    A file without a manifest is a keep that was cut off: importing its input again finishes it.
    """
    for path in manifests(archive):
        try:
            data_file(archive, read_manifest(path).sha256)
        except DamagedError as error:
            yield Damage(file=path.name, offset=0, problem=str(error))
    for path in data_files(archive):
        if not manifest_place(archive, path.name.split(".")[0]).exists():
            problem = "no manifest: its keeping was cut off. Import its input again"
            yield Damage(file=path.name, offset=0, problem=problem)


def find(archive: Path, sha256: str) -> Manifest:
    """The manifest of a kept file. Raises NotFoundError when nothing of that name is kept."""
    if not is_sha256(sha256) or not (path := manifest_place(archive, sha256)).is_file():
        raise NotFoundError(f"{sha256[:64]!r}: nothing of this name is in the archive.")
    return read_manifest(path)


def data_files(archive: Path, sha256: str = "*") -> Iterator[Path]:
    for suffix in SUFFIXES:
        yield from sorted(archive.glob(f"[0-9a-f][0-9a-f]/{sha256}{suffix}"))


def manifests(archive: Path) -> list[Path]:
    """Every manifest, by SHA-256."""
    return sorted(archive.glob("[0-9a-f][0-9a-f]/*.json"))
