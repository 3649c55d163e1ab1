"""An audit entry as the bytes that are hashed: one form for one meaning, in ASCII, so that no reader can differ."""

import json
from datetime import datetime
from typing import Any

from lykta.model.audit import Act, Actor, AuditEntry, Door, Ground


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
    return json.dumps(cells, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def read_entry(line: str) -> AuditEntry:
    """The entry that `canonical` wrote. Raises ValueError for anything else, also for other spacing or order."""
    try:
        cells: dict[str, Any] = json.loads(line)
        entry = AuditEntry(
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
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no audit entry: {type(error).__name__}") from error
    texts = (entry.by.name, entry.by.purpose, *entry.about)
    if type(entry.number) is not int or not all(isinstance(one, str) for one in texts):
        raise ValueError("no audit entry: a number or a text is of another type")
    if canonical(entry) != line:
        raise ValueError("no audit entry in its one form")
    return entry
