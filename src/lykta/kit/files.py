"""Files that are either wholly there after a power loss, or not there at all."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from lykta.errors import BadInputError, DiskFullError, LyktaError, StoreError

PART_SUFFIX = ".part"
HELD_BYTES = 1 << 18  # fewer calls for many small writes


class Files:
    """The few calls by which bytes become durable; tests put a forgetful disk in its place."""

    def make_folder(self, folder: Path) -> None:
        """The folder and its parents exist, and a power loss does not take them away."""
        missing = [folder, *folder.parents]
        missing = missing[: next(i for i, each in enumerate(missing) if each.is_dir())]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
            self.fsync_folder(each.parent)

    def create(self, path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)

    def write(self, file: int, data: bytes | bytearray) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]

    def fsync(self, file: int) -> None:
        os.fsync(file)

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def fsync_folder(self, folder: Path) -> None:
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(file)
        finally:
            os.close(file)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


def disk_error(error: OSError, path: Path) -> LyktaError:
    """The error in words that say what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(f"{path}: disk full. Free some space and run the same command again.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return BadInputError(f"{error.filename or path}: no permission. Give this user rights or name another.")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return BadInputError(f"{error.filename or path}: a file is where a folder should be. Name another.")
    if error.errno == errno.EROFS:
        return StoreError(f"{path}: the disk is read-only. Mount it for writing or name another folder.")
    return StoreError(
        f"{path}: {error.strerror or error}. The write counts as not done. Check the disk before the next try."
    )


@contextmanager
def disk_errors_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise disk_error(error, path) from error


class Draft:
    """A new file under a name of its own; it gets its place by `publish`, or leaves no trace.

    A lock held on it while its program lives tells `sweep` which drafts nobody will finish.
    `fsync` is called once: after its failure the kernel may have dropped the bytes, so the draft is lost
    (fsync(2), notes on errors).
    """

    def __init__(self, folder: Path, files: Files) -> None:
        self._files = files
        self._hash = hashlib.sha256()
        self.length = 0
        self._held = bytearray()
        with disk_errors_in_words(folder):
            files.make_folder(folder)
            self._path, self._file = _locked_part(folder, files)

    def write(self, data: bytes) -> None:
        self._hash.update(data)
        self.length += len(data)
        self._held += data
        if len(self._held) >= HELD_BYTES:
            self._flush()

    def readable(self) -> Path:
        """Where all bytes written so far can be read; this says nothing about a power loss."""
        self._flush()
        return self._path

    def _flush(self) -> None:
        held, self._held = self._held, bytearray()
        with disk_errors_in_words(self._path.parent):
            self._files.write(self._file, held)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def publish(self, place: Path) -> None:
        """The bytes stand at `place` and survive a power loss; whatever stood there is replaced at once."""
        self._flush()
        with disk_errors_in_words(place):
            self._files.make_folder(place.parent)
            self._files.fsync(self._file)
            self._files.rename(self._path, place)
            self._files.fsync_folder(place.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def discard(self) -> None:
        """Nothing is left of the draft unless it was published. Once discarded, further calls do nothing."""
        if self._file >= 0:
            with suppress(OSError):  # a disk that refuses even this leaves the part to `sweep`
                self._files.remove(self._path)
            os.close(self._file)
            self._file = -1


def write_durably(place: Path, data: bytes, *, drafts: Path, files: Files) -> None:
    """`place` holds exactly `data` and survives a power loss. `drafts` must be on the same disk."""
    with Draft(drafts, files) as draft:
        draft.write(data)
        draft.publish(place)


def sweep(folder: Path) -> int:
    """Drafts left by programs that were killed are gone; returns how many. Those in use are not touched."""
    swept = 0
    for part in folder.glob(f"*{PART_SUFFIX}"):
        with suppress(OSError), part.open("rb") as file:  # another sweeper may be quicker
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
            swept += 1
    return swept


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """No other program is inside `locked(path)`. The kernel frees the lock of a killed program."""
    with disk_errors_in_words(path):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)  # closing is not enough when a forked child has the file open too
        os.close(file)


def _locked_part(folder: Path, files: Files) -> tuple[Path, int]:
    while True:
        path = folder / f"{secrets.token_hex(16)}{PART_SUFFIX}"
        file = files.create(path)
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file).st_nlink:  # else a sweeper came between create and lock: once more
                return path, file
        os.close(file)
