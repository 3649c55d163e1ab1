"""One WARC record: its header fields, its block, and whether its digests tell the truth.

Source: ISO 28500:2017 (WARC 1.1), clauses 4 and 5.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

VERSIONS = (b"WARC/1.1", b"WARC/1.0", b"WARC/0.18", b"WARC/0.17")
VERSION_MARK = b"WARC/"


class Hash(Protocol):
    """What hashlib's objects can do."""

    @property
    def digest_size(self) -> int: ...
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


# Labels seen in WARC files; "sha-256" is the spelling of RFC 3230. A label not listed is not checked.
ALGORITHMS: dict[str, Callable[[bytes], Hash]] = {
    "sha1": hashlib.sha1,
    "sha-1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha-256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "sha-512": hashlib.sha512,
    "md5": hashlib.md5,
}

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BASE32 = str.maketrans(
    LETTERS + LETTERS.upper() + "234567" + "0189", 2 * "0123456789abcdefghijklmnop" + "qrstuv" + "!!!!"
)


class RecordError(ValueError):
    """These bytes are not a record, or not all of one; the text is the rest of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record with a sound frame. `end` is where the next one should start.

    `block` is None when it is too large to hold; `block_digest_lie` then already tells what was found.
    """

    offset: int
    end: int
    fields: dict[str, str]
    length: int
    block: bytes | None = field(repr=False)
    block_digest_lie: str | None = None

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "").lower()


def split_header(data: bytes) -> tuple[bytes, int] | None:
    """The header without its blank line, and where the block begins; None if the blank line is not there."""
    end = data.find(b"\r\n\r\n")
    bare = data.find(b"\n\n", 0, end if end >= 0 else len(data))  # some writers leave out the CR
    if bare >= 0:
        return data[:bare], bare + 2
    return (data[:end], end + 4) if end >= 0 else None


def parse_fields(header: bytes) -> dict[str, str]:
    """Fields by lower-case name, without the first line; of a name given twice the first counts."""
    text = header.decode("utf-8", "replace").replace("\r\n", "\n")
    if "\n " in text or "\n\t" in text:  # a value that goes on in the next line
        text = text.replace("\n ", " ").replace("\n\t", " ")
    fields: dict[str, str] = {}
    for line in text.split("\n")[1:]:
        name, _, value = line.partition(":")
        fields.setdefault(name.lower(), value.strip())
    return fields


def parse_record_header(data: bytes) -> tuple[dict[str, str], int, int]:
    """The fields, where the block begins, and its length.

    Raises RecordError when this is no WARC header or it says no length.
    """
    if not data.startswith(VERSION_MARK):
        raise RecordError("no WARC record starts here")
    split = split_header(data)
    if split is None:
        raise RecordError("the record's header does not end")
    header, begin = split
    if header.split(b"\n", 1)[0].strip() not in VERSIONS:
        raise RecordError("an unknown version of WARC")
    fields = parse_fields(header)
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) <= 15):
        raise RecordError("the record does not say its length")
    return fields, begin, int(length)


def hasher_for(labelled: str) -> Hash | None:
    """A fresh hash of the algorithm that a digest field names; None if it is unknown."""
    maker = ALGORITHMS.get(labelled.partition(":")[0].strip().lower())
    return maker(b"") if maker else None


def lie(labelled: str, found: Hash) -> str | None:
    """A sentence naming both digests when they differ, else None."""
    label, _, value = labelled.partition(":")
    value = value.strip()
    digest = found.digest()
    # Base32 is usual, hexadecimal common, base64 rare; all three occur in the wild.
    if _is_base32_of(value, digest) or value.lower() == digest.hex() or _base64(value) == digest:
        return None
    written = digest.hex() if len(value) == 2 * len(digest) else base64.b32encode(digest).decode()
    return f"says {labelled[:150]}, its bytes give {label}:{written}"


def _is_base32_of(value: str, digest: bytes) -> bool:
    """As base64.b32encode (RFC 4648, 6) would tell, by Python's own digits of base 32: twice as fast."""
    digits = value.rstrip("=").translate(BASE32)
    padding = -8 * len(digest) % 5
    if len(digits) * 5 != 8 * len(digest) + padding or not digits.isalnum():
        return False
    return int(digits, 32) == int.from_bytes(digest) << padding


def _base64(value: str) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
