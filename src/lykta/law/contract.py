"""What an offence's TOML file may say. Unknown keys are errors; every key is explained in the guide."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from lykta.model.law import (
    Checked,
    Element,
    Example,
    Offence,
    ReadFrom,
    Reading,
    Side,
    Source,
    StatuteWording,
)
from lykta.model.words import Said

Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Said(_Part):
    """A sentence in both languages; leaving one out is an error."""

    sv: Words
    en: Words

    def said(self) -> Said:
        return Said(sv=self.sv, en=self.en)


class _Read(_Said):
    """What is read, exactly one of five, and what it means for the element."""

    card: Words | None = None
    finding: Words | None = None
    value: Words | None = None
    ad_kind: Words | None = None
    tie: Words | None = None
    judgement: Words | None = None

    @model_validator(mode="after")
    def _reads_one_thing(self) -> Self:
        if len(_named(self)) != 1:
            raise ValueError("name exactly one of card, finding, ad_kind, tie, judgement")
        if self.value is not None and self.finding is None:
            raise ValueError("value narrows a finding down; without finding it means nothing")
        return self

    def reading(self, side: Side) -> Reading:
        ((source, name),) = _named(self)
        return Reading(source=source, name=name, value=self.value, side=side, means=self.said())


def _named(read: _Read) -> list[tuple[ReadFrom, str]]:
    return [(source, name) for source in ReadFrom if (name := getattr(read, source.value)) is not None]


class _Element(_Said):
    """One [[element]]. `sv` and `en` are its name."""

    id: Name
    could_speak_for: _Said
    could_speak_against: _Said
    ad_alone_cannot_show: bool
    one_of: Name | None = None
    not_needed_if: Name | None = None
    speaks_for: tuple[_Read, ...] = Field((), alias="for")
    against: tuple[_Read, ...] = ()
    next: tuple[_Said, ...] = Field(min_length=1)

    def element(self) -> Element:
        return Element(
            id=self.id,
            name=self.said(),
            could_speak_for=self.could_speak_for.said(),
            could_speak_against=self.could_speak_against.said(),
            ad_alone_cannot_show=self.ad_alone_cannot_show,
            readings=(
                *(one.reading(Side.FOR) for one in self.speaks_for),
                *(one.reading(Side.AGAINST) for one in self.against),
            ),
            next_steps=tuple(one.said() for one in self.next),
            one_of=self.one_of,
            not_needed_if=self.not_needed_if,
        )


class _Wording(_Part):
    version: Words
    in_force: date


class _Source(_Part):
    number: Words
    address: str = Field(pattern=r"^https://[^\s/]+/\S+$")
    read: _Said


class _Checked(_Part):
    by: Words
    on: date


class _Example(_Part):
    """What is at hand, as in the readings; a finding or `finding=value`. Then which elements hear it."""

    card: tuple[Words, ...] = ()
    finding: tuple[Words, ...] = ()
    ad_kind: tuple[Words, ...] = ()
    tie: tuple[Words, ...] = ()
    judgement: tuple[Words, ...] = ()
    speaks_for: tuple[Name, ...] = Field((), alias="for")
    against: tuple[Name, ...] = ()

    def example(self) -> Example:
        return Example(
            hears=tuple((source, name) for source in ReadFrom for name in getattr(self, source.value)),
            speaks_for=frozenset(self.speaks_for),
            speaks_against=frozenset(self.against),
        )


class OffenceFile(_Part):
    """A whole file. The elements stand in the order of the section's text."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    section: Words
    name: _Said
    wording: _Wording
    source: _Source
    a_lawyer_must_check: bool
    checked: _Checked | None = None
    penalty: _Said | None = None
    builds_on: Name | None = None
    one_of: dict[Name, _Said] = Field(default_factory=dict)
    element: tuple[_Element, ...] = Field(min_length=1)
    example: tuple[_Example, ...] = Field(min_length=2)

    @field_validator("element")
    @classmethod
    def _ids_are_their_own(cls, elements: tuple[_Element, ...]) -> tuple[_Element, ...]:
        ids = [one.id for one in elements]
        if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
            raise ValueError(f"two elements are named {', '.join(sorted(twice))}; give each a name of its own")
        return elements

    @model_validator(mode="after")
    def _is_checked_by_somebody(self) -> Self:
        if self.a_lawyer_must_check == (self.checked is not None):
            raise ValueError(
                "either a_lawyer_must_check = true, or false with [checked] by and on: who of your lawyers, and when"
            )
        return self

    def offence(self, id_: str) -> Offence:
        return Offence(
            id=id_,
            country=self.country,
            section=self.section,
            name=self.name.said(),
            wording=StatuteWording(version=self.wording.version, in_force=self.wording.in_force),
            source=Source(number=self.source.number, address=self.source.address, read=self.source.read.said()),
            penalty=self.penalty.said() if self.penalty else None,
            own_elements=tuple(one.element() for one in self.element),
            one_of={group: said.said() for group, said in self.one_of.items()},
            checked=Checked(by=self.checked.by, on=self.checked.on) if self.checked else None,
            examples=tuple(one.example() for one in self.example),
        )
