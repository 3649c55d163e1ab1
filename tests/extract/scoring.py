"""How often a list of lines is read exactly: one share for each kind, over the lines where it stands or is claimed."""

from collections.abc import Iterable
from datetime import datetime

from lykta.extract.adtext import AdText
from lykta.extract.reading import Extractors, read_all

Line = tuple[str, tuple[str, ...]]


def values_of(extractors: Extractors, kind: str, text: str, seen_at: datetime | None = None) -> tuple[str, ...]:
    found = read_all(extractors, AdText(text=text, seen_at=seen_at))
    return tuple(dict.fromkeys(one.value for one in found if one.kind == kind))


def share_exact(
    extractors: Extractors,
    kind: str,
    lines: Iterable[Line],
    seen_at: datetime | None = None,
) -> tuple[float, int, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]:
    """Exact lines of those where the kind is expected or read, how many these are, and the wrong ones."""
    right, wrong = 0, []
    for text, expected in lines:
        got = values_of(extractors, kind, text, seen_at)
        if got or expected:
            if got == expected:
                right += 1
            else:
                wrong.append((text, expected, got))
    return right / max(1, right + len(wrong)), right + len(wrong), wrong
