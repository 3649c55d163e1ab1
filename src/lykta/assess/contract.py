"""What a RuleCard is, what it answers, and the proof that it keeps its own promises."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Quote, Tier
from lykta.model.words import Language, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A card fired: the reason in one sentence, and the words of the ads it rests on, if it rests on words."""

    says: Said
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """One indicator: a reason to look at a network, never a label on a person.

    `tier` is where a hit places the network at the least; only an indicator that speaks FOR may raise one, and
    one that only experts list (C) calls none organised.
    Cards of one `family` restate one idea and count once. `languages` is empty when no words are read.
    `false_alarms` (who else looks like this) and `abstains` (when it says nothing) are read beside every hit.
    """

    check: Callable[[NetworkView], Hit | None]
    version: int
    direction: Direction
    grade: Grade
    tier: Tier = Tier.REST
    source: str
    jurisdiction: str
    family: str
    languages: tuple[Language, ...] = ()
    false_alarms: Said
    abstains: Said
    fires_on: tuple[NetworkView, ...]
    silent_on: tuple[NetworkView, ...]

    def __post_init__(self) -> None:
        if self.version < 1:
            raise ValueError(f"a card's version starts at 1, got {self.version}")
        if not (self.source and self.jurisdiction and self.family):
            raise ValueError("a card needs a source, a jurisdiction and a family in words")
        if not self.fires_on or not self.silent_on:
            raise ValueError("a card needs examples on which it fires and on which it stays silent")
        if self.grade is Grade.X and self.direction is Direction.FOR:
            raise ValueError("an indicator that was tested and refuted (X) cannot speak for")
        if self.tier is Tier.ORGANISED and self.grade is Grade.C:
            raise ValueError("an expert list alone (C) calls no network organised; leave the tier out")
        if self.tier is not Tier.REST and self.direction is not Direction.FOR:
            raise ValueError(f"only an indicator that speaks for may raise a network, got {self.direction}")

    @property
    def counts(self) -> bool:
        """Whether a hit is evidence; context and refuted indicators are shown and count nothing."""
        return self.direction is Direction.FOR


Cards = Mapping[str, RuleCard]


def broken_promises(card: RuleCard) -> Iterator[str]:
    """What the card's own examples disprove, one sentence each; nothing when the card keeps its word."""
    for number, view in enumerate(card.fires_on, start=1):
        hit = card.check(view)
        if hit is None:
            yield f"stays silent on its example {number} of fires_on"
            continue
        texts = {seen.ad.id: seen.ad.text for seen in view.ads}
        for quote in hit.quotes:
            if texts.get(quote.ad, "")[quote.start : quote.end] != quote.written:
                yield f"quotes {quote.written!r}, which does not stand at {quote.start}-{quote.end} of its ad"
    for number, view in enumerate(card.silent_on, start=1):
        if card.check(view) is not None:
            yield f"fires on its example {number} of silent_on"
