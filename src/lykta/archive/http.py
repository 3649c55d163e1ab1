"""An HTTP answer as it was recorded: status, the few fields that matter, and the body decoded within limits."""

import zlib
from dataclasses import dataclass, field

from lykta.archive.limits import MAX_DECODED_BYTES, MAX_QUOTED, MAX_RATIO, RATIO_FROM_BYTES
from lykta.archive.record import RecordError, parse_fields, split_header

MAX_CODINGS = 3  # nobody stacks more in earnest
MAX_SIZE_LINE_BYTES = 16 << 10  # as long as a server may make it; no honest one is longer than 20
SIZE_SIGNS = frozenset(b"0123456789abcdefABCDEF+-_.xX\0")
HEX_DIGITS = frozenset(b"0123456789abcdefABCDEF")
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, fields by lower-case name, and the body's bytes as they were sent."""

    status: int
    fields: dict[str, str]
    raw: bytes = field(repr=False)


def parse_answer(block: bytes) -> Answer:
    """Raises RecordError when the bytes do not begin as an HTTP answer."""
    if not block.startswith(b"HTTP/"):
        raise RecordError("an HTTP answer that does not begin with HTTP/")
    # An answer without fields or body may end right after its status line.
    header, begin = split_header(block) or (block.rstrip(b"\r\n"), len(block))
    status = header.split(b"\n", 1)[0].split(None, 2)[1:2]
    if not status or not (status[0].isdigit() and len(status[0]) == 3):
        raise RecordError("an HTTP answer without a status of three digits")
    return Answer(status=int(status[0]), fields=parse_fields(header), raw=block[begin:])


def without_chunks(answer: Answer) -> bytes:
    """The body without its transfer coding. Bodies that recorders have already joined are taken as they are.

    Raises RecordError when the chunks end early or the first has a size that cannot be.
    """
    raw = answer.raw
    if "chunked" not in answer.fields.get("transfer-encoding", "").lower():
        return raw
    if _chunk_size(raw, 0) is None:
        if _is_no_size(raw):
            raise RecordError("a chunked body whose first chunk has a size that cannot be")
        return raw  # the recorder joined the chunks and left the field: no size stands at the start
    pieces: list[bytes] = []
    position = 0
    while (chunk := _chunk_size(raw, position)) is not None:
        size, position = chunk
        if size == 0:
            return b"".join(pieces)
        pieces.append(raw[position : position + size])
        position += size
        if not raw.startswith(b"\r\n", position):
            break
        position += 2
    raise RecordError("a chunked body that ends early or breaks off")


def _chunk_size(raw: bytes, position: int) -> tuple[int, int] | None:
    """Size of the chunk that begins here and where its bytes begin (RFC 9112, 7.1); None if there is none."""
    end = raw.find(b"\r\n", position, position + 1024)
    if end < 0:
        return None
    digits = raw[position:end].split(b";", 1)[0].strip()
    if not 0 < len(digits) <= 8 or not HEX_DIGITS.issuperset(digits):
        return None
    return int(digits, 16), end + 2


def _is_no_size(raw: bytes) -> bool:
    """Whether the first line is meant as the size of a chunk and is none: signed, broken, or longer than any body."""
    line, end, _ = raw[:MAX_SIZE_LINE_BYTES].partition(b"\r\n")
    digits = line.split(b";", 1)[0].strip()
    return bool(end and digits) and SIZE_SIGNS.issuperset(digits)


def decoded(answer: Answer, body: bytes) -> bytes:
    """The body without its content codings, at most MAX_DECODED_BYTES.

    Raises RecordError when it is larger, grows past MAX_RATIO, ends early, or its coding is not known.
    """
    codings = answer.fields.get("content-encoding", "").lower()
    names = [name.strip() for name in codings.split(",")] if codings else []
    if len(names) > MAX_CODINGS:
        raise RecordError(f"{len(names)} content codings on top of each other")
    for name in reversed(names):
        body = _decode(body, name)
    if len(body) > MAX_DECODED_BYTES:
        raise RecordError(f"a body of {len(body)} bytes; at most {MAX_DECODED_BYTES} are read")
    return body


def _decode(body: bytes, name: str) -> bytes:
    if name in ("", "identity", "none") or not body:
        return body
    if name in ("gzip", "x-gzip"):
        # Recorders that store decoded bodies leave the field standing; those bytes have no gzip mark.
        return _inflated(body, 31) if body.startswith(GZIP_MAGIC) else body
    if name == "deflate":
        return _inflated(body, 15 if _is_zlib(body) else -15)  # both are sent under this name (RFC 9110, 8.4.1.2)
    raise RecordError(f"the content coding {name[:MAX_QUOTED]!r}, which is not read here")


def _is_zlib(body: bytes) -> bool:
    """Whether the two bytes of a zlib header stand at the start (RFC 1950, 2.2)."""
    return len(body) >= 2 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0


def _inflated(body: bytes, window_bits: int) -> bytes:
    pieces: list[bytes] = []
    total = 0
    rest = body
    try:
        while rest:  # a gzip body may have several members (RFC 1952, 2.2)
            inflate = zlib.decompressobj(window_bits)
            piece = inflate.decompress(rest, MAX_DECODED_BYTES - total + 1)
            pieces.append(piece)
            total += len(piece)
            if total > MAX_DECODED_BYTES or total > max(RATIO_FROM_BYTES, MAX_RATIO * len(body)):
                raise RecordError(
                    f"a body that grows from {len(body)} to more than {min(total, MAX_DECODED_BYTES)} bytes; "
                    f"at most {MAX_DECODED_BYTES} bytes and {MAX_RATIO} times are read"
                )
            if not inflate.eof:
                raise RecordError("a compressed body that ends early")
            rest = inflate.unused_data if window_bits == 31 and inflate.unused_data[:2] == GZIP_MAGIC else b""
    except zlib.error as error:
        raise RecordError(f"a damaged compressed body ({error})") from error
    return b"".join(pieces)
