"""Snapshots out of an archive file. The only place where a Snapshot is made."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lykta.archive.frames import frames
from lykta.archive.http import Answer, decoded, parse_answer, without_chunks
from lykta.archive.limits import MAX_DECODED_BYTES, MAX_QUOTED, MAX_RECORD_BYTES
from lykta.archive.record import Record, RecordError, hasher_for, lie
from lykta.archive.shelf import Sentences, data_file, is_gzipped, require_intact
from lykta.archive.window import Window, opened
from lykta.archive.wrapping import DAMAGE_TYPE, ORIGINAL, ROLE
from lykta.kit.hashing import content_id, sha256_of
from lykta.model.archived import Damage, Manifest
from lykta.model.snapshot import Snapshot

# A day of one site. What is read while it is kept need not be read from the disk a second time.
MOST_HELD_BYTES = 32 << 20
READ_KINDS = frozenset({"response", "resource", "revisit"})


def read(
    archive: Path, manifest: Manifest, *, from_offset: int = 0, verified: bool = False
) -> Iterator[Snapshot | Damage]:
    """Yield the file's snapshots in order, and a Damage for each record or stretch that cannot be used.

    The file is compared with its manifest before the first record unless the caller says it is `verified`.
    `from_offset` is where a record starts, such as the offset of the last snapshot that was dealt with.
    Requests, metadata and what a WACZ file consists of besides its WARCs are no snapshots.
    Raises DamagedError naming the file when it is missing, altered, or the disk cannot read it.
    """
    path = data_file(archive, manifest.sha256)
    if not verified:
        require_intact(path, manifest)
    if path.suffix == ".wacz":
        return
    with opened(path) as window:
        yield from Reading(window, manifest.sha256, gzipped=is_gzipped(path)).items(from_offset)


def read_file(path: Path, name: str) -> Iterator[Snapshot | Damage]:
    """As `read`, of a WARC or WARC.gz that is not in an archive; `name` stands for its hash in the snapshots' ids."""
    with opened(path) as window:
        yield from Reading(window, name, gzipped=is_gzipped(path)).items(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """How many records have a sound frame, and every damage that reading will meet, as a manifest says it.

    `found` is what reading will yield; None when that is more than MOST_HELD_BYTES.
    """

    records: int
    damage: tuple[str, ...]
    found: tuple[Snapshot | Damage, ...] | None


def survey(path: Path, sha256: str, *, suffix: str) -> Survey:
    """What is in the file, before it stands at its place in the archive under these two."""
    gzipped = suffix.endswith(".gz")
    records = held = 0
    damage = Sentences()
    kept: list[Snapshot | Damage] = []
    with opened(path) as window:
        window.name = f"{sha256}{suffix}"
        reading = Reading(window, sha256, gzipped=gzipped)
        for frame in frames(window, gzipped=gzipped):
            records += isinstance(frame, Record)
            for item in (frame,) if isinstance(frame, Damage) else reading.of(frame):
                if isinstance(item, Damage):
                    damage.add(item)
                    held += len(item.problem)
                else:
                    held += len(item.body)
                if held <= MOST_HELD_BYTES:
                    kept.append(item)
    return Survey(records=records, damage=damage.said(), found=tuple(kept) if held <= MOST_HELD_BYTES else None)


class Reading:
    """One pass over one open archive file."""

    def __init__(self, window: Window, archive: str, *, gzipped: bool) -> None:
        self._window = window
        self._archive = archive
        self._gzipped = gzipped
        self._originals: dict[str, int] | None = None

    def items(self, start: int) -> Iterator[Snapshot | Damage]:
        for found in frames(self._window, gzipped=self._gzipped, start=start):
            if isinstance(found, Damage):
                yield found
            else:
                yield from self.of(found)

    def of(self, record: Record) -> Iterator[Snapshot | Damage]:
        """The snapshot of a record, or why there is none; nothing for records of other kinds."""
        try:
            if record.kind in READ_KINDS and record.fields.get(ROLE) != ORIGINAL:
                yield self._snapshot(record)
                return
            _require_honest_block(record)
            if record.fields.get("content-type") == DAMAGE_TYPE:
                yield from _noted_damage(record)
            elif record.kind == "continuation":
                _require_unsplit(record)
        except RecordError as error:
            yield Damage(file=self._window.name, offset=record.offset, problem=f"{_named(record)}: {error}")

    def _snapshot(self, record: Record) -> Snapshot:
        url = _target(record)
        fetched_at = _date(record)
        _require_unsplit(record)
        _require_honest_block(record)
        source = self.original_of(record) if record.kind == "revisit" else record
        body, answer = _body(source)
        content_type = (answer or source).fields.get("content-type")
        return Snapshot(
            id=content_id(self._archive, str(record.offset)),
            url=url,
            fetched_at=fetched_at,
            sha256=sha256_of(body),
            body=body,
            content_type=content_type[:MAX_QUOTED] if content_type and content_type.isprintable() else None,
            status=answer.status if answer else None,
            archive=self._archive,
            offset=record.offset,
        )

    def original_of(self, record: Record) -> Record:
        """The record whose body a revisit points to (ISO 28500, 6.7), from the same file."""
        if self._originals is None:
            self._originals = _index(self._window, gzipped=self._gzipped)
        keys = (record.fields.get("warc-refers-to"), record.fields.get("warc-payload-digest"))
        for key in keys:
            offset = self._originals.get(key) if key else None
            if offset is not None:
                found = next(frames(self._window, gzipped=self._gzipped, start=offset))
                assert isinstance(found, Record)  # the index holds sound frames only
                _require_same_payload(record, found)
                _require_honest_block(found)
                return found
        raise RecordError("it points to an earlier answer that is not in this file, so there is no body")


def _index(window: Window, *, gzipped: bool) -> dict[str, int]:
    """Where each answer stands by record id and by payload digest; the first of equal ones."""
    offsets: dict[str, int] = {}
    for record in frames(window, gzipped=gzipped):
        if isinstance(record, Record) and record.kind in ("response", "resource"):
            for name in ("warc-record-id", "warc-payload-digest"):
                if key := record.fields.get(name):
                    offsets.setdefault(key, record.offset)
    return offsets


def _require_same_payload(revisit: Record, original: Record) -> None:
    said, found = (each.fields.get("warc-payload-digest") for each in (revisit, original))
    not_modified = "not-modified" in revisit.fields.get("warc-profile", "")
    if said and found and said != found and not not_modified:
        raise RecordError(f"it says its body has digest {said[:150]}, the answer it points to has {found[:150]}")


def _require_unsplit(record: Record) -> None:
    if record.kind == "continuation" or "warc-segment-number" in record.fields:
        raise RecordError("a part of a record that was split, which is not joined here")


def _require_honest_block(record: Record) -> None:
    labelled = record.fields.get("warc-block-digest")
    problem = record.block_digest_lie
    if labelled and record.block is not None and (digest := hasher_for(labelled)):
        digest.update(record.block)
        problem = lie(labelled, digest)
    if problem:
        raise RecordError(f"WARC-Block-Digest {problem}. It is kept, but not used")


def _body(record: Record) -> tuple[bytes, Answer | None]:
    """The decoded body; with the HTTP answer around it when the record holds one."""
    if record.block is None:
        raise RecordError(f"{record.length} bytes; at most {MAX_RECORD_BYTES} are read. It is kept")
    is_http = record.fields.get("content-type", "application/http").lower().startswith("application/http")
    if not is_http or record.kind == "resource":
        _require_honest_payload(record, [record.block])
        if len(record.block) > MAX_DECODED_BYTES:
            raise RecordError(f"a body of {record.length} bytes; at most {MAX_DECODED_BYTES} are read. It is kept")
        return record.block, None
    answer = parse_answer(record.block)
    joined = without_chunks(answer)
    body = decoded(answer, joined)
    _require_honest_payload(record, [answer.raw, joined, body])
    return body, answer


def _require_honest_payload(record: Record, forms: list[bytes]) -> None:
    """Recorders differ in what they hash: the body as sent, without chunks, or decoded. One must agree."""
    labelled = record.fields.get("warc-payload-digest")
    if not labelled or "warc-truncated" in record.fields or hasher_for(labelled) is None:
        return  # of a truncated answer the digest may be that of the whole (ISO 28500, 5.13)
    problem = None
    for position, form in enumerate(forms):
        if position and form is forms[position - 1]:
            continue
        digest = hasher_for(labelled)
        assert digest is not None
        digest.update(form)
        if (lying := lie(labelled, digest)) is None:
            return
        problem = problem or lying
    raise RecordError(f"WARC-Payload-Digest {problem}. It is kept, but not used")


def _target(record: Record) -> str:
    # WARC 1.0's grammar put the address in angle brackets, and older wget does.
    url = record.fields.get("warc-target-uri", "")
    if url.startswith("<"):
        url = url[1:].removesuffix(">")
    if not url or not url.isprintable():
        raise RecordError("no readable WARC-Target-URI")
    return url


def _date(record: Record) -> datetime:
    written = record.fields.get("warc-date", "")
    with suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(written)
        if found.tzinfo is UTC:
            return found
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    raise RecordError(f"WARC-Date {written[:MAX_QUOTED]!r} is no time in UTC, such as 2026-03-01T12:00:00Z")


def _named(record: Record) -> str:
    url = record.fields.get("warc-target-uri", "")
    return f"{record.kind[:MAX_QUOTED] or 'record'} {url[:MAX_QUOTED]}".rstrip()


def _noted_damage(record: Record) -> Iterator[Damage]:
    """What was found damaged in the user's own file when it was wrapped."""
    try:
        notes = json.loads(record.block or b"")
        for note in notes:
            yield Damage(file=str(note["file"]), offset=int(note["offset"]), problem=str(note["problem"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise RecordError("a note of damage that cannot be read") from error
