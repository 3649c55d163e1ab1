"""Disks that forget what was not synced, that refuse the n-th call, or that are in a hurry."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from lykta.kit.files import Files


class PowerLoss(BaseException):
    """The lights are out. Not an Exception, so that nothing on the way can swallow it."""


class Survives(Enum):
    """What a disk may keep of changes not yet synced; file systems do either, and both must do no harm."""

    NOTHING = "nothing"
    NAMES = "names without their bytes"


@dataclass(slots=True)
class _File:
    data: bytes = b""
    synced: bytes = b""


class Hasty(Files):
    """A disk that is not waited for, where a test is about something else."""

    def fsync(self, file: int) -> None:
        """Returns at once."""

    def fsync_folder(self, folder: Path) -> None:
        """Returns at once."""


class ForgetfulDisk(Files):
    """Works on a real folder and remembers what a power loss before call number `loses_at` would leave.

    Without `syncs_files` or `syncs_folders` the calls return and do nothing: the controls, which must lose.
    """

    def __init__(self, *, loses_at: int, syncs_files: bool = True, syncs_folders: bool = True) -> None:
        self._loses_at = loses_at
        self._syncs_files = syncs_files
        self._syncs_folders = syncs_folders
        self.calls = 0
        self._open: dict[int, _File] = {}
        self._names: dict[Path, _File | None] = {}  # None is a folder
        self._synced_names: dict[Path, _File | None] = {}

    def _call(self) -> None:
        self.calls += 1
        if self.calls >= self._loses_at:
            raise PowerLoss

    def make_folder(self, folder: Path) -> None:
        for each in reversed([folder, *folder.parents]):
            if not each.is_dir():
                self._call()
                each.mkdir()
                self._names[each] = None
                self.fsync_folder(each.parent)

    def create(self, path: Path) -> int:
        self._call()
        file = super().create(path)
        self._open[file] = self._names[path] = _File()
        return file

    def write(self, file: int, data: bytes | bytearray) -> None:
        self._call()
        super().write(file, data)
        self._open[file].data += data

    def fsync(self, file: int) -> None:
        self._call()
        if self._syncs_files:
            self._open[file].synced = self._open[file].data

    def rename(self, old: Path, new: Path) -> None:
        self._call()
        super().rename(old, new)
        self._names[new] = self._names.pop(old)

    def fsync_folder(self, folder: Path) -> None:
        self._call()
        if self._syncs_folders:
            kept = {path: file for path, file in self._synced_names.items() if path.parent != folder}
            here = {path: file for path, file in self._names.items() if path.parent == folder}
            self._synced_names = kept | here

    def remove(self, path: Path) -> None:
        if self.calls < self._loses_at:  # after the loss the program is gone and cannot tidy up
            super().remove(path)
            self._names.pop(path, None)

    def after_the_loss(self, root: Path, place: Path, survives: Survives) -> None:
        """What the disk holds when the lights are on again, written below `place`."""
        names = self._synced_names if survives is Survives.NOTHING else self._names
        place.mkdir()
        for path, file in sorted(names.items()):
            new = place / path.relative_to(root)
            if not new.parent.is_dir():
                continue  # its folder was lost, and everything in it
            if file is None:
                new.mkdir()
            else:
                new.write_bytes(file.synced)


class RefusingDisk(Files):
    """The n-th call of one kind fails with an error number; the others work."""

    def __init__(self, call: str, at: int, error: int) -> None:
        self._call = call
        self._at = at
        self._error = error
        self.calls = 0

    def _maybe(self, call: str) -> None:
        if call == self._call:
            self.calls += 1
            if self.calls == self._at:
                raise OSError(self._error, "the disk says no")

    def create(self, path: Path) -> int:
        self._maybe("create")
        return super().create(path)

    def write(self, file: int, data: bytes | bytearray) -> None:
        self._maybe("write")
        super().write(file, data)

    def fsync(self, file: int) -> None:
        self._maybe("fsync")
        super().fsync(file)

    def rename(self, old: Path, new: Path) -> None:
        self._maybe("rename")
        super().rename(old, new)

    def fsync_folder(self, folder: Path) -> None:
        self._maybe("fsync_folder")
        super().fsync_folder(folder)
