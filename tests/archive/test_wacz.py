import hashlib
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from lykta.archive import keep, list_kept, read, verify
from lykta.errors import BadInputError
from lykta.kit.zips import ZipLimits, opened_zip, unpacked
from tests.archive.made import noon, warc
from tests.archive.zipped import a_wacz, datapackage, zipped


def test_the_inner_warcs_and_the_wacz_itself_are_kept(tmp_path: Path) -> None:
    path = a_wacz(tmp_path)
    archive = tmp_path / "archive"
    first, second, whole = keep(path, archive, now=noon)
    wacz_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert first.manifest.sha256 == hashlib.sha256((tmp_path / "first.warc.gz").read_bytes()).hexdigest()
    assert (first.manifest.records, second.manifest.records) == (2, 3)
    assert {each.manifest.input_sha256 for each in (first, second, whole)} == {wacz_sha256}
    assert whole.manifest.sha256 == wacz_sha256
    assert (archive / wacz_sha256[:2] / f"{wacz_sha256}.wacz").read_bytes() == path.read_bytes()
    assert [len(list(read(archive, kept.manifest))) for kept in (first, second, whole)] == [2, 3, 0]
    assert all(check.passed for check in verify(archive))


def test_a_wacz_kept_twice_adds_nothing(tmp_path: Path) -> None:
    path = a_wacz(tmp_path)
    once = keep(path, tmp_path / "archive", now=noon)
    again = keep(path, tmp_path / "archive", now=noon)
    assert [each.already for each in again] == [True, True, True]
    assert [each.manifest for each in again] == [each.manifest for each in once]


def test_an_inner_warc_that_was_kept_by_itself_stays_one_file(tmp_path: Path) -> None:
    path = a_wacz(tmp_path)
    (alone,) = keep(tmp_path / "second.warc", tmp_path / "archive", now=noon)
    assert [each.already for each in keep(path, tmp_path / "archive", now=noon)] == [False, True, False]
    assert alone.manifest in list(list_kept(tmp_path / "archive"))
    assert len(list(list_kept(tmp_path / "archive"))) == 3


def test_a_hash_that_the_datapackage_does_not_tell_truly_is_damage(tmp_path: Path) -> None:
    inner = warc(tmp_path / "first.warc.gz", pages=2).read_bytes()
    entries = [
        ("datapackage.json", datapackage(first="sha256:" + "0" * 64, gone="sha256:1")),
        ("archive/first.warc.gz", inner),
    ]
    *_, whole = keep(zipped(tmp_path / "a.wacz", entries), tmp_path / "archive", now=noon)
    missing, wrong = whole.manifest.damage
    assert "lists 'archive/gone.warc.gz'; it is not inside" in missing
    assert f"its bytes give sha256:{hashlib.sha256(inner).hexdigest()}" in wrong


def test_a_damaged_entry_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    path = a_wacz(tmp_path)
    data = path.read_bytes()
    at = data.index((tmp_path / "second.warc").read_bytes()) + 100
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    first, whole = keep(path, tmp_path / "archive", now=noon)
    assert first.manifest.records == 2
    assert "'archive/second.warc' is damaged (Bad CRC-32" in whole.manifest.damage[0]


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (("../out.warc", b"x"), "points outside its folder"),
        (("/etc/out.warc", b"x"), "points outside its folder"),
        (("archive\\..\\..\\out.warc", b"x"), "points outside its folder"),
        (("C:out.warc", b"x"), "points outside its folder"),
        (("archive/a\nb.warc", b"x"), "control characters"),
        ((link("archive/link.warc"), b"/etc/passwd"), "is a link or a device"),
        (("archive/inner.zip", b"x"), "an archive inside the archive"),
        (("archive/inner.WACZ", b"x"), "an archive inside the archive"),
    ],
)
def test_a_trick_is_refused_and_nothing_is_kept(
    tmp_path: Path, entry: tuple[str | zipfile.ZipInfo, bytes], says: str
) -> None:
    path = a_wacz(tmp_path, entry)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(BadInputError, match=says):
        keep(path, tmp_path / "archive", now=noon)
    left = {each for each in tmp_path.rglob("*") if each.is_file()} - before
    assert left == set()


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what this test wants
        path = a_wacz(tmp_path, ("archive/second.warc", b"other"))
    with pytest.raises(BadInputError, match="the same name stands twice"):
        keep(path, tmp_path / "archive", now=noon)


def test_an_entry_that_would_grow_too_much_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.wacz", [("archive/a.warc", b"WARC/1.0\r\n" + bytes(8 << 20))], pack=True)
    with pytest.raises(BadInputError, match="would grow more than 200 times"):
        keep(path, tmp_path / "archive", now=noon)


def test_more_than_ten_thousand_entries_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.wacz", [(f"archive/{number}.warc", b"") for number in range(10_001)])
    with pytest.raises(BadInputError, match="a zip of 10001 entries, at most 10000"):
        keep(path, tmp_path / "archive", now=noon)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (ZipLimits(entries=2), "3 entries, at most 2"),
        (ZipLimits(directory_bytes=10), "3 entries"),
        (ZipLimits(entry_bytes=100), "is larger than"),
        (ZipLimits(total_bytes=1000), "would come out"),
    ],
)
def test_each_limit_holds(tmp_path: Path, limits: ZipLimits, says: str) -> None:
    with pytest.raises(BadInputError, match=says), opened_zip(a_wacz(tmp_path), "a.wacz", limits):
        pytest.fail("the zip was opened")


def test_an_entry_that_gives_more_than_it_says_stops(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.wacz", [("archive/a.warc", b"WARC/1.0" * 1000)], pack=True)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24  # uncompressed size in the directory (APPNOTE 4.3.12)
    struct.pack_into("<I", data, at, 16)
    path.write_bytes(data)
    with opened_zip(path, "a.wacz", ZipLimits()) as archive:
        pieces = unpacked(archive, archive.infolist()[0], ZipLimits())
        with pytest.raises((BadInputError, zipfile.BadZipFile)):
            next(pieces)


def test_entries_that_share_bytes_are_refused(tmp_path: Path) -> None:
    path = a_wacz(tmp_path)
    data = bytearray(path.read_bytes())
    entries = [at for at in range(len(data)) if data.startswith(b"PK\x01\x02", at)]
    place = struct.unpack_from("<I", data, entries[1] + 42)[0]
    struct.pack_into("<I", data, entries[2] + 42, place + 10)
    path.write_bytes(data)
    with pytest.raises(BadInputError, match="entries share bytes"):
        keep(path, tmp_path / "archive", now=noon)


@pytest.mark.parametrize("cut", [10, 100, -1, -30])
def test_a_cut_zip_is_refused(tmp_path: Path, cut: int) -> None:
    path = a_wacz(tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(BadInputError, match=r"a\.wacz"):
        keep(path, tmp_path / "archive", now=noon)


def test_a_zip_without_a_warc_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="a zip without any WARC"):
        keep(zipped(tmp_path / "a.zip", [("photo.jpg", b"x")]), tmp_path / "archive", now=noon)
