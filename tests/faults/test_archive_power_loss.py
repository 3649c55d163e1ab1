"""A power loss at every call by which an archive file becomes durable."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lykta.archive import keep, list_kept, verify
from lykta.model.archived import Manifest
from tests.archive.made import noon, warc
from tests.archive.zipped import a_wacz
from tests.faults.forgetful_disk import ForgetfulDisk, Hasty, PowerLoss, Survives


def inputs(folder: Path) -> list[Path]:
    csv = folder / "ads.csv"
    csv.write_text("id,text\n1,Hello\n2,\n")
    (folder / "pages").mkdir()
    (folder / "pages" / "one.html").write_text("<h1>one</h1>")
    return [warc(folder / "a.warc.gz", pages=2), csv, a_wacz(folder), folder / "pages"]


def keep_until_the_loss(paths: list[Path], archive: Path, disk: ForgetfulDisk) -> list[Manifest]:
    """What was said to be kept before the lights went out."""
    said: list[Manifest] = []
    try:
        for path in paths:
            said.extend(each.manifest for each in keep(path, archive, now=noon, files=disk))
    except PowerLoss:
        return said
    return said


def losses(
    paths: list[Path], place: Path, survives: Survives, *, syncs_files: bool = True, syncs_folders: bool = True
) -> Iterator[tuple[list[Manifest], Path]]:
    """For each call: what was said to be kept before the loss there, and the archive found afterwards."""
    root = place / "disk"
    loses_at, total = 0, 1
    while loses_at < total:
        loses_at += 1
        root.mkdir()
        disk = ForgetfulDisk(loses_at=loses_at, syncs_files=syncs_files, syncs_folders=syncs_folders)
        said = keep_until_the_loss(paths, root / "archive", disk)
        total = max(total, disk.calls + 1)
        after = place / "after"
        disk.after_the_loss(root, after, survives)
        yield said, after / "archive"
        shutil.rmtree(after)
        shutil.rmtree(root)


def lost(said: list[Manifest], archive: Path) -> list[str]:
    """Of what was said to be kept, what is not there or not whole."""
    there = {manifest.sha256: manifest for manifest in list_kept(archive)}
    gone = [manifest.sha256 for manifest in said if there.get(manifest.sha256) != manifest]
    broken = [check.name for check in verify(archive) if not check.passed] if archive.is_dir() else []
    return gone + [name for name in broken if any(manifest.sha256 in name for manifest in said)]


@pytest.mark.parametrize("survives", Survives)
@pytest.mark.parametrize("number", range(4))
def test_nothing_that_was_said_to_be_kept_is_lost_and_the_rest_is_kept_anew(
    tmp_path: Path, number: int, survives: Survives
) -> None:
    path = inputs(tmp_path)[number]
    runs = 0
    for said, archive in losses([path, path], tmp_path, survives):
        assert lost(said, archive) == []
        again = keep(path, archive, now=noon, files=Hasty())
        assert [check for check in verify(archive) if not check.passed] == []
        assert len(list(list_kept(archive))) == len(again)
        assert list((archive / ".drafts").iterdir()) == []
        runs += 1
    assert runs > 20


def test_control_without_fsync_of_files_the_harness_sees_loss(tmp_path: Path) -> None:
    path = inputs(tmp_path)[0]
    assert any(lost(*run) for run in losses([path, path], tmp_path, Survives.NAMES, syncs_files=False))


def test_control_without_fsync_of_folders_the_harness_sees_loss(tmp_path: Path) -> None:
    path = inputs(tmp_path)[0]
    assert any(lost(*run) for run in losses([path, path], tmp_path, Survives.NOTHING, syncs_folders=False))
