"""What an input is: by its content first, by its name second."""

import codecs
import zlib
from enum import StrEnum

from lykta.archive.charsets import readable_head
from lykta.errors import BadInputError

HEAD_BYTES = 64 * 1024
GZIP_WINDOW = 31
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
GZIP_MARK = b"\x1f\x8b"
EXPECTED = "Expected WARC, WARC.gz, WACZ, a folder of HTML, CSV with columns id and text, or JSONL"


class Kind(StrEnum):
    """The kinds of file; the value is the content type that the original gets in the archive."""

    WARC = "application/warc"
    WARC_GZ = "application/warc+gzip"
    WACZ = "application/wacz"
    HTML = "text/html"
    CSV = "text/csv"
    JSONL = "application/x-ndjson"


BY_SUFFIX = {
    ".warc.gz": Kind.WARC_GZ,
    ".warc": Kind.WARC,
    ".wacz": Kind.WACZ,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSONL,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
}


def kind_of(head: bytes, name: str, *, charset: str | None = None) -> Kind:
    """The kind of a file that begins with `head`, in `charset` if the user says so.

    Raises BadInputError saying what was found instead.
    """
    head = readable_head(head, charset)
    if not head.strip():
        raise BadInputError(f"{name}: an empty file. {EXPECTED}.")
    named = next((kind for suffix, kind in BY_SUFFIX.items() if name.lower().endswith(suffix)), None)
    return _by_content(head, name, named) or named or _by_columns(head, name)


def _by_content(head: bytes, name: str, named: Kind | None) -> Kind | None:
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(ZIP_MARKS):
        return Kind.WACZ
    if head.startswith(GZIP_MARK):
        # A damaged WARC.gz is still evidence: then its name decides.
        if _gzip_begins(head, b"WARC/") or named in (Kind.WARC_GZ, Kind.WARC):
            return Kind.WARC_GZ
        raise BadInputError(f"{name}: gzip, but no WARC inside. Unpack it first. {EXPECTED}.")
    return named if named in (Kind.WARC, Kind.WARC_GZ, Kind.WACZ) else _by_text(head, name, named)


def _by_text(head: bytes, name: str, named: Kind | None) -> Kind | None:
    if b"\0" in head.split(b"\n", 1)[0] and named is not Kind.HTML:
        cure = "If it is UTF-16, say --charset utf-16le or utf-16be" if named else EXPECTED
        raise BadInputError(f"{name}: NUL bytes, so binary, or UTF-16 without its mark. {cure}.")
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith(b"{") and named is not Kind.CSV:
        return Kind.JSONL
    if text.startswith(b"[") and named in (Kind.JSONL, None):
        raise BadInputError(f"{name}: a JSON array; expected one object a line. Try: jq -c '.[]' {name}")
    return Kind.HTML if text.startswith(b"<") and named is None else None


def _gzip_begins(head: bytes, start: bytes) -> bool:
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(head, len(start)) == start
    except zlib.error:
        return False


def _by_columns(head: bytes, name: str) -> Kind:
    first = head.split(b"\n", 1)[0].lower()
    if b"id" in first and b"text" in first:
        return Kind.CSV
    raise BadInputError(f"{name}: begins with {head[:40]!r}, which is none of the kinds known. {EXPECTED}.")
