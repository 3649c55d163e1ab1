"""RE2 patterns over canonical bytes."""

from collections.abc import Iterator
from typing import Any

import re2

_NOWHERE = (-1, -1)
_UNANCHORED = re2._Anchor.UNANCHORED
_WHOLE = re2._Anchor.ANCHOR_BOTH


class Match:
    """Of a group that took no part, `group` is empty and `start` -1: ask `start`."""

    __slots__ = ("_spans", "_text")

    def __init__(self, text: bytes, spans: list[tuple[int, int]]) -> None:
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


class Pattern:
    """The library's compiled expression without its Python layer, which costs more than most searches (3-7 us)."""

    __slots__ = ("_search",)

    def __init__(self, compiled: Any) -> None:
        self._search = compiled.Match

    def search(self, text: bytes, pos: int = 0, endpos: int | None = None) -> Match | None:
        spans = self._search(_UNANCHORED, text, pos, len(text) if endpos is None else endpos)
        return None if spans[0] == _NOWHERE else Match(text, spans)

    def fullmatch(self, text: bytes) -> Match | None:
        spans = self._search(_WHOLE, text, 0, len(text))
        return None if spans[0] == _NOWHERE else Match(text, spans)

    def first(self, text: bytes, most: int) -> list[Match]:
        """The first matches; most searches have none, and then this costs half of what `finditer` does."""
        search, end = self._search, len(text)
        found: list[Match] = []
        at = 0
        while at <= end and len(found) < most:
            spans = search(_UNANCHORED, text, at, end)
            if spans[0] == _NOWHERE:
                break
            found.append(Match(text, spans))
            after = spans[0][1]
            at = after if after > at else at + 1
        return found

    def finditer(self, text: bytes, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        end = len(text) if endpos is None else endpos
        while pos <= end:
            spans = self._search(_UNANCHORED, text, pos, end)
            if spans[0] == _NOWHERE:
                return
            yield Match(text, spans)
            after = spans[0][1]
            pos = after if after > pos else pos + 1


def canonical_pattern(source: str) -> Pattern:
    """A pattern over canonical bytes; bytes count as Latin-1, so offsets stay code points."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    return Pattern(re2.compile(source.encode("latin-1"), options)._regexp)


# An ad has a handful of each kind; the cap bounds the work on a text made of nothing else.
MOST_MATCHES = 200


def matches(pattern: Pattern, units: bytes) -> list[Match]:
    """The first MOST_MATCHES matches, in order."""
    return pattern.first(units, MOST_MATCHES)
