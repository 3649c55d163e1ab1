"""Exchanges as they are fetched, appended to a WARC beside the archive until they are kept in it.

A spool file is locked while its program lives; one that is not was left by a kill, and what it holds is kept at the
next start. Its name ends in .warc.gz only once it is locked.
"""

import fcntl
import hashlib
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lykta.archive.wrapping import GZIP_WINDOW
from lykta.kit.files import Files, disk_errors_in_words

SUFFIX = ".warc.gz"
DISK = Files()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One request and its answer, raw. `truncated` is a reason of WARC-Truncated (ISO 28500, 5.13), if it was cut."""

    url: str
    at: datetime
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    address: str | None
    truncated: str | None = None
    tls_fault: str | None = None


class Spool:
    """A new, locked spool file. `add` appends one exchange; after `gone` no trace is left."""

    def __init__(self, folder: Path, files: Files = DISK) -> None:
        self._files = files
        with disk_errors_in_words(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path = folder / f"{secrets.token_hex(16)}{SUFFIX}"
            part = self.path.with_suffix(".part")
            self._file = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            part.replace(self.path)
        self.exchanges = 0

    def add(self, one: Recorded) -> None:
        """Raises DiskFullError or StoreError; what was added before stays."""
        with disk_errors_in_words(self.path):
            self._files.write(self._file, _records(one, self.path.name, self.exchanges))
        self.exchanges += 1

    def gone(self) -> None:
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        os.close(self._file)


@contextmanager
def left_behind(folder: Path) -> Iterator[list[Path]]:
    """The spool files that no living program holds, locked during the block; whoever keeps one removes it."""
    held: list[int] = []
    found: list[Path] = []
    try:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            with suppress(OSError):
                file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                held.append(file)
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(file).st_nlink:
                    found.append(path)
        yield found
    finally:
        for file in held:
            os.close(file)


def _records(one: Recorded, name: str, number: int) -> bytes:
    """A response record and its request record, each a gzip member."""
    answer, asked = (_id(name, number, kind) for kind in ("response", "request"))
    extra = [f"WARC-Truncated: {one.truncated}"] if one.truncated else []
    if one.tls_fault and one.tls_fault.isprintable():
        extra.append(f"Lykta-TLS-Fault: {one.tls_fault}")
    told = f"WARC-Concurrent-To: <urn:uuid:{answer}>"
    return _record(one, "response", answer, one.response, extra) + _record(one, "request", asked, one.request, [told])


def _record(one: Recorded, kind: str, record_id: str, block: bytes, extra: list[str]) -> bytes:
    fields = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {one.url}",
        f"WARC-Record-ID: <urn:uuid:{record_id}>",
        f"WARC-Date: {one.at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%S.%fZ')}",
        f"WARC-Block-Digest: sha256:{hashlib.sha256(block).hexdigest()}",
        f"Content-Type: application/http; msgtype={kind}",
        f"Content-Length: {len(block)}",
        *([f"WARC-IP-Address: {one.address}"] if one.address else []),
        *extra,
    ]
    pack = zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW)
    head = "\r\n".join([*fields, "", ""]).encode()
    return pack.compress(head) + pack.compress(block) + pack.compress(b"\r\n\r\n") + pack.flush()


def _id(name: str, number: int, kind: str) -> str:
    """The form of a UUID of version 8, whose bits are the maker's own (RFC 9562, 5.8)."""
    seed = hashlib.sha256(f"{name} {number} {kind}".encode()).hexdigest()
    return f"{seed[:8]}-{seed[8:12]}-8{seed[13:16]}-8{seed[17:20]}-{seed[20:32]}"
