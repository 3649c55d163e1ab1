import json
from pathlib import Path

import pytest

from lykta.archive import keep, verify
from lykta.archive.shelf import data_files
from lykta.errors import BadInputError
from tests.archive.made import file_of, http_block, kept, noon, raw_record, warc


def failed(path: Path) -> list[str]:
    return [f"{check.name}: {check.detail}" for check in verify(path) if not check.passed]


def an_archive(tmp_path: Path) -> tuple[Path, Path]:
    """An archive of one file of 20 records, and that file."""
    archive = tmp_path / "archive"
    keep(warc(tmp_path / "a.warc.gz"), archive, now=noon)
    return archive, next(data_files(archive))


def test_an_untouched_archive_passes_every_check(tmp_path: Path) -> None:
    archive, file = an_archive(tmp_path)
    assert [check.name.split(" ")[-1] for check in verify(archive)][:3] == ["manifest", "bytes", "records"]
    assert failed(archive) == []
    assert failed(file) == []
    assert verify(next(archive.glob("??/*.json"))) == verify(file)


def test_a_changed_byte_is_told_with_its_record(tmp_path: Path) -> None:
    archive, file = an_archive(tmp_path)
    data = bytearray(file.read_bytes())
    third = [at for at in range(len(data)) if data.startswith(b"\x1f\x8b\x08", at)][2]
    data[third + 40] ^= 4
    file.write_bytes(data)
    one, two = failed(archive)
    assert "SHA-256" in one
    assert f"byte {third}: " in two


def test_a_file_cut_at_a_record_border_fails_on_length_and_count(tmp_path: Path) -> None:
    _, file = an_archive(tmp_path)
    data = file.read_bytes()
    file.write_bytes(data[: data.rindex(b"\x1f\x8b\x08")])
    one, two = failed(file)
    assert "bytes, the manifest says" in one
    assert "19 records, the manifest says 20" in two


def test_a_missing_manifest_fails(tmp_path: Path) -> None:
    archive, file = an_archive(tmp_path)
    next(archive.glob("??/*.json")).unlink()
    assert "no manifest can be read" in failed(file)[0]
    assert "no manifest can be read" in failed(archive)[0]


def test_a_missing_file_fails_and_is_missed_even_without_its_manifest(tmp_path: Path) -> None:
    archive, file = an_archive(tmp_path)
    file.unlink()
    assert ["missing. Restore" in each for each in failed(archive)] == [True]
    next(archive.glob("??/*.json")).unlink()
    assert any("missing: " in each for each in failed(archive))


@pytest.mark.parametrize(
    "change",
    [{"records": 19}, {"length": 5}, {"sha256": "0" * 64}, {"sha256": "../x"}, {"kept_at": "x"}, {"more": 1}],
)
def test_a_changed_manifest_fails(tmp_path: Path, change: dict[str, object]) -> None:
    archive, file = an_archive(tmp_path)
    manifest = next(archive.glob("??/*.json"))
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | change))
    assert failed(archive) != []
    assert failed(file) != []


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, "\x00"])
def test_a_manifest_that_is_none_fails(tmp_path: Path, text: str) -> None:
    archive, _ = an_archive(tmp_path)
    next(archive.glob("??/*.json")).write_text(text)
    assert "no manifest can be read" in failed(archive)[0]


def test_a_list_of_an_input_that_cannot_be_read_fails(tmp_path: Path) -> None:
    archive, _ = an_archive(tmp_path)
    next((archive / "inputs").glob("*/*.json")).write_text("{")
    assert "its list cannot be read" in failed(archive)[0]


def test_damage_from_before_the_keeping_passes_and_is_said(tmp_path: Path) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"x"), WARC_Date="never"))
    archive = tmp_path / "archive"
    kept(path, archive)
    assert failed(archive) == []
    assert any("1 damaged already when it was kept" in check.detail for check in verify(archive))


def test_nothing_at_all_fails(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no archive file in this folder" in failed(tmp_path / "empty")[0]
    with pytest.raises(BadInputError, match="no such archive"):
        verify(tmp_path / "nowhere")


def test_a_file_outside_an_archive_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no file of an archive") as told:
        verify(warc(tmp_path / "capture.warc.gz"))
    assert "import the file first" in str(told.value)
