"""What was fetched, exactly as it came."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Bytes as fetched, with where and when, and their place in the archive. Only `archive` makes one.

    `fetched_at` is aware UTC. `sha256` is of `body`, the payload after transfer and content
    decoding. `archive` is the SHA-256 of the archive file, `offset` the byte where the record starts
    there (for .gz: of the record's gzip member); together they are the snapshot's identity.
    """

    id: str
    url: str
    fetched_at: datetime
    sha256: str
    body: bytes = field(repr=False)
    content_type: str | None
    status: int | None
    archive: str
    offset: int
