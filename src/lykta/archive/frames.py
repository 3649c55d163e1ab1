"""Records of a WARC file one after the other, each with its place; damage is stepped over, never hidden.

Own reader because libraries end quietly at damaged gzip members and raise bare exceptions;
the tests compare it with warcio record by record.
"""

import zlib
from collections.abc import Callable, Iterator

from lykta.archive.limits import (
    MAX_DAMAGED_PLACES,
    MAX_DRAINED_BYTES,
    MAX_HEADER_BYTES,
    MAX_RATIO,
    MAX_RECORD_BYTES,
)
from lykta.archive.record import VERSION_MARK, Hash, Record, RecordError, hasher_for, lie, parse_record_header
from lykta.archive.window import BUFFER_BYTES, Window
from lykta.model.archived import Damage

GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP_WINDOW = 31  # zlib: 16 + 15, a gzip frame with its checksum
FEED_BYTES = 16 * 1024  # most members fit; what follows a member is copied, so not more
RECORD_END = b"\r\n\r\n"


def frames(window: Window, *, gzipped: bool, start: int = 0) -> Iterator[Record | Damage]:
    """Yield each record with a sound frame, and one Damage for each stretch that holds none.

    The file ends in the last record or in a Damage: nothing is left out silently. A cut exactly between two
    records shows only in the manifest, since what remains is a sound file.
    """
    read_one = _read_member if gzipped else _read_plain
    damaged = 0
    offset = start
    while offset < window.length:
        try:
            record = read_one(window, offset)
        except RecordError as error:
            damaged += 1
            end = _next_start(window, offset + 1, gzipped=gzipped) if damaged < MAX_DAMAGED_PLACES else -1
            yield Damage(file=window.name, offset=offset, problem=_unread(error, offset, end, window, damaged))
            if end < 0:
                return
            offset = end
        else:
            yield record
            offset = record.end


def _unread(error: RecordError, offset: int, end: int, window: Window, damaged: int) -> str:
    upto = end if end >= 0 else window.length
    more = " Too many damaged places; the rest was not tried." if damaged >= MAX_DAMAGED_PLACES else ""
    return f"{error}; bytes {offset} to {upto} could not be read.{more}"


def _next_start(window: Window, offset: int, *, gzipped: bool) -> int:
    """Where the next record seems to start; -1 if nowhere."""
    while (offset := window.find(GZIP_MAGIC if gzipped else VERSION_MARK, offset)) >= 0:
        if _starts_record(window.at(offset, 4096), gzipped=gzipped):
            return offset
        offset += 1
    return -1


def _starts_record(data: bytes, *, gzipped: bool) -> bool:
    if not gzipped:
        return data.startswith((b"WARC/1.0", b"WARC/1.1", b"WARC/0.1"))
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(data, len(VERSION_MARK)) == VERSION_MARK
    except zlib.error:
        return False


def _read_member(window: Window, offset: int) -> Record:
    """The record in the gzip member at `offset`."""
    inflate = zlib.decompressobj(GZIP_WINDOW)
    data, end = _inflate(window, offset, inflate, MAX_RECORD_BYTES + MAX_HEADER_BYTES)
    fields, begin, length = parse_record_header(data)
    if inflate.eof:
        block = data[begin : begin + length]
        _expect_end(data[begin + length :], len(block), length)
        return Record(offset=offset, end=end, fields=fields, length=length, block=block)
    lying = _Digest(fields)
    lying.update(data[begin : begin + length])
    rest = length - len(data) + begin

    def look(piece: bytes) -> None:
        nonlocal rest
        lying.update(piece[: max(rest, 0)])
        rest -= len(piece)

    end = _drain(window, offset, end, inflate, len(data), look)
    if rest > 0 or rest < -len(RECORD_END):
        raise RecordError("a gzip member that holds more or less than its one record")
    return Record(offset=offset, end=end, fields=fields, length=length, block=None, block_digest_lie=lying.lie())


def _inflate(window: Window, offset: int, inflate: "zlib._Decompress", room: int) -> tuple[bytes, int]:
    """At most `room` bytes of the member, and where it ends (or where feeding stopped, if it is larger)."""
    pieces: list[bytes] = []
    position = offset
    try:
        while not inflate.eof and room > 0:
            feed = window.at(position, FEED_BYTES)
            if not feed:
                raise RecordError("the file ends inside a gzip member")
            piece = inflate.decompress(feed, room)
            pieces.append(piece)
            room -= len(piece)
            position += len(feed) - _left(inflate)
    except zlib.error as error:
        raise RecordError(f"a damaged gzip member ({error})") from error
    return (pieces[0] if len(pieces) == 1 else b"".join(pieces)), position


def _left(inflate: "zlib._Decompress") -> int:
    """How much of the last feed was not used. At a member's end zlib may name the rest in both places."""
    return len(inflate.unused_data if inflate.eof else inflate.unconsumed_tail)


def _drain(
    window: Window,
    offset: int,
    position: int,
    inflate: "zlib._Decompress",
    total: int,
    look: Callable[[bytes], None],
) -> int:
    """Where the member ends; each further piece of it was shown to `look`."""
    try:
        while not inflate.eof:
            feed = window.at(position, FEED_BYTES)
            if not feed:
                raise RecordError("the file ends inside a gzip member")
            piece = inflate.decompress(feed, BUFFER_BYTES)
            look(piece)
            total += len(piece)
            position += len(feed) - _left(inflate)
            if total > MAX_DRAINED_BYTES and total > MAX_RATIO * (position - offset):
                raise RecordError("a gzip member that grows without end")
    except zlib.error as error:
        raise RecordError(f"a damaged gzip member ({error})") from error
    return position


def _read_plain(window: Window, offset: int) -> Record:
    """The record at `offset` of a file that is not compressed."""
    fields, begin, length = parse_record_header(window.at(offset, MAX_HEADER_BYTES))
    begin += offset
    if begin + length > window.length:
        raise RecordError("the file ends inside a record")
    block: bytes | None = None
    lying = None
    if length <= MAX_RECORD_BYTES:
        block = window.at(begin, length) if length <= BUFFER_BYTES else window.read(begin, length)
    else:
        digest = _Digest(fields)
        for position in range(begin, begin + length, BUFFER_BYTES):
            digest.update(window.read(position, min(BUFFER_BYTES, begin + length - position)))
        lying = digest.lie()
    tail = window.at(begin + length, len(RECORD_END))
    if tail != RECORD_END and not tail.startswith(b"\n\n"):
        raise RecordError("the record is longer or shorter than it says")
    end = begin + length + (len(RECORD_END) if tail == RECORD_END else 2)
    return Record(offset=offset, end=end, fields=fields, length=length, block=block, block_digest_lie=lying)


def _expect_end(tail: bytes, found: int, length: int) -> None:
    if found < length:
        raise RecordError("the record is shorter than it says")
    if tail.lstrip(b"\r\n").startswith(VERSION_MARK):
        raise RecordError(
            "several records in one gzip member, so they have no places of their own "
            "(unpack the file with gunzip and import the .warc)"
        )
    if tail not in (RECORD_END, b"\n\n"):
        raise RecordError("the record is longer than it says")


class _Digest:
    """The block digest of a record too large to hold, fed piece by piece."""

    def __init__(self, fields: dict[str, str]) -> None:
        self._labelled = fields.get("warc-block-digest", "")
        self._hash: Hash | None = hasher_for(self._labelled)

    def update(self, piece: bytes) -> None:
        if self._hash:
            self._hash.update(piece)

    def lie(self) -> str | None:
        return lie(self._labelled, self._hash) if self._hash else None
