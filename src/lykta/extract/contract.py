"""What an extractor is: a file in `fields/` with one constant EXTRACTOR, and its own proof."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lykta.extract.adtext import AdText
from lykta.model.finding import Finding

EXAMPLE_TIME = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday; examples with dates are seen then


@dataclass(frozen=True, slots=True, kw_only=True)
class FiresOn:
    """An example text and the values that must be read from it, in the order they stand."""

    text: str
    values: tuple[str, ...]
    region: str = "SE"
    place: str | None = None
    price: str | None = None
    contact: str | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """One kind of fact. Raise `version` when the same text can give another answer.

    `read` yields findings made by `AdText.found`. Every text of `silent_on` must give none.
    `wakes_on` spares reading: a text is read only if something of each set stands in its canonical form. A trigger
    is a whole word of a-z ("kronor"; digits end a word too), one sign or two together ("@", ":-"; a dot counts only
    inside a word), or nines for a run of digits of that length ("99"). Without sets every text is read.
    `also_reads` names the page's fields, of place, price and contact, that `read` looks into; an ad that has
    one is always read.
    """

    read: Callable[[AdText], Iterable[Finding]]
    version: int
    fires_on: tuple[FiresOn, ...]
    silent_on: tuple[str, ...]
    wakes_on: tuple[frozenset[str], ...] = ()
    also_reads: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.fires_on or not self.silent_on:
            raise ValueError("an extractor brings examples that fire and examples that stay silent")
