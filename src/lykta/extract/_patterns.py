"""RE2 patterns over canonical bytes."""

from collections.abc import Iterator
from itertools import islice
from typing import Protocol, cast

import re2


class Match(Protocol):
    """Of a group that took no part, `group` is None and `start` -1: ask `start`."""

    def start(self, group: int = 0) -> int: ...
    def end(self, group: int = 0) -> int: ...
    def span(self, group: int = 0) -> tuple[int, int]: ...
    def group(self, group: int = 0) -> bytes: ...


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
    return islice(pattern.finditer(units), MOST_MATCHES)
