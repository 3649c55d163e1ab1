"""What an export format is: a file in `formats/` with one constant FORMAT, and its own proof."""

from collections.abc import Callable
from dataclasses import dataclass

from lykta.model.desk import NetworkPage
from lykta.model.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One way of writing a network's page to a file. Its name is its file name.

    `write` gives the same bytes for the same page. `holds` are pieces that the written example page must
    hold, `never_holds` pieces that it must not; the example (`share/examples.py`) carries hostile text.
    """

    write: Callable[[NetworkPage, Language], bytes]
    suffix: str
    media_type: str
    holds: tuple[bytes, ...]
    never_holds: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not self.suffix.startswith(".") or not self.holds:
            raise ValueError("a format needs a suffix such as .csv, and what its written example holds")
