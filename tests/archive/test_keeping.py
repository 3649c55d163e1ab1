import errno
import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lykta.archive import find, keep, list_kept, list_orphans, read, verify
from lykta.archive.shelf import data_files
from lykta.errors import BadInputError, DamagedError, NotFoundError
from lykta.kit.files import Files
from lykta.model.archived import Damage, Manifest
from lykta.model.snapshot import Snapshot
from tests.archive.made import NOON, items, kept, noon, page, warc
from tests.faults.forgetful_disk import RefusingDisk


def contents(archive: Path) -> dict[str, bytes]:
    return {str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_warc_is_kept_byte_for_byte_under_its_hash(tmp_path: Path, name: str) -> None:
    path = warc(tmp_path / name)
    (got,) = keep(path, tmp_path / "archive", now=noon)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    suffix = name.removeprefix("a")
    assert (tmp_path / "archive" / sha256[:2] / f"{sha256}{suffix}").read_bytes() == path.read_bytes()
    assert not got.already
    assert got.manifest == Manifest(
        sha256=sha256,
        length=path.stat().st_size,
        records=20,
        input_sha256=sha256,
        input_name=name,
        kept_at=NOON,
    )


def test_content_decides_before_the_name(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz").rename(tmp_path / "a.csv")
    assert len(items(path, tmp_path / "archive")) == 20


def a_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    (folder / "deep").mkdir(parents=True)
    (folder / "ett ö.html").write_bytes(page(1))
    canonical = b'<html><head><link rel="canonical" href="https://board.example/two"></head></html>'
    (folder / "deep" / "two.htm").write_bytes(canonical)
    (folder / "deep" / "p.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def a_csv(tmp_path: Path) -> Path:
    path = tmp_path / "ads.csv"
    path.write_text("id,text,place,pictures\n1,Hello there,Umeå,a.jpg|b.jpg\n2,Second,,\n", encoding="utf-8")
    return path


def a_jsonl(tmp_path: Path) -> Path:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id": "1",  "text": "Hello"}\n\n{"id": 2, "text": "Second"}', encoding="utf-8")
    return path


def a_warc(tmp_path: Path) -> Path:
    return warc(tmp_path / "a.warc.gz")


@pytest.mark.parametrize("make", [a_warc, a_folder, a_csv, a_jsonl])
def test_the_same_input_again_adds_nothing(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    archive = tmp_path / "archive"
    (first,) = keep(path, archive, now=noon)
    before = contents(archive)
    (again,) = keep(path, archive, now=lambda: NOON.replace(year=2027))
    assert contents(archive) == before
    assert again.already
    assert again.manifest == first.manifest


def test_a_folder_of_pages_becomes_a_record_for_each_file(tmp_path: Path) -> None:
    found = items(a_folder(tmp_path), tmp_path / "archive")
    assert [
        (each.url, each.content_type, each.status, each.fetched_at) for each in found if isinstance(each, Snapshot)
    ] == [
        ("file:deep/p.jpg", "image/jpeg", None, NOON),
        ("https://board.example/two", "text/html", None, NOON),
        ("file:ett%20%C3%B6.html", "text/html", None, NOON),
    ]


def test_a_link_in_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (tmp_path / "secret.html").write_text("outside")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "linked").symlink_to(tmp_path)
    manifest = kept(folder, tmp_path / "archive")
    assert [each.split(",")[0] for each in manifest.damage] == ["link.html", "linked"]
    assert len([each for each in read(tmp_path / "archive", manifest) if isinstance(each, Snapshot)]) == 3


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    warc(tmp_path / "in" / "a.warc")
    with pytest.raises(BadInputError, match=r"1 files, none of them .html"):
        keep(tmp_path / "in", tmp_path / "archive", now=noon)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "/relative", "https://", "https://a.example/\n x", "http://[", "x" * 3000]
)
def test_a_canonical_link_that_is_no_plain_address_is_not_used(tmp_path: Path, href: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "p.html").write_text(f'<link rel="canonical" href="{href}">')
    (found,) = items(tmp_path / "in", tmp_path / "archive")
    assert isinstance(found, Snapshot)
    assert found.url == "file:p.html"


def test_a_csv_becomes_an_ad_for_each_row_and_the_original_stays(tmp_path: Path) -> None:
    path = a_csv(tmp_path)
    archive = tmp_path / "archive"
    manifest = kept(path, archive)
    found = [each for each in read(archive, manifest) if isinstance(each, Snapshot)]
    assert [each.content_type for each in found] == ["application/x-lykta-ad+json"] * 2
    assert [each.url for each in found] == ["file:ads.csv#line=2", "file:ads.csv#line=3"]
    assert [json.loads(each.body) for each in found] == [
        {"id": "1", "text": "Hello there", "place": "Umeå", "pictures": ["a.jpg", "b.jpg"]},
        {"id": "2", "text": "Second"},
    ]
    assert manifest.input_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert manifest.records == 4  # warcinfo, the original, two ads
    assert path.read_bytes() in _unpacked(archive)


def test_json_lines_stay_as_they_are(tmp_path: Path) -> None:
    path = a_jsonl(tmp_path)
    found = [each for each in items(path, tmp_path / "archive") if isinstance(each, Snapshot)]
    assert [each.body for each in found] == [b'{"id": "1",  "text": "Hello"}', b'{"id": 2, "text": "Second"}']
    assert path.read_bytes() in _unpacked(tmp_path / "archive")


def test_one_page_of_html_is_kept_as_one_snapshot(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page(3))
    (found,) = items(tmp_path / "page.html", tmp_path / "archive")
    assert isinstance(found, Snapshot)
    assert found.body == page(3)


def _unpacked(archive: Path) -> bytes:
    return b"".join(gzip.decompress(path.read_bytes()) for path in data_files(archive))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "an empty file"),
        ("a.jsonl", b" \n\n", "an empty file"),
        ("a.warc.gz", b"", "an empty file"),
        ("a.csv", "id,text\n1,å\n".encode("utf-32"), "NUL bytes|UTF-32 text. Save it as UTF-8"),
        ("a.jsonl", '{"id":1}\n'.encode("utf-16-le"), "NUL bytes, so binary, or UTF-16 without its mark. If it is"),
        ("a.csv", "id,text\n1,Säng på skärgården\n".encode("cp850"), "make no words, as in .*Say its charset with"),
        ("a.csv", b"name,body\n1,2\n", r"expected the columns id and text.*Add id and text"),
        ("a.csv", b"id,id,text\n1,2,3\n", "Rename the double one"),
        ("a.csv", b"id,text\n", "no ad with id and text"),
        ("a.jsonl", b'{"id":"1","text":"\xe5\xe4\xf6"}\n', r"line 1: byte 19 of the line \(0xe5\) is no UTF-8"),
        ("a.json", b'[{"id": "1"}]', "a JSON array; expected one object a line"),
        ("a.gz", b"\x1f\x8b\x08\x00", "gzip, but no WARC inside"),
        ("a.bin", b"\x7fELF\x02", "none of the kinds known"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "none of the kinds known"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_left(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInputError, match=says) as caught:
        keep(tmp_path / name, tmp_path / "archive", now=noon)
    assert name in str(caught.value)
    assert contents(tmp_path / "archive") == {}


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no such file or folder"):
        keep(tmp_path / "nowhere.warc", tmp_path / "archive", now=noon)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.warc")
    with pytest.raises(BadInputError, match="no such file or folder"):
        keep(tmp_path / "pipe.warc", tmp_path / "archive", now=noon)


def test_an_archive_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("x")
    with pytest.raises(BadInputError, match="a file is where a folder should be"):
        keep(warc(tmp_path / "a.warc"), tmp_path / "archive", now=noon)


def _as_nobody(path: Path, archive: Path) -> str:
    """What `keep` says to a user without rights (65534 is nobody on Linux)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            keep(path, archive, now=noon)
        except BaseException as error:  # noqa: BLE001  (the child must never return into pytest)
            os.write(writer, f"{type(error).__name__}: {error}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        words = said.read()
    os.waitpid(child, 0)
    return words


@pytest.mark.skipif(os.getuid() != 0, reason="needs root, to become a user without rights")
@pytest.mark.parametrize("closed", ["ads.csv", "archive"])
def test_a_place_without_rights_is_told_by_name(closed: str) -> None:
    with tempfile.TemporaryDirectory() as place:  # pytest's own folder is closed to other users
        outer = Path(place)
        outer.chmod(0o755)
        path = a_csv(outer)
        (outer / "archive").mkdir()
        (outer / "archive").chmod(0o777)
        (outer / closed).chmod(0o500)
        words = _as_nobody(path, outer / "archive")
    assert words.startswith("BadInputError: ")
    assert str(outer / closed) in words


def test_a_file_without_a_manifest_is_told_and_kept_anew(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    path = warc(tmp_path / "a.warc")
    manifest = kept(path, archive)
    (archive / manifest.sha256[:2] / f"{manifest.sha256}.json").unlink()
    assert [each.file for each in list_orphans(archive)] == [f"{manifest.sha256}.warc"]
    assert list(list_kept(archive)) == []
    (again,) = keep(path, archive, now=noon)
    assert not again.already
    assert list(list_kept(archive)) == [manifest]
    assert list(list_orphans(archive)) == []


def test_a_wrapped_file_that_lost_its_manifest_is_taken_up_with_its_first_date(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    path = a_csv(tmp_path)
    manifest = kept(path, archive)
    (archive / manifest.sha256[:2] / f"{manifest.sha256}.json").unlink()
    (again,) = keep(path, archive, now=lambda: NOON.replace(year=2027))
    assert again.manifest.sha256 == manifest.sha256
    assert again.manifest.kept_at.year == 2027
    assert next(each for each in read(archive, again.manifest) if isinstance(each, Snapshot)).fetched_at == NOON
    assert all(check.passed for check in verify(archive))


def test_a_wrapped_file_that_lost_its_manifest_and_was_altered_stays_and_is_told(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    path = a_csv(tmp_path)
    manifest = kept(path, archive)
    (archive / manifest.sha256[:2] / f"{manifest.sha256}.json").unlink()
    next(data_files(archive)).write_bytes(b"altered")
    (again,) = keep(path, archive, now=lambda: NOON.replace(year=2027))
    assert again.manifest.sha256 != manifest.sha256
    assert [each.file for each in list_orphans(archive)] == [f"{manifest.sha256}.warc.gz"]


@pytest.mark.parametrize("make", [a_warc, a_csv])
def test_a_missing_file_comes_back_with_its_input(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    archive = tmp_path / "archive"
    path = make(tmp_path)
    kept(path, archive)
    next(data_files(archive)).unlink()
    assert [each.problem for each in list_orphans(archive)] != []
    keep(path, archive, now=noon)
    assert all(check.passed for check in verify(archive))


def test_a_shortened_file_is_not_written_over(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    path = warc(tmp_path / "a.warc")
    kept(path, archive)
    file = next(data_files(archive))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(DamagedError, match="Restore it"):
        keep(path, archive, now=noon)


def test_a_list_of_an_input_that_was_cut_off_is_mended(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    path = warc(tmp_path / "a.warc")
    kept(path, archive)
    (listed,) = (archive / "inputs").glob("*/*.json")
    listed.write_text('{"kept"')
    (again,) = keep(path, archive, now=noon)
    assert again.already
    assert all(check.passed for check in verify(archive))


def test_an_input_kept_before_needs_no_room_to_be_known_again(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc")
    kept(path, tmp_path / "archive")
    (again,) = keep(path, tmp_path / "archive", now=noon, files=RefusingDisk("create", 1, errno.ENOSPC))
    assert again.already


def test_an_input_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    for path, changing in ((a_csv(tmp_path), "ads.csv"), (a_folder(tmp_path), "saved/ett ö.html")):
        disk = _Changing(tmp_path / changing)
        with pytest.raises(BadInputError, match="changed while it was read"):
            keep(path, tmp_path / "archive", now=noon, files=disk)
        assert contents(tmp_path / "archive") == {}


class _Changing(Files):
    """Somebody writes into the input at the moment when its copy is begun."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self, path: Path) -> int:
        self._path.write_bytes(self._path.read_bytes() + b"more")
        return super().create(path)


def test_a_list_of_damage_ends_after_a_thousand_and_says_how_many_more(tmp_path: Path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id":"1","text":"x"}\n' + "bad\n" * 10_005)
    manifest = kept(path, tmp_path / "archive")
    assert len(manifest.damage) == 1_001
    assert manifest.damage[-1] == "and 9001 more places"
    told = [each for each in read(tmp_path / "archive", manifest) if isinstance(each, Damage)]
    assert told[-1].problem == "from here on there is more damage"


def test_what_is_kept_is_closed_to_other_users(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    kept(warc(tmp_path / "a.warc"), archive)
    assert {path.stat().st_mode & 0o077 for path in (archive, *archive.rglob("*"))} == {0}


def test_find_gives_the_manifest_or_says_that_there_is_none(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    manifest = kept(warc(tmp_path / "a.warc"), archive)
    assert find(archive, manifest.sha256) == manifest
    for name in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(NotFoundError):
            find(archive, name)


def test_a_name_that_is_no_utf8_is_written_out(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe5.csv"))
    path.write_bytes(b"id,text\n1,x\n")
    manifest = kept(path, tmp_path / "archive")
    assert manifest.input_name == "\\xe5.csv"
    assert find(tmp_path / "archive", manifest.sha256) == manifest
