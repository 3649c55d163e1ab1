"""The proof that an offence's file keeps its word: its own examples, heard by its own elements."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from lykta.law.matrix import Heard, Key, rows_of
from lykta.model.law import Example, MachineOutput, Offence, PersonsAssessment, ReadFrom
from lykta.model.words import Said

_SAYS = Said(sv="Ett exempel.", en="An example.")
_OUTPUT = MachineOutput(by="example", grade=None, says=_SAYS, means=_SAYS)
_PERSON = PersonsAssessment(by="example", at=datetime(2026, 3, 2, tzinfo=UTC), why="example", says=_SAYS, means=_SAYS)


def broken_promises(offence: Offence) -> Iterator[str]:
    """What the file's own examples disprove, one sentence each; nothing when it keeps its word.

    Besides, one example must be heard by an element and one by none.
    """
    for number, example in enumerate(offence.examples, start=1):
        rows = rows_of(offence, _heard_in(example))
        found_for = {row.element.id for row in rows if row.speaks_for.is_found}
        against = {row.element.id for row in rows if row.against.is_found}
        for side, promised, found in (
            ("for", example.speaks_for, found_for),
            ("against", example.speaks_against, against),
        ):
            if promised != found:
                yield f"example {number} promises something {side} {_listed(promised)}; it is {side} {_listed(found)}"
    if len({bool(one.speaks_for | one.speaks_against) for one in offence.examples}) < 2:
        yield "one example must be heard by an element and one by none"


def _heard_in(example: Example) -> Heard:
    """What an example has at hand: the things it names, about no ads at all."""
    machine: dict[Key, tuple[MachineOutput, ...]] = {}
    people: dict[Key, tuple[PersonsAssessment, ...]] = {}
    for source, name in example.hears:
        if source is ReadFrom.JUDGEMENT:
            people[source, name] = (_PERSON,)
        else:
            machine[source, name] = (_OUTPUT,)
            machine[source, name.partition("=")[0]] = (_OUTPUT,)  # who reads any value of a kind hears this one too
    return Heard(machine=machine, people=people)


def _listed(ids: Collection[str]) -> str:
    return ", ".join(sorted(ids)) or "no element"
