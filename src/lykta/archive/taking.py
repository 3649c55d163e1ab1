"""Records taken out of the archive byte for byte, for a file that shows them elsewhere."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from lykta.archive.frames import frames
from lykta.archive.reading import Reading
from lykta.archive.record import Record
from lykta.archive.shelf import data_file, find, is_gzipped, require_intact
from lykta.archive.window import Window, opened
from lykta.archive.wrapping import GZIP_WINDOW
from lykta.errors import DamagedError


def take(archive: Path, sha256: str, offsets: Iterable[int]) -> Iterator[bytes]:
    """Yield the record at each offset of one archive file as a gzip member, in the order of the file, each once.

    A revisit (ISO 28500, 6.7) comes after the answer that holds its body. What stands compressed is taken as it
    stands; the bytes of a record are the same in either case.
    Raises DamagedError when the file is altered or no sound record stands at an offset, NotFoundError when it is gone.
    """
    path = data_file(archive, sha256)
    require_intact(path, find(archive, sha256))
    taken: set[int] = set()
    with opened(path) as window:
        gzipped = is_gzipped(path)
        reading = Reading(window, sha256, gzipped=gzipped)
        for offset in sorted(set(offsets)):
            record = next(frames(window, gzipped=gzipped, start=offset), None)
            if not isinstance(record, Record) or record.offset != offset:
                raise DamagedError(f"{path.name}, byte {offset}: no sound record stands there. Restore the file.")
            needed = [reading.original_of(record), record] if record.kind == "revisit" else [record]
            for one in needed:
                if one.offset not in taken:
                    taken.add(one.offset)
                    yield _member(window, one, gzipped=gzipped)


def _member(window: Window, record: Record, *, gzipped: bool) -> bytes:
    data = window.read(record.offset, record.end - record.offset)
    if gzipped:
        return data
    pack = zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW)
    return pack.compress(data) + pack.flush()
