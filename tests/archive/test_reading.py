import gzip
import hashlib
import http.server
import shutil
import subprocess
import threading
import zlib
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from lykta.archive import read
from lykta.errors import DamagedError
from lykta.kit.hashing import content_id, sha256_of
from lykta.model.archived import Damage
from lykta.model.snapshot import Snapshot
from tests.archive.made import (
    AT,
    answer,
    by_us,
    by_warcio,
    damage,
    file_of,
    http_block,
    items,
    kept,
    page,
    raw_record,
    snapshot,
    warc,
)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_every_page_is_read_with_the_place_that_warcio_gives(tmp_path: Path, name: str) -> None:
    path = warc(tmp_path / name)
    found = items(path, tmp_path / "archive")
    assert len(found) == 20
    assert by_us(found) == by_warcio(path)


def test_a_snapshot_says_where_when_and_what(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", pages=1)
    found = snapshot(path, tmp_path / "archive")
    archive_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == Snapshot(
        id=content_id(archive_sha256, "0"),
        url="https://board.example/0",
        fetched_at=AT,
        sha256=sha256_of(page(0)),
        body=page(0),
        content_type="text/html; charset=utf-8",
        status=200,
        archive=archive_sha256,
        offset=0,
    )


def test_reading_goes_on_from_a_place(tmp_path: Path) -> None:
    manifest = kept(warc(tmp_path / "a.warc.gz"), tmp_path / "archive")
    whole = list(read(tmp_path / "archive", manifest))
    place = whole[7]
    assert isinstance(place, Snapshot)
    assert list(read(tmp_path / "archive", manifest, from_offset=place.offset, verified=True)) == whole[7:]


def test_an_altered_file_is_refused_before_its_first_page(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    manifest = kept(warc(tmp_path / "a.warc"), archive)
    file = archive / manifest.sha256[:2] / f"{manifest.sha256}.warc"
    data = bytearray(file.read_bytes())
    data[-10] ^= 1
    file.write_bytes(data)
    with pytest.raises(DamagedError, match=f"{manifest.sha256}.warc: SHA-256 .* Restore it"):
        next(read(archive, manifest))


def test_a_file_cut_at_a_record_border_is_refused_by_its_length(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    manifest = kept(warc(tmp_path / "a.warc.gz"), archive)
    last = list(read(archive, manifest))[-1]
    file = archive / manifest.sha256[:2] / f"{manifest.sha256}.warc.gz"
    file.write_bytes(file.read_bytes()[: last.offset])
    with pytest.raises(DamagedError, match=f"{last.offset} bytes, the manifest says {manifest.length}"):
        next(read(archive, manifest))


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    manifest = kept(warc(tmp_path / "a.warc"), archive)
    (archive / manifest.sha256[:2] / f"{manifest.sha256}.warc").unlink()
    with pytest.raises(DamagedError, match=f"{manifest.sha256} is missing"):
        next(read(archive, manifest))


@pytest.mark.parametrize("name", ["WARC_Block_Digest", "WARC_Payload_Digest"])
@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_a_record_whose_digest_lies_is_told_with_both_digests_and_not_used(
    tmp_path: Path, name: str, suffix: str
) -> None:
    said = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    path = file_of(tmp_path / f"a{suffix}", raw_record(http_block(b"hello"), **{name: said}))
    found = damage(path, tmp_path / "archive")
    assert found.offset == 0
    assert said in found.problem
    # sha1 of b"hello" and of the whole block, by sha1sum
    true = {"WARC_Payload_Digest": "VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"}.get(name, "sha1:")
    assert true in found.problem


@pytest.mark.parametrize(
    "digest",
    [
        "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
        "sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n",
        "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
        "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        "sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====",
        "sha256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
        "md5:5d41402abc4b2a76b9719d911017c592",
        "strange:123",
    ],
)
def test_a_true_digest_is_believed_in_every_usual_writing(tmp_path: Path, digest: str) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"hello"), WARC_Payload_Digest=digest))
    assert snapshot(path, tmp_path / "archive").body == b"hello"


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_garbage_between_records_is_told_and_stepped_over(tmp_path: Path, suffix: str) -> None:
    first, last = (raw_record(http_block(body)) for body in (b"first", b"last"))
    path = file_of(tmp_path / f"a{suffix}", first)
    place = path.stat().st_size
    tail = file_of(tmp_path / f"b{suffix}", last).read_bytes()
    path.write_bytes(path.read_bytes() + b"\x1f\x8b\x08garbage\n" * 3 + tail)
    before, between, after = items(path, tmp_path / "archive")
    assert isinstance(before, Snapshot)
    assert isinstance(after, Snapshot)
    assert (before.body, after.body) == (b"first", b"last")
    assert isinstance(between, Damage)
    assert between.offset == place
    assert f"bytes {place} to {place + 33} could not be read" in between.problem


