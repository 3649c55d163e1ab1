"""What near-duplicate texts have in common, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SlotKind(StrEnum):
    """What the values of a slot look like."""

    PHONE = "phone"
    PRICE = "price"
    NAME = "name"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotValue:
    """What one text has in a slot, and where: code points of the text, end exclusive. Empty where it has nothing."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place where the texts differ. `values` by the id of the text; every text has one."""

    number: int
    kind: SlotKind
    values: Mapping[str, SlotValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The common text in order, with slots between. A piece is a text or a slot."""

    pieces: tuple[str | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))

    @property
    def text(self) -> str:
        """The common text alone, an ellipsis for each slot."""
        return "".join(piece if isinstance(piece, str) else "…" for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGroup:
    """Texts of one writer, by their ids in order, and what they share. A text alone is a group without slots."""

    ids: tuple[str, ...]
    template: Template

    def __post_init__(self) -> None:
        if not self.ids:
            raise ValueError("a group has at least one text")
