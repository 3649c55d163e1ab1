"""Disks that are full, failing or read-only; programs that are killed or in each other's way."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lykta.archive import keep, list_kept, list_orphans, read, verify
from lykta.archive.window import Window
from lykta.errors import DamagedError, DiskFullError, StoreError
from tests.archive.made import file_of, http_block, kept, noon, raw_record, warc
from tests.archive.zipped import a_wacz
from tests.faults.forgetful_disk import Hasty, RefusingDisk

KEEPER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from lykta.archive import keep
archive, *paths = map(Path, sys.argv[1:])
print("ready", flush=True)
sys.stdin.readline()
for path in paths:
    for kept in keep(path, archive, now=lambda: datetime.now(UTC)):
        print(kept.manifest.sha256, kept.already, flush=True)
"""


def keeper(archive: Path, *paths: Path) -> subprocess.Popen[str]:
    """A program of its own that keeps the paths when told to, and says each file that is kept."""
    command = [sys.executable, "-c", KEEPER, str(archive), *map(str, paths)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", ["create", "write", "fsync", "rename", "fsync_folder"])
def test_each_call_that_the_disk_refuses_is_told_and_may_be_tried_again(tmp_path: Path, call: str, error: int) -> None:
    path = a_wacz(tmp_path)
    for at in range(1, 100):
        archive = tmp_path / f"archive{at}"
        disk = RefusingDisk(call, at, error)
        said = _refusal(path, archive, disk)
        if said is None:
            assert disk.calls < at  # there is no further call of this kind
            assert at > 3
            return
        assert said == (DiskFullError if error == errno.ENOSPC else StoreError)
        assert not list(archive.rglob("*.part"))
        assert not [each for each in files_below(archive) if not each.stat().st_size]
        keep(path, archive, now=noon, files=Hasty())
        assert [check for check in verify(archive) if not check.passed] == []
        assert len(list(list_kept(archive))) == 3
    pytest.fail("every call was refused")


def _refusal(path: Path, archive: Path, disk: RefusingDisk) -> type[StoreError] | None:
    try:
        keep(path, archive, now=noon, files=disk)
    except StoreError as found:
        return type(found)
    return None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one MiB of its own."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_no_piece_and_goes_on_when_there_is_room(tmp_path: Path, small_disk: Path) -> None:
    noise = random.Random(1).randbytes(600_000)
    path = file_of(tmp_path / "a.warc", raw_record(http_block(noise)))
    archive = small_disk / "archive"
    filler = small_disk / "filler"
    filler.write_bytes(bytes(700_000))
    with pytest.raises(DiskFullError, match="disk full"):
        keep(path, archive, now=noon)
    assert files_below(archive) == []
    filler.unlink()
    keep(path, archive, now=noon)
    assert all(check.passed for check in verify(archive))


def test_a_read_only_disk_is_told(tmp_path: Path, small_disk: Path) -> None:
    path = warc(tmp_path / "a.warc", pages=1)
    archive = small_disk / "archive"
    manifest = kept(path, archive)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreError, match="the disk is read-only"):
        keep(warc(tmp_path / "b.warc", pages=2), archive, now=noon)
    assert len(list(read(archive, manifest))) == 1


def test_two_programs_that_keep_the_same_file_end_well_with_one_archive_file(tmp_path: Path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text("id,text\n" + "".join(f"{number},words\n" for number in range(2_000)))
    archive = tmp_path / "archive"
    programs = [keeper(archive, path) for _ in range(3)]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    said = []
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        out, _ = program.communicate(timeout=60)
        assert program.returncode == 0
        said.append(tuple(out.split()))
    (manifest,) = list_kept(archive)
    assert {sha256 for sha256, _ in said} == {manifest.sha256}
    assert sorted(already for _, already in said) == ["False", "True", "True"]
    assert all(check.passed for check in verify(archive))
    assert list((archive / ".drafts").iterdir()) == []


def test_a_program_killed_while_it_keeps_loses_nothing_it_has_said(tmp_path: Path) -> None:
    paths = [warc(tmp_path / f"{number}.warc.gz", pages=number + 1) for number in range(30)]
    archive = tmp_path / "archive"
    chance = random.Random(1)
    for _ in range(5):
        program = keeper(archive, *paths)
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        program.stdin.write("go\n")
        program.stdin.flush()
        time.sleep(chance.uniform(0.01, 0.15))
        program.send_signal(signal.SIGKILL)
        out, _ = program.communicate(timeout=60)
        there = {manifest.sha256 for manifest in list_kept(archive)}
        assert {line.split()[0] for line in out.splitlines()} <= there
    for path in paths:
        keep(path, archive, now=noon)
    assert len(list(list_kept(archive))) == 30
    assert list(list_orphans(archive)) == []
    assert [check for check in verify(archive) if not check.passed] == []
    assert list((archive / ".drafts").iterdir()) == []


def test_a_disk_that_cannot_read_is_told_with_file_and_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: int, length: int, offset: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    path = warc(tmp_path / "a.warc")
    with path.open("rb") as file:
        window = Window(file.fileno(), "a.warc")
        monkeypatch.setattr(os, "pread", refuse)
        with pytest.raises(DamagedError, match=r"a.warc: the disk cannot read byte 5 \(Input/output error\)"):
            window.at(5, 10)