def test_damage_is_told_again_by_the_manifest(tmp_path: Path) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"x"), WARC_Date="yesterday"))
    manifest = kept(path, tmp_path / "archive")
    assert manifest.records == 1
    assert manifest.damage == (
        f"{manifest.sha256}.warc, byte 0: response https://board.example/hand: "
        "WARC-Date 'yesterday' is no time in UTC, such as 2026-03-01T12:00:00Z",
    )


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"WARC_Date": None}, "WARC-Date '' is no time"),
        ({"WARC_Date": "2026-02-03T04:05:06"}, "is no time in UTC"),
        ({"WARC_Date": "0001-01-01T00:00:00+14:00"}, "is no time in UTC"),
        ({"WARC_Target_URI": None}, "no readable WARC-Target-URI"),
        ({"WARC_Target_URI": "https://board.example/\x01"}, "no readable WARC-Target-URI"),
        ({"WARC_Segment_Number": "1"}, "a part of a record that was split"),
        ({"Content_Length": "many"}, "does not say its length"),
        ({"Content_Length": "5000"}, "the file ends inside a record"),
        ({"Content_Length": "3"}, "longer or shorter than it says"),
    ],
)
def test_a_record_without_what_it_needs_is_damage(tmp_path: Path, fields: dict[str, str | None], says: str) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"x"), "response", **fields))
    assert says in damage(path, tmp_path / "archive").problem


@pytest.mark.parametrize("block", [b"", b"nothing like HTTP", b"HTTP/1.1", b"HTTP/1.1 fine\r\n\r\n"])
def test_an_answer_that_is_no_http_is_damage(tmp_path: Path, block: bytes) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(block))
    assert "an HTTP answer" in damage(path, tmp_path / "archive").problem


@pytest.mark.parametrize("written", ["2026-02-03T04:05:06Z", "2026-02-03T04:05:06.0Z", "2026-02-03T05:05:06+01:00"])
def test_a_date_in_any_zone_becomes_utc(tmp_path: Path, written: str) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"x"), WARC_Date=written))
    assert snapshot(path, tmp_path / "archive").fetched_at == AT


def test_an_address_in_angle_brackets_is_freed_of_them(tmp_path: Path) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"x"), WARC_Target_URI="<https://a.example/>"))
    assert snapshot(path, tmp_path / "archive").url == "https://a.example/"


def test_an_answer_without_a_content_type_of_its_own_is_read_as_http(tmp_path: Path) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(b"x"), Content_Type=None))
    assert snapshot(path, tmp_path / "archive").status == 200


def test_a_header_that_goes_on_in_the_next_line_is_read_whole(tmp_path: Path) -> None:
    block = http_block(b"x", "Content-Type: text/html;\r\n charset=utf-8")
    found = snapshot(file_of(tmp_path / "a.warc", raw_record(block)), tmp_path / "archive")
    assert found.content_type == "text/html; charset=utf-8"


def test_other_records_are_no_snapshots(tmp_path: Path) -> None:
    records = [raw_record(b"x", kind=kind) for kind in ("warcinfo", "request", "metadata", "conversion")]
    assert items(file_of(tmp_path / "a.warc", *records), tmp_path / "archive") == []


def test_several_records_in_one_gzip_member_are_told_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(raw_record(http_block(b"1")) + raw_record(http_block(b"2"))))
    assert "unpack the file with gunzip" in damage(path, tmp_path / "archive").problem


@pytest.mark.parametrize(
    ("coding", "sent"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0)),
        ("x-gzip", gzip.compress(b"hel", mtime=0) + gzip.compress(b"lo", mtime=0)),
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello", wbits=-15)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"hello", mtime=0), mtime=0)),
        ("identity", b"hello"),
        ("gzip", b"hello"),  # the recorder unpacked it and left the field
    ],
)
def test_content_codings_are_taken_off(tmp_path: Path, coding: str, sent: bytes) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(sent, f"Content-Encoding: {coding}")))
    assert snapshot(path, tmp_path / "archive").body == b"hello"


@pytest.mark.parametrize(
    ("coding", "sent", "says"),
    [
        ("br", b"x", "the content coding 'br', which is not read here"),
        ("gzip", gzip.compress(b"hello", mtime=0)[:-9], "a compressed body that ends early"),
        ("gzip", gzip.compress(b"hello", mtime=0)[:-8] + b"12345678", "a damaged compressed body"),
        ("gzip,gzip,gzip,gzip", b"x", "4 content codings"),
    ],
)
def test_a_coding_that_cannot_be_taken_off_is_damage(tmp_path: Path, coding: str, sent: bytes, says: str) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(sent, f"Content-Encoding: {coding}")))
    assert says in damage(path, tmp_path / "archive").problem


@pytest.mark.parametrize("grown", [2 << 20, 40 << 20])
def test_a_compressed_bomb_stops_at_the_cap(tmp_path: Path, grown: int) -> None:
    bomb = gzip.compress(bytes(grown))
    path = file_of(tmp_path / "a.warc", raw_record(http_block(bomb, "Content-Encoding: gzip")))
    assert "a body that grows from" in damage(path, tmp_path / "archive").problem


