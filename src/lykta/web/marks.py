"""An ad's text cut where findings begin and end, so that each can be marked in its place."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lykta.model.finding import Finding

# These speak of the ad as a whole or of its pictures; marking them would underline everything.
UNMARKED_KINDS = frozenset({"language", "picture", "adkind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same findings. `begins` are those that start here: each is named once.

    `hidden` is true when one of them was written to hide from machines.
    """

    text: str
    kinds: tuple[str, ...]
    hidden: bool
    begins: tuple[Finding, ...]


def cut(text: str, findings: Iterable[Finding]) -> tuple[Piece, ...]:
    """The whole text in order; joined again, the pieces are the text. Spans beyond its end are cut there.

    A finding of a page's own field stands in no place of the text and is left out.
    """
    marked = [f for f in findings if f.kind not in UNMARKED_KINDS and "field" not in f.extra and f.start < len(text)]
    edges = sorted({0, len(text)} | {f.start for f in marked} | {min(f.end, len(text)) for f in marked})
    starts: defaultdict[int, list[Finding]] = defaultdict(list)
    ends: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in marked:
        starts[finding.start].append(finding)
        ends[min(finding.end, len(text))].append(finding)
    over: Counter[tuple[str, bool]] = Counter()  # findings over the place we are at, by kind and hidden
    pieces = []
    for start, end in pairwise(edges):
        over.subtract((f.kind, f.obscured is not None) for f in ends.get(start, ()))
        over.update((f.kind, f.obscured is not None) for f in starts.get(start, ()))
        now = {key for key, count in over.items() if count > 0}
        pieces.append(
            Piece(
                text=text[start:end],
                kinds=tuple(sorted({kind for kind, _ in now})),
                hidden=any(hidden for _, hidden in now),
                begins=tuple(starts.get(start, ())),
            )
        )
    return tuple(pieces)
