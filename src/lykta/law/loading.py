"""Offences from their TOML files: those that come with Lykta, and the user's own folder."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lykta.errors import SettingsError
from lykta.kit.toml_files import find_toml, read_toml
from lykta.law.contract import OffenceFile
from lykta.law.promises import broken_promises
from lykta.model.ad import AdKind
from lykta.model.judgement import Decision, Level
from lykta.model.law import Element, Offence, ReadFrom, Reading, Side
from lykta.model.link import Family
from lykta.model.signal import Direction

OUR_FOLDER = Path(__file__).parent / "offences"
# What a person can have decided about two ads, as offence files name it.
JUDGEMENTS = tuple(f"{level}_{decision}" for level in Level for decision in Decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an element may read: every card with its direction, and every kind of finding."""

    cards: Mapping[str, Direction]
    kinds: Collection[str]

    def names(self, source: ReadFrom) -> Collection[str]:
        return {
            ReadFrom.CARD: self.cards.keys(),
            ReadFrom.FINDING: self.kinds,
            ReadFrom.AD_KIND: tuple(AdKind),
            ReadFrom.TIE: tuple(Family),
            ReadFrom.JUDGEMENT: JUDGEMENTS,
        }[source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offences:
    """Every offence by country and file name; `replaced` are the user's files that stand for ours."""

    every: tuple[Offence, ...]
    replaced: tuple[Path, ...] = ()


def load_offences(user_folder: Path | None, known: Known, *, our_folder: Path = OUR_FOLDER) -> Offences:
    """Every offence, whole and proven on its own examples; one that builds on another has that one's elements first.

    Raises SettingsError naming the file for what is not understood, for a card or kind that is not there, for an
    indicator read on a side that it may not speak on, and for a broken promise.
    """
    found = find_toml(our_folder, user_folder)
    files = {name: read_toml(path, OffenceFile) for name, path in found.paths.items()}
    whole = {name: file.offence(name) for name, file in files.items() if file.builds_on is None}
    for name, file in files.items():
        if file.builds_on is not None:
            whole[name] = _on_its_base(file, name, files, found.paths[name])
    for name, offence in whole.items():
        problems = (*_wrong_names(offence), *_wrong_readings(offence, known), *broken_promises(offence))
        if problems:
            raise SettingsError("\n".join(f"{found.paths[name]}: {problem}" for problem in problems))
    return Offences(every=tuple(sorted(whole.values(), key=_in_order)), replaced=found.replaced)


def _on_its_base(file: OffenceFile, name: str, files: Mapping[str, OffenceFile], path: Path) -> Offence:
    alone = {other: one for other, one in files.items() if one.builds_on is None}
    if file.builds_on not in alone:
        raise SettingsError(
            f"{path}: builds_on: {file.builds_on!r} is no offence that stands on its own. "
            f"Name one of: {', '.join(alone)}."
        )
    offence, base = file.offence(name), alone[file.builds_on].offence(file.builds_on)
    return replace(offence, one_of={**base.one_of, **offence.one_of}, base=base)


def _in_order(offence: Offence) -> tuple[str, list[tuple[int, str]], str]:
    """By country, then as a statute book is ordered: section 9 before section 11, 1 a before 1 b."""
    words = offence.section.replace(".", " ").split()
    return offence.country, [(int(word), "") if word.isdecimal() else (-1, word) for word in words], offence.id


def _wrong_names(offence: Offence) -> Iterator[str]:
    ids = [element.id for element in offence.elements]
    for id_ in {id_ for id_ in ids if ids.count(id_) > 1}:
        yield f"element {id_} is one of the offence that this builds on. Give it another id."
    for element in offence.elements:
        if element.one_of is not None and element.one_of not in offence.one_of:
            yield f"element {element.id}: one_of: {element.one_of!r} is not under [one_of]. Add it there."
        if element.not_needed_if is not None and element.not_needed_if not in ids:
            yield f"element {element.id}: not_needed_if: there is no element {element.not_needed_if!r}."
    for number, example in enumerate(offence.examples, start=1):
        for id_ in sorted((example.speaks_for | example.speaks_against) - set(ids)):
            yield f"example {number}: there is no element {id_!r}. Known: {', '.join(ids)}."


def _wrong_readings(offence: Offence, known: Known) -> Iterator[str]:
    for element in offence.elements:
        for reading in element.readings:
            yield from _wrong_reading(element, reading, known)


def _wrong_reading(element: Element, reading: Reading, known: Known) -> Iterator[str]:
    names = known.names(reading.source)
    if reading.name not in names:
        yield (
            f"element {element.id}: there is no {reading.source} {reading.name!r}. Known: {', '.join(sorted(names))}."
        )
    elif reading.source is ReadFrom.CARD and not _may_speak(known.cards[reading.name], reading.side):
        yield (
            f"element {element.id}: card {reading.name!r} speaks {known.cards[reading.name]} at best, "
            f"so it cannot be read {reading.side}. Take it out, or move it to its own side."
        )


def _may_speak(direction: Direction, side: Side) -> bool:
    """A counter-sign never speaks for; disputed and refuted signs, which are context, speak on no side.

    A sign of organisation may speak against an element, as a stated age does against a lesser offence.
    """
    return direction is Direction.FOR or (direction is Direction.AGAINST and side is Side.AGAINST)
