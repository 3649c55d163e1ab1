"""WARC files as other programs write them, made by warcio: an independent writer and reader beside our own."""

import gzip
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lykta.archive import keep, read
from lykta.model.archived import Damage, Manifest
from lykta.model.snapshot import Snapshot

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATE = "2026-02-03T04:05:06Z"
AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def answer(writer: WARCWriter, url: str, body: bytes, *, extra: Iterable[tuple[str, str]] = ()) -> None:
    """A response record of status 200 with warcio's own digests."""
    fields = [("Content-Type", "text/html; charset=utf-8"), *extra]
    http = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": DATE}
    )
    writer.write_record(record)
    record.raw_stream.close()


def page(number: int) -> bytes:
    return f"<html><body><h1>Page {number}</h1>{'<p>words and words</p>' * (number % 7)}</body></html>".encode()


def warc(path: Path, pages: int = 20) -> Path:
    """A WARC of `pages` pages at https://board.example/0 ..., compressed when its name says so."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for number in range(pages):
            answer(writer, f"https://board.example/{number}", page(number))
    return path


def raw_record(block: bytes, kind: str = "response", **fields: str | None) -> bytes:
    """One record written by hand, so that it may lie. WARC_Date="..." sets a field, None leaves one out."""
    default = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Target-URI": "https://board.example/hand",
        "WARC-Date": DATE,
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/html",
        "Content-Length": str(len(block)),
    }
    given = default | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in given.items() if value is not None), "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def http_block(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *fields, "", ""]).encode() + body


def file_of(path: Path, *records: bytes) -> Path:
    """The records one after the other; each its own gzip member when the name ends in .gz."""
    packed = [gzip.compress(each, mtime=0) if path.suffix == ".gz" else each for each in records]
    path.write_bytes(b"".join(packed))
    return path


def kept(path: Path, archive: Path) -> Manifest:
    """The only archive file that this input gives."""
    (only,) = keep(path, archive, now=noon)
    return only.manifest


def items(path: Path, archive: Path) -> list[Snapshot | Damage]:
    return list(read(archive, kept(path, archive)))


def snapshot(path: Path, archive: Path) -> Snapshot:
    (only,) = items(path, archive)
    assert isinstance(only, Snapshot), only
    return only


def damage(path: Path, archive: Path) -> Damage:
    (only,) = items(path, archive)
    assert isinstance(only, Damage), only
    return only


def by_warcio(path: Path) -> list[tuple[str, bytes, int]]:
    """Address, decoded body and offset of each answer, as warcio reads them."""
    found = []
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            if record.rec_type in ("response", "resource"):
                url = record.rec_headers.get_header("WARC-Target-URI")
                body = record.content_stream().read()
                found.append((url, body, records.get_record_offset()))  # asking for the place ends the record
    return found


def by_us(found: Iterable[Snapshot | Damage]) -> list[tuple[str, bytes, int]]:
    return [(each.url, each.body, each.offset) for each in found if isinstance(each, Snapshot)]
