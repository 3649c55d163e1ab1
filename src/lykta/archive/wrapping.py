"""Inputs that are no WARC become one: the input as it came, each page or ad, and what was damaged."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from lykta.kit.files import Draft
from lykta.model.archived import Damage

AD_TYPE = "application/x-lykta-ad+json"
DAMAGE_TYPE = "application/x-lykta-damage+json"
ROLE = "lykta-role"  # on the record that holds the whole input; readers take its parts instead
ORIGINAL = "original"
MAX_NOTES = 10_000  # notes of damage in one file; a last one says how many more there were
GZIP_WINDOW = 31


class WarcWriter:
    """Appends `resource` and `metadata` records to a draft, each a gzip member of its own.

    `at` is the WARC-Date of every record: when the input was taken in. Record ids follow from the input's
    hash and the record's number, so the same input at the same time gives the same bytes.
    """

    def __init__(self, draft: Draft, input_sha256: str, at: datetime) -> None:
        self._draft = draft
        self._input = input_sha256
        self._date = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self._written = 0
        info = "software: Lykta\r\nformat: WARC File Format 1.1\r\n"
        self.write("warcinfo", None, "application/warc-fields", info.encode())

    def write(self, kind: str, url: str | None, content_type: str, block: bytes) -> None:
        digest = hashlib.sha256(block).digest()
        self.write_pieces(kind, url, content_type, [block], len(block), digest)

    def write_pieces(
        self,
        kind: str,
        url: str | None,
        content_type: str,
        pieces: Iterable[bytes],
        length: int,
        digest: bytes,
        *,
        role: str | None = None,
    ) -> None:
        """A record whose block is too large to hold: its length and SHA-256 are known before."""
        fields = [
            "WARC/1.1",
            f"WARC-Type: {kind}",
            f"WARC-Record-ID: <urn:uuid:{self._record_id()}>",
            f"WARC-Date: {self._date}",
            f"WARC-Block-Digest: sha256:{digest.hex()}",
            f"Content-Type: {content_type}",
            f"Content-Length: {length}",
        ]
        if url:
            fields.insert(2, f"WARC-Target-URI: {url}")
        if role:
            fields.append(f"Lykta-Role: {role}")
        # Level 6 is zlib's own balance; memLevel 8 its default.
        pack = zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW)
        self._put(pack.compress("\r\n".join([*fields, "", ""]).encode()))
        for piece in pieces:
            self._put(pack.compress(piece))
        self._put(pack.compress(b"\r\n\r\n") + pack.flush())

    def write_damage(self, damage: Iterable[Damage]) -> None:
        """One record that lists all damage, so that reading the archive alone tells of it."""
        notes = list(_noted(damage))
        if notes:
            text = json.dumps(notes, ensure_ascii=True)
            self.write("metadata", None, DAMAGE_TYPE, text.encode())

    def _put(self, data: bytes) -> None:
        if data:
            self._draft.write(data)

    def _record_id(self) -> str:
        self._written += 1
        seed = hashlib.sha256(f"{self._input} {self._date} {self._written}".encode()).hexdigest()
        # The form of a UUID of version 8, whose bits are the maker's own (RFC 9562, 5.8).
        return f"{seed[:8]}-{seed[8:12]}-8{seed[13:16]}-8{seed[17:20]}-{seed[20:32]}"


def _noted(damage: Iterable[Damage]) -> Iterator[dict[str, str | int]]:
    for number, each in enumerate(damage):
        if number == MAX_NOTES:
            yield {"file": each.file, "offset": each.offset, "problem": "from here on there is more damage"}
            return
        yield {"file": each.file, "offset": each.offset, "problem": each.problem}