def test_a_record_past_the_limit_is_kept_and_told_and_the_next_is_read(tmp_path: Path) -> None:
    large = raw_record(http_block(bytes(33 << 20)))
    for name in ("a.warc", "a.warc.gz"):
        path = file_of(tmp_path / name, large, raw_record(http_block(b"next")))
        first, second = items(path, tmp_path / "archive")
        assert isinstance(first, Damage)
        assert "at most 33554432 are read. It is kept" in first.problem
        assert isinstance(second, Snapshot)
        assert second.body == b"next"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_lying_digest_is_seen_even_in_a_record_past_the_limit(tmp_path: Path, name: str) -> None:
    block = bytes(33 << 20)
    true = f"sha256:{hashlib.sha256(block).hexdigest()}"
    false = f"sha256:{'0' * 64}"
    path = file_of(
        tmp_path / name,
        raw_record(block, kind="metadata", WARC_Block_Digest=true),
        raw_record(block, kind="metadata", WARC_Block_Digest=false),
    )
    assert false in damage(path, tmp_path / "archive").problem


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"2;note=1\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", b"hello"),
        (b"hello", b"hello"),  # the recorder joined the chunks and left the field
    ],
)
def test_chunks_are_joined(tmp_path: Path, sent: bytes, body: bytes) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(sent, "Transfer-Encoding: chunked")))
    assert snapshot(path, tmp_path / "archive").body == body


@pytest.mark.parametrize("sent", [b"5\r\nhel", b"5\r\nhello\r\n", b"5\r\nhello!!0\r\n\r\n", b"5\r\nhello\r\n-1\r\n"])
def test_chunks_that_break_off_are_damage(tmp_path: Path, sent: bytes) -> None:
    path = file_of(tmp_path / "a.warc", raw_record(http_block(sent, "Transfer-Encoding: chunked")))
    assert "a chunked body that ends early" in damage(path, tmp_path / "archive").problem


def test_a_revisit_gets_the_body_of_the_answer_it_points_to(tmp_path: Path) -> None:
    digest = "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"
    path = file_of(
        tmp_path / "a.warc.gz",
        raw_record(http_block(b"hello"), WARC_Payload_Digest=digest),
        raw_record(http_block(b""), kind="revisit", WARC_Payload_Digest=digest, WARC_Date="2026-02-04T00:00:00Z"),
    )
    archive = tmp_path / "archive"
    manifest = kept(path, archive)
    first, second = read(archive, manifest)
    assert isinstance(first, Snapshot)
    assert isinstance(second, Snapshot)
    assert second.body == b"hello"
    assert second.status == 200
    assert second.fetched_at > first.fetched_at
    assert second.id != first.id
    assert list(read(archive, manifest, from_offset=second.offset)) == [second]


def test_a_revisit_of_what_is_not_in_the_file_is_damage(tmp_path: Path) -> None:
    digest = "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"
    path = file_of(tmp_path / "a.warc", raw_record(b"", kind="revisit", WARC_Payload_Digest=digest))
    assert "an earlier answer that is not in this file" in damage(path, tmp_path / "archive").problem


def test_a_file_of_nothing_but_damaged_places_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\n\r\n" * 3_000)
    found = items(path, tmp_path / "archive")
    assert len(found) == 1_000
    assert isinstance(found[-1], Damage)
    assert "the rest was not tried" in found[-1].problem


class _Board(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body>from the loopback</body></html>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is http.server's)
        """Says nothing."""


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
def test_what_wget_records_is_read(tmp_path: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _Board) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        command = ["wget", "-q", "--no-proxy", "--warc-file", "got", "-O", "page.html", url]
        subprocess.run(command, cwd=tmp_path, check=True, timeout=30)
        server.shutdown()
        thread.join()
    found = items(tmp_path / "got.warc.gz", tmp_path / "archive")
    pages = [each for each in found if isinstance(each, Snapshot) and each.url == url]
    assert [each.body for each in pages] == [b"<html><body>from the loopback</body></html>"]
    assert not [each for each in found if isinstance(each, Damage)]


@pytest.mark.parametrize(
    "first",
    [b"f" * 16, b"-5", b"+a", b"0x10", b"123456789; a=b", b"F" * 5000, b"10;" + b"e" * 1100, b"1_0", b"1.5", b"\0"],
)
def test_a_first_chunk_whose_size_cannot_be_is_damage_and_no_page(tmp_path: Path, first: bytes) -> None:
    sent = first + b"\r\n<p>Hej</p>\r\n0\r\n\r\n"
    path = file_of(tmp_path / "a.warc", raw_record(http_block(sent, "Transfer-Encoding: chunked")))
    assert "a size that cannot be" in damage(path, tmp_path / "archive").problem


def test_warcio_and_we_agree_on_compressed_and_chunked_answers(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        answer(writer, "https://a.example/1", gzip.compress(b"one"), extra=[("Content-Encoding", "gzip")])
        answer(writer, "https://a.example/2", b"3\r\ntwo\r\n0\r\n\r\n", extra=[("Transfer-Encoding", "chunked")])
    assert by_us(items(path, tmp_path / "archive")) == by_warcio(path)
