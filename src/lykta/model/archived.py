"""What the archive holds and whether it still does."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What must be true of one archive file for ever: its name, whole-file SHA-256, length, record count.

    `input_sha256` and `input_name` tell the file that the user gave, `kept_at` when it was safe on disk.
    `damage` lists what could not be read in it already when it was kept, one sentence with offset each.
    """

    sha256: str
    length: int
    records: int
    input_sha256: str
    input_name: str
    kept_at: datetime
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check that held or did not; `detail` says what was found."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A place that could not be read; its bytes are kept. `offset` counts bytes in `file`, a bare file name."""

    file: str
    offset: int
    problem: str
