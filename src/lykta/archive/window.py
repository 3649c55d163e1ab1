"""Bytes of a large file by offset, through one buffer of bounded size."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lykta.errors import DamagedError

BUFFER_BYTES = 1 << 20


class Window:
    """Reads of any place in one open file. A disk error becomes DamagedError naming file and offset."""

    def __init__(self, file: int, name: str) -> None:
        self._file = file
        self.name = name
        self.length = os.fstat(file).st_size
        self._buffer = b""
        self._start = 0

    def at(self, offset: int, length: int) -> bytes:
        """The bytes from `offset`, at most `length` (up to BUFFER_BYTES); fewer only at the file's end."""
        begin = offset - self._start
        short = begin + length > len(self._buffer) and self._start + len(self._buffer) < self.length
        if begin < 0 or short:
            self._fill(offset)
            begin = 0
        return self._buffer[begin : begin + length]

    def _fill(self, offset: int) -> None:
        self._buffer = self.read(offset, BUFFER_BYTES)
        self._start = offset

    def read(self, offset: int, length: int) -> bytes:
        """As `at`, without the buffer and with no upper bound on `length`."""
        pieces = []
        try:
            while length > 0 and (piece := os.pread(self._file, length, offset)):
                pieces.append(piece)
                offset += len(piece)
                length -= len(piece)
        except OSError as error:
            raise DamagedError(
                f"{self.name}: the disk cannot read byte {offset} ({error.strerror}). Restore it from a copy."
            ) from error
        return b"".join(pieces)

    def find(self, needle: bytes, offset: int) -> int:
        """Where `needle` next begins, at `offset` or later; -1 if nowhere."""
        while offset < self.length:
            if not self._start <= offset <= self._start + len(self._buffer) - len(needle):
                self._fill(offset)
            found = self._buffer.find(needle, offset - self._start)
            if found >= 0:
                return self._start + found
            offset = max(offset + 1, self._start + len(self._buffer) - len(needle) + 1)
        return -1


@contextmanager
def opened(path: Path) -> Iterator[Window]:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield Window(file, path.name)
    finally:
        os.close(file)
