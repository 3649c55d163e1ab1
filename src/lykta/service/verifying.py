"""`lykta verify`: is every kept byte still what it was? Needs no database and no network."""

from pathlib import Path

from lykta.archive.verifying import verify
from lykta.model.archived import Check


def verify_path(path: Path) -> list[Check]:
    """Every check of an archive folder or of one archive file, passed or not."""
    return verify(path)
