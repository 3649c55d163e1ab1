"""Zip files from strangers: looked through before anything is unpacked, and unpacked by measure."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from struct import unpack_from
from typing import IO

from lykta.errors import BadInputError

CHUNK_BYTES = 1 << 18
LOCAL_HEADER_BYTES = 30  # APPNOTE 4.3.7, without name and extra
END = b"PK\x05\x06"  # APPNOTE 4.3.16, end of central directory
END_BYTES = 22
COMMENT_BYTES_MAX = 0xFFFF
NESTED = (".zip", ".wacz", ".jar", ".7z", ".rar", ".tar", ".tgz")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipLimits:
    """How much may come out. The ratio counts once an entry is past `ratio_from_bytes`."""

    entries: int = 10_000
    directory_bytes: int = 8 << 20  # 10,000 entries with long names stay below this
    entry_bytes: int = 16 << 30
    total_bytes: int = 64 << 30
    ratio: int = 200  # deflate ends at 1032:1 (zlib technical details); text seldom passes 30:1
    ratio_from_bytes: int = 1 << 20


@contextmanager
def opened_zip(path: Path, name: str, limits: ZipLimits) -> Iterator[zipfile.ZipFile]:
    """A zip whose every entry has an honest name and place. `name` is what errors call it.

    Raises BadInputError for too many entries, names outside the folder, links, encryption, the same name
    twice, entries that share bytes, zips in zips, and sizes or ratios past the limits. Nothing is unpacked.
    """
    try:
        with path.open("rb") as file:
            _refuse_large_directory(file, name, limits)
            with zipfile.ZipFile(file) as archive:
                _refuse_tricks(archive.infolist(), name, limits)
                yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise BadInputError(f"{name}: a damaged zip ({error}). Fetch it again from where it came.") from error


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ZipLimits) -> Iterator[bytes]:
    """Yield the entry's bytes in pieces; its checksum holds when the last piece has come.

    Raises zipfile.BadZipFile when it does not, BadInputError when more comes out than was declared or allowed.
    """
    total = 0
    try:
        with archive.open(entry) as file:
            while piece := file.read(CHUNK_BYTES):
                total += len(piece)
                if total > min(entry.file_size, limits.entry_bytes):
                    raise BadInputError(f"{entry.filename!r}: more bytes come out than the zip says. Refused.")
                yield piece
    except (zlib.error, EOFError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    if total != entry.file_size:
        raise zipfile.BadZipFile(f"{total} bytes came out, {entry.file_size} were declared")


def _refuse_large_directory(file: IO[bytes], name: str, limits: ZipLimits) -> None:
    """The directory is small enough to read; zipfile reads all of it whatever its size."""
    length = file.seek(0, 2)
    file.seek(max(0, length - END_BYTES - COMMENT_BYTES_MAX))
    tail = file.read()
    # The same two steps as zipfile: a record without a comment at the very end, else the last signature.
    at = len(tail) - END_BYTES
    if at < 0 or not tail[at:].startswith(END) or tail[-2:] != b"\0\0":
        at = tail.rfind(END)
    if at < 0 or at + END_BYTES > len(tail):
        raise BadInputError(f"{name}: a zip without its directory, so cut short. Fetch it again.")
    entries, directory_bytes = unpack_from("<HI", tail, at + 10)
    if directory_bytes == 0xFFFFFFFF or entries == 0xFFFF:
        directory_bytes, entries = _zip64_directory(file, length - len(tail) + at)
    if entries > limits.entries or directory_bytes > limits.directory_bytes:
        raise BadInputError(
            f"{name}: a zip of {entries} entries, at most {limits.entries} are unpacked. Split it into several."
        )
    file.seek(0)


def _zip64_directory(file: IO[bytes], end_at: int) -> tuple[int, int]:
    """Size and number of entries from the zip64 records (APPNOTE 4.3.14, 4.3.15) before the end record."""
    if end_at >= 20 + 56:
        file.seek(end_at - 20 - 56)
        record = file.read(56)
        if record.startswith(b"PK\x06\x06"):
            entries, directory_bytes = unpack_from("<QQ", record, 32)
            return directory_bytes, entries
    return 1 << 64, 1 << 64


def _refuse_tricks(entries: list[zipfile.ZipInfo], name: str, limits: ZipLimits) -> None:
    if len(entries) > limits.entries:
        raise BadInputError(f"{name}: {len(entries)} entries, at most {limits.entries}. Split it into several.")
    for entry in entries:
        if trick := _trick(entry, limits):
            raise BadInputError(f"{name}: entry {entry.filename[:100]!r} {trick}. Nothing was unpacked.")
    if len({entry.filename for entry in entries}) < len(entries):
        raise BadInputError(f"{name}: the same name stands twice in it. Nothing was unpacked.")
    if sum(entry.file_size for entry in entries) > limits.total_bytes:
        raise BadInputError(f"{name}: more than {limits.total_bytes >> 30} GiB would come out. Split it.")
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(placed):
        if entry.header_offset + LOCAL_HEADER_BYTES + entry.compress_size > following.header_offset:
            raise BadInputError(f"{name}: entries share bytes, a zip bomb's sign. Nothing was unpacked.")


def _trick(entry: zipfile.ZipInfo, limits: ZipLimits) -> str | None:
    path = PurePosixPath(entry.orig_filename.replace("\\", "/"))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    allowed = max(limits.ratio_from_bytes, limits.ratio * entry.compress_size)
    tricks = {
        "points outside its folder": path.is_absolute() or ".." in path.parts or ":" in entry.orig_filename,
        "has control characters in its name": not entry.orig_filename.isprintable(),
        "is a link or a device": kind not in (0, stat.S_IFREG, stat.S_IFDIR),
        "is encrypted": bool(entry.flag_bits & 0x1),
        "is an archive inside the archive": path.suffix.lower() in NESTED,
        f"is larger than {limits.entry_bytes >> 30} GiB": entry.file_size > limits.entry_bytes,
        f"would grow more than {limits.ratio} times": entry.file_size > allowed,
    }
    return next((words for words, found in tricks.items() if found), None)
