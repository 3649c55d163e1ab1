"""An audit entry as the bytes that are hashed: one form for one meaning, in ASCII, so that no reader can differ."""

import json
from datetime import datetime
from typing import Any

from lykta.model.audit import Act, Actor, AuditEntry, Door, Ground

_KEYS = frozenset(("about", "act", "at", "by", "door", "ground", "n", "purpose"))
_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical(entry: AuditEntry) -> str:
    """The entry as JSON on one line: keys in order, no spaces, everything beyond ASCII escaped.

    So CR, LF and what a terminal would obey cannot begin a second entry.
    """
    cells = {
        "about": list(entry.about),
        "act": entry.act.value,
        "at": entry.at.isoformat(),
        "by": entry.by.name,
        "door": entry.by.door.value,
        "ground": entry.by.ground.value if entry.by.ground else None,
        "n": entry.number,
        "purpose": entry.by.purpose,
    }
    return _written(cells)


def read_entry(line: str) -> AuditEntry:
    """The entry that `canonical` wrote. Raises ValueError for anything else, also for other spacing or order."""
    cells = cells_of(line)
    try:
        return AuditEntry(
            number=cells["n"],
            at=datetime.fromisoformat(cells["at"]),
            act=Act(cells["act"]),
            by=Actor(
                name=cells["by"],
                door=Door(cells["door"]),
                purpose=cells["purpose"],
                ground=Ground(cells["ground"]) if cells["ground"] is not None else None,
            ),
            about=tuple(cells["about"]),
        )
    except TypeError as error:
        raise ValueError(f"no audit entry: {error}") from error


def cells_of(line: str) -> dict[str, Any]:
    """What the line holds, by name. Raises ValueError when it is not an entry in its one form.

    Enough to verify a million of them: what the words mean is not asked.
    """
    try:
        cells = json.loads(line)
    except RecursionError as error:
        raise ValueError("no audit entry: nested too deep") from error
    if not isinstance(cells, dict) or cells.keys() != _KEYS or _written(cells) != line:
        raise ValueError("no audit entry in its one form")
    if type(cells["about"]) is not list:
        raise ValueError("no audit entry: what it is about is no list")
    texts = (cells["at"], cells["act"], cells["by"], cells["door"], cells["purpose"], *cells["about"])
    if type(cells["n"]) is not int or not all(type(one) is str for one in texts):
        raise ValueError("no audit entry: a number or a text is of another type")
    return cells


def _written(cells: dict[str, Any]) -> str:
    return _WRITER.encode(cells)
