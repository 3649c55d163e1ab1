"""Offences as their elements, and what kept evidence says of each. Nothing here can be added up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lykta.model.counting import sentence
from lykta.model.signal import Grade
from lykta.model.words import Said

NONE_FOUND = Said(
    sv="Inget hittat. Det är inte detsamma som att inget finns.",
    en="None found. That is not the same as none exists.",
)
FOUND = Said(sv="Detta hittades:", en="This was found:")
NOT_FROM_ADS = Said(
    sv="En annons ensam visar inte det här rekvisitet.",
    en="An ad alone does not show this element.",
)
NOTHING_SAYS = Said(
    sv="Inget i annonserna säger något om det.",
    en="Nothing in the ads says anything about it.",
)
NOT_DECIDED = Said(
    sv="Om det räcker. Det prövar en människa.",
    en="Whether it is enough. A person decides that.",
)
LAWYER_MUST_CHECK = Said(
    sv="En jurist måste kontrollera lydelse och rekvisit innan något bygger på dem.",
    en="A lawyer must check the wording and the elements before anything rests on them.",
)


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"


class ReadFrom(StrEnum):
    """Where an element looks for what speaks for or against it."""

    CARD = "card"  # an indicator that fired
    FINDING = "finding"  # a kind of value read in the ads
    AD_KIND = "ad_kind"  # what the page or its text says the ad is
    TIE = "tie"  # a family of evidence that holds advertisers together
    JUDGEMENT = "judgement"  # what a named person has decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One thing that an element reads, and what it means there. `value` narrows a finding down to one value."""

    source: ReadFrom
    name: str
    side: Side
    means: Said
    value: str | None = None

    @property
    def key(self) -> tuple[ReadFrom, str]:
        return self.source, self.name if self.value is None else f"{self.name}={self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Something that must be shown. Of those with one `one_of` a single one is enough."""

    id: str
    name: Said
    could_speak_for: Said
    could_speak_against: Said
    ad_alone_cannot_show: bool
    readings: tuple[Reading, ...]
    next_steps: tuple[Said, ...]
    one_of: str | None = None
    not_needed_if: str | None = None  # another element that makes this one needless

    def __post_init__(self) -> None:
        if not self.next_steps:
            raise ValueError(f"element {self.id}: missing evidence needs at least one lawful next step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The statute, where its official text stands, and what of it was read for this file."""

    number: str
    address: str
    read: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuteWording:
    """Which wording of the section the elements follow, and since when it holds."""

    version: str
    in_force: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Who of the unit's lawyers has checked a file, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What an offence's own file promises: with these at hand, these elements have something on a side."""

    hears: tuple[tuple[ReadFrom, str], ...]
    speaks_for: frozenset[str]
    speaks_against: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """One section of a country's law as elements in the order of its text; `id` is the file's name.

    With a `base`, all of that one's elements are needed as well.
    """

    id: str
    country: str
    section: str
    name: Said
    wording: StatuteWording
    source: Source
    penalty: Said | None
    own_elements: tuple[Element, ...]
    one_of: Mapping[str, Said] = field(default_factory=dict)
    base: "Offence | None" = None  # the offence whose elements come first, as of a gross form
    checked: Checked | None = None
    examples: tuple[Example, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        return (*(self.base.elements if self.base else ()), *self.own_elements)

    @property
    def a_lawyer_must_check(self) -> bool:
        return self.checked is None

    def need_of(self, element: Element) -> Said:
        """Whether the element is needed, alone or as one of several, in a few words."""
        if any(one.not_needed_if == element.id for one in self.elements):
            return Said(sv="Träder i stället för andra rekvisit.", en="Stands in place of other elements.")
        need = Said(sv="Krävs.", en="Needed.")
        if element.one_of is not None:
            group = self.one_of[element.one_of]
            need = sentence(sv=f"{group.sv} räcker", en=f"{group.en} is enough")
        other = next((one for one in self.elements if one.id == element.not_needed_if), None)
        if other is None:
            return need
        return Said(sv=f"{need.sv} Inte om: {other.name.sv}.", en=f"{need.en} Not if: {other.name.en}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Words that stand in a kept page: in the text of this ad, from `start` to `end` in code points."""

    ad: str
    snapshot: str
    snapshot_sha256: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or not self.quote:
            raise ValueError(f"ad {self.ad}: a fact needs its words and their place, got {self.start}-{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineOutput:
    """What the program made of facts. `by` names the card or the step, `grade` how well it is tested, if it is.

    `rests_on` are the words that it quotes. When it rests on no words, as that a text recurs, `seen_on` gives the
    opening words of some ads it was seen on.
    """

    by: str
    grade: Grade | None
    says: Said
    means: Said
    rests_on: tuple[Fact, ...] = ()
    seen_on: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        _only(Fact, self.rests_on)
        _only(Fact, self.seen_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsAssessment:
    """What a named person has judged, when and why. It is no fact, and no program made it."""

    by: str
    at: datetime
    why: str
    says: Said
    means: Said
    about: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.why.strip():
            raise ValueError("an assessment needs a person's name and a reason")
        _only(Fact, self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One side of an element: what machines said and what persons judged, never in one list, and always a word.

    Nothing found is said in words, so that no empty cell is read as an answer.
    """

    machine: tuple[MachineOutput, ...] = ()
    people: tuple[PersonsAssessment, ...] = ()

    def __post_init__(self) -> None:
        _only(MachineOutput, self.machine)
        _only(PersonsAssessment, self.people)

    @property
    def is_found(self) -> bool:
        return bool(self.machine or self.people)

    @property
    def word(self) -> Said:
        return FOUND if self.is_found else NONE_FOUND

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The quoted words under it all, each once."""
        quoted = (fact for output in self.machine for fact in output.rests_on)
        about = (fact for one in self.people for fact in one.about)
        return tuple(dict.fromkeys((*quoted, *about)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """An element with both sides, what stays unknown, and the lawful steps that could tell."""

    element: Element
    speaks_for: Evidence
    against: Evidence

    @property
    def unknown(self) -> Said:
        return NOT_DECIDED if self.speaks_for.is_found or self.against.is_found else NOTHING_SAYS

    @property
    def not_from_ads(self) -> Said | None:
        return NOT_FROM_ADS if self.element.ad_alone_cannot_show else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceMatrix:
    """What is known of a network, element by element. There is no sum, no score and no probability of guilt."""

    network: str
    offence: Offence
    rows: tuple[ElementRow, ...]

    @property
    def own_rows(self) -> tuple[ElementRow, ...]:
        """Without those of the offence it builds on, which has a matrix of its own."""
        return self.rows[len(self.rows) - len(self.offence.own_elements) :]

    @property
    def is_anything_found(self) -> bool:
        return any(row.speaks_for.is_found or row.against.is_found for row in self.own_rows)


def _only(kind: type, given: tuple[object, ...]) -> None:
    """Facts, assessments and machine output never stand in each other's place (LED article 7)."""
    for one in given:
        if type(one) is not kind:
            raise TypeError(f"expected {kind.__name__} only, got {type(one).__name__}")
