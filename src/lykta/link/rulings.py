"""People's judgements on pairs of ads, made ready to be obeyed; what contradicts itself is set aside and told."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lykta.link.table import AdTable
from lykta.model.judgement import Conflict, Decision, Level, PairJudgement, Unheeded


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A judgement that holds, between two rows of the table."""

    a: int
    b: int
    judgement: PairJudgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What is to be obeyed, by level and decision; never a pair that is joined and parted at once."""

    contact_together: tuple[Ruling, ...] = ()
    contact_apart: tuple[Ruling, ...] = ()
    network_together: tuple[Ruling, ...] = ()
    network_apart: tuple[Ruling, ...] = ()
    unheeded: Unheeded = field(default_factory=Unheeded)

    @property
    def every(self) -> tuple[Ruling, ...]:
        return (*self.contact_together, *self.contact_apart, *self.network_together, *self.network_apart)


def settle_judgements(judgements: Iterable[PairJudgement], table: AdTable) -> Rulings:
    """The judgements without those on missing ads and without contradictions, whatever the order given.

    A parting that joins contradict, directly or over other ads, is set aside with the shortest chain of those joins:
    which of them is wrong is a person's to say.
    """
    row = {ad.id: number for number, ad in enumerate(table.ads)}
    ordered = sorted(judgements, key=lambda one: (one.at, one.id))
    known = [Ruling(a=row[one.a], b=row[one.b], judgement=one) for one in ordered if one.a in row and one.b in row]
    conflicts: list[Conflict] = []
    # One contact is in one network: a joining of contacts joins networks, a parting of networks parts contacts.
    together = [one for one in known if one.judgement.decision is Decision.TOGETHER]
    of_contact = _beside(one for one in together if one.judgement.level is Level.CONTACT)
    of_any = _beside(together)
    for ruling in (one for one in known if one.judgement.decision is Decision.APART):
        chain = _chain(ruling.a, ruling.b, of_contact if ruling.judgement.level is Level.CONTACT else of_any)
        if chain:
            conflicts.append(Conflict(apart=ruling.judgement.id, together=tuple(one.judgement.id for one in chain)))
    aside = {name for one in conflicts for name in (one.apart, *one.together)}
    holding = [one for one in known if one.judgement.id not in aside]
    gone = tuple(one.id for one in ordered if one.a not in row or one.b not in row)
    return Rulings(
        contact_together=_of(holding, Level.CONTACT, Decision.TOGETHER),
        contact_apart=_of(holding, Level.CONTACT, Decision.APART),
        network_together=_of(holding, Level.NETWORK, Decision.TOGETHER),
        network_apart=_of(holding, Level.NETWORK, Decision.APART),
        unheeded=Unheeded(conflicts=tuple(conflicts), on_missing_ads=gone),
    )


def _of(rulings: Sequence[Ruling], level: Level, decision: Decision) -> tuple[Ruling, ...]:
    return tuple(one for one in rulings if one.judgement.level is level and one.judgement.decision is decision)


def _beside(joins: Iterable[Ruling]) -> dict[int, list[Ruling]]:
    """Per ad the joins that it is in."""
    beside: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in joins:
        beside[ruling.a].append(ruling)
        beside[ruling.b].append(ruling)
    return beside


def _chain(start: int, end: int, beside: Mapping[int, list[Ruling]]) -> list[Ruling]:
    """The fewest joins that lead from one ad to the other; empty when none do."""
    came_by: dict[int, tuple[int, Ruling]] = {}
    waiting = deque([start])
    while waiting and end not in came_by:
        at = waiting.popleft()
        for ruling in beside.get(at, ()):
            other = ruling.b if ruling.a == at else ruling.a
            if other != start and other not in came_by:
                came_by[other] = (at, ruling)
                waiting.append(other)
    chain = []
    while end != start and end in came_by:
        end, ruling = came_by[end]
        chain.append(ruling)
    return chain[::-1]
