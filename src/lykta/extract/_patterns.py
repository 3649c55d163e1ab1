"""RE2 patterns over canonical bytes."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol, cast

import re2


class _WithSpans(Protocol):
    _spans: Sequence[tuple[int, int]]


class Match(Protocol):
    """Of a group that took no part, `start` is -1: ask `start`."""

    def start(self, group: int = 0) -> int: ...
    def end(self, group: int = 0) -> int: ...
    def span(self, group: int = 0) -> tuple[int, int]: ...
    def group(self, group: int = 0) -> bytes: ...


class Found:
    """A match as its text and the spans of its groups, without a question to the C++ side for each group asked for."""

    __slots__ = ("_spans", "_text")

    def __init__(self, text: bytes, spans: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._spans = spans

    def start(self, group: int = 0) -> int:
        return self._spans[group][0]

    def end(self, group: int = 0) -> int:
        return self._spans[group][1]

    def span(self, group: int = 0) -> tuple[int, int]:
        return self._spans[group]

    def group(self, group: int = 0) -> bytes:
        start, end = self._spans[group]
        return self._text[start:end] if start >= 0 else b""


class Pattern(Protocol):
    def search(self, text: bytes, pos: int = 0, endpos: int | None = None) -> Match | None: ...
    def fullmatch(self, text: bytes) -> Match | None: ...
    def finditer(self, text: bytes, pos: int = 0, endpos: int | None = None) -> Iterator[Match]: ...


def canonical_pattern(source: str) -> Pattern:
    """A pattern over canonical bytes; bytes count as Latin-1, so offsets stay code points."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    return cast("Pattern", re2.compile(source.encode("latin-1"), options))


# An ad has a handful of each kind; the cap bounds the work on a text made of nothing else.
MOST_MATCHES = 200


def matches(pattern: Pattern, units: bytes) -> Iterator[Match]:
    """The first MOST_MATCHES matches, in order."""
    for match in islice(pattern.finditer(units), MOST_MATCHES):
        # google-re2's own methods first ask how many groups there are: with a dozen groups that is most of the time.
        yield Found(units, cast("_WithSpans", match)._spans)
